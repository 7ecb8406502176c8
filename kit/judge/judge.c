#include "kit/judge/judge.h"
#include "kit/judge/verdict_builder.h"
#include "kit/base/zeroed.h"
#include "kit/judge/abandoned.h"
#include "kit/judge/contradictions.h"
#include "kit/judge/kept_ends.h"
#include "kit/judge/kept_things.h"
#include "kit/judge/last_calls.h"
#include "kit/judge/lines.h"
#include "kit/judge/near_facts.h"
#include "kit/judge/preconditions.h"
#include "kit/judge/repeated.h"
#include "kit/judge/requests.h"
#include "kit/judge/rules.h"
#include "kit/judge/run_end.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct finding_header run_header(const struct verdict_builder *builder,
                                        enum kit_verdict verdict, uint32_t line_number)
{
    return (struct finding_header){.source = SOURCE_RUN,
                                   .verdict = verdict,
                                   .actor = -1,
                                   .line_number = line_number,
                                   .at_ns = builder->facts->last_ns};
}

static bool run_is_over(const struct verdict_builder *builder)
{
    return marked_at(builder->facts, THE_RUN, MARK_END) < FACTS_NEVER;
}

/* When a fault that was meant for a wait first came after that wait, or FACTS_NEVER. */
static int64_t missed_at(const struct facts *facts)
{
    return marked_at(facts, THE_RUN, MARK_MISSED);
}

static bool holds_vacuous(const struct judgement *judgement)
{
    for (uint32_t i = 0; i < judgement->count; i++) {
        if (judgement->findings[i].verdict == VERDICT_VACUOUS)
            return true;
    }
    return false;
}

/*
 * The line itself reports a miss, except in two cases: the log names no line for it, or there
 * was no place for the finding. But everything after a miss is ignored, and a run without
 * findings would be a pass. So the run reports it here.
 */
static void judge_run(struct verdict_builder *builder)
{
    struct finding_header cut = run_header(builder, VERDICT_ERROR, 0);
    struct finding_header idle = run_header(builder, VERDICT_VACUOUS, 0);
    struct finding_header many = run_header(builder, VERDICT_UNSEEN, 0);
    if (builder->processes->spilled > 0)
        add_finding(builder, &many,
                    "the actors had more than %d processes in all; the processes beyond this "
                    "number were not judged",
                    SCENARIO_ACTORS);
    if (!run_is_over(builder))
        add_finding(builder, &cut, "the log is cut: it has no end");
    else if (missed_at(builder->facts) < FACTS_NEVER &&
             !holds_vacuous(&builder->out->judgement))
        add_finding(
            builder, &idle,
            "a fault inside a wait came after the wait was over, and the run ended there");
    else if (builder->scenario->line_count == 0 && builder->in_play == 0)
        add_finding(builder, &idle,
                    "this run tests nothing: its scenario has no fault and no expectation");
}

/* What a rule could not see, reported beside a pass. */
static bool is_note(const struct finding *finding)
{
    return finding->source == SOURCE_RULE && finding->verdict == VERDICT_PASS;
}

/* Keeps the root cause: once an actor has failed a rule, its unseen rules and its notes are
 * dropped. */
static void forget_consequences(struct judgement *judgement)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < judgement->count; i++) {
        const struct finding *finding = &judgement->findings[i];
        bool unseen = finding->source == SOURCE_RULE && finding->verdict == VERDICT_UNSEEN;
        bool follows =
            (unseen || is_note(finding)) && judgement_has_failed(judgement, finding->actor);
        if (follows)
            continue;
        if (kept < i)
            judgement->findings[kept] = *finding;
        kept++;
    }
    judgement->count = kept;
}

/* When the first precondition failed, or FACTS_NEVER. */
static int64_t troubled_at(const struct judgement *judgement)
{
    int64_t first_ns = FACTS_NEVER;
    for (uint32_t i = 0; i < judgement->count; i++) {
        const struct finding *finding = &judgement->findings[i];
        if (finding->source == SOURCE_RUN && finding->verdict == VERDICT_ERROR &&
            finding->at_ns < first_ns)
            first_ns = finding->at_ns;
    }
    return first_ns;
}

/* Whether the finding is of a rule that forbids an actor to end as it did. */
static bool is_of_an_end(const struct finding *finding)
{
    return finding->source == SOURCE_RULE &&
           (finding->rule == RULE_CHILD_STAYS || finding->rule == RULE_NO_CRASH);
}

/*
 * A failed precondition (the trouble) is reported alone. What came after it, was not seen or
 * never struck, tells the user nothing more. A failure before it is kept, because it may be the
 * cause. A failure of the same instant is kept if it explains the end that is the trouble. A
 * crash is kept at any time.
 */
static void forget_what_trouble_brought(struct judgement *judgement)
{
    int64_t trouble_ns = troubled_at(judgement);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < judgement->count; i++) {
        const struct finding *finding = &judgement->findings[i];
        bool is_trouble = finding->source == SOURCE_RUN && finding->verdict == VERDICT_ERROR;
        int64_t until_ns = is_of_an_end(finding) ? trouble_ns : trouble_ns - 1;
        bool is_before = finding->verdict == VERDICT_FAIL &&
                         (finding->at_ns <= until_ns || finding->bad_end);
        if (trouble_ns < FACTS_NEVER && !is_trouble && !is_before)
            continue;
        if (kept < i)
            judgement->findings[kept] = *finding;
        kept++;
    }
    judgement->count = kept;
}

/* That an actor has no process to strike follows from a line that expected it in vain. */
static bool explains_no_target(const struct finding *finding, const struct finding *trouble)
{
    return trouble->no_target && finding->source == SOURCE_LINE &&
           finding->verdict == VERDICT_FAIL;
}

/*
 * Whether a rule that forbids this end of the actor explains the trouble, or a line that
 * failed. Findings that are left beside the trouble have failed, and did so before it.
 */
static bool is_explained(const struct judgement *judgement, const struct finding *trouble)
{
    for (uint32_t i = 0; i < judgement->count; i++) {
        const struct finding *finding = &judgement->findings[i];
        if ((is_of_an_end(finding) || explains_no_target(finding, trouble)) &&
            finding->at_ns <= trouble->at_ns && words_equal(finding->actor, trouble->actor))
            return true;
    }
    return false;
}

/*
 * If an actor ended by its own fault before a line could strike, the actor has failed. That the
 * line never struck follows from this failure, and is no reason for an error.
 */
static void forget_explained_trouble(struct judgement *judgement)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < judgement->count; i++) {
        const struct finding *finding = &judgement->findings[i];
        bool is_trouble = finding->source == SOURCE_RUN && finding->verdict == VERDICT_ERROR;
        if (is_trouble && finding->actor[0] && is_explained(judgement, finding))
            continue;
        if (kept < i)
            judgement->findings[kept] = *finding;
        kept++;
    }
    judgement->count = kept;
}

/*
 * The run was stopped at this point and waited for nothing more. So apart from earlier failures
 * its only result is that the fault did not strike. A crash counts at any time.
 */
static void forget_what_a_miss_brought(struct judgement *judgement, int64_t missed_ns)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < judgement->count; i++) {
        const struct finding *finding = &judgement->findings[i];
        bool is_crash = finding->source == SOURCE_RULE && finding->rule == RULE_NO_CRASH;
        if (finding->at_ns >= missed_ns && finding->verdict != VERDICT_VACUOUS && !is_crash)
            continue;
        if (kept < i)
            judgement->findings[kept] = *finding;
        kept++;
    }
    judgement->count = kept;
}

/*
 * The sort is stable, so that findings of one instant keep the order of preconditions, lines
 * and rules.
 */
static void sort_findings(struct judgement *judgement)
{
    for (uint32_t i = 1; i < judgement->count; i++) {
        struct finding moved = judgement->findings[i];
        uint32_t at = i;
        for (; at > 0 && judgement->findings[at - 1].at_ns > moved.at_ns; at--)
            judgement->findings[at] = judgement->findings[at - 1];
        judgement->findings[at] = moved;
    }
}

static enum kit_verdict worst_of(const struct judgement *judgement)
{
    enum kit_verdict worst = VERDICT_PASS;
    for (uint32_t i = 0; i < judgement->count; i++) {
        if (judgement->findings[i].verdict > worst)
            worst = judgement->findings[i].verdict;
    }
    return worst;
}

static bool is_demanded(const struct scenario *scenario, const struct finding *finding)
{
    return finding->source == SOURCE_RULE && finding->verdict == VERDICT_FAIL &&
           finding->rule == scenario->must_fail_rule &&
           words_equal(finding->actor, scenario->actors[scenario->must_fail_actor].name);
}

/* What stands beside the demanded failure, or in its place; NULL if nothing does. */
static const struct finding *beside_demand(const struct verdict_builder *builder,
                                           bool *demanded)
{
    const struct judgement *judgement = &builder->out->judgement;
    const struct finding *beside = NULL;
    *demanded = false;
    for (uint32_t i = 0; i < judgement->count; i++) {
        if (is_demanded(builder->scenario, &judgement->findings[i]))
            *demanded = true;
        else if (!beside && !is_note(&judgement->findings[i]))
            beside = &judgement->findings[i];
    }
    return beside;
}

/*
 * A broken actor must be caught for the right reason: exactly this rule fails on exactly this
 * actor, and there is no other finding. The findings stay listed, even if the verdict is a
 * pass. If not all findings fitted, it is unknown whether there was another one.
 */
static enum kit_verdict check_must_fail(struct verdict_builder *builder, enum kit_verdict worst)
{
    const struct scenario *scenario = builder->scenario;
    struct finding_header header = run_header(builder, VERDICT_FAIL, scenario->must_fail_line);
    const char *rule = rule_words[scenario->must_fail_rule];
    const char *actor = scenario->actors[scenario->must_fail_actor].name;
    bool demanded;
    const struct finding *beside = beside_demand(builder, &demanded);
    if (demanded && !beside && !builder->spilled)
        return VERDICT_PASS;
    if (worst > VERDICT_FAIL || worst == VERDICT_VACUOUS)
        return worst;
    if (!beside && !demanded)
        add_finding(builder, &header, "must fail %s %s, but nothing failed", rule, actor);
    else if (!demanded)
        add_finding(builder, &header,
                    "must fail %s %s, but that rule held; the run has other findings", rule,
                    actor);
    else
        add_finding(builder, &header,
                    "must fail %s %s, and it did; but the run has other findings, too", rule,
                    actor);
    return VERDICT_FAIL;
}

/* Shows the scenario's reason beside the verdict. */
static void say_note(struct verdict_builder *builder, enum kit_verdict verdict,
                     const char *what, const struct scenario_note *note)
{
    struct finding_header header = run_header(builder, verdict, note->line_number);
    add_finding(builder, &header, "%son %s: %s", what, note->on.word, note->reason);
}

/*
 * `differs on` turns a red verdict into a pass, and a pass into a failure. An error stays an
 * error: it says nothing about the difference.
 */
static enum kit_verdict check_difference(struct verdict_builder *builder,
                                         const struct scenario_note *note,
                                         enum kit_verdict verdict)
{
    struct finding_header header = run_header(builder, VERDICT_FAIL, note->line_number);
    switch (verdict) {
    case VERDICT_UNSEEN:
    case VERDICT_VACUOUS:
    case VERDICT_FAIL:
        say_note(builder, VERDICT_PASS, "differs ", note);
        return VERDICT_PASS;
    case VERDICT_PASS:
        add_finding(
            builder, &header,
            "it passed on %s, but line %u says that it differs there (%s); remove that line",
            note->on.word, (unsigned)note->line_number, note->reason);
        return VERDICT_FAIL;
    case VERDICT_SKIP:
    case VERDICT_ERROR:
    case VERDICT_COUNT:
        break;
    }
    return verdict;
}

/*
 * Whether a rule is in force on this actor that reads the actor's events. The other rules read
 * what the runner sees itself.
 */
static bool is_listened_to(const struct scenario *scenario, int actor)
{
    for (int rule = 0; rule < RULE_COUNT; rule++) {
        bool reads_words = rule != RULE_NO_CRASH && rule != RULE_NOTHING_LEFT;
        if (reads_words && !scenario_waives(scenario, (enum kit_rule)rule, actor))
            return true;
    }
    return false;
}

/*
 * Events of an actor were lost. A lost event may be what a line forbids, or may break a rule.
 * So the run cannot pass; a failure stays a failure.
 */
static enum kit_verdict lost_words(struct verdict_builder *builder)
{
    const struct fact_list *gaps = facts_of_kind(builder->facts->store, EVENT_GAP);
    for (size_t i = 0; i < gaps->count; i++) {
        const struct fact *gap = gaps->at[i];
        struct finding_header header = run_header(builder, VERDICT_ERROR, 0);
        if (gap->actor < 0 || !is_listened_to(builder->scenario, gap->actor))
            continue;
        header.at_ns = gap->at_ns;
        add_finding(
            builder, &header,
            "facts of %s were lost before the runner read them (%llu), so Lifeline cannot "
            "judge %s; let %s make fewer steps, or run fewer scenarios side by side (-j 1)",
            gap->actor_name, (unsigned long long)(gap->size > 0 ? gap->size : 1),
            gap->actor_name, gap->actor_name);
        return VERDICT_ERROR;
    }
    return VERDICT_PASS;
}

/* A child that never came would satisfy every rule. */
static enum kit_verdict missing_children(struct verdict_builder *builder)
{
    const struct scenario *scenario = builder->scenario;
    for (int actor = 0; actor < (int)scenario->actor_count; actor++) {
        const struct scenario_actor *of = &scenario->actors[actor];
        struct finding_header header = run_header(builder, VERDICT_UNSEEN, of->line_number);
        if (!is_listened_to(scenario, actor) || !preconditions_never_started(builder, actor))
            continue;
        header.actor = actor;
        add_finding(builder, &header, "%s never started %s, so nothing is known of %s",
                    scenario->actors[of->parent].name, of->name, of->name);
        return VERDICT_UNSEEN;
    }
    return VERDICT_PASS;
}

/* A demanded failure proves nothing yet if its fault did not strike. */
static bool says_only_a_miss(const struct verdict_builder *builder)
{
    const struct judgement *judgement = &builder->out->judgement;
    for (uint32_t i = 0; i < judgement->count; i++) {
        const struct finding *finding = &judgement->findings[i];
        bool demanded = builder->scenario->must_fail && is_demanded(builder->scenario, finding);
        if (finding->bad_end || (finding->verdict == VERDICT_FAIL && !demanded))
            return false;
    }
    return run_is_over(builder) && missed_at(builder->facts) < FACTS_NEVER;
}

static bool says_only_a_busy_machine(const struct verdict_builder *builder)
{
    const struct judgement *judgement = &builder->out->judgement;
    bool any = false;
    for (uint32_t i = 0; i < judgement->count; i++) {
        const struct finding *finding = &judgement->findings[i];
        if (finding->verdict == VERDICT_FAIL ||
            (finding->verdict == VERDICT_ERROR && !finding->of_busy_machine))
            return false;
        any |= finding->of_busy_machine;
    }
    return any && run_is_over(builder);
}

static bool has_met_a_line(const struct verdict_builder *builder)
{
    for (uint32_t i = 0; i < builder->scenario->line_count; i++) {
        if (line_expects(&builder->scenario->lines[i]) &&
            builder->out->lines[i] == JUDGE_HELD_TRUE)
            return true;
    }
    return false;
}

/*
 * A run in which nothing could be judged is no pass. The finding names what could not be seen.
 */
static enum kit_verdict unseen_for_all(struct verdict_builder *builder)
{
    struct judgement *judgement = &builder->out->judgement;
    enum kit_verdict verdict = VERDICT_PASS;
    if (judgement->exercised != 0 || has_met_a_line(builder))
        return verdict;
    for (uint32_t i = 0; i < judgement->count; i++) {
        if (is_note(&judgement->findings[i]))
            verdict = judgement->findings[i].verdict = VERDICT_UNSEEN;
    }
    return verdict;
}

static void conclude_verdict(struct verdict_builder *builder)
{
    const struct scenario_note *differs =
        scenario_note_on(builder->scenario->differs, builder->platform);
    struct judgement *judgement = &builder->out->judgement;
    abandoned_merge(builder);
    forget_consequences(judgement);
    /* This goes first: a trouble that exists only because the run was stopped is no trouble. */
    if (run_is_over(builder))
        forget_what_a_miss_brought(judgement, missed_at(builder->facts));
    if (builder->troubled)
        forget_what_trouble_brought(judgement);
    forget_explained_trouble(judgement);
    sort_findings(judgement);
    repeated_merge(judgement);
    kept_ends_add(builder);
    kept_things_add(builder);
    last_calls_add(builder);
    builder->out->says_only_a_miss = says_only_a_miss(builder);
    builder->out->says_only_a_busy_machine = says_only_a_busy_machine(builder);
    judgement->verdict = worst_of(judgement);
    if (judgement->verdict == VERDICT_PASS && run_is_over(builder))
        judgement->verdict = unseen_for_all(builder);
    if (builder->scenario->must_fail && run_is_over(builder))
        judgement->verdict = check_must_fail(builder, judgement->verdict);
    if (differs && run_is_over(builder))
        judgement->verdict = check_difference(builder, differs, judgement->verdict);
    if (judgement->verdict == VERDICT_PASS) /* the run is over: a log that is cut is an error */
        judgement->verdict = lost_words(builder);
    if (judgement->verdict == VERDICT_PASS && contradictions_tell(builder))
        judgement->verdict = VERDICT_ERROR;
    if (judgement->verdict == VERDICT_PASS)
        judgement->verdict = missing_children(builder);
}

/* The missing program because of which the scenario is skipped; NULL if none is missing. */
static const struct scenario_need *absent_need(const struct verdict_builder *builder)
{
    for (uint32_t n = 0; n < builder->scenario->need_count; n++) {
        if (builder->facts->absent[n])
            return &builder->scenario->needs[n];
    }
    return NULL;
}

/* The run was skipped on purpose. But a log that was cut proves nothing, not even that. */
static bool was_skipped(struct verdict_builder *builder)
{
    const struct scenario_note *skip =
        scenario_note_on(builder->scenario->skip, builder->platform);
    const struct scenario_need *need = absent_need(builder);
    if (!run_is_over(builder))
        return false;
    if (skip) {
        say_note(builder, VERDICT_SKIP, "", skip);
    } else if (need) {
        struct finding_header header =
            run_header(builder, VERDICT_SKIP, need->note.line_number);
        add_finding(builder, &header, "without '%s': %s", need->program, need->note.reason);
    } else {
        return false;
    }
    builder->out->judgement.verdict = VERDICT_SKIP;
    return true;
}

static void set_no_memory(struct judge_result *out)
{
    out->judgement.verdict = VERDICT_ERROR;
    out->judgement.count = 1;
    out->judgement.findings[0] =
        (struct finding){.source = SOURCE_RUN, .verdict = VERDICT_ERROR};
    snprintf(out->judgement.findings[0].text, sizeof out->judgement.findings[0].text,
             "not enough memory to judge so many events");
    out->hopeless = true;
}

/* ---- taking events in ---- */

/*
 * Facts are folded into `facts` in order of time. A late fact belongs before others: then an
 * older state is restored and all facts since are folded again. A checkpoint of the state is
 * kept after every CHECKPOINT_EVERY facts, in the slot of the lowest set bit of its number. So
 * there is always a checkpoint at most about twice as far back as the fact is late. The cost of
 * a checkpoint grows with what is known by then.
 */
#define CHECKPOINT_EVERY 64u
#define CHECKPOINTS      24u

struct checkpoint {
    size_t folded; /* number of facts; 0 if the slot is empty */
    struct facts *facts;
};

struct judging {
    const struct scenario *scenario;
    struct kit_platform platform;
    struct fact_store *store;
    struct facts *facts;
    size_t folded;
    struct checkpoint checkpoints[CHECKPOINTS];
    struct line_searches searches[SCENARIO_LINES];
    bool out_of_memory;
};

struct judging *judging_begin(const struct scenario *scenario, struct kit_platform platform)
{
    assert(scenario && platform.system <= SYSTEM_COUNT);
    struct judging *judging = calloc(1, sizeof *judging);
    if (!judging)
        return NULL;
    judging->scenario = scenario;
    judging->platform = platform;
    judging->store = fact_store_new(scenario);
    judging->facts = zeroed_new(sizeof *judging->facts);
    if (!judging->store || !judging->facts) {
        judging_end(judging);
        return NULL;
    }
    facts_begin(judging->facts, &fact_store_processes(judging->store)->scenario,
                judging->store);
    return judging;
}

void judging_end(struct judging *judging)
{
    if (!judging)
        return;
    for (uint32_t i = 0; i < CHECKPOINTS; i++)
        zeroed_free(judging->checkpoints[i].facts);
    zeroed_free(judging->facts);
    fact_store_free(judging->store);
    free(judging);
}

void judging_take(struct judging *judging, const struct kit_event *event)
{
    if (!fact_store_take(judging->store, event))
        judging->out_of_memory = true;
}

/* Restores the newest checkpoint that holds none of the facts that were taken back. */
static void go_back(struct judging *judging, size_t listed)
{
    const struct facts *from = NULL;
    size_t best = 0;
    for (uint32_t i = 0; i < CHECKPOINTS; i++) {
        struct checkpoint *checkpoint = &judging->checkpoints[i];
        if (checkpoint->folded > listed) {
            checkpoint->folded = 0; /* its facts are in an order that no longer holds */
        } else if (checkpoint->folded > best) {
            best = checkpoint->folded;
            from = checkpoint->facts;
        }
    }
    if (from) {
        facts_copy(judging->facts, from);
    } else {
        static struct facts
            nothing; /* never written; a const would enlarge the program's file */
        facts_copy(judging->facts, &nothing);
        facts_begin(judging->facts, &fact_store_processes(judging->store)->scenario,
                    judging->store);
    }
    judging->folded = best;
}

/*
 * Search results among the facts that were taken back are dropped, and so are those between
 * these facts and the restored checkpoint. They are searched for again.
 */
static void take_back_searches(struct judging *judging)
{
    size_t listed = fact_store_listed(judging->store);
    int64_t sure_ns = listed > 0 ? fact_store_at(judging->store, listed - 1)->at_ns : INT64_MIN;
    for (uint32_t i = 0; i < judging->scenario->line_count; i++) {
        search_take_back(&judging->searches[i].wanted, sure_ns);
        search_take_back(&judging->searches[i].near, sure_ns);
    }
}

/*
 * Whether a later checkpoint of the same slot comes before `count` facts are folded. Then
 * nothing can ask for this one, because no fact is taken in while facts are folded. A log,
 * which is folded at once, needs some twenty checkpoints instead of one for every 64 facts.
 */
static bool is_overwritten(size_t number, size_t count)
{
    size_t slot = number & (~number + 1);
    return number + 2 * slot <= count / CHECKPOINT_EVERY;
}

static void keep_checkpoint(struct judging *judging)
{
    size_t number = judging->folded / CHECKPOINT_EVERY;
    uint32_t place = 0;
    if (is_overwritten(number, fact_store_count(judging->store)))
        return;
    while (place < CHECKPOINTS - 1 && !(number >> place & 1u))
        place++;
    struct checkpoint *checkpoint = &judging->checkpoints[place];
    if (!checkpoint->facts)
        checkpoint->facts = zeroed_new(sizeof *checkpoint->facts);
    checkpoint->folded = 0;
    if (!checkpoint->facts)
        return; /* costs only time later */
    facts_copy(checkpoint->facts, judging->facts);
    checkpoint->folded = judging->folded;
}

static void fold_facts(struct judging *judging)
{
    struct fact_store *store = judging->store;
    if (!fact_store_sort(store)) {
        judging->out_of_memory = true;
        return;
    }
    size_t listed = fact_store_listed(store);
    if (judging->folded > listed) {
        take_back_searches(judging);
        go_back(judging, listed);
    }
    /* Facts after the restored checkpoint that are still in their lists. */
    while (judging->folded < listed) {
        const struct fact *fact = fact_store_at(store, judging->folded++);
        actor_processes_as_of(fact_store_processes(store), fact);
        facts_take(judging->facts, fact);
    }
    while (judging->folded < fact_store_count(store)) {
        const struct fact *fact = fact_store_list(store);
        if (!fact) {
            judging->out_of_memory = true;
            return;
        }
        facts_take(judging->facts, fact);
        judging->folded++;
        if (judging->folded % CHECKPOINT_EVERY == 0)
            keep_checkpoint(judging);
    }
}

static void judge_facts(struct verdict_builder *builder)
{
    if (!builder->facts->impossible && was_skipped(builder))
        return;
    if (builder->facts->impossible) {
        struct finding_header header = run_header(builder, VERDICT_ERROR, 0);
        add_finding(builder, &header, "the log holds %s: the log was written wrongly",
                    builder->facts->impossible);
    } else {
        preconditions_judge(builder);
        lines_judge(builder);
        requests_judge(builder);
        run_end_judge(builder);
        rules_judge(builder);
        judge_run(builder);
    }
    conclude_verdict(builder);
}

void judging_look(struct judging *judging, int64_t now_ns, struct judge_result *out)
{
    memset(out, 0, sizeof *out);
    fold_facts(judging);
    if (judging->out_of_memory) {
        set_no_memory(out);
        return;
    }
    /* The end of a run decides on absence in the same way live and from a log. */
    const struct fact *end = marked(judging->facts, THE_RUN, MARK_END);
    judging->facts->horizon_ns = end ? end->at_ns : now_ns;
    const struct actor_processes *processes = fact_store_processes(judging->store);
    struct verdict_builder builder = {.scenario = &processes->scenario,
                                      .platform = &judging->platform,
                                      .processes = processes,
                                      .facts = judging->facts,
                                      .searches = judging->searches,
                                      .out = out};
    judge_facts(&builder);
}

/* The events of those facts that are near; of all facts if `near` is NULL. */
static struct kit_event *copy_events(struct fact_store *store, const struct near_facts *near,
                                     size_t *count)
{
    size_t all = fact_store_sort(store) ? fact_store_count(store) : 0, kept = 0;
    *count = 0;
    for (size_t i = 0; i < all; i++)
        kept += !near || fact_is_near(near, fact_store_at(store, i));
    struct kit_event *events = kept > 0 ? malloc(kept * sizeof *events) : NULL;
    for (size_t i = 0; events && i < all; i++) {
        const struct fact *fact = fact_store_at(store, i);
        if (!near || fact_is_near(near, fact))
            events[(*count)++] = fact_event(fact);
    }
    return events;
}

struct kit_event *judging_events(const struct judging *judging, size_t *count)
{
    return copy_events(judging->store, NULL, count);
}

struct kit_event *judging_events_near(const struct judging *judging,
                                      const struct judgement *judgement, size_t *count)
{
    struct near_facts *near = near_facts_new(judging->store, judgement);
    struct kit_event *events = near ? copy_events(judging->store, near, count) : NULL;
    *count = near ? *count : 0;
    near_facts_free(near);
    return events;
}

void judge(const struct scenario *scenario, struct kit_platform platform,
           const struct kit_event *events, size_t count, int64_t now_ns,
           struct judge_result *out)
{
    struct judging *judging = judging_begin(scenario, platform);
    if (!judging) {
        memset(out, 0, sizeof *out);
        set_no_memory(out);
        return;
    }
    for (size_t i = 0; i < count; i++)
        judging_take(judging, &events[i]);
    judging_look(judging, now_ns, out);
    judging_end(judging);
}

#include "kit/judge/rule.h"
#include "kit/base/utf8.h"
#include "kit/protocol/call_steps.h"

#include <stdarg.h>
#include <string.h>

const struct scenario_actor *actor_of(const struct verdict_builder *builder, int actor)
{
    return &builder->scenario->actors[actor];
}

int64_t instant_at(const struct verdict_builder *builder, int actor, enum mark mark)
{
    return marked_at(builder->facts, actor, mark);
}

const struct fact *event_of(const struct verdict_builder *builder, int actor, enum mark mark)
{
    return marked(builder->facts, actor, mark);
}

int64_t ran_until(const struct verdict_builder *builder, int actor)
{
    int64_t ended_ns = instant_of(first_of(builder, actor, MARK_EXITED, MARK_ENDED));
    return ended_ns < builder->facts->horizon_ns ? ended_ns : builder->facts->horizon_ns;
}

const struct fact *first_of(const struct verdict_builder *builder, int actor, enum mark a,
                            enum mark b)
{
    return earlier(event_of(builder, actor, a), event_of(builder, actor, b));
}

const struct fact *parted(const struct verdict_builder *builder, int child)
{
    int parent = parent_of(builder, child);
    const struct fact *own = first_of(builder, child, MARK_DROPPED, MARK_SPOILED);
    return parent < 0 ? own : earlier(own, event_of(builder, parent, MARK_SPOILED));
}

const struct fact *kill_of(const struct verdict_builder *builder, int actor)
{
    const struct fact *proof = first_of(builder, actor, MARK_KILL_SEEN, MARK_EXITED);
    return proof ? event_of(builder, actor, MARK_KILLED) : NULL;
}

const struct fact *asked(const struct verdict_builder *builder, int actor)
{
    const struct fact *struck = first_of(builder, actor, MARK_KILLED, MARK_HUNG);
    const struct fact *told_to = first_of(builder, actor, MARK_STOPPED, MARK_ENDED);
    const struct fact *failed = first_of(builder, actor, MARK_FAILED, MARK_CUT);
    return earlier(earlier(earlier(struck, failed), told_to),
                   event_of(builder, THE_RUN, MARK_CLOSING));
}

struct finding_header rule_header(enum kit_rule rule, enum kit_verdict verdict, int actor,
                                  int64_t at_ns)
{
    return (struct finding_header){.source = SOURCE_RULE,
                                   .rule = rule,
                                   .verdict = verdict,
                                   .actor = actor,
                                   .at_ns = at_ns};
}

void rule_unseen(struct verdict_builder *builder, enum kit_rule rule, int actor,
                 const struct window *window, const struct fact *cause,
                 const struct fact *dissolver, const char *awaited)
{
    struct finding_header header =
        rule_header(rule, VERDICT_UNSEEN, actor, instant_of(dissolver));
    add_finding(builder, &header,
                "cannot tell whether %s %s: %s %lld ms after %s, before the window of %u ms "
                "had passed",
                name_of(builder, actor), awaited, describe_fact(dissolver).text,
                ms_between(instant_of(cause), instant_of(dissolver)), describe_fact(cause).text,
                (unsigned)window->length_ms);
}

bool is_users_own(const struct verdict_builder *builder, int actor)
{
    return actor_is_users_own(actor_of(builder, actor));
}

bool can_say(const struct verdict_builder *builder, int actor, enum protocol_step step)
{
    const struct fact *words = builder->facts->words[actor];
    int declared = builder->processes->of[actor];
    if (!is_users_own(builder, actor))
        return true;
    if (facts_named_by_all(builder->facts->store, declared, step_words[step])->count > 0)
        return true;
    return has_probe(builder, actor) && (!words || strstr(words->text, step_words[step]));
}

bool reported_after(const struct verdict_builder *builder, int actor, int64_t at_ns)
{
    const struct fact *said = builder->facts->bystanders.said[actor];
    return said && said->at_ns > at_ns;
}

bool is_expected_end(const struct verdict_builder *builder, const struct fact *exit)
{
    const struct scenario *scenario = builder->scenario;
    for (uint32_t i = 0; i < scenario->line_count; i++) {
        const struct scenario_line *line = &scenario->lines[i];
        if (line->kind == SAY_STOP && line->actor == exit->actor)
            return false;
        if (line->kind == SAY_EXPECT_EXITS && line->actor == exit->actor &&
            (line->has_code ? line->code == exit->code : !is_crash(exit->code)))
            return true;
    }
    return false;
}

static bool is_noted(const struct verdict_builder *builder, enum kit_rule rule, int actor)
{
    const struct judgement *judgement = &builder->out->judgement;
    for (uint32_t i = 0; i < judgement->count; i++) {
        const struct finding *finding = &judgement->findings[i];
        if (finding->source == SOURCE_RULE && finding->verdict == VERDICT_PASS &&
            finding->rule == rule && words_equal(finding->actor, name_of(builder, actor)))
            return true;
    }
    return false;
}

void rule_note(struct verdict_builder *builder, enum kit_rule rule, int actor, int64_t at_ns,
               const char *format, ...)
{
    char sentence[KIT_FINDING_TEXT];
    va_list args;
    if (is_noted(builder, rule, actor))
        return;
    va_start(args, format);
    utf8_print(sentence, sizeof sentence, format, args);
    va_end(args);
    struct finding_header header = rule_header(rule, VERDICT_PASS, actor, at_ns);
    add_finding(builder, &header, "%s", sentence);
}

int parent_of(const struct verdict_builder *builder, int child)
{
    return actor_of(builder, child)->parent;
}

bool was_left_unborn(const struct verdict_builder *builder, int actor)
{
    const struct fact_list *left = facts_of_kind(builder->facts->store, EVENT_LEFT);
    for (size_t i = 0; i < left->count; i++) {
        if (left->at[i]->actor == actor && words_equal(left->at[i]->by, LEFT_UNBORN))
            return true;
    }
    return false;
}

/* How long a parent can take to let a process run that it has created. */
#define BIRTH_MS  100

/* The same from the process's start, where no call tells when CreateProcess created it: on a
 * busy machine a parent can be long in CreateProcess. */
#define CREATE_MS 500

/*
 * Whether the parent did nothing any more from this time after the start. What a thread has
 * begun goes on for a moment when its process is hung. So the child's start can come after it.
 */
static bool ended_soon(const struct verdict_builder *builder, int parent, int64_t from_ns,
                       uint32_t within_ms)
{
    struct window window = window_for(builder->facts, parent, from_ns, within_ms);
    const struct fact *ended = first_of(builder, parent, MARK_KILLED, MARK_ENDED);
    const struct fact *hung = event_of(builder, parent, MARK_HUNG); /* and not resumed */
    return instant_of(earlier(earlier(ended, hung), event_of(builder, parent, MARK_EXITED))) <=
           window.deadline_ns;
}

/* The step of the parent after it created this process. */
static const struct fact *step_created(const struct verdict_builder *builder, int parent,
                                       uint32_t pid)
{
    const struct fact_list *list =
        facts_named(builder->facts->store, parent, call_step_words[CALL_STEP_PROCESS_CREATED]);
    for (size_t i = list->count; i > 0; i--) {
        const struct fact *created = list->at[i - 1];
        if (created->sequence == pid)
            return created;
    }
    return NULL;
}

/*
 * Whether the parent was ended while it was in CreateProcess, as far as it can be seen.
 * `created` is its step after it created the process, or NULL. A process that its parent keeps
 * suspended on purpose is another thing: nothing ends it, either, when the parent is gone.
 */
static bool was_ended_in_create(const struct verdict_builder *builder, int parent,
                                const struct fact *started, const struct fact *created)
{
    if (created)
        return !facts_next_of_thread(builder->facts, created, FACTS_LATEST) &&
               ended_soon(builder, parent, created->at_ns, BIRTH_MS);
    return !started || ended_soon(builder, parent, started->at_ns, CREATE_MS);
}

/*
 * Whether the parent was ended before it let the child run: a new process stands still until
 * its creator resumes it. The runner saw that the process never ran. Or an injected parent made
 * the step `created`: the child's probe would have come before the child's first line. But a
 * probe cannot come into each program, and a thread may wait without a step. So the end must
 * come soon.
 */
static bool was_left_in_create(const struct verdict_builder *builder, int child)
{
    const struct fact *started = event_of(builder, child, MARK_STARTED);
    int parent = parent_of(builder, child);
    const struct fact *created = started ? step_created(builder, parent, started->pid) : NULL;
    bool unborn = !has_probe(builder, child) && was_left_unborn(builder, child);
    bool suspended =
        created && actor_is_injected(builder->scenario, child) && !has_steps(builder, child);
    return (unborn || suspended) && was_ended_in_create(builder, parent, started, created);
}

bool was_never_born(const struct verdict_builder *builder, int child)
{
    int parent = parent_of(builder, child);
    if (was_left_in_create(builder, child))
        return true;
    /*
     * The parent reports when it is about to create a child, and was ended before it could
     * report that it had. A parent that hung there is ended by the runner, which has the same
     * effect on the child.
     */
    return !has_probe(builder, child) &&
           instant_at(builder, child, MARK_PREPARED) < FACTS_NEVER &&
           instant_at(builder, child, MARK_MADE) == FACTS_NEVER &&
           first_of(builder, parent, MARK_KILLED, MARK_ENDED) != NULL;
}

bool has_failed_a_rule(const struct verdict_builder *builder, int actor)
{
    const struct judgement *judgement = &builder->out->judgement;
    for (uint32_t i = 0; i < judgement->count; i++) {
        const struct finding *finding = &judgement->findings[i];
        if (finding->source == SOURCE_RULE && finding->verdict >= VERDICT_FAIL &&
            words_equal(finding->actor, name_of(builder, actor)))
            return true;
    }
    return false;
}

#include "kit/doctor/answers.h"
#include "kit/doctor/exact.h"

#include <assert.h>
#include <string.h>

const char *const doctor_result_words[DOCTOR_RESULT_COUNT] = {
#define X(result, on_card, in_json) on_card,
    DOCTOR_RESULTS(X)
#undef X
};

/* A program that ends within this time has ended at once. */
#define ENDS_SOON_NS (1000 * NS_PER_MS)

/* A line whose turn never came says nothing of the program: mostly the child that it strikes
 * was not there, or not under the name that the look suggested. */
static bool is_never_begun(const struct finding *finding)
{
    return finding->source == SOURCE_LINE && strstr(finding->text, "before this line began");
}

static const struct finding *first_failure(const struct judgement *judgement)
{
    for (uint32_t i = 0; i < judgement->count; i++) {
        const struct finding *finding = &judgement->findings[i];
        if (finding->verdict == VERDICT_FAIL && !is_never_begun(finding))
            return finding;
    }
    return NULL;
}

static const struct finding *worst_finding(const struct judgement *judgement)
{
    for (uint32_t i = 0; i < judgement->count; i++) {
        if (judgement->findings[i].verdict == judgement->verdict)
            return &judgement->findings[i];
    }
    return NULL;
}

/* When something was done to an actor the last time, or 0. */
static int64_t last_deed_ns(const struct kit_event *events, size_t count)
{
    for (size_t i = count; i > 0; i--) {
        bool by_line = events[i - 1].line_number > 0;
        if (by_line &&
            (events[i - 1].kind == EVENT_STRUCK || events[i - 1].kind == EVENT_RESUMED))
            return events[i - 1].at_ns;
    }
    return 0;
}

/* A sign of life of the program: it printed, started a process or ended. */
static bool is_reaction(const struct kit_event *event)
{
    return event->kind == EVENT_PRINTED || event->kind == EVENT_STARTED ||
           (event->kind == EVENT_EXITED && words_equal(event->actor, "app"));
}

/* What was printed in the instant of the fault may have been on its way, unless it is new. */
#define AT_ONCE_NS (100 * NS_PER_MS)

/* Whether the program printed this line, and none of its form before something was done. */
static bool is_new_line(const struct kit_event *events, const struct kit_event *event,
                        int64_t deed_ns)
{
    if (event->kind != EVENT_PRINTED)
        return false;
    for (; events->at_ns <= deed_ns; events++) {
        if (events->kind == EVENT_PRINTED && draft_is_same_form(events, event))
            return false;
    }
    return true;
}

static bool was_silent(const struct kit_event *events, size_t count)
{
    int64_t deed_ns = last_deed_ns(events, count);
    if (deed_ns == 0)
        return false;
    for (size_t i = 0; i < count && events[i].kind != EVENT_CLOSING; i++) {
        bool is_later = events[i].at_ns > deed_ns + AT_ONCE_NS && is_reaction(&events[i]);
        if (is_later || (events[i].at_ns > deed_ns && is_new_line(events, &events[i], deed_ns)))
            return false;
    }
    return true;
}

/* Whether the actor that was struck last has another process after that. */
static bool was_restarted(const struct kit_event *events, size_t count)
{
    const struct kit_event *struck = NULL;
    for (size_t i = 0; i < count; i++) {
        if (events[i].kind == EVENT_STRUCK)
            struck = &events[i];
        else if (struck && events[i].kind == EVENT_STARTED &&
                 words_equal(events[i].actor, struck->actor))
            return true;
    }
    return false;
}

/* Of the time that it may take. So what goes on just in time at one call, and just not at
 * another, proves nothing. */
#define SOON_PART 4

/* Whether it printed what it prints while it works, soon after something was done. */
static bool went_on_soon(const struct doctor_plan *plan, const struct kit_event *events,
                         size_t count)
{
    int64_t deed_ns = last_deed_ns(events, count);
    int64_t soon_ns = doctor_progress_s(plan, true) * 1000 * NS_PER_MS / SOON_PART;
    for (size_t i = 0; i < count && deed_ns > 0; i++) {
        if (events[i].kind == EVENT_PRINTED && events[i].at_ns > deed_ns + AT_ONCE_NS &&
            strstr(events[i].text, plan->progress))
            return events[i].at_ns <= deed_ns + soon_ns;
    }
    return false;
}

static bool fails_alike(const struct finding *a, const struct finding *b)
{
    return a->source == b->source && a->rule == b->rule && a->line_number == b->line_number &&
           words_equal(a->actor, b->actor);
}

/* A line that breaks a habit of the program is no rule of the contract; only the program's
 * author knows whether it is wrong. */
static bool find_odd_line(const struct doctor_plan *plan, const struct kit_event *events,
                          size_t count, struct finding *out)
{
    const struct kit_event *odd = habits_broken(&plan->habits, events, count);
    if (!odd)
        return false;
    *out = (struct finding){.source = SOURCE_RUN, .verdict = VERDICT_FAIL, .at_ns = odd->at_ns};
    name_copy(out->actor, odd->actor, strlen(odd->actor));
    struct text text = text_over(out->text, sizeof out->text);
    text_add(&text,
             "it printed \"%s\"; while nothing was done to it, two numbers of such a line were "
             "always the same",
             odd->text);
    return true;
}

static bool is_name_of_actor(const struct kit_event *events, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (events[i].kind == EVENT_STARTED && words_equal(events[i].actor, name))
            return true;
    }
    return false;
}

/* How the program calls a child that it reports as lost, if no actor has that name; or NULL. */
static const char *unknown_name_of_lost(const struct kit_event *events, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (events[i].kind == EVENT_REPORT && words_equal(events[i].actor, "app") &&
            words_equal(events[i].name, "child.lost") && events[i].peer[0] &&
            !is_name_of_actor(events, count, events[i].peer))
            return events[i].peer;
    }
    return NULL;
}

/*
 * The program did report the loss of a child, by another name than the scenario has for it. So
 * nobody knows whether it was this child's.
 */
static bool is_named_otherwise(const struct finding *failure, const struct kit_event *events,
                               size_t count, struct finding *unknown)
{
    const char *name = unknown_name_of_lost(events, count);
    if (!failure || failure->source != SOURCE_RULE || failure->rule != RULE_WATCHDOG_DETECTS ||
        !name)
        return false;
    *unknown = *failure;
    unknown->verdict = VERDICT_UNSEEN;
    unknown->likely[0] = 0;
    struct text text = text_over(unknown->text, sizeof unknown->text);
    text_add(&text,
             "app reports that it lost '%s', and no child of the scenario has this name. Name "
             "the child so in the scenario, and run it again",
             name);
    return true;
}

/* What a run says of the question: the failure, or NULL, and else the worst that came of it. */
struct outcome_told {
    struct finding own; /* made here */
    const struct finding *failure, *worst;
};

static void tell_outcome(const struct doctor_plan *plan, const struct judgement *judgement,
                         const struct kit_event *events, size_t count, struct outcome_told *out)
{
    out->failure = first_failure(judgement);
    out->worst = worst_finding(judgement);
    if (is_named_otherwise(out->failure, events, count, &out->own)) {
        out->failure = NULL;
        out->worst = &out->own;
    } else if (!out->failure && find_odd_line(plan, events, count, &out->own)) {
        out->failure = &out->own;
    }
}

void doctor_take(const struct doctor_plan *plan, struct doctor_answer *answer,
                 const struct judgement *judgement, const struct kit_event *events,
                 size_t count)
{
    struct outcome_told told = {0};
    tell_outcome(plan, judgement, events, count, &told);
    bool is_first_failure = told.failure && answer->failed == 0;
    bool restarted = was_restarted(events, count);
    answer->made++;
    answer->passed += judgement->verdict == VERDICT_PASS;
    answer->failed += told.failure != NULL;
    answer->restarts += restarted;
    answer->in_vain += told.failure && restarted;
    answer->soon += went_on_soon(plan, events, count);
    answer->silent += told.failure && was_silent(events, count);
    answer->exercised |= judgement->exercised;
    if (is_first_failure)
        answer->finding = *told.failure;
    else if (!told.failure && answer->failed == 0 && told.worst &&
             judgement->verdict != VERDICT_PASS)
        answer->finding = *told.worst;
    answer->alike += told.failure && fails_alike(told.failure, &answer->finding);
}

void doctor_take_place(const struct doctor_plan *plan, uint32_t question,
                       struct doctor_answer *answer, const struct kit_event *events,
                       size_t count)
{
    const struct sweep_point *at = plan->questions[question].at;
    answer->elsewhere += at && exact_is_elsewhere(plan->calls, at, events, count);
}

void doctor_take_turns(struct doctor_plan *plan, uint32_t question,
                       const struct kit_event *events, size_t count)
{
    struct turn late;
    if (!plan->questions[question].at)
        return;
    const struct kit_event *odd = habits_broken(&plan->habits, events, count);
    if (!odd || !habits_stay_broken(&plan->habits, odd, events, count) ||
        !turns_stay_late(&plan->turns, events, count, &late))
        return;
    if (plan->late_runs++ == 0)
        plan->late = late;
}

/* One run can be chance. */
bool doctor_answers_are_late(const struct doctor_plan *plan)
{
    return plan->late_runs >= 2;
}

/* The program ended when it lost a child. Nobody but its author knows whether that is meant. */
static bool is_end_of_app(const struct doctor_answer *answer)
{
    const struct finding *finding = &answer->finding;
    bool by_rule = finding->source == SOURCE_RULE && finding->rule == RULE_PARENT_CONTINUES;
    return by_rule && words_equal(finding->actor, "app");
}

/* A child that others can still reach outlived the program: it may be a daemon. */
static bool is_daemon(const struct doctor_plan *plan, const struct doctor_answer *answer)
{
    const struct finding *finding = &answer->finding;
    bool is_of_child = finding->source == SOURCE_RULE && finding->rule == RULE_CHILD_ENDS;
    bool is_left = finding->source == SOURCE_RULE && finding->rule == RULE_NOTHING_LEFT;
    for (uint32_t i = 0; i < plan->child_count; i++) {
        bool is_its = words_equal(plan->children[i].name, finding->actor);
        if (plan->is_reachable[i] &&
            ((is_of_child && is_its) || (is_left && (is_its || !finding->actor[0]))))
            return true;
    }
    return false;
}

bool doctor_is_no_progress(const struct doctor_plan *plan, const struct doctor_answer *answer)
{
    const struct finding *finding = &answer->finding;
    return plan->progress[0] && finding->source == SOURCE_LINE &&
           strstr(finding->text, "expected app to print") &&
           strstr(finding->text, plan->progress);
}

/* So many other calls show what the program means to do after a loss. */
#define HELD_LIKE_LEAST 3

static bool soon_goes_on(const struct doctor_answer *answer)
{
    return answer->failed == 0 && answer->passed > 0 && answer->soon == answer->made;
}

static bool strike_alike(const struct doctor_question *one, const struct doctor_question *other)
{
    return one->at && other->at && one->ask == other->ask && one->child == other->child;
}

void doctor_compare(const struct doctor_plan *plan, struct doctor_answer *answers)
{
    for (uint32_t i = 0; i < plan->question_count; i++) {
        answers[i].held_like = 0;
        for (uint32_t k = 0; k < plan->question_count; k++)
            answers[i].held_like += soon_goes_on(&answers[k]) &&
                                    strike_alike(&plan->questions[i], &plan->questions[k]);
    }
}

bool doctor_is_in_vain(const struct doctor_plan *plan, const struct doctor_answer *answer)
{
    return doctor_is_no_progress(plan, answer) && answer->in_vain == answer->failed &&
           answer->held_like >= HELD_LIKE_LEAST;
}

/*
 * After a fault that leaves all processes whole it has to go on. After the loss of a child it
 * may have nothing left to do, which its author knows; but then it says so, ends, or starts
 * another: if it does nothing at all, it has not noticed. And if it starts another, it means to
 * go on.
 */
static bool may_rest(const struct doctor_plan *plan, const struct doctor_question *question,
                     const struct doctor_answer *answer)
{
    bool is_loss = question->ask == DOCTOR_CHILD_KILLED ||
                   question->ask == DOCTOR_CHILD_CUT_OFF ||
                   question->ask == DOCTOR_CHILD_CRASHES;
    bool is_hang = question->ask == DOCTOR_CHILD_HUNG;
    return doctor_is_no_progress(plan, answer) && !doctor_is_in_vain(plan, answer) &&
           (is_hang || (is_loss && answer->silent == 0));
}

bool doctor_is_odd_line(const struct doctor_answer *answer)
{
    return answer->finding.source == SOURCE_RUN && answer->failed > 0;
}

/* Without its calls nobody knows whether such a line is meant. */
static bool is_odd_for_author(const struct doctor_plan *plan,
                              const struct doctor_answer *answer)
{
    return doctor_is_odd_line(answer) && !doctor_answers_are_late(plan);
}

/* What a child started outlived it, and the scenario expects that it does not: only the author
 * knows whether it has to end with the child. */
bool doctor_may_outlive(const struct doctor_question *question,
                        const struct doctor_answer *answer)
{
    return question->ask == DOCTOR_CHILD_BEREAVES && answer->finding.source == SOURCE_LINE;
}

/* A program may give up after some losses. The question is about its handles. */
static bool may_give_up(const struct doctor_question *question,
                        const struct doctor_answer *answer)
{
    return question->ask == DOCTOR_LOST_OFTEN && answer->finding.source == SOURCE_LINE;
}

static enum doctor_result found_or_wavers(const struct doctor_answer *answer)
{
    return answer->failed * 2 > answer->made || answer->alike >= 2 ? DOCTOR_FOUND
                                                                   : DOCTOR_WAVERS;
}

/*
 * What came of a loss beside a second family, to which nothing was done. A program that is
 * there only once, or a child that both share, may do many things then; and what the first
 * family does is asked elsewhere. But none ends the child of another.
 */
static enum doctor_result result_beside(const struct doctor_answer *answer)
{
    const struct finding *finding = &answer->finding;
    if (finding->source == SOURCE_RULE && finding->rule == RULE_NOBODY_ELSE &&
        words_equal(finding->actor, DOCTOR_OTHER_CHILD))
        return found_or_wavers(answer);
    return answer->exercised >> RULE_NOBODY_ELSE & 1u ? DOCTOR_HELD : DOCTOR_UNKNOWN;
}

/* The runner asked the program to end in a way that it may not know. */
static bool is_deaf_to_asking(const struct doctor_question *question,
                              const struct doctor_answer *answer)
{
    const struct finding *finding = &answer->finding;
    bool is_exit = finding->source == SOURCE_LINE &&
                   strstr(finding->text, "expected app to exit") == finding->text;
    bool is_of_end =
        is_exit || (finding->source == SOURCE_RULE &&
                    (finding->rule == RULE_BOUNDED || finding->rule == RULE_NOTHING_LEFT));
    return (question->ask == DOCTOR_INPUT_ENDS || question->ask == DOCTOR_KEY) && is_of_end;
}

enum doctor_result doctor_result_of(const struct doctor_plan *plan, uint32_t question,
                                    const struct doctor_answer *answer)
{
    assert(question < plan->question_count);
    if (answer->made == 0)
        return DOCTOR_UNASKED;
    if (answer->failed == 0)
        return answer->passed > 0 ? DOCTOR_HELD : DOCTOR_UNKNOWN;
    if (is_deaf_to_asking(&plan->questions[question], answer))
        return DOCTOR_LEARNT;
    if (plan->questions[question].ask == DOCTOR_BESIDE)
        return result_beside(answer);
    if (is_end_of_app(answer) || is_daemon(plan, answer) || is_odd_for_author(plan, answer) ||
        may_give_up(&plan->questions[question], answer) ||
        doctor_may_outlive(&plan->questions[question], answer) ||
        may_rest(plan, &plan->questions[question], answer))
        return DOCTOR_POLICY;
    return found_or_wavers(answer);
}

/* The same rule on the same actor, or a habit that it breaks: told once. */
static bool is_same_finding(const struct doctor_answer *a, const struct doctor_answer *b)
{
    const struct finding *one = &a->finding, *other = &b->finding;
    return one->source == other->source && one->source != SOURCE_LINE &&
           one->rule == other->rule && words_equal(one->actor, other->actor);
}

/* The same is done to the same process, again at a call, and a line of the question fails. */
static bool fails_by_same_line(const struct doctor_plan *plan,
                               const struct doctor_answer *answers, uint32_t before,
                               uint32_t now)
{
    const struct doctor_question *one = &plan->questions[before],
                                 *other = &plan->questions[now];
    return other->at && one->ask == other->ask && one->child == other->child &&
           answers[before].finding.source == SOURCE_LINE &&
           answers[now].finding.source == SOURCE_LINE;
}

uint32_t doctor_first_like(const struct doctor_plan *plan, const struct doctor_answer *answers,
                           uint32_t question)
{
    enum doctor_result result = doctor_result_of(plan, question, &answers[question]);
    for (uint32_t i = 0; i < question; i++) {
        if (doctor_result_of(plan, i, &answers[i]) == result &&
            (is_same_finding(&answers[i], &answers[question]) ||
             fails_by_same_line(plan, answers, i, question)))
            return i;
    }
    return question;
}

enum doctor_rule_state doctor_rule_state(const struct doctor_examined *examined,
                                         enum kit_rule rule, uint32_t *count)
{
    uint32_t counts[DOCTOR_BROKEN + 1] = {0};
    for (uint32_t i = 0; i < examined->plan->question_count; i++) {
        const struct doctor_answer *answer = &examined->answers[i];
        enum doctor_result result = doctor_result_of(examined->plan, i, answer);
        bool is_of_rule = answer->failed > 0 && answer->finding.source == SOURCE_RULE &&
                          answer->finding.rule == rule;
        counts[DOCTOR_BROKEN] += is_of_rule && result == DOCTOR_FOUND;
        counts[DOCTOR_RULE_OPEN] +=
            is_of_rule && (result == DOCTOR_POLICY || result == DOCTOR_WAVERS);
        counts[DOCTOR_RULE_HELD] += !is_of_rule && (answer->exercised >> rule & 1u);
    }
    enum doctor_rule_state state = DOCTOR_BROKEN;
    while (state > DOCTOR_NO_DUTY && counts[state] == 0)
        state--;
    *count = counts[state];
    return state;
}

bool doctor_ended_soon(const struct doctor_plan *plan)
{
    return plan->ends_by_itself && plan->lasted_ns < ENDS_SOON_NS;
}

bool doctor_was_in_vain(const struct doctor_plan *plan)
{
    return doctor_ended_soon(plan) && plan->look->processes[0].code != 0;
}

uint32_t doctor_findings(const struct doctor_examined *examined)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < examined->plan->question_count; i++)
        count += doctor_result_of(examined->plan, i, &examined->answers[i]) == DOCTOR_FOUND &&
                 doctor_first_like(examined->plan, examined->answers, i) == i;
    return count;
}

uint32_t doctor_unasked(const struct doctor_examined *examined)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < examined->plan->question_count; i++)
        count += examined->answers[i].made == 0;
    return count;
}

uint32_t doctor_runs(const struct doctor_examined *examined)
{
    uint32_t runs = 0;
    for (uint32_t i = 0; i < examined->plan->question_count; i++)
        runs += examined->answers[i].made;
    return runs;
}

enum kit_exit doctor_exit(const struct doctor_examined *examined)
{
    bool any_known = false;
    if (doctor_findings(examined) > 0)
        return EXIT_FAILED;
    for (uint32_t i = 0; i < examined->plan->question_count; i++) {
        enum doctor_result result = doctor_result_of(examined->plan, i, &examined->answers[i]);
        any_known |= result != DOCTOR_UNKNOWN && result != DOCTOR_UNASKED;
    }
    return any_known && !doctor_was_in_vain(examined->plan) ? EXIT_PASSED : EXIT_TROUBLED;
}

bool doctor_keeps_scenario(enum doctor_result result)
{
    return result != DOCTOR_HELD && result != DOCTOR_LEARNT && result != DOCTOR_UNASKED;
}

void doctor_place(struct text *to, const struct doctor_plan *plan, const char *folder,
                  uint32_t question)
{
    text_add(to, "%s/", folder);
    doctor_word(to, plan, &plan->questions[question]);
    text_add(to, ".scenario");
}

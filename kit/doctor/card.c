#include "kit/doctor/card.h"
#include "kit/base/shown_text.h"

#include <assert.h>
#include <string.h>

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

/* What was printed in the instant of the fault may have been on its way. */
#define AT_ONCE_NS (100 * NS_PER_MS)

static bool was_silent(const struct kit_event *events, size_t count)
{
    int64_t deed_ns = last_deed_ns(events, count);
    if (deed_ns == 0)
        return false;
    for (size_t i = 0; i < count && events[i].kind != EVENT_CLOSING; i++) {
        if (events[i].at_ns > deed_ns + AT_ONCE_NS && is_reaction(&events[i]))
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

void doctor_take(const struct doctor_plan *plan, struct doctor_answer *answer,
                 const struct judgement *judgement, const struct kit_event *events,
                 size_t count)
{
    struct finding odd;
    const struct finding *failure = first_failure(judgement);
    if (!failure && find_odd_line(plan, events, count, &odd))
        failure = &odd;
    const struct finding *worst = worst_finding(judgement);
    bool is_first_failure = failure && answer->failed == 0;
    answer->made++;
    answer->passed += judgement->verdict == VERDICT_PASS;
    answer->failed += failure != NULL;
    answer->restarts += was_restarted(events, count);
    answer->silent += failure && was_silent(events, count);
    answer->exercised |= judgement->exercised;
    if (is_first_failure)
        answer->finding = *failure;
    answer->alike += failure && fails_alike(failure, &answer->finding);
    if (is_first_failure)
        return;
    if (!failure && answer->failed == 0 && worst && judgement->verdict != VERDICT_PASS)
        answer->finding = *worst;
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

/* The program no longer prints what it printed all the time. */
static bool is_no_progress(const struct doctor_plan *plan, const struct doctor_answer *answer)
{
    const struct finding *finding = &answer->finding;
    return plan->progress[0] && finding->source == SOURCE_LINE &&
           strstr(finding->text, "expected app to print") &&
           strstr(finding->text, plan->progress);
}

/*
 * After a fault that leaves all processes whole it has to go on. After the loss of a child it
 * may have nothing left to do, which its author knows; but then it says so, ends, or starts
 * another: if it does nothing at all, it has not noticed.
 */
static bool may_rest(const struct doctor_plan *plan, const struct doctor_question *question,
                     const struct doctor_answer *answer)
{
    bool is_loss =
        question->ask == DOCTOR_CHILD_KILLED || question->ask == DOCTOR_CHILD_CUT_OFF;
    bool is_hang = question->ask == DOCTOR_CHILD_HUNG;
    return is_no_progress(plan, answer) && (is_hang || (is_loss && answer->silent == 0));
}

static bool is_odd_line(const struct doctor_answer *answer)
{
    return answer->finding.source == SOURCE_RUN && answer->failed > 0;
}

/* A program may give up after some losses. The question is about its handles. */
static bool may_give_up(const struct doctor_question *question,
                        const struct doctor_answer *answer)
{
    return question->ask == DOCTOR_LOST_OFTEN && answer->finding.source == SOURCE_LINE;
}

/* The runner asked the program to end in a way that it may not know. */
static bool is_deaf_to_asking(const struct doctor_question *question,
                              const struct doctor_answer *answer)
{
    const struct finding *finding = &answer->finding;
    bool is_of_end = finding->source == SOURCE_LINE ||
                     (finding->source == SOURCE_RULE &&
                      (finding->rule == RULE_BOUNDED || finding->rule == RULE_NOTHING_LEFT));
    return question->ask == DOCTOR_INPUT_ENDS && is_of_end;
}

enum doctor_result doctor_result_of(const struct doctor_plan *plan, uint32_t question,
                                    const struct doctor_answer *answer)
{
    assert(question < plan->question_count);
    if (answer->failed == 0)
        return answer->passed > 0 ? DOCTOR_HELD : DOCTOR_UNKNOWN;
    if (is_deaf_to_asking(&plan->questions[question], answer))
        return DOCTOR_LEARNT;
    if (is_end_of_app(answer) || is_daemon(plan, answer) || is_odd_line(answer) ||
        may_give_up(&plan->questions[question], answer) ||
        may_rest(plan, &plan->questions[question], answer))
        return DOCTOR_POLICY;
    return answer->failed * 2 > answer->made || answer->alike >= 2 ? DOCTOR_FOUND
                                                                   : DOCTOR_WAVERS;
}

/* "when app is killed, in 3 of 3 runs" */
static void add_when(struct text *to, const struct doctor_plan *plan, uint32_t question,
                     const struct doctor_answer *answer)
{
    text_add(to, "when ");
    doctor_done(to, plan, &plan->questions[question]);
    text_add(to, ", in %u of %u runs", (unsigned)answer->failed, (unsigned)answer->made);
}

static void add_subject(struct text *to, const struct finding *finding)
{
    if (finding->source == SOURCE_RULE)
        text_add(to, "%s", rule_words[finding->rule]);
    else if (finding->line_number > 0)
        text_add(to, "line %u", (unsigned)finding->line_number);
    else
        text_add(to, "the run");
    if (finding->actor[0])
        text_add(to, " on %s", finding->actor);
}

static void add_place(struct text *to, const struct doctor_plan *plan, uint32_t question,
                      const char *folder)
{
    text_add(to, "     scenario: ");
    shown_add(to, folder, false);
    text_add(to, "/");
    doctor_word(to, plan, &plan->questions[question]);
    text_add(to, ".scenario\n");
}

static void add_detail(struct text *to, const struct doctor_plan *plan, uint32_t question,
                       const struct doctor_answer *answer, const char *folder)
{
    const struct finding *finding = &answer->finding;
    text_add(to, "  ");
    add_subject(to, finding);
    text_add(to, ", ");
    add_when(to, plan, question, answer);
    text_add(to, "\n     ");
    shown_add(to, finding->text, false);
    text_add(to, "\n");
    if (finding->likely[0]) {
        text_add(to, "     likely: ");
        shown_add(to, finding->likely, false);
        text_add(to, "\n");
    }
    add_place(to, plan, question, folder);
}

/* What says that it is meant. */
static void add_policy_line(struct text *to, const struct doctor_plan *plan,
                            const struct doctor_answer *answer)
{
    if (is_odd_line(answer))
        text_add(to, "     If an answer can have come to the wrong question, this is a bug\n");
    else if (answer->finding.source == SOURCE_LINE && !is_no_progress(plan, answer))
        text_add(to, "     If that is meant, remove the line\n");
    else if (is_no_progress(plan, answer))
        text_add(to,
                 "     If it has to go on without this child, this is a bug. If not, remove "
                 "the line\n");
    else if (answer->finding.rule == RULE_PARENT_CONTINUES)
        text_add(to, "     If that is meant, write into the scenario: app ends with its "
                     "children\n");
    else
        text_add(to,
                 "     Others can still reach it by its pipe. If that is meant, write into the "
                 "scenario: may stay %s\n",
                 answer->finding.actor[0] ? answer->finding.actor : "<child>");
}

/* The same rule on the same actor, or a habit that it breaks: told once. */
static bool is_same_finding(const struct doctor_answer *a, const struct doctor_answer *b)
{
    const struct finding *one = &a->finding, *other = &b->finding;
    return one->source == other->source && one->source != SOURCE_LINE &&
           one->rule == other->rule && words_equal(one->actor, other->actor);
}

/* The first question of this result with the same finding. */
static uint32_t first_like(const struct doctor_plan *plan, const struct doctor_answer *answers,
                           uint32_t question)
{
    enum doctor_result result = doctor_result_of(plan, question, &answers[question]);
    for (uint32_t i = 0; i < question; i++) {
        if (doctor_result_of(plan, i, &answers[i]) == result &&
            is_same_finding(&answers[i], &answers[question]))
            return i;
    }
    return question;
}

static void show_same_elsewhere(struct text *to, const struct doctor_plan *plan,
                                const struct doctor_answer *answers, uint32_t question)
{
    for (uint32_t i = question + 1; i < plan->question_count; i++) {
        if (answers[i].failed == 0 || first_like(plan, answers, i) != question)
            continue;
        text_add(to, "     also ");
        add_when(to, plan, i, &answers[i]);
        text_add(to, "\n");
    }
}

static void show_results(struct text *to, const struct doctor_plan *plan,
                         const struct doctor_answer *answers, enum doctor_result result,
                         const char *title, const char *folder)
{
    bool any = false;
    for (uint32_t i = 0; i < plan->question_count; i++) {
        if (doctor_result_of(plan, i, &answers[i]) != result ||
            first_like(plan, answers, i) != i)
            continue;
        if (!any)
            text_add(to, "\n%s\n", title);
        any = true;
        add_detail(to, plan, i, &answers[i], folder);
        show_same_elsewhere(to, plan, answers, i);
        if (result == DOCTOR_POLICY)
            add_policy_line(to, plan, &answers[i]);
    }
}

/* The worst that a rule came to, over all questions. */
static void add_rule(struct text *to, const struct doctor_plan *plan,
                     const struct doctor_answer *answers, enum kit_rule rule)
{
    uint32_t held = 0, found = 0, meant = 0;
    for (uint32_t i = 0; i < plan->question_count; i++) {
        enum doctor_result result = doctor_result_of(plan, i, &answers[i]);
        bool is_of_rule = answers[i].failed > 0 && answers[i].finding.source == SOURCE_RULE &&
                          answers[i].finding.rule == rule;
        found += is_of_rule && result == DOCTOR_FOUND;
        meant += is_of_rule && (result == DOCTOR_POLICY || result == DOCTOR_WAVERS);
        held += !is_of_rule && (answers[i].exercised >> rule & 1u);
    }
    text_add(to, "  %-17s ", rule_words[rule]);
    if (found > 0)
        text_add(to, "BROKEN in %u question%s\n", (unsigned)found, found == 1 ? "" : "s");
    else if (meant > 0)
        text_add(to, "to be decided in %u question%s, see below\n", (unsigned)meant,
                 meant == 1 ? "" : "s");
    else if (held > 0)
        text_add(to, "held in %u question%s\n", (unsigned)held, held == 1 ? "" : "s");
    else
        text_add(to, "nothing to judge\n");
}

static void add_asked(struct text *to, const struct doctor_plan *plan,
                      const struct doctor_answer *answers)
{
    static const char *const words[] = {
        [DOCTOR_HELD] = "held",       [DOCTOR_FOUND] = "FOUND",
        [DOCTOR_POLICY] = "decide",   [DOCTOR_WAVERS] = "wavers",
        [DOCTOR_UNKNOWN] = "unknown", [DOCTOR_LEARNT] = "does not end"};
    text_add(to, "\nAsked\n");
    for (uint32_t i = 0; i < plan->question_count; i++) {
        text_add(to, "  %-12s ", words[doctor_result_of(plan, i, &answers[i])]);
        doctor_done(to, plan, &plan->questions[i]);
        text_add(to, "\n");
    }
}

static void add_unknown(struct text *to, const struct doctor_plan *plan,
                        const struct doctor_answer *answers)
{
    bool any = false;
    for (uint32_t i = 0; i < plan->question_count; i++) {
        if (doctor_result_of(plan, i, &answers[i]) != DOCTOR_UNKNOWN)
            continue;
        if (!any)
            text_add(to, "\nNot known\n");
        any = true;
        text_add(to, "  when ");
        doctor_done(to, plan, &plan->questions[i]);
        text_add(to, ": ");
        shown_add(to, answers[i].finding.text, false);
        text_add(to, "\n");
    }
}

static uint32_t count_results(const struct doctor_plan *plan,
                              const struct doctor_answer *answers, enum doctor_result result)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < plan->question_count; i++)
        count += doctor_result_of(plan, i, &answers[i]) == result &&
                 (result != DOCTOR_FOUND || first_like(plan, answers, i) == i);
    return count;
}

void doctor_card(struct text *to, const struct doctor_plan *plan,
                 const struct doctor_answer *answers, const char *folder, int64_t took_ns)
{
    uint32_t found = count_results(plan, answers, DOCTOR_FOUND), runs = 0;
    for (uint32_t i = 0; i < plan->question_count; i++)
        runs += answers[i].made;
    text_add(to, "Report card of ");
    shown_add(to, plan->program->path, false);
    text_add(to, ": %u finding%s, in %u questions and %u runs, %.0f s\n\nRules\n",
             (unsigned)found, found == 1 ? "" : "s", (unsigned)plan->question_count,
             (unsigned)runs, (double)took_ns / 1e9);
    for (int rule = 0; rule < RULE_COUNT; rule++)
        add_rule(to, plan, answers, (enum kit_rule)rule);
    show_results(to, plan, answers, DOCTOR_FOUND, "Findings", folder);
    show_results(to, plan, answers, DOCTOR_POLICY, "For you to decide", folder);
    show_results(to, plan, answers, DOCTOR_WAVERS, "Not in every run", folder);
    add_unknown(to, plan, answers);
    add_asked(to, plan, answers);
}

#include "kit/doctor/card.h"
#include "kit/base/line_number.h"
#include "kit/base/shown_text.h"
#include "kit/doctor/about.h"
#include "kit/doctor/card_struck.h"

#include <string.h>

/* The width of a list of words. */
#define LIST_WIDTH 76

/* "when app is killed, in 3 of 3 runs" */
static void add_when(struct text *to, const struct doctor_plan *plan, uint32_t question,
                     const struct doctor_answer *answer)
{
    text_add(to, "when ");
    doctor_done(to, plan, &plan->questions[question]);
    text_add(to, ", in %u of %u runs", (unsigned)answer->failed, (unsigned)answer->made);
    if (answer->elsewhere > 0)
        text_add(to, ", %u at a call about another pipe or object",
                 (unsigned)answer->elsewhere);
}

static void add_subject(struct text *to, const struct finding *finding)
{
    if (finding->source == SOURCE_RULE)
        text_add(to, "%s", rule_words[finding->rule]);
    else if (finding->line_number > 0)
        text_add(to, "%s of the scenario,", line_words(finding->line_number).text);
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
static void add_policy_line(struct text *to, const struct doctor_plan *plan, uint32_t question,
                            const struct doctor_answer *answer)
{
    if (doctor_may_outlive(&plan->questions[question], answer))
        text_add(to, "     If it has to end with %s, this is a bug. If not, remove the line\n",
                 plan->children[plan->questions[question].child].name);
    else if (doctor_is_odd_line(answer))
        text_add(to, "     If an answer can have come to the wrong question, this is a bug\n");
    else if (answer->finding.source == SOURCE_LINE && !doctor_is_no_progress(plan, answer))
        text_add(to, "     If that is meant, remove the line\n");
    else if (doctor_is_no_progress(plan, answer))
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

/* The calls prove that the odd line is a mistake. */
static void add_late_answers(struct text *to, const struct doctor_plan *plan)
{
    const struct turn *late = &plan->late;
    text_add(to,
             "     The calls show that answers come to the wrong question. Without a fault %s "
             "asked %s\n     again only when it had read the answer before (%s). After a "
             "strike each\n     answer that it took had come before its question, %u times in "
             "a row up to the end.\n",
             late->asks, late->answers, late->pipe, (unsigned)late->late);
}

static void add_in_vain(struct text *to, const struct doctor_plan *plan, uint32_t question,
                        const struct doctor_answer *answer)
{
    text_add(to,
             "     It started %s again, and still did not go on. After the same at %u other "
             "calls it did.\n",
             plan->children[plan->questions[question].child].name, (unsigned)answer->held_like);
}

/* Why a finding is one, where that is not in its text. */
static void add_why_found(struct text *to, const struct doctor_plan *plan, uint32_t question,
                          const struct doctor_answer *answer)
{
    if (doctor_is_odd_line(answer) && doctor_answers_are_late(plan))
        add_late_answers(to, plan);
    else if (plan->questions[question].child >= 0 && doctor_is_in_vain(plan, answer))
        add_in_vain(to, plan, question, answer);
}

static void show_same_elsewhere(struct text *to, const struct doctor_plan *plan,
                                const struct doctor_answer *answers, uint32_t question)
{
    uint32_t calls = 0;
    for (uint32_t i = question + 1; i < plan->question_count; i++) {
        if (answers[i].failed == 0 || doctor_first_like(plan, answers, i) != question)
            continue;
        if (plan->questions[i].at) {
            calls++;
            continue;
        }
        text_add(to, "     also ");
        add_when(to, plan, i, &answers[i]);
        text_add(to, "\n");
    }
    if (calls > 0)
        text_add(to, "     also at %u call%s, see \"Struck at calls\"\n", (unsigned)calls,
                 calls == 1 ? "" : "s");
}

static void show_results(struct text *to, const struct doctor_plan *plan,
                         const struct doctor_answer *answers, enum doctor_result result,
                         const char *title, const char *folder)
{
    bool any = false;
    for (uint32_t i = 0; i < plan->question_count; i++) {
        if (doctor_result_of(plan, i, &answers[i]) != result ||
            doctor_first_like(plan, answers, i) != i)
            continue;
        if (!any)
            text_add(to, "\n%s\n", title);
        any = true;
        add_detail(to, plan, i, &answers[i], folder);
        show_same_elsewhere(to, plan, answers, i);
        if (result == DOCTOR_POLICY)
            add_policy_line(to, plan, i, &answers[i]);
        else
            add_why_found(to, plan, i, &answers[i]);
    }
}

static void add_rule(struct text *to, const struct doctor_examined *examined,
                     enum kit_rule rule)
{
    static const char *const told[] = {[DOCTOR_RULE_HELD] = "held in",
                                       [DOCTOR_RULE_OPEN] = "to be decided in",
                                       [DOCTOR_BROKEN] = "BROKEN in"};
    uint32_t count;
    enum doctor_rule_state state = doctor_rule_state(examined, rule, &count);
    if (state == DOCTOR_NO_DUTY)
        return;
    text_add(to, "  %-17s %s %u question%s%s\n", rule_words[rule], told[state], (unsigned)count,
             count == 1 ? "" : "s", state == DOCTOR_RULE_OPEN ? ", see below" : "");
    if (state != DOCTOR_RULE_HELD)
        text_add(to, "%20s%s\n", "", rule_statements[rule]);
}

/* The rules that had nothing to judge, on lines of their own. */
static void add_rules_without_duty(struct text *to, const struct doctor_examined *examined)
{
    size_t column = 0;
    for (int rule = 0; rule < RULE_COUNT; rule++) {
        uint32_t count;
        if (doctor_rule_state(examined, (enum kit_rule)rule, &count) != DOCTOR_NO_DUTY)
            continue;
        size_t length = strlen(rule_words[rule]);
        if (column == 0)
            text_add(to, "  %-17s %s", "nothing to judge:", rule_words[rule]);
        else if (column + length < LIST_WIDTH)
            text_add(to, ", %s", rule_words[rule]);
        else
            text_add(to, ",\n%20s%s", "", rule_words[rule]);
        column = (column == 0 || column + length >= LIST_WIDTH ? 0 : column) + length + 2;
    }
    text_add(to, column > 0 ? "\n" : "");
}

static void add_asked(struct text *to, const struct doctor_examined *examined)
{
    const struct doctor_plan *plan = examined->plan;
    const struct doctor_answer *answers = examined->answers;
    uint32_t unasked = doctor_unasked(examined);
    text_add(to, "\nAsked\n");
    for (uint32_t i = 0; i < plan->question_count; i++) {
        if (plan->questions[i].at)
            continue;
        text_add(to, "  %-12s ", doctor_result_words[doctor_result_of(plan, i, &answers[i])]);
        doctor_done(to, plan, &plan->questions[i]);
        text_add(to, "\n");
    }
    if (unasked > 0)
        text_add(to,
                 "  There was no time for %u question%s. For more time write --budget 5min, or "
                 "leave out --quick.\n",
                 (unsigned)unasked, unasked == 1 ? "" : "s");
}

static void add_unknown(struct text *to, const struct doctor_plan *plan,
                        const struct doctor_answer *answers, const char *folder)
{
    bool any = false;
    for (uint32_t i = 0; i < plan->question_count; i++) {
        if (plan->questions[i].at || doctor_result_of(plan, i, &answers[i]) != DOCTOR_UNKNOWN)
            continue;
        if (!any)
            text_add(to, "\nNot known\n");
        any = true;
        text_add(to, "  when ");
        doctor_done(to, plan, &plan->questions[i]);
        text_add(to, ": ");
        shown_add(to, answers[i].finding.text, false);
        text_add(to, "\n");
        add_place(to, plan, i, folder);
    }
}

static void add_number_of(struct text *to, uint32_t count, const char *noun)
{
    text_add(to, "%u %s%s", (unsigned)count, noun, count == 1 ? "" : "s");
}

static void add_card_head(struct text *to, const struct doctor_examined *examined)
{
    text_add(to, "Report card of ");
    shown_add(to, examined->plan->program->path, false);
    text_add(to, ": ");
    add_number_of(to, doctor_findings(examined), "finding");
    text_add(to, ", in ");
    add_number_of(to, examined->plan->question_count - doctor_unasked(examined), "question");
    text_add(to, " and ");
    add_number_of(to, doctor_runs(examined), "run");
    text_add(to, ", %.0f s\n", (double)examined->took_ns / 1e9);
}

void doctor_card(struct text *to, const struct doctor_examined *examined)
{
    const struct doctor_plan *plan = examined->plan;
    const struct doctor_answer *answers = examined->answers;
    add_card_head(to, examined);
    doctor_about(to, examined);
    text_add(to, "\nRules\n");
    for (int rule = 0; rule < RULE_COUNT; rule++)
        add_rule(to, examined, (enum kit_rule)rule);
    add_rules_without_duty(to, examined);
    show_results(to, plan, answers, DOCTOR_FOUND, "Findings", examined->folder);
    show_results(to, plan, answers, DOCTOR_POLICY, "For you to decide", examined->folder);
    show_results(to, plan, answers, DOCTOR_WAVERS, "Not in every run", examined->folder);
    add_unknown(to, plan, answers, examined->folder);
    add_asked(to, examined);
    doctor_card_struck(to, plan, answers);
}

#include "kit/doctor/card_struck.h"
#include "kit/base/shown_text.h"
#include "kit/doctor/exact.h"

/* The width of a list of calls. */
#define LIST_WIDTH 76

/* Strikes of one kind: the same is done to the same process, with the same result. */
static bool is_of_strike(const struct doctor_plan *plan, const struct doctor_answer *answers,
                         uint32_t a, uint32_t b)
{
    const struct doctor_question *one = &plan->questions[a], *other = &plan->questions[b];
    return one->at && other->at && one->ask == other->ask && one->child == other->child &&
           doctor_result_of(plan, a, &answers[a]) == doctor_result_of(plan, b, &answers[b]);
}

/* "  FOUND when app is killed: pipe.write #1, pipe.write #2" of all strikes like the first.
 */
static void add_strikes_like(struct text *to, const struct doctor_plan *plan,
                             const struct doctor_answer *answers, uint32_t first)
{
    const struct doctor_question *question = &plan->questions[first];
    const struct doctor_question deed = {.ask = question->ask, .child = question->child};
    size_t line = to->length;
    text_add(to, "  %s when ",
             doctor_result_words[doctor_result_of(plan, first, &answers[first])]);
    doctor_done(to, plan, &deed);
    text_add(to, ":");
    for (uint32_t i = first; i < plan->question_count; i++) {
        if (!is_of_strike(plan, answers, first, i))
            continue;
        bool wraps = to->length - line > LIST_WIDTH;
        text_add(to, "%s", i > first ? "," : "");
        if (wraps)
            line = to->length + 1;
        text_add(to, "%s", wraps ? "\n    " : " ");
        exact_place(to, plan->calls, plan->questions[i].at);
    }
    text_add(to, "\n");
}

static bool is_first_strike(const struct doctor_plan *plan, const struct doctor_answer *answers,
                            uint32_t question)
{
    for (uint32_t i = 0; i < question; i++) {
        if (is_of_strike(plan, answers, i, question))
            return false;
    }
    return plan->questions[question].at != NULL;
}

/* At which calls the strikes did not hold. */
static void add_strikes(struct text *to, const struct doctor_plan *plan,
                        const struct doctor_answer *answers)
{
    for (uint32_t i = 0; i < plan->question_count; i++) {
        enum doctor_result result = doctor_result_of(plan, i, &answers[i]);
        if (result != DOCTOR_HELD && is_first_strike(plan, answers, i))
            add_strikes_like(to, plan, answers, i);
    }
}

/* Whose calls were not seen; and the same program twice should make the same calls. */
static void add_doubts_of_calls(struct text *to, const struct doctor_plan *plan)
{
    for (uint32_t i = 0; i < plan->calls->actor_count; i++) {
        if (plan->calls_unseen >> i & 1u)
            text_add(to,
                     "  The injected probe never came into %s, so no call of %s was struck.\n",
                     plan->calls->actors[i].name, plan->calls->actors[i].name);
    }
    if (!plan->calls_settled)
        text_add(to, "  No two runs without a fault in a row made the same calls; another "
                     "examination may strike at others.\n");
    if (plan->calls_passing > 0)
        text_add(to,
                 "  Strikes that were possible in some of the runs without a fault, and not in "
                 "all: %u.\n",
                 (unsigned)plan->calls_passing);
}

/* "  56: 36 held, 20 FOUND" */
static void add_result_counts(struct text *to, const struct doctor_plan *plan,
                              const struct doctor_answer *answers)
{
    uint32_t counts[DOCTOR_RESULT_COUNT] = {0};
    const char *before = ": ";
    for (uint32_t i = 0; i < plan->question_count; i++)
        counts[doctor_result_of(plan, i, &answers[i])] += plan->questions[i].at != NULL;
    text_add(to, "  %u", (unsigned)doctor_plan_struck(plan));
    for (int i = 0; i < DOCTOR_RESULT_COUNT; i++) {
        if (counts[i] > 0) {
            text_add(to, "%s%u %s", before, (unsigned)counts[i], doctor_result_words[i]);
            before = ", ";
        }
    }
    text_add(to, "\n");
}

void doctor_card_struck(struct text *to, const struct doctor_plan *plan,
                        const struct doctor_answer *answers)
{
    if (!plan->calls && !plan->not_exact[0])
        return;
    text_add(to, "\nStruck at calls\n");
    if (!plan->calls) {
        text_add(to, "  none: ");
        shown_add(to, plan->not_exact, false);
        text_add(to, "\n");
        return;
    }
    add_result_counts(to, plan, answers);
    add_strikes(to, plan, answers);
    if (plan->calls_left > 0)
        text_add(to,
                 "  %u more were not made: --budget says for how long, and %u are the most.\n",
                 (unsigned)plan->calls_left, DOCTOR_EXACT);
    add_doubts_of_calls(to, plan);
}

#pragma once
/*
 * The answers to the doctor's questions, and what they come to. Pure.
 */
#include "kit/base/finding.h"
#include "kit/doctor/plan.h"

/*
 * What a question came to. X(result, word on the card, word in JSON)
 *
 * HELD: every run passed. FOUND: a rule or a line failed, in most of the runs, or twice in the
 * same way. POLICY: it failed, and may be meant so: the user has to say. WAVERS: it failed in
 * at most half of the runs, and never twice in one way. UNKNOWN: no run came to a verdict.
 * LEARNT: the question only asked how the program is stopped. UNASKED: there was no time for
 * it.
 */
#define DOCTOR_RESULTS(X)                                                                      \
    X(HELD, "held", "held")                                                                    \
    X(FOUND, "FOUND", "found")                                                                 \
    X(POLICY, "decide", "decide")                                                              \
    X(WAVERS, "wavers", "wavers")                                                              \
    X(UNKNOWN, "unknown", "unknown")                                                           \
    X(LEARNT, "goes on", "does-not-end")                                                       \
    X(UNASKED, "not asked", "not-asked")

enum doctor_result {
#define X(result, on_card, in_json) DOCTOR_##result,
    DOCTOR_RESULTS(X)
#undef X
        DOCTOR_RESULT_COUNT
};

/* The words on the card, by enum doctor_result. */
extern const char *const doctor_result_words[DOCTOR_RESULT_COUNT];

struct doctor_answer {
    uint32_t made, passed, failed;
    uint32_t alike;         /* of those that failed: in the same way as the first */
    uint32_t restarts;      /* runs in which the actor that was struck was started again */
    uint32_t in_vain;       /* of those, runs that failed all the same */
    uint32_t soon;          /* runs in which the program soon went on after the fault */
    uint32_t held_like;     /* calls at which the same was done, and it soon went on */
    uint32_t silent;        /* runs in which the program did nothing at all after the fault */
    uint32_t elsewhere;     /* runs in which the call was about another pipe or object */
    uint32_t exercised;     /* rules, 1 << each, that had something to judge */
    struct finding finding; /* of the first run that failed; else of the last without verdict */
};

/* Takes in one run: its judgement and its events, in order of time. */
void doctor_take(const struct doctor_plan *plan, struct doctor_answer *answer,
                 const struct judgement *judgement, const struct kit_event *events,
                 size_t count);

/*
 * Notes of a run with a strike at a call whether that was the call that is told: a line counts
 * the calls about all objects, so in another run the same number can be about another object.
 */
void doctor_take_place(const struct doctor_plan *plan, uint32_t question,
                       struct doctor_answer *answer, const struct kit_event *events,
                       size_t count);

/* Compares the answers: counts for each strike at a call those that did the same, and after
 * which the program soon went on. */
void doctor_compare(const struct doctor_plan *plan, struct doctor_answer *answers);

/*
 * Notes of a run with a strike at a call whether answers came to the wrong question from then
 * on: a habit stays broken, and one that had always taken turns with another takes each answer
 * one question late. Either alone may be meant; both together are not.
 */
void doctor_take_turns(struct doctor_plan *plan, uint32_t question,
                       const struct kit_event *events, size_t count);

/* Whether that was seen more than once. */
bool doctor_answers_are_late(const struct doctor_plan *plan);

enum doctor_result doctor_result_of(const struct doctor_plan *plan, uint32_t question,
                                    const struct doctor_answer *answer);

/* Whether the program no longer printed what it prints all the time. */
bool doctor_is_no_progress(const struct doctor_plan *plan, const struct doctor_answer *answer);

/* Whether it started the child again and still did not go on, though it soon goes on after the
 * same at other calls. */
bool doctor_is_in_vain(const struct doctor_plan *plan, const struct doctor_answer *answer);

/* Whether it printed a line that breaks a habit of its own. */
bool doctor_is_odd_line(const struct doctor_answer *answer);

/* Whether a process that the killed child had started did not end, which may be meant. */
bool doctor_may_outlive(const struct doctor_question *question,
                        const struct doctor_answer *answer);

/* The first question of this result with the same finding. */
uint32_t doctor_first_like(const struct doctor_plan *plan, const struct doctor_answer *answers,
                           uint32_t question);

/* Whether the program ended by itself within a second; and did so by an error, so that nothing
 * could be done to it. */
bool doctor_ended_soon(const struct doctor_plan *plan);
bool doctor_was_in_vain(const struct doctor_plan *plan);

/* All that a card is made of. Every pointer is borrowed. */
struct doctor_examined {
    const struct doctor_plan *plan;
    const struct doctor_answer *answers; /* of the plan's questions */
    const struct kit_event *events;      /* of the look */
    size_t event_count;
    const char *folder; /* has the scenarios of the findings */
    int64_t took_ns;    /* the examination with its look */
};

/* The worst that the questions came to for a rule. */
enum doctor_rule_state { DOCTOR_NO_DUTY, DOCTOR_RULE_HELD, DOCTOR_RULE_OPEN, DOCTOR_BROKEN };

/* *count: of how many questions that is true. */
enum doctor_rule_state doctor_rule_state(const struct doctor_examined *examined,
                                         enum kit_rule rule, uint32_t *count);

/* Findings that are different. */
uint32_t doctor_findings(const struct doctor_examined *examined);

/* Questions for which there was no time. */
uint32_t doctor_unasked(const struct doctor_examined *examined);

/* Runs of all questions. */
uint32_t doctor_runs(const struct doctor_examined *examined);

/* The exit code of the examination. */
enum kit_exit doctor_exit(const struct doctor_examined *examined);

/* Whether the scenario of a question is kept in the folder: the question did not hold. */
bool doctor_keeps_scenario(enum doctor_result result);

/* Appends the path of that scenario. */
void doctor_place(struct text *to, const struct doctor_plan *plan, const char *folder,
                  uint32_t question);

#pragma once
/*
 * The answers to the doctor's questions, and the report card that is made of them. Pure.
 */
#include "kit/base/finding.h"
#include "kit/doctor/plan.h"

/* What a question came to. */
enum doctor_result {
    DOCTOR_HELD,    /* every run passed */
    DOCTOR_FOUND,   /* a rule or a line failed, in most of the runs, or twice in the same way */
    DOCTOR_POLICY,  /* it failed, and may be meant so: the user has to say */
    DOCTOR_WAVERS,  /* it failed in at most half of the runs, and never twice in one way */
    DOCTOR_UNKNOWN, /* no run came to a verdict */
    DOCTOR_LEARNT   /* the question only asked how the program is stopped */
};

struct doctor_answer {
    uint32_t made, passed, failed;
    uint32_t alike;         /* of those that failed: in the same way as the first */
    uint32_t restarts;      /* runs in which the actor that was struck was started again */
    uint32_t silent;        /* runs in which the program did nothing at all after the fault */
    uint32_t exercised;     /* rules, 1 << each, that had something to judge */
    struct finding finding; /* of the first run that failed; else of the last without verdict */
};

/* Takes in one run: its judgement and its events, in order of time. */
void doctor_take(const struct doctor_plan *plan, struct doctor_answer *answer,
                 const struct judgement *judgement, const struct kit_event *events,
                 size_t count);

enum doctor_result doctor_result_of(const struct doctor_plan *plan, uint32_t question,
                                    const struct doctor_answer *answer);

/* Appends the card. `folder` has the scenarios of the findings. */
void doctor_card(struct text *to, const struct doctor_plan *plan,
                 const struct doctor_answer *answers, const char *folder, int64_t took_ns);

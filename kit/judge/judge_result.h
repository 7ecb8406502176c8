#pragma once
/*
 * What the judge concludes about a run at one look: data only. The parts of the judge fill it
 * in (verdict_builder.h); the callers of judge.h read it.
 */
#include "kit/base/finding.h"
#include "kit/scenario/scenario.h"

#define JUDGE_WAITS 192

/* The state of a line of the scenario. */
enum judge_state {
    /* An ordered line whose LINE event is missing so far; or not struck so far. */
    JUDGE_NOT_BEGUN,
    JUDGE_OPEN,      /* begun, and its window has not passed */
    JUDGE_HELD_TRUE, /* done, struck, or what it expects was seen in time */
    JUDGE_BROKEN     /* its window passed, or what was seen contradicts it */
};

/* An event that the judge still waits for. The runner looks again when it comes. */
struct judge_wait {
    int actor;           /* the actor that it waits for */
    char name[KIT_NAME]; /* step or report; empty for the end of the process */
    int64_t deadline_ns; /* when the absence is decided, with the stalls so far */
};

struct judge_result {
    struct judgement judgement;             /* final only if the events hold END */
    enum judge_state lines[SCENARIO_LINES]; /* by index into scenario.lines */
    bool armed_done[SCENARIO_LINES];        /* at i: every AT, INSIDE and HOLD above line i has
                                               happened */
    uint32_t wait_count;
    struct judge_wait waits[JUDGE_WAITS]; /* what open rules and lines wait for */
    /* A rule is open: stopping an actor now would cancel its open obligations. */
    bool owing;
    /*
     * The run continues: a child still has requests to make that it was told to make, its
     * parent has not heard its Quit, or a run without faults is not over.
     */
    bool unfinished;
    /* How a run without faults ended. NONE while it continues, and for all other runs. */
    enum kit_run_end ended_by;
    /*
     * The only result of the run is that a fault inside a wait came too late. The run can be
     * repeated.
     */
    bool says_only_a_miss;
    /*
     * Nothing failed, and what nobody can know may be so because the machine was too busy. The
     * run can be repeated.
     */
    bool says_only_a_busy_machine;
    /* Nothing further can come, for example because an actor ended before the first fault. */
    bool hopeless;
};

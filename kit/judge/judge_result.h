#pragma once
/*
 * What the judge makes of a run at one look: data only. The parts of the judge fill it in
 * (verdict_builder.h), and whoever had it look reads it (judge.h).
 */
#include "kit/base/finding.h"
#include "kit/scenario/scenario.h"

#define JUDGE_WAITS 192

/* How a line of the scenario stands. */
enum judge_state {
    JUDGE_NOT_BEGUN, /* an ordered line whose LINE event is not there yet; or never struck yet
                      */
    JUDGE_OPEN,      /* begun, and its window has not passed */
    JUDGE_HELD_TRUE, /* done, struck, or what it expects was seen in time */
    JUDGE_BROKEN     /* its window passed, or what was seen contradicts it */
};

/* Something the judge still waits for: the runner has this step ring its bell. */
struct judge_wait {
    int actor;           /* whose */
    char name[KIT_NAME]; /* step or report; empty for the end of the process */
    int64_t deadline_ns; /* when its absence is decided, stalls so far included */
};

struct judge_result {
    struct judgement judgement;             /* final only if the events hold END */
    enum judge_state lines[SCENARIO_LINES]; /* by index into scenario.lines */
    bool armed_done[SCENARIO_LINES];        /* at i: every AT, INSIDE and HOLD above line i has
                                               happened */
    uint32_t wait_count;
    struct judge_wait waits[JUDGE_WAITS]; /* what open rules and lines wait for */
    /* A rule is open: to stop an actor now would end what it still owes. */
    bool owing;
    /* A child has requests to make that it was told to, or its parent has not heard its Quit:
     * the run goes on until it has; or a run in which nothing strikes goes on. */
    bool unfinished;
    /* How a run in which nothing strikes was over; NONE while it goes on, and of all others. */
    enum kit_run_end ended_by;
    /* All that the run came to is that a fault inside a wait came too late, so that it can be
     * made again. */
    bool says_only_a_miss;
    /* Nothing further can come: an actor ended before the first fault, or such. */
    bool hopeless;
};

#pragma once
/*
 * The proof of faults: a fault that struck counts once the runner has seen its effect from
 * outside. This says what proves which fault; the caller looks at the processes. Pure; one
 * thread.
 */
#include "kit/scenario/scenario.h"

/* A fault that struck, and is to be proven. */
struct injection {
    bool pending;
    int line_index; /* index into scenario->lines */
    int target;     /* index of the actor that was struck */
    uint32_t tid;
    int64_t used_ms; /* of a spin: what the thread had used at the first look; or -1 */
    bool spoke;      /* the thread has said something since */
};

struct evidence {
    const struct scenario *scenario; /* borrowed */
    uint32_t count;
    struct injection injections[SCENARIO_LINES]; /* each line strikes once */
};

void evidence_begin(struct evidence *evidence, const struct scenario *scenario);

/* The line's fault struck the target; `tid` is the thread that it was heard of last, or 0. */
void evidence_await(struct evidence *evidence, int line_index, int target, uint32_t tid);

/* A thread of the actor made a step or a report. */
void evidence_spoke(struct evidence *evidence, int actor, uint32_t tid);

/* What the end of a process says of a fault that is to be proven. */
enum end_says {
    END_SAYS_NOTHING,
    END_PROVES,
    END_CONTRADICTS, /* another code: something else ended it, or caught the crash */
    END_TOO_EARLY    /* what the fault does was not over */
};
enum end_says evidence_end(const struct evidence *evidence, uint32_t index, int actor,
                           uint32_t code);

/* The thread has used so much processor time by now (-1: it is gone). True if that proves that
 * it spins. */
bool evidence_spins(struct injection *injection, int64_t used_ms);

/* True if a proof is pending that no event will announce; and one of this actor. */
bool evidence_needs_looks(const struct evidence *evidence);
bool evidence_pending(const struct evidence *evidence, int actor);

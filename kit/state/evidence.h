#pragma once
/*
 * The proof of faults. A fault counts only after the runner has seen its effect from outside.
 * This part says what proves which fault; the caller looks at the processes. Pure; one thread.
 */
#include "kit/scenario/scenario.h"

/* A fault that struck and has to be proven. */
struct injection {
    bool pending;
    int line_index;       /* index into scenario->lines */
    int target;           /* index of the actor that was struck */
    uint32_t incarnation; /* the actor's newest process at the strike */
    uint32_t tid;
    int64_t used_ms; /* for a spin: processor time of the thread at the first look; or -1 */
    bool spoke;      /* the thread has made a record since */
};

struct evidence {
    const struct scenario *scenario; /* borrowed */
    uint32_t count;
    struct injection injections[SCENARIO_LINES]; /* each line injects once */
};

void evidence_begin(struct evidence *evidence, const struct scenario *scenario);

/* The line's fault struck this process of the target. `tid` is its thread that was heard of
 * last, or 0. */
void evidence_await(struct evidence *evidence, int line_index, int target, uint32_t incarnation,
                    uint32_t tid);

/* A thread of the actor made a step or a report. */
void evidence_spoke(struct evidence *evidence, int actor, uint32_t tid);

/* What the end of a process says about a fault that has to be proven. */
enum end_says {
    END_SAYS_NOTHING,
    END_PROVES,
    END_CONTRADICTS, /* another code: something else ended it, or caught the crash */
    END_CUTS_SHORT   /* the process ended during the fault, which struck all the same */
};

/* The end of an older process than the struck one says nothing about the fault: a parent can
 * end its hung child after it has started the next one. */
struct process_end {
    int actor;
    uint32_t incarnation;
    uint32_t code;
};
enum end_says evidence_end(const struct evidence *evidence, uint32_t index,
                           const struct process_end *end);

/*
 * True if the fault cannot be carried out from outside on a process that has ended:
 * - Crash: no thread can be made in a process that has ended, or is about to.
 * - Drop: a pipe is disconnected by the handles of both processes, while both are suspended.
 */
bool evidence_shows_life(enum kit_fault fault);

/* The processor time that the thread has used so far (-1: the thread is gone). True if this
 * proves that the thread spins. */
bool evidence_spins(struct injection *injection, int64_t used_ms);

/* True if a proof is pending that no event announces; if any proof of this actor is pending. */
bool evidence_needs_looks(const struct evidence *evidence);
bool evidence_pending(const struct evidence *evidence, int actor);

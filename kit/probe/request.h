#pragma once
/*
 * Whose process am I? A process asks in the run block, and the runner answers. The runner
 * alone knows who has which place: by the name that the process gives itself, by its PID, by
 * its image and its parent. Its answer is a handle on the block of that actor, made for the
 * asking process, so that to read the answer is of no use to anybody else.
 *
 * The asking process: request_put; rings the bell; waits for its event; request_take.
 * The runner: request_next; request_answer.
 *
 * `state` holds a phase and a count of the uses of this place. Who gives up withdraws, and the
 * next one may take the place while the runner still writes an answer: the count has changed
 * by then, and the answer does not count. Pure: atomics, no lock; no process trusts another.
 */
#include "kit/probe/run_block.h"

/* X(phase, what the place is) */
#define REQUEST_PHASES(X)                                                                      \
    X(FREE, "nobody asks here")                                                                \
    X(TAKEN, "a process writes its request")                                                   \
    X(ASKED, "the runner may answer")                                                          \
    X(ANSWERED, "the process may read the answer")

enum request_phase {
#define X(phase, meaning) REQUEST_##phase,
    REQUEST_PHASES(X)
#undef X
        REQUEST_PHASE_COUNT
};

/* What a process says of itself; `name` may be NULL. */
struct request_words {
    const char *name;
    uint32_t pid, event;
    uint64_t ticks;
};

/* Any thread of any process. The place, or -1 if all are taken. *state is for request_take. */
int request_put(struct run_block *run, const struct request_words *words, uint32_t *state);

/* Reads the answer and gives the place back. False if there is none, or if it says that the
 * process is nobody's. */
bool request_take(struct run_block *run, int place, uint32_t state, uint32_t *slot,
                  uint32_t *block);

/* The runner's: the next request from *place on that waits for an answer, copied to *out, with
 * its place in *place; false if there is none. */
bool request_next(struct run_block *run, int *place, struct run_request *out);

/* The process of this PID is over: what it asked is nobody's question any more. */
void request_forget(struct run_block *run, uint32_t pid);

/* Answers it; `block` is 0 where the process is nobody's. False if it was withdrawn. */
bool request_answer(struct run_block *run, int place, const struct run_request *request,
                    uint32_t slot, uint32_t block);

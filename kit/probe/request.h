#pragma once
/*
 * A process asks in the run block which actor it is, and the runner answers. Only the runner
 * decides: by the name that the process gives itself, by its PID, or by its image and its
 * parent. The answer is a handle on that actor's block, duplicated into the asking process. So
 * the answer is of no use to another process that reads it.
 *
 * The asking process: request_put; ring the bell; wait for its event; request_take.
 *
 * The runner: request_next; request_answer.
 *
 * `state` holds a phase and a count of the uses of this place. The count decides a race: a
 * process can give up and withdraw while the runner writes the answer, and another process can
 * take the place.
 * - The answer comes first: request_take finds it and takes it.
 * - The withdrawal comes first: the count has changed, so the late answer fails and the next
 *   process does not see it as its own.
 *
 * Pure: atomics, no lock; no process trusts another.
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

/* What a process says about itself; `name` may be NULL. */
struct request_words {
    const char *name;
    uint32_t pid, event;
    uint32_t injected;
    uint64_t ticks;
};

/* Puts a request. Any thread of any process. Returns the place, or -1 if all places are taken.
 * *state is for request_take. */
int request_put(struct run_block *run, const struct request_words *words, uint32_t *state);

/* Reads the answer and frees the place. False if there is no answer, or if the process is no
 * actor. */
bool request_take(struct run_block *run, int place, uint32_t state, uint32_t *slot,
                  uint32_t *block);

/* For the runner: the next request from *place on that waits for an answer, copied to *out,
 * with its place in *place; false if there is none. */
bool request_next(struct run_block *run, int *place, struct run_request *out);

/* The process of this PID has ended: frees its requests. */
void request_forget(struct run_block *run, uint32_t pid);

/* Answers the request; `block` is 0 if the process is no actor. False if the request was
 * withdrawn. */
bool request_answer(struct run_block *run, int place, const struct run_request *request,
                    uint32_t slot, uint32_t block);

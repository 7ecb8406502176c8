#pragma once
/*
 * Two processes that take turns in a pipe: one asks, takes the answer, and asks again. If a
 * pause of the other one makes an answer late, the one that asks may go on without it. From
 * then on it may take each answer for the answer to its next question: there is always one
 * unread answer in the pipe when it asks. Learnt from the calls that the injected probe saw.
 * Pure; any thread; allocates nothing.
 */
#include "kit/base/event.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TURNS_MOST                                                                             \
    16 /* pairs of a pipe and an actor that asks; further ones are not learnt                  \
        */

/* How one actor uses one pipe. */
struct turn {
    char pipe[KIT_NAME], asks[KIT_NAME];
    char answers[KIT_NAME]; /* the only other actor that makes calls about the pipe; or empty */
    bool is_unclear;        /* a third actor does, too, or the name stands for several pipes */
    bool has_asked;
    /* Bytes of answers, from the actor's first call about the pipe on; of the second it knows
     * that it has read them. */
    uint64_t given, taken;
    uint64_t taken_before; /* when it asked last */
    uint32_t in_turn;      /* questions after an answer, with nothing else left to read */
    uint32_t out_of_turn;  /* all others, but for the first */
    uint32_t late;         /* the last questions, each after an answer, with more to read */
    int64_t late_from_ns, late_until_ns; /* the first and the last of them */
};

struct turns {
    uint32_t count;
    struct turn all[TURNS_MOST];
};

/* Learns from the events of a run in which nothing was done to the program, in order of time.
 */
void turns_learn(struct turns *turns, const struct kit_event *events, size_t count);

/*
 * Whether two that had always taken turns did not do so any more, up to the end of this run, in
 * each of many questions. *out is then how. False where nothing was learnt of the two.
 */
bool turns_stay_late(const struct turns *turns, const struct kit_event *events, size_t count,
                     struct turn *out);

#pragma once
/*
 * What the processes of a program say to each other, learnt from their calls in a run without a
 * fault, as the injected probe saw them: who writes to whom, whose call ends whose wait, and
 * where each thread waits while there is nothing to do. Pure; any thread; allocates nothing.
 */
#include "kit/base/event.h"

#include <stddef.h>

/* What is beyond these bounds is left out, and `is_full` is set. */
#define EXCHANGE_ROWS  512
#define EXCHANGE_LINKS 128
#define EXCHANGE_GAPS  512

/* The calls of one actor with one word about one pipe or object. The words are the events'. */
struct exchange_row {
    const char *object, *actor, *step;
    unsigned long times;
};

/* The calls of one row can end the waits of another row, of another actor. */
struct exchange_link {
    const struct exchange_row *from, *to;
    unsigned long ended; /* waits during which such a call came last */
    bool is_guess;       /* nothing says that both are about one pipe, but the times do */
};

/* How long a thread made no other call after one of this row. */
struct exchange_gap {
    const struct exchange_row *after;
    uint32_t tid;
    unsigned long times;
    int64_t lasted_ns, thread_ns; /* of this row; of all rows of the thread */
};

struct exchange {
    struct exchange_row rows[EXCHANGE_ROWS]; /* in the order in which they came first */
    struct exchange_link links[EXCHANGE_LINKS];
    struct exchange_gap gaps[EXCHANGE_GAPS];
    size_t row_count, link_count, gap_count;
    bool is_full;
};

/* `events` are those of the run, in order of time; they are borrowed. */
void exchange_learn(struct exchange *exchange, const struct kit_event *events, size_t count);

/* Whether the event is a call of an actor. */
bool exchange_is_call(const struct kit_event *event);

/* Whether the injected probe came into a process of the actor. */
bool exchange_came_into(const struct kit_event *events, size_t count, const char *actor);

/* Whether the thread spent most of its time in this gap: it is where the thread idles. */
bool exchange_is_idle(const struct exchange_gap *gap);

#pragma once
/*
 * Fair deadlines. A window counts from an instant and is extended by the stalls of the machine
 * that fall into it, because a process that got no processor missed nothing. Time in which the
 * runner itself held a thread of the actor does not count against that actor. Pure.
 */
#include "kit/judge/facts.h"

/*
 * How far stalls may extend a window: ten times its length, or a minute if that is more. After
 * a longer stall nothing can be said about the actor, so an absence is an error.
 */
#define WINDOW_STRETCH    10
#define WINDOW_STRETCH_NS (INT64_C(60000) * NS_PER_MS)

struct window {
    int64_t from_ns;
    int64_t deadline_ns; /* stalls included; FACTS_NEVER while the actor is held */
    uint32_t length_ms;  /* as the caller asked for */
    int64_t stalled_ns;  /* by how much it was extended */
    bool beyond;         /* the stalls in it exceeded the bound */
};

struct window window_open(const struct facts *facts, int64_t from_ns, uint32_t length_ms);

/* For how much of a span the machine stood still; of its cores, the worst counts. */
int64_t window_stalled_ns(const struct facts *facts, int64_t from_ns, int64_t until_ns);

/*
 * The window of an obligation of `actor`. It does not begin while the runner holds the actor.
 */
struct window window_for(const struct facts *facts, int actor, int64_t from_ns,
                         uint32_t length_ms);

/* The state of an obligation. */
enum due {
    DUE_KEPT,      /* the awaited event came in time */
    DUE_BROKEN,    /* the deadline passed without the event */
    DUE_DISSOLVED, /* the obligation was cancelled, or the run ended, before the deadline */
    DUE_OPEN       /* not known yet */
};

/*
 * `seen_ns` is when the awaited event came (FACTS_NEVER: it did not). `dissolver` is the first
 * event that cancels the obligation (or NULL). The run's limit and end cancel all obligations;
 * *dissolver is then set to that event, for the message.
 */
enum due window_due(const struct facts *facts, const struct window *window, int64_t seen_ns,
                    const struct fact **dissolver);

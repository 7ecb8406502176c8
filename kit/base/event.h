#pragma once
/*
 * A fact of a run. The judge computes verdicts from these and nothing else; the log holds one
 * on each line; the runner and the actors' probes are where they come from. Pure, plain values.
 */
#include "kit/base/words.h"

/* Times of events are in ns, windows and deadlines in ms. */
#define NS_PER_MS       INT64_C(1000000)

/* A runner's sentence about trouble of its own. */
#define KIT_EVENT_TEXT  200

/* How long an actor of a scenario can be told to run before its facts stop being kept. */
#define KIT_EVENTS_MOST 10000000u

/* What stands in `by` of a LEFT process that never ran a line. */
#define LEFT_UNBORN     "never-ran"

struct kit_event {
    int64_t at_ns; /* since the run's start, one monotonic clock for all processes */
    enum kit_event_kind kind;
    char actor[KIT_NAME]; /* whose fact; empty for the runner's own */
    char name[KIT_NAME];  /* step, report, fault, image or reason */
    char peer[KIT_NAME];  /* the other side, where the fact has one */
    char by[KIT_NAME];    /* how it was noticed; of STRUCK, the step it struck at */
    uint32_t occurrence;  /* of this actor, step and peer, from 1 */
    uint32_t line_number; /* of the scenario, from 1; 0 where no line caused it */
    uint32_t incarnation; /* which of the actor's processes, from 2; 0 of the first */
    uint32_t pid;
    uint32_t tid;
    uint32_t code;        /* exit code or Win32 error */
    uint32_t deadline_ms; /* of the operation that begins here; 0 where it has none */
    uint64_t sequence;    /* of the message */
    uint64_t size;        /* bytes */
    uint64_t checksum;
    int64_t until_ns; /* of STALL and BREAK */
    char text[KIT_EVENT_TEXT];
};

/* What stands in an event of an actor's n-th process: nothing of the first. */
static inline uint32_t event_incarnation(uint32_t n)
{
    return n > 1 ? n : 0;
}

/*
 * Sorts by time. Facts of one actor come in order, but those of two reach the runner in the
 * order in which it read their rings. Stable, so that facts of one instant keep the order they
 * came in.
 */
void events_sort(struct kit_event *events, size_t count);

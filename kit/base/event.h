#pragma once
/*
 * A fact of a run. The judge computes verdicts only from facts; the log has one on each line;
 * the runner and the actors' probes make them. Pure, plain values.
 */
#include "kit/base/words.h"

/* Times of events are in ns, windows and deadlines in ms. */
#define NS_PER_MS           INT64_C(1000000)

/* The length of a runner's sentence about its own trouble. */
#define KIT_EVENT_TEXT      200

/* The number of facts after which a run keeps no more. */
#define KIT_EVENTS_MOST     10000000u

/* `by` of a LEFT process that never ran a line. */
#define LEFT_UNBORN         "never-ran"
#define ENDED_HELD          "held"

/* `by` of a STARTED and of a LEFT whose process is outside the run's job. */
#define PROCESS_OUTSIDE     "outside"

/* `by` of an ATTACHED whose probe was injected. */
#define ATTACHED_INJECTED   "inject"

/* `by` of a SELF_TEST: the injected probe saw all calls; or some passed it by. */
#define SELF_TEST_SEEN      "seen"
#define SELF_TEST_BLIND     "blind"

/* `by` of a TROUBLE: a line was to strike an actor that had no process. */
#define TROUBLE_NO_TARGET   "no-process"

/* `by` of a FOLDER that cannot be looked at. */
#define FOLDER_UNREAD       "unread"

/* `by` of a RECORD_END: its process began to end by itself; or it still ran when a trace was
 * over. */
#define RECORD_ENDED_ITSELF "itself"
#define RECORD_ENDED_TRACE  "trace"

/* `name` of an INPUT of a message in a pipe that its peer did not write. */
#define FORGED              "forged"

struct kit_event {
    int64_t at_ns; /* since the run's start, one monotonic clock for all processes */
    enum kit_event_kind kind;
    char actor[KIT_NAME]; /* the actor of the fact; empty for the runner */
    char name[KIT_NAME];  /* step, report, fault, image or reason */
    char peer[KIT_NAME];  /* the other side, where the fact has one */
    char by[KIT_NAME];    /* how it was noticed; for STRUCK, the step */
    uint32_t occurrence;  /* of this actor, step and peer, from 1 */
    uint32_t line_number; /* of the scenario, from 1; 0 if no line caused it */
    uint32_t incarnation; /* which of the actor's processes, from 2; 0 for the first */
    uint32_t pid;
    uint32_t tid;
    uint32_t code;        /* exit code or Win32 error */
    uint32_t deadline_ms; /* of the operation that begins here; 0 if none */
    uint64_t sequence;    /* of the message */
    uint64_t size;        /* bytes */
    uint64_t checksum;
    int64_t until_ns; /* of STALL and BREAK */
    char text[KIT_EVENT_TEXT];
};

/* The `incarnation` of an event of the actor's n-th process: 0 for the first. */
static inline uint32_t event_incarnation(uint32_t n)
{
    return n > 1 ? n : 0;
}

/*
 * Sorts by time. Facts of one actor arrive in order, but facts of two actors arrive in the
 * order in which the runner reads their rings. Stable: facts of the same instant keep their
 * order.
 */
void events_sort(struct kit_event *events, size_t count);

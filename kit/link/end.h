#pragma once
/*
 * The common part of both sides of a link: an end of the pipe, an event each way, the other
 * side's process, and how this side detects that the other is gone. Internal to kit/link. An
 * end belongs to one thread; its handles belong to the link that contains it.
 */
#include "kit/os/clock.h"
#include "kit/os/pipe.h"
#include "kit/protocol/phase.h"
#include "kit/protocol/steps.h"

/* The result of waiting, sending or looking. X(status, word, effect on the link, meaning) */
#define LINK_STATUSES(X)                                                                       \
    X(DONE, "done", GOES_ON, "it was done, or a message came")                                 \
    X(NOTHING, "nothing", GOES_ON, "nothing came in the time")                                 \
    X(MUTE, "mute", GOES_ON,                                                                   \
      "the pipe is lost, but this side was told not to detect the loss by it")                 \
    X(BROKEN, "broken", GOES_ON, "the other side broke the protocol; its pipe was dropped")    \
    X(STOP, "stop", IS_OVER, "the run's or the program's stop")                                \
    X(QUIT, "quit", IS_OVER, "the other side said Quit")                                       \
    X(PIPE, "pipe", IS_LOST, "the other side is gone: its end of the pipe is")                 \
    X(PROCESS, "process", IS_LOST, "the other side is gone: its process handle was signalled") \
    X(WATCHDOG, "watchdog", IS_LOST, "the other side is gone: a timeout made this side look")  \
    X(FAILED, "failed", IS_OVER, "this side could not do its own part")

enum link_status {
#define X(status, word, link, meaning) LINK_##status,
    LINK_STATUSES(X)
#undef X
        LINK_STATUS_COUNT
};

extern const char *const link_status_words[LINK_STATUS_COUNT + 1];

/*
 * True if the link is over with this status; true if it is over because the other side is gone.
 */
bool link_is_over(enum link_status status);
bool link_is_lost(enum link_status status);

/*
 * The two stops that end every wait. Either may be NULL; both are borrowed. The run's stop
 * comes from the probe; the program's own stop lets a parent end all its links at once.
 */
struct link_stops {
    void *run;
    void *own;
};

struct link_end {
    enum protocol_side side;
    char peer[KIT_NAME];  /* the other side's actor name; empty if unknown */
    struct os_pipe *pipe; /* NULL until it is made or opened */
    bool mute;            /* the pipe is unusable; only the process can be watched */
    void *wake;           /* the event that the other side sets after it wrote */
    void *signal;         /* the event that we set after we wrote */
    void *process;        /* the other side's process; NULL if unknown */
    struct link_stops stops;
    uint32_t detect_mask; /* DETECT_ flags: how a loss is detected */
    uint32_t deadline_ms;
    uint32_t watchdog_ms;
    enum protocol_phase phase;
    uint32_t sent, received; /* sequence numbers of the last message each way */
    bool trusts; /* accepts every message unchecked; for an actor that is wrong on purpose */
    int spoil;   /* how the next message is spoiled, by order: LIFELINE_...; or 0 */
};

/*
 * What a wait listens to in addition to the stops. The process is listened to only if
 * DETECT_PROCESS is set.
 */
#define HEAR_EVENT   1u
#define HEAR_PIPE    2u
#define HEAR_PROCESS 4u

/* This wait continues one that ended for nothing. It does not count as a use of the call: how
 * often that happens depends on a race, and the n-th wait has to be the same in each run. */
#define HEAR_ON      8u

enum wake_reason { WAKE_STOP, WAKE_EVENT, WAKE_PIPE, WAKE_PROCESS, WAKE_TIME, WAKE_FAILED };

/* Waits. This is the only wait of a link. OS_FOREVER is only for a caller with a stop. A read
 * is pending during the whole wait. */
enum wake_reason end_wait(struct link_end *end, uint32_t hear, uint32_t timeout_ms);

/* Begins a read. True if it is over already: a message is there, or the pipe is lost. */
bool end_has_read(struct link_end *end);

bool end_stopped(const struct link_end *end);

/*
 * After a wait that failed and would fail again: the link must end instead of spinning. A child
 * can no longer do its part. A parent drops this child's pipe, so that the child ends, and
 * reports the child lost. It must not treat the failure as a stop, since then the loss would
 * not be reported.
 */
enum link_status end_unable(struct link_end *end);

/* Looks at the other side's process, if it is known and DETECT_WATCHDOG is set: LINK_WATCHDOG
 * or LINK_NOTHING. The step is recorded before the look. */
enum link_status end_look(struct link_end *end);

/*
 * Sends a message whose body is set. Each time its deadline passes, the write is reported as
 * silence (`before` names the step) and tried again, until it is done, stopped or the other
 * side is gone.
 */
enum link_status end_send(struct link_end *end, union message *message, enum message_type type,
                          enum protocol_step before);

/* Takes a message if there is one: LINK_DONE with the message, LINK_QUIT, LINK_NOTHING, or how
 * the pipe was lost. */
enum link_status end_take(struct link_end *end, union message *out);

/*
 * Waits for the message that is owed next; the caller has recorded the step `wait`. Each time
 * the deadline passes, silence is reported and the wait goes on: a pause in a debugger must not
 * end a session.
 */
enum link_status end_await(struct link_end *end, enum protocol_step wait, union message *out);

/* Reports that the other side lives but let a deadline pass, in the wait or write after `step`.
 * A dead process is not reported as silent: its end is detected in another way. */
void end_silent(struct link_end *end, enum protocol_step step);

/* Reports the violation and drops the pipe. A parent can then only watch the process. */
enum link_status end_violated(struct link_end *end, enum message_wrong wrong);

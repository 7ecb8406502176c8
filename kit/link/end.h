#pragma once
/*
 * What the two sides of a link have in common: an end of the pipe, an event each way, the other
 * side's process, and how this side detects that the other is gone. Internal to kit/link.
 * An end belongs to one thread; its handles belong to the link that it is part of.
 */
#include "kit/os/clock.h"
#include "kit/os/pipe.h"
#include "kit/protocol/phase.h"
#include "kit/protocol/steps.h"

/* What came of waiting, sending or looking. X(status, word, what it is to the link, meaning) */
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

/* True if the link is over with this; and if it is over because the other side is gone. */
bool link_is_over(enum link_status status);
bool link_is_lost(enum link_status status);

/*
 * The two stops that every wait ends on. Either may be NULL; both are borrowed. The run's comes
 * from the probe; the program's own is how a parent ends all its links at once.
 */
struct link_stops {
    void *run;
    void *own;
};

struct link_end {
    enum protocol_side side;
    char peer[KIT_NAME];  /* the other side's actor name; empty where it is not known */
    struct os_pipe *pipe; /* NULL until it is made or opened */
    bool mute;            /* the pipe is of no more use; the process is all there is to watch */
    void *wake;           /* the event that the other side sets after it wrote */
    void *signal;         /* the event that we set after we wrote */
    void *process;        /* the other side's; NULL where it is not known */
    struct link_stops stops;
    uint32_t detect_mask; /* DETECT_ flags: how a loss is detected */
    uint32_t deadline_ms;
    uint32_t watchdog_ms;
    enum protocol_phase phase;
    uint32_t sent, received; /* sequence numbers of the last message each way */
    bool trusts; /* takes each message as it comes; for an actor that is to be wrong */
    int spoil;   /* how the next message is to go out wrong, by order: LIFELINE_...; or 0 */
};

/*
 * What a wait listens to, beside the stops. Without its way, the process is never listened to.
 */
#define HEAR_EVENT   1u
#define HEAR_PIPE    2u
#define HEAR_PROCESS 4u

/* The wait before it was over for nothing, and this is the rest of it: no use of its own, since
 * how often that happens is a matter of luck, and the n-th wait has to be the same each time.
 */
#define HEAR_ON      8u

enum wake_reason { WAKE_STOP, WAKE_EVENT, WAKE_PIPE, WAKE_PROCESS, WAKE_TIME, WAKE_FAILED };

/* The one wait. OS_FOREVER is for a caller that has a stop. A read is pending all the while. */
enum wake_reason end_wait(struct link_end *end, uint32_t hear, uint32_t timeout_ms);

/* Begins a read, and tells whether it is over already: there is a message, or no more pipe. */
bool end_has_read(struct link_end *end);

bool end_stopped(const struct link_end *end);

/*
 * After a wait that could not be made, and which would fail again: the link must end and not
 * spin. A child can do its part no more. A parent gives this child's pipe up, so that the child
 * ends, and reports it lost; to take the failure for a stop would let it go without a word.
 */
enum link_status end_unable(struct link_end *end);

/* Looks at the other side's process, if it is known and the watchdog is a way: LINK_WATCHDOG or
 * LINK_NOTHING. The step stands before the look. */
enum link_status end_look(struct link_end *end);

/*
 * Sends a message whose body is set. A deadline that passes is reported as silence by `before`,
 * each time, and the write is tried again until it is done, stopped or the other side is gone.
 */
enum link_status end_send(struct link_end *end, union message *message, enum message_type type,
                          enum protocol_step before);

/* Takes a message if one is there: LINK_DONE with it, LINK_QUIT, LINK_NOTHING, or how the pipe
 * was lost. */
enum link_status end_take(struct link_end *end, union message *out);

/*
 * Waits for the message that is owed next; the caller made the step `wait` before. A deadline
 * that passes is reported as silence, each time, and the wait goes on: a debugger must not end
 * a session.
 */
enum link_status end_await(struct link_end *end, enum protocol_step wait, union message *out);

/* Reports that the other side lives but let a deadline pass, in the wait or write after `step`.
 * A dead one is not silent: some way will notice it. */
void end_silent(struct link_end *end, enum protocol_step step);

/* Reports the violation, drops the pipe. What is left to a parent is to watch the process. */
enum link_status end_violated(struct link_end *end, enum message_wrong wrong);

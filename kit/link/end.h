#pragma once
/*
 * What the two sides of a link have in common: an end of the pipe, an event each way, the other
 * side's process, and the ways by which this side notices that the other is gone. Internal to
 * kit/link. An end belongs to one thread; its handles belong to the link that it is part of.
 */
#include "kit/os/clock.h"
#include "kit/os/pipe.h"
#include "kit/protocol/phase.h"
#include "kit/protocol/steps.h"

/* What came of waiting, sending or looking. X(news, word, ends the link?, meaning) */
#define LINK_NEWS(X)                                                                           \
    X(DONE, "done", false, "it was done, or a message came")                                   \
    X(NOTHING, "nothing", false, "nothing came in the time")                                   \
    X(MUTE, "mute", false, "the pipe is lost, but this side was told not to notice by it")     \
    X(BROKEN, "broken", false, "the other side broke the protocol; its pipe was dropped")      \
    X(STOP, "stop", true, "the run's or the program's stop")                                   \
    X(QUIT, "quit", true, "the other side said Quit")                                          \
    X(PIPE, "pipe", true, "the other side is gone: its end of the pipe is")                    \
    X(PROCESS, "process", true, "the other side is gone: its process handle was signalled")    \
    X(WATCHDOG, "watchdog", true, "the other side is gone: a timeout made this side look")     \
    X(FAILED, "failed", true, "this side could not do its own part")

enum link_news {
#define X(news, word, ends, meaning) NEWS_##news,
    LINK_NEWS(X)
#undef X
        NEWS_COUNT
};

extern const char *const news_words[NEWS_COUNT + 1];

/* True if the link is over with this. */
bool news_end(enum link_news news);

/*
 * Ways to notice, as a set. No option reaches WAY_NONE: it is for actors that are to be wrong.
 */
#define WAY_NONE     0u
#define WAY_PIPE     1u
#define WAY_PROCESS  2u
#define WAY_WATCHDOG 4u
#define WAY_ALL      7u

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
    uint32_t ways;
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
#define HEAR_WAKE    1u
#define HEAR_PIPE    2u
#define HEAR_PROCESS 4u

/* The wait before it was over for nothing, and this is the rest of it: no use of its own, since
 * how often that happens is a matter of luck, and the n-th wait has to be the same each time.
 */
#define HEAR_ON      8u

enum woke { WOKE_STOP, WOKE_WAKE, WOKE_PIPE, WOKE_PROCESS, WOKE_TIME, WOKE_FAILED };

/* The one wait. OS_FOREVER is for a caller that has a stop. A read is pending all the while. */
enum woke end_wait(struct link_end *end, uint32_t hear, uint32_t timeout_ms);

/* Begins a read, and tells whether it is over already: there is a message, or no more pipe. */
bool end_has_read(struct link_end *end);

bool end_stopped(const struct link_end *end);

/*
 * After a wait that could not be made, and which would fail again: the link must end and not
 * spin. A child can do its part no more. A parent gives this child's pipe up, so that the child
 * ends, and reports it lost; to take the failure for a stop would let it go without a word.
 */
enum link_news end_unable(struct link_end *end);

/* Looks at the other side's process, if it is known and the watchdog is a way: NEWS_WATCHDOG or
 * NEWS_NOTHING. The step stands before the look. */
enum link_news end_look(struct link_end *end);

/*
 * Sends a message whose body is set. A deadline that passes is reported as silence by `before`,
 * each time, and the write is tried again until it is done, stopped or the other side is gone.
 */
enum link_news end_send(struct link_end *end, union message *message, enum message_type type,
                        enum protocol_step before);

/* Takes a message if one is there: NEWS_DONE with it, NEWS_QUIT, NEWS_NOTHING, or how the pipe
 * was lost. */
enum link_news end_take(struct link_end *end, union message *out);

/*
 * Waits for the message that is owed next; the caller made the step `wait` before. A deadline
 * that passes is reported as silence, each time, and the wait goes on: a debugger must not end
 * a session.
 */
enum link_news end_await(struct link_end *end, enum protocol_step wait, union message *out);

/* Reports that the other side lives but let a deadline pass, in the wait or write after `step`.
 * A dead one is not silent: some way will notice it. */
void end_silent(struct link_end *end, enum protocol_step step);

/* Reports the violation, drops the pipe. What is left to a parent is to watch the process. */
enum link_news end_violated(struct link_end *end, enum message_wrong wrong);

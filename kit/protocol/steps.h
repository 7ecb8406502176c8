#pragma once
/*
 * The steps of the reference protocol: one row for each named point that an actor reaches. A
 * row has the side that reaches it, the call before or after which it stands, and the faults
 * that it can obey in addition to hold, kill, hang, crash, exit, spin and delay, which every
 * step obeys. A program that was not written with kit/link and logs these names is judged by
 * the same rules. Pure.
 */
#include "kit/base/words.h"

/*
 * The side that reaches a step, and the faults that it can obey there in addition to those that
 * every step obeys.
 */
#define STEP_BY_PARENT 1u
#define STEP_BY_CHILD  2u
#define STEP_BY_BOTH   3u
#define STEP_CAN_DROP  4u
/* The actor begins a wait right after it: `inside` can strike here. */
#define STEP_IS_WAIT   8u
#define STEP_IS_REPORT 16u /* a fact that is reported once, not a point of the exchange */
#define STEP_CAN_SPOIL 32u /* a message follows, which can be truncated or corrupted */
#define STEP_BY_OTHERS 64u /* a bystander, which belongs to no family */
#define STEP_IS_AWAITED                                                                        \
    128u /* rules and lines about other steps can wait for it: it wakes the runner */

/* X(step, word, flags, where it stands) */
#define PROTOCOL_STEPS(X)                                                                      \
    X(CHILD_PREPARED, "child.prepared", STEP_BY_PARENT,                                        \
      "after the child's mapping, pipe and events were made, before CreateProcess")            \
    X(CHILD_STARTED, "child.started", STEP_BY_PARENT,                                          \
      "after CreateProcess returned the child")                                                \
    X(CONNECT_WAIT, "connect.wait", STEP_BY_PARENT | STEP_IS_WAIT,                             \
      "before the parent waits for ConnectNamedPipe to finish")                                \
    X(CHILD_BEGUN, "child.begun", STEP_BY_CHILD,                                               \
      "the child's first step, before it maps the memory and opens the pipe")                  \
    X(CONNECT_BEFORE, "connect.before", STEP_BY_CHILD, "before the child opens the pipe")      \
    X(CONNECTED, "connected", STEP_BY_BOTH | STEP_CAN_DROP,                                    \
      "after this side's end is connected")                                                    \
    X(IDLE_WAIT, "idle.wait", STEP_BY_BOTH | STEP_CAN_DROP | STEP_IS_WAIT,                     \
      "before the idle wait: for an event with a timeout, or for the child's timer")           \
    X(REQUEST_BEFORE, "request.before", STEP_BY_CHILD | STEP_CAN_DROP | STEP_CAN_SPOIL,        \
      "before WriteFile of the request")                                                       \
    X(REQUEST_SENT, "request.sent", STEP_BY_CHILD | STEP_CAN_DROP,                             \
      "after WriteFile of the request, before SetEvent")                                       \
    X(REQUEST_SIGNALLED, "request.signalled", STEP_BY_CHILD | STEP_CAN_DROP,                   \
      "after SetEvent for the request")                                                        \
    X(REQUEST_PEEK, "request.peek", STEP_BY_PARENT | STEP_CAN_DROP,                            \
      "the event woke the parent and a request is there; before it is looked at")              \
    X(REQUEST_RECEIVED, "request.received", STEP_BY_PARENT | STEP_CAN_DROP,                    \
      "a whole request was read; before shared memory is written")                             \
    X(MEMORY_WRITTEN, "memory.written", STEP_BY_PARENT | STEP_CAN_DROP | STEP_CAN_SPOIL,       \
      "after `Written to shared mem ...`, before WriteFile of the reply")                      \
    X(REPLY_SENT, "reply.sent", STEP_BY_PARENT | STEP_CAN_DROP | STEP_IS_AWAITED,              \
      "after WriteFile of the reply, before SetEvent to the child")                            \
    X(REPLY_WAIT, "reply.wait", STEP_BY_CHILD | STEP_CAN_DROP | STEP_IS_WAIT,                  \
      "before the child waits for the reply")                                                  \
    X(REPLY_RECEIVED, "reply.received", STEP_BY_CHILD | STEP_CAN_DROP | STEP_IS_AWAITED,       \
      "a whole reply was read; before shared memory is read")                                  \
    X(MEMORY_READ, "memory.read", STEP_BY_CHILD | STEP_CAN_DROP,                               \
      "shared memory was read and written to")                                                 \
    X(BLOCK_ASKED, "block.asked", STEP_BY_PARENT | STEP_CAN_DROP,                              \
      "after WriteFile of the small request for a block")                                      \
    X(BLOCK_ASK_WAIT, "block.ask-wait", STEP_BY_CHILD | STEP_CAN_DROP | STEP_IS_WAIT,          \
      "before the child waits for the announced request for a block")                          \
    X(BLOCK_BEGUN, "block.begun", STEP_BY_CHILD | STEP_CAN_DROP | STEP_CAN_SPOIL,              \
      "the child knows that a block is wanted, before CreateFileMapping")                      \
    X(BLOCK_OFFERED, "block.offered", STEP_BY_CHILD | STEP_CAN_DROP,                           \
      "after WriteFile of handle and size")                                                    \
    X(BLOCK_OFFER_WAIT, "block.offer-wait", STEP_BY_PARENT | STEP_CAN_DROP | STEP_IS_WAIT,     \
      "before the parent waits for handle and size")                                           \
    X(BLOCK_ACKNOWLEDGED, "block.acknowledged", STEP_BY_PARENT | STEP_CAN_DROP,                \
      "after WriteFile of the acknowledgement")                                                \
    X(BLOCK_ACK_WAIT, "block.ack-wait", STEP_BY_CHILD | STEP_CAN_DROP | STEP_IS_WAIT,          \
      "before the child waits for the acknowledgement")                                        \
    X(BLOCK_HALF, "block.half", STEP_BY_CHILD | STEP_CAN_DROP | STEP_CAN_SPOIL,                \
      "half of the block is copied")                                                           \
    X(BLOCK_WHOLE, "block.whole", STEP_BY_CHILD | STEP_CAN_DROP,                               \
      "the whole block is copied, and the child has said so")                                  \
    X(BLOCK_WHOLE_WAIT, "block.whole-wait", STEP_BY_PARENT | STEP_CAN_DROP | STEP_IS_WAIT,     \
      "before the parent waits for the message that the block is whole")                       \
    X(BLOCK_DUPLICATED, "block.duplicated", STEP_BY_PARENT | STEP_CAN_DROP,                    \
      "after DuplicateHandle out of the child, before MapViewOfFile")                          \
    X(BLOCK_CHECKED, "block.checked", STEP_BY_PARENT | STEP_CAN_DROP | STEP_CAN_SPOIL,         \
      "the block's checksum was compared; before the block is released")                       \
    X(BLOCK_TAKEN, "block.taken", STEP_BY_PARENT | STEP_CAN_DROP,                              \
      "after WriteFile of the message that the child can release the block")                   \
    X(BLOCK_TAKEN_WAIT, "block.taken-wait", STEP_BY_CHILD | STEP_CAN_DROP | STEP_IS_WAIT,      \
      "before the child waits for that message")                                               \
    X(BLOCK_DONE, "block.done", STEP_BY_CHILD | STEP_CAN_DROP,                                 \
      "the child released its mapping")                                                        \
    X(WATCHDOG_LOOKS, "watchdog.looks", STEP_BY_BOTH,                                          \
      "the idle wait timed out; before the process handle is looked at")                       \
    X(QUIT_SENT, "quit.sent", STEP_BY_BOTH | STEP_IS_AWAITED, "after WriteFile of Quit")       \
    X(CLOSE_WAIT, "close.wait", STEP_BY_PARENT | STEP_IS_WAIT,                                 \
      "before the parent waits for the child's process to end")                                \
    X(CLOSED, "closed", STEP_BY_PARENT,                                                        \
      "that wait is over; before the parent frees what it had for the child")                  \
    X(FAMILY_REST, "family.rest", STEP_BY_PARENT,                                              \
      "the parent has let go of all its children and has not started the next; in a run it "   \
      "waits here until its handles are counted")                                              \
    X(CHILD_LOST, "child.lost", STEP_BY_PARENT | STEP_IS_REPORT | STEP_IS_AWAITED,             \
      "the parent found that a child is gone: peer, by pipe, process or watchdog")             \
    X(CHILD_QUIT, "child.quit", STEP_BY_PARENT | STEP_IS_REPORT | STEP_IS_AWAITED,             \
      "the child said Quit: peer")                                                             \
    X(CHILD_UNSTARTED, "child.unstarted", STEP_BY_PARENT | STEP_IS_REPORT,                     \
      "the child could not be started: peer, code is the Win32 error")                         \
    X(PEER_SILENT, "peer.silent", STEP_BY_BOTH | STEP_IS_REPORT | STEP_IS_AWAITED,             \
      "the other side lives but missed a deadline: by the wait")                               \
    X(VIOLATION, "violation", STEP_BY_BOTH | STEP_IS_REPORT,                                   \
      "the other side broke the protocol: by what was wrong")                                  \
    X(CHILD_ENDING, "child.ending", STEP_BY_CHILD | STEP_IS_REPORT | STEP_IS_AWAITED,          \
      "the child's own last step: it ends by itself, by pipe, process, watchdog, quit, stop "  \
      "or failed")                                                                             \
    X(PARENT_ENDING, "parent.ending", STEP_BY_PARENT | STEP_IS_REPORT,                         \
      "the parent's own last step: by stop, or by child.lost where it was told so")            \
    X(BEAT, "beat", STEP_BY_OTHERS | STEP_IS_WAIT, "before the bystander waits for its tick")

enum protocol_step {
#define X(step, word, flags, where) PROTOCOL_##step,
    PROTOCOL_STEPS(X)
#undef X
        PROTOCOL_STEP_COUNT
};

extern const char *const step_words[PROTOCOL_STEP_COUNT + 1];

/*
 * The meanings that a scenario can give to a program's own step (`step job.sent is request`): a
 * short word for a step of the table above, or that step's own word.  X(word, step)
 */
#define PROTOCOL_MEANINGS(X)                                                                   \
    X("request", REQUEST_SENT)                                                                 \
    X("reply", REPLY_SENT)                                                                     \
    X("served", REPLY_RECEIVED)                                                                \
    X("quit", QUIT_SENT)

/*
 * Words whose absence a rule reports. For a user's own program the runner searches the
 * program's file for them: a program whose file does not contain a word can never log it.
 * X(step)
 */
#define PROTOCOL_MISSED_WORDS(X)                                                               \
    X(CHILD_LOST)                                                                              \
    X(CHILD_QUIT)                                                                              \
    X(CHILD_ENDING)                                                                            \
    X(QUIT_SENT)

extern const char *const meaning_words[]; /* the short ones; NULL behind the last */

/* The step with this word, or -1. */
int step_meant(const char *word);

extern const char *const step_places[PROTOCOL_STEP_COUNT + 1];
extern const uint32_t step_flags[PROTOCOL_STEP_COUNT];

/* Appends the sides of these STEP_BY_ flags: "parent", "parent or a child". */
void text_add_sides(struct text *to, uint32_t flags);

/*
 * How a side notices that the other is gone (`notice by ...`), and the set of ways for each
 * choice.  X(way, word, set, meaning)
 */
#define PROTOCOL_NOTICES(X)                                                                    \
    X(PIPE, "pipe", 1u, "a pending read fails")                                                \
    X(PROCESS, "process", 2u, "the other process's handle is waited on")                       \
    X(WATCHDOG, "watchdog", 4u, "the idle wait times out and the process handle is looked at") \
    X(ALL, "all", 7u, "whichever comes first")

enum protocol_notice {
#define X(way, word, set, meaning) NOTICE_##way,
    PROTOCOL_NOTICES(X)
#undef X
        NOTICE_COUNT
};

/* No option gives DETECT_NONE; it is for broken actors. */
enum protocol_detect {
    DETECT_NONE = 0,
#define X(way, word, set, meaning) DETECT_##way = set,
    PROTOCOL_NOTICES(X)
#undef X
};

extern const char *const notice_words[NOTICE_COUNT + 1];
extern const uint32_t notice_sets[NOTICE_COUNT];

/* The default values of both actors. */
#define PROTOCOL_WATCHDOG_MS 2000u
#define PROTOCOL_TICK_MS     2000u
#define PROTOCOL_DEADLINE_MS 1000u

#pragma once
/*
 * One link under test, and the other side of it, which the test itself plays: both ends of the
 * pipe, both events and the shared memory are in this process. Included by tests alone.
 *
 * Deadline, watchdog and tick are so long that nothing but what the test does can end a wait.
 * A test may shorten them in `options` before the link is made.
 */
#include "kit/link/child_link.h"
#include "kit/link/child_link_state.h"
#include "kit/link/parent_link.h"
#include "kit/link/parent_link_state.h"
#include "kit/os/event.h"
#include "kit/os/section.h"
#include "kit/os/text.h"
#include "kit/os/thread.h"
#include "kit/protocol/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define NEVER_MS   (60u * 60u * 1000u)
#define AT_ONCE_MS 10000u /* a machine under load may take so long for what takes 1 ms */

/* A call of the set-up, which is not what is tested. */
#define MUST(call) assert_int_equal((call), KIT_OK)

struct pair {
    struct link_options options;
    struct link_child child; /* as the parent's options name it */
    char pipe[64];
    char event[64];
    char event_to[64];
    struct link_end peer; /* the side that the test plays */
    struct parent_link *parent_link;
    struct child_link *child_link;
    struct link_end *end; /* of the one of the two that is under test */
    void *memory;         /* the test's view of the shared memory */
    void *process;        /* stands for the other side's process; set: it has ended */
    void *run, *own;      /* the two stops */
};

static inline void pair_prepare(struct pair *pair)
{
    unsigned long long random = os_random();
    *pair = (struct pair){.child = {.name = "cs", .program = "none"}};
    struct text pipe = text_over(pair->pipe, sizeof pair->pipe);
    struct text event = text_over(pair->event, sizeof pair->event);
    struct text event_to = text_over(pair->event_to, sizeof pair->event_to);
    text_add(&pipe, "lifeline-link-test-pipe-%llx", random);
    text_add(&event, "lifeline-link-test-event-%llx", random);
    text_add(&event_to, "lifeline-link-test-event-to-%llx", random);
    pair->options = (struct link_options){.actor = "cs",
                                          .watchdog_ms = NEVER_MS,
                                          .tick_ms = NEVER_MS,
                                          .deadline_ms = NEVER_MS,
                                          .detect_mask = DETECT_ALL,
                                          .pipe = pair->pipe,
                                          .event = pair->event,
                                          .event_to = pair->event_to,
                                          .bytes = MEMORY_BYTES,
                                          .child_count = 1};
    MUST(os_event_create(NULL, OS_MANUAL_RESET, &pair->run, NULL));
    MUST(os_event_create(NULL, OS_MANUAL_RESET, &pair->own, NULL));
    MUST(os_event_create(NULL, OS_MANUAL_RESET, &pair->process, NULL));
}

/* The parent is under test. Its pipe is there, and nobody has opened it. */
static inline void pair_make_parent(struct pair *pair)
{
    void *section = NULL;
    pair->options.children[0] = pair->child;
    struct parent_link_settings settings = {.options = &pair->options,
                                            .child = &pair->options.children[0],
                                            .number = 1,
                                            .stops = {.run = pair->run, .own = pair->own}};
    MUST(parent_link_make(&settings, &pair->parent_link, NULL));
    struct parent_link *link = pair->parent_link;
    struct link_end *end = pair->end = &link->end;
    MUST(os_section_create(NULL, MEMORY_BYTES, false, &section, NULL));
    MUST(os_map(section, &link->memory, NULL, NULL));
    os_close(&section);
    MUST(os_pipe_serve(pair->pipe, &end->pipe, NULL));
    MUST(os_event_create(pair->event, OS_AUTO_RESET, &end->wake, NULL));
    MUST(os_event_create(pair->event_to, OS_AUTO_RESET, &end->signal, NULL));
    end->process = pair->process;
    link->look = os_deadline_in(end->watchdog_ms);
    pair->peer = (struct link_end){.side = SIDE_CHILD,
                                   .detect_mask = DETECT_PIPE,
                                   .deadline_ms = AT_ONCE_MS,
                                   .watchdog_ms = NEVER_MS};
    MUST(os_event_open(pair->event, &pair->peer.signal, NULL));
    MUST(os_event_open(pair->event_to, &pair->peer.wake, NULL));
}

/* The child that the test plays comes to the pipe. */
static inline void pair_connect_parent(struct pair *pair)
{
    MUST(os_pipe_open(pair->pipe, &pair->peer.pipe, NULL));
    assert_int_equal(parent_link_connect(pair->parent_link), LINK_DONE);
}

/* The child is under test. It has not connected yet. */
static inline void pair_make_child(struct pair *pair)
{
    void *section = NULL;
    MUST(os_section_create(NULL, MEMORY_BYTES, false, &section, NULL));
    MUST(os_map(section, &pair->memory, NULL, NULL));
    memory_write(pair->memory, MEMORY_BYTES, 0, "");
    pair->options.mapping = (uint32_t)(uintptr_t)section;
    pair->options.parent_process = (uint32_t)(uintptr_t)pair->process;
    MUST(child_link_make(&pair->options, &pair->child_link, NULL));
    pair->end = &pair->child_link->end;
    pair->end->stops.run = pair->run;
    child_link_stop_with(pair->child_link, pair->own);
    struct link_end *peer = &pair->peer;
    *peer = (struct link_end){.side = SIDE_PARENT,
                              .detect_mask = DETECT_PIPE,
                              .deadline_ms = AT_ONCE_MS,
                              .watchdog_ms = NEVER_MS};
    MUST(os_pipe_serve(pair->pipe, &peer->pipe, NULL));
    MUST(os_event_create(pair->event, OS_AUTO_RESET, &peer->wake, NULL));
    MUST(os_event_create(pair->event_to, OS_AUTO_RESET, &peer->signal, NULL));
}

static inline void pair_connect_child(struct pair *pair)
{
    struct kit_error err;
    assert_int_equal(child_link_connect(pair->child_link, &err), LINK_DONE);
    MUST(os_pipe_accept(pair->peer.pipe, NULL, 0, NULL, AT_ONCE_MS, NULL));
}

static inline void pair_end(struct pair *pair)
{
    os_pipe_close(&pair->peer.pipe);
    os_close(&pair->peer.wake);
    os_close(&pair->peer.signal);
    parent_link_close(&pair->parent_link);
    if (pair->child_link) { /* which owns its parent's process */
        child_link_end(&pair->child_link, LINK_STOP);
        pair->process = NULL;
    }
    os_unmap(&pair->memory);
    os_close(&pair->process);
    os_close(&pair->run);
    os_close(&pair->own);
}

/* What the other side sends, without the event; `body` has it but for the head. */
static inline void pair_send(struct pair *pair, enum message_type type, union message body)
{
    assert_int_equal(end_send(&pair->peer, &body, type, PROTOCOL_IDLE_WAIT), LINK_DONE);
}

static inline void pair_request(struct pair *pair)
{
    pair_send(pair, MESSAGE_REQUEST, (union message){.bytes = {0}});
}

/* What the link under test must say next, to the other side. */
static inline union message pair_take(struct pair *pair, enum message_type type)
{
    union message message;
    enum link_status want = type == MESSAGE_QUIT ? LINK_QUIT : LINK_DONE;
    assert_int_equal(end_await(&pair->peer, PROTOCOL_IDLE_WAIT, &message), want);
    assert_int_equal(message.head.type, type);
    return message;
}

/* Fills the pipe of the link under test, so that its next message does not fit. */
static inline void pair_fill(struct pair *pair)
{
    char full[MESSAGE_MOST] = "full";
    bool sent = true;
    for (int i = 0; sent && i < 1000; i++)
        os_pipe_write(pair->end->pipe, full, sizeof full, NULL, 0, 20, &sent, NULL);
    assert_false(sent);
}

/* A call of the link under test on a thread of its own. */
struct pair_call {
    struct pair *pair;
    enum link_status (*call)(struct pair *pair);
    enum link_status came;
    void *thread;
};

static inline void pair_call_run(void *context)
{
    struct pair_call *call = context;
    call->came = call->call(call->pair);
}

static inline void pair_call_begin(struct pair_call *call)
{
    MUST(os_thread_start(pair_call_run, call, &call->thread, NULL));
}

/* False: it is not over in time. The call is then ended by both stops, so that the test can
 * fail and the next begin. */
static inline bool pair_call_is_over(struct pair_call *call)
{
    bool in_time = os_wait_any(&call->thread, 1, AT_ONCE_MS) == 0;
    if (!in_time) {
        os_event_set(call->pair->run);
        os_event_set(call->pair->own);
    }
    os_thread_join(&call->thread);
    return in_time;
}

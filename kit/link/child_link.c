#include "kit/link/child_link.h"
#include "kit/link/child_block.h"
#include "kit/link/child_exchange.h"
#include "kit/link/os_hooks.h"
#include "kit/link/tell.h"
#include "kit/os/event.h"
#include "kit/os/section.h"
#include "kit/protocol/memory.h"

#include <stdlib.h>

static void drop_pipe_to_parent(void *context, const char *peer, int how)
{
    struct child_link *link = context;
    (void)peer; /* a child has one pipe */
    (void)how;  /* and the client's end has one way to lose it */
    if (link->end.pipe)
        os_pipe_drop(link->end.pipe);
}

static void spoil_next_message(void *context, const char *peer, int how)
{
    struct child_link *link = context;
    (void)peer;
    link->end.spoil = how;
}

enum kit_status child_link_make(const struct link_options *options, struct child_link **out,
                                struct kit_error *err)
{
    link_hook_os();
    struct child_link *link = calloc(1, sizeof *link);
    if (!link)
        return kit_fail(err, KIT_FULL, "no memory for the link to the parent");
    link->options = options;
    link->copy_block = child_block_copy;
    link->section = (void *)(uintptr_t)options->mapping;
    link->end = (struct link_end){.side = SIDE_CHILD,
                                  .process = (void *)(uintptr_t)options->parent_process,
                                  .stops = {.run = lifeline_stop_event()},
                                  .detect_mask = options->detect_mask,
                                  .deadline_ms = options->deadline_ms,
                                  .watchdog_ms = options->watchdog_ms};
    lifeline_drop_with(drop_pipe_to_parent, link);
    lifeline_spoil_with(spoil_next_message, link);
    *out = link;
    return KIT_OK;
}

void child_link_stop_with(struct child_link *link, void *event)
{
    link->end.stops.own = event;
}

void child_link_show_with(struct child_link *link,
                          void (*show)(void *context, const char *text), void *context)
{
    link->show = show;
    link->show_context = context;
}

static enum kit_status map_memory(struct child_link *link, struct kit_error *err)
{
    uint64_t room = 0;
    uint32_t checksum = 0;
    char text[MEMORY_TEXT];
    enum kit_status status = os_map(link->section, &link->memory, &room, err);
    if (status == KIT_OK && room < link->options->bytes)
        status = kit_fail(err, KIT_BAD_INPUT, "the mapping has %llu bytes, and %u were said",
                          (unsigned long long)room, link->options->bytes);
    if (status == KIT_OK)
        status = memory_read(link->memory, link->options->bytes, 0, text, sizeof text,
                             &checksum, err);
    return status;
}

/*
 * Opens the objects that the parent made. A named object lives as long as a handle on it is
 * open. So a missing object means that the parent died between the child's start and this line:
 * there is nothing to wait for. Want of memory says nothing about the parent, but without its
 * pipe the child cannot work.
 */
static enum link_status open_all(struct child_link *link, struct kit_error *err)
{
    struct link_end *end = &link->end;
    const struct link_options *options = link->options;
    STEP(CONNECT_BEFORE, .peer = end->peer);
    enum kit_status status = os_event_open(options->event, &end->signal, err);
    if (status == KIT_OK && options->event_to)
        status = os_event_open(options->event_to, &end->wake, err);
    if (status == KIT_OK)
        status = os_pipe_open(options->pipe, &end->pipe, err);
    if (status == KIT_OS)
        return LINK_FAILED;
    if (status != KIT_OK) {
        end->mute = true;
        return end->detect_mask & DETECT_PIPE ? LINK_PIPE : LINK_MUTE;
    }
    STEP(CONNECTED, .peer = end->peer);
    return LINK_DONE;
}

/*
 * The wait between two exchanges, in which nothing is owed; LINK_NOTHING when the tick has
 * come. The pipe is read before the wait: one wake-up can stand for a reply and a Quit behind
 * it, and reading the reply used that wake-up. Without this read the child would sleep over the
 * Quit.
 */
static enum link_status wait_idle(struct child_link *link)
{
    union message message;
    struct link_end *end = &link->end;
    struct os_deadline tick = os_deadline_in(link->options->tick_ms);
    uint32_t hear =
        HEAR_EVENT | HEAR_PROCESS | (end->detect_mask & DETECT_PIPE ? HEAR_PIPE : 0);
    STEP(IDLE_WAIT, .peer = end->peer, .deadline_ms = link->options->tick_ms);
    for (;; hear |= HEAR_ON) {
        if (!end->mute)
            os_pipe_read_begin(end->pipe, NULL);
        enum link_status status = end_take(end, &message);
        if (status != LINK_NOTHING && status != LINK_MUTE)
            return status;
        switch (end_wait(end, hear, os_left(tick))) {
        case WAKE_STOP:
            return LINK_STOP;
        case WAKE_PROCESS:
            return LINK_PROCESS;
        case WAKE_FAILED:
            return end_unable(end);
        case WAKE_EVENT:
        case WAKE_PIPE:
            continue;
        case WAKE_TIME:
            if (os_left(tick) > 0)
                continue;
            return end_look(end);
        }
    }
}

static void send_quit_to_parent(struct child_link *link)
{
    union message quit = {.bytes = {0}};
    struct link_end *end = &link->end;
    if (end_send(end, &quit, MESSAGE_QUIT, PROTOCOL_IDLE_WAIT) != LINK_DONE)
        return;
    STEP(QUIT_SENT, .peer = end->peer, FACTS_OF(&quit));
    os_event_set(end->signal);
}

static bool has_made_all(const struct child_link *link)
{
    return link->options->requests > 0 && link->ticks >= link->options->requests;
}

enum link_status child_link_connect(struct child_link *link, struct kit_error *err)
{
    STEP(CHILD_BEGUN, .peer = link->end.peer);
    return map_memory(link, err) == KIT_OK ? open_all(link, err) : LINK_FAILED;
}

enum link_status child_link_run(struct child_link *link, struct kit_error *err)
{
    enum link_status status = child_link_connect(link, err);
    if (status == LINK_FAILED)
        return status;
    while (!link_is_over(status)) {
        if (!link->end.mute)
            status = child_exchange(link);
        if (!link_is_over(status) && has_made_all(link)) {
            send_quit_to_parent(link);
            return LINK_QUIT;
        }
        if (!link_is_over(status))
            status = wait_idle(link);
    }
    if (status == LINK_STOP)
        send_quit_to_parent(link);
    if (status == LINK_FAILED)
        kit_fail(err, KIT_OS, "the parent can be woken or waited for no more");
    return status;
}

void child_link_end(struct child_link **link, enum link_status why)
{
    struct child_link *ended = *link;
    lifeline_drop_with(NULL, NULL);
    lifeline_spoil_with(NULL, NULL);
    os_pipe_close(&ended->end.pipe);
    os_close(&ended->end.wake);
    os_close(&ended->end.signal);
    os_close(&ended->end.process);
    os_unmap(&ended->memory);
    os_close(&ended->section);
    free(ended);
    *link = NULL;
    REPORT(CHILD_ENDING, .by = link_status_words[why]);
}

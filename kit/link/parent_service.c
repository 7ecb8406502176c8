/*
 * The parent's service of one child: the first seed's loop of event and timeout.
 *
 * The event and the pipe are two objects, so each order of them has to work:
 * - The child writes first, then sets the event. In the other order the parent could wake, find
 *   nothing, and sleep while the request lies in the pipe.
 * - The event is auto-reset and does not count: two requests can become one wake-up. So the
 *   parent reads the pipe again after each answer. Otherwise the second request would wait for
 *   the next event.
 * - For the same reason a wake-up can find an empty pipe: its request was read in the round
 *   before. The parent ignores it and goes on waiting.
 * - A read is always pending, since it detects a loss at once. So a request can arrive before
 *   its event. The parent keeps it until the event, which is the protocol's wake-up.
 */
#include "kit/link/parent_block.h"
#include "kit/link/parent_link.h"
#include "kit/link/tell.h"
#include "kit/os/event.h"
#include "kit/os/fail.h"
#include "kit/protocol/memory.h"

#include <stdio.h>

/* One slice of the wait for the child; LINK_NOTHING when the slice is over. */
static enum link_status accept_for(struct parent_link *link, uint32_t timeout_ms)
{
    struct link_end *end = &link->end;
    void *process = end->detect_mask & DETECT_PROCESS ? end->process : NULL;
    void *const others[] = {end->stops.run, end->stops.own, process};
    int which = 0;
    switch (os_pipe_accept(end->pipe, others, sizeof others / sizeof *others, &which,
                           timeout_ms, NULL)) {
    case KIT_OK:
    /* The child connected and left before it was accepted. Its messages are still in the pipe,
     * perhaps with a Quit. The reads find them, as with any other child. */
    case KIT_GONE:
        return LINK_DONE;
    case KIT_TIMEOUT:
        return LINK_NOTHING;
    case KIT_STOPPED:
        return which == 2 ? LINK_PROCESS : LINK_STOP;
    default:
        end->mute = true;
        return end->detect_mask & DETECT_PIPE ? LINK_PIPE : LINK_MUTE;
    }
}

/* Waits in slices of the watchdog's period, since a child that dies before it connects breaks
 * no pipe. */
enum link_status parent_link_connect(struct parent_link *link)
{
    struct link_end *end = &link->end;
    struct os_deadline late = os_deadline_in(end->deadline_ms);
    enum link_status status = LINK_NOTHING;
    os_calls_for(end->peer);
    if (!end->pipe)
        return LINK_FAILED;
    STEP(CONNECT_WAIT, .peer = end->peer, .deadline_ms = end->deadline_ms);
    while (status == LINK_NOTHING) {
        uint32_t left =
            os_left(late) < os_left(link->look) ? os_left(late) : os_left(link->look);
        status = accept_for(link, left);
        if (status == LINK_NOTHING && os_left(late) == 0) {
            end_silent(end, PROTOCOL_CONNECT_WAIT);
            late = os_deadline_in(end->deadline_ms);
        }
        if (status == LINK_NOTHING && os_left(link->look) == 0) {
            link->look = os_deadline_in(end->watchdog_ms);
            status = end_look(end);
        }
    }
    if (status != LINK_DONE)
        return status;
    link->connected = true;
    link->look = os_deadline_in(end->watchdog_ms);
    STEP(CONNECTED, .peer = end->peer);
    return LINK_DONE;
}

/*
 * Answers a request: writes the memory, then sends the reply, then sets the event. The child
 * reads the memory as soon as it has the reply, so the memory must come first. It may sleep
 * until the event, so the event must come last: set before the reply, it would wake the child
 * for nothing.
 */
static enum link_status answer_request(struct parent_link *link, const union message *request)
{
    struct link_end *end = &link->end;
    uint32_t bytes = link->options->bytes;
    link->look = os_deadline_in(end->watchdog_ms);
    STEP(REQUEST_RECEIVED, .peer = end->peer, FACTS_OF(request));

    uint32_t checksum =
        memory_write(link->memory, bytes, request->head.sequence, request->request.text);
    STEP(MEMORY_WRITTEN, .peer = end->peer, .sequence = request->head.sequence, .size = bytes,
         .checksum = checksum, .deadline_ms = end->deadline_ms);

    union message reply = {.bytes = {0}};
    char text[MESSAGE_TEXT + 16];
    snprintf(text, sizeof text, "answer to %s", request->request.text);
    message_text(reply.reply.text, text);
    reply.reply.flags = link->options->block ? MESSAGE_BLOCK_FOLLOWS : 0;
    enum link_status status = end_send(end, &reply, MESSAGE_REPLY, PROTOCOL_MEMORY_WRITTEN);
    if (status != LINK_DONE)
        return status;
    STEP(REPLY_SENT, .peer = end->peer, FACTS_OF(&reply));
    os_event_set(end->signal);
    return link->options->block ? parent_block(link, request->request.tick) : LINK_DONE;
}

/*
 * Moves a request that is there into `kept`: LINK_DONE. `looked`: this thread has just begun
 * the read, so its state is current.
 */
static enum link_status take_request(struct parent_link *link, bool looked)
{
    if (link->has_kept)
        return LINK_DONE;
    enum link_status status = end_take(&link->end, &link->kept);
    void *read = link->end.mute ? NULL : os_pipe_readable(link->end.pipe);
    if (status == LINK_NOTHING && !looked && read) {
        /* The event can arrive before the system has told this thread that the read is over; so
         * look at the read once more. */
        os_is_signalled(read);
        status = end_take(&link->end, &link->kept);
    }
    link->has_kept = status == LINK_DONE; /* in idle, the protocol allows a request only */
    return status;
}

static enum link_status answer_kept(struct parent_link *link)
{
    STEP(REQUEST_PEEK, .peer = link->end.peer);
    link->has_kept = false;
    enum link_status status = answer_request(link, &link->kept);
    link->answered = status == LINK_DONE;
    return status;
}

/* The pending read ended before the event: this is a loss, or a message that overtook its
 * event. */
static enum link_status keep_early_message(struct parent_link *link)
{
    union message message;
    enum link_status status = end_take(&link->end, &message);
    if (status != LINK_DONE) /* a Quit gets no answer, so its event is not waited for */
        return status;
    /* A second message is a violation. A correct child sets the event of the first message
     * before it writes the second, and this wait prefers the event. So no order of a correct
     * child's actions leads here. */
    if (link->has_kept)
        return end_violated(&link->end, WRONG_UNANNOUNCED);
    link->has_kept = true;
    link->kept = message;
    return LINK_NOTHING;
}

/*
 * A child that sends Quit and dies before it sets its event has ended properly. Even without
 * the pipe as a way of detection, a read is pending all the time, and the Quit is found in it.
 */
static enum link_status last_word(struct parent_link *link, enum link_status status)
{
    union message last;
    if (status != LINK_PROCESS && status != LINK_WATCHDOG)
        return status;
    return end_take(&link->end, &last) == LINK_QUIT ? LINK_QUIT : status;
}

/*
 * LINK_DONE if the parent was woken for a request, LINK_NOTHING if the time is over. One wake-
 * up can stand for a request and for a message behind it, and answering the request used the
 * wake-up. So a message that is already there counts as a wake-up.
 */
static enum link_status await_request(struct parent_link *link, uint32_t timeout_ms)
{
    struct link_end *end = &link->end;
    struct os_deadline until = os_deadline_in(timeout_ms);
    bool lies_there = link->answered && end_has_read(end);
    bool hears_pipe = (end->detect_mask & DETECT_PIPE) || lies_there;
    uint32_t hear = HEAR_EVENT | HEAR_PROCESS | (hears_pipe ? HEAR_PIPE : 0);
    enum link_status status = LINK_NOTHING;
    for (; status == LINK_NOTHING; hear |= HEAR_ON) {
        uint32_t left = timeout_ms == OS_FOREVER ? OS_FOREVER : os_left(until);
        switch (end_wait(end, hear, left)) {
        case WAKE_STOP:
            return LINK_STOP;
        case WAKE_EVENT: /* for nothing, if the round before answered its request */
            status = take_request(link, false);
            break;
        case WAKE_PROCESS:
            return last_word(link, LINK_PROCESS);
        case WAKE_FAILED:
            return end_unable(end);
        case WAKE_PIPE:
            status = lies_there ? take_request(link, true) : keep_early_message(link);
            break;
        case WAKE_TIME:
            if (os_left(until) > 0) /* the system's clock and this one round differently */
                break;
            if (os_left(link->look) > 0)
                return LINK_NOTHING;
            link->look = os_deadline_in(end->watchdog_ms);
            return last_word(link, end_look(end));
        }
    }
    return status;
}

/*
 * Serves one wake-up. Without DETECT_PIPE only the event is listened to, as in the seed.
 * Requests postpone the watchdog, wake-ups do not: otherwise another program that sets the
 * event again and again would keep the watchdog from looking.
 *
 * Each request costs one idle.wait and one request.peek, and a Quit one idle.wait, in whatever
 * order event and message arrive. So the number of steps depends only on the messages, and
 * occurrences are the same in each run.
 */
enum link_status parent_link_serve_once(struct parent_link *link, uint32_t timeout_ms)
{
    os_calls_for(link->end.peer);
    STEP(IDLE_WAIT, .peer = link->end.peer,
         .deadline_ms = timeout_ms == OS_FOREVER ? 0 : timeout_ms);
    enum link_status status = await_request(link, timeout_ms);
    link->answered = false;
    return status == LINK_DONE ? answer_kept(link) : status;
}

/* Waits for the child's end. The parent never ends a child; a child that stays has lost its
 * pipe and is on its own. */
static void wait_for_end(struct parent_link *link, struct os_deadline until)
{
    struct link_end *end = &link->end;
    uint32_t left = os_left(until);
    STEP(CLOSE_WAIT, .peer = end->peer, .deadline_ms = left);
    if (os_wait_any(&end->process, 1, left) != 0)
        end_silent(end, PROTOCOL_CLOSE_WAIT);
    STEP(CLOSED, .peer = end->peer);
}

/*
 * Accepts a child that is still connecting, and tells it to quit. Closing the pipe instead
 * would stop only a child that detects the loss by its pipe.
 */
static void let_child_in(struct parent_link *link, struct os_deadline until)
{
    struct link_end *end = &link->end;
    uint32_t left = os_left(until);
    if (link->connected || end->mute)
        return;
    STEP(CONNECT_WAIT, .peer = end->peer, .deadline_ms = left);
    link->connected = os_pipe_accept(end->pipe, &end->process, 1, NULL, left, NULL) == KIT_OK;
    if (link->connected)
        STEP(CONNECTED, .peer = end->peer);
}

/*
 * The stop is set already, so it cannot end these waits; the one deadline bounds all of them.
 */
static void send_quit_to_child(struct parent_link *link, struct os_deadline until)
{
    union message quit = {.bytes = {0}};
    struct link_end *end = &link->end;
    let_child_in(link, until);
    if (!link->connected ||
        end_send(end, &quit, MESSAGE_QUIT, PROTOCOL_IDLE_WAIT) != LINK_DONE) {
        os_pipe_close(&end->pipe); /* no child has connected */
        return;
    }
    STEP(QUIT_SENT, .peer = end->peer, FACTS_OF(&quit));
    os_event_set(end->signal);
}

void parent_link_finish(struct parent_link *link, enum link_status why)
{
    struct os_deadline until = os_deadline_in(link->end.deadline_ms);
    os_calls_for(link->end.peer);
    switch (why) {
    case LINK_QUIT:
        REPORT(CHILD_QUIT, .peer = link->end.peer);
        wait_for_end(link, until);
        break;
    case LINK_STOP:
        send_quit_to_child(link, until);
        wait_for_end(link, until);
        break;
    case LINK_PIPE:
    case LINK_PROCESS:
    case LINK_WATCHDOG:
        REPORT(CHILD_LOST, .peer = link->end.peer, .by = link_status_words[why]);
        break;
    case LINK_FAILED: /* the child was never started, which was reported */
    case LINK_DONE:
    case LINK_NOTHING:
    case LINK_MUTE:
    case LINK_BROKEN:
    case LINK_STATUS_COUNT:
        break;
    }
    /* Free everything at once: in a parent that goes on, what lost children leave must not pile
     * up. */
    parent_link_give_back(link);
    os_calls_for(NULL);
}

enum link_status parent_link_serve(struct parent_link *link)
{
    enum link_status status = parent_link_connect(link);
    while (!link_is_over(status))
        status = parent_link_serve_once(link, os_left(link->look));
    parent_link_finish(link, status);
    return status;
}

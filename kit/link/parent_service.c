/*
 * The parent's service of one child: the first seed's loop of event and timeout.
 *
 * The event and the pipe are two things, so each order of them has to be right.
 * - The child writes, then sets the event. The other way round the parent would wake, find
 *   nothing, and sleep over the request.
 * - The event is auto-reset and does not count: two requests can be one wake-up. So the pipe is
 *   looked at after each answer, or a request would lie there until the next one comes.
 * - For the same reason a wake-up can find an empty pipe: its request was read in the round
 *   before. It is passed over, and the wait goes on.
 * - The read is always pending, because that is how loss is noticed at once; so a request can
 *   arrive before its event. It is kept until the event, which is the protocol's wake-up.
 */
#include "kit/link/parent_block.h"
#include "kit/link/parent_link.h"
#include "kit/link/tell.h"
#include "kit/os/event.h"
#include "kit/os/fail.h"
#include "kit/protocol/memory.h"

#include <stdio.h>

/* A slice of the wait for the child; LINK_NOTHING when it is over. */
static enum link_status accept_for(struct parent_link *link, uint32_t timeout_ms)
{
    struct link_end *end = &link->end;
    void *process = end->detect_mask & DETECT_PROCESS ? end->process : NULL;
    void *const others[] = {end->stops.run, end->stops.own, process};
    int which = 0;
    switch (os_pipe_accept(end->pipe, others, sizeof others / sizeof *others, &which,
                           timeout_ms, NULL)) {
    case KIT_OK:
    /* It came and went before it was let in; but its messages are there, and perhaps a Quit
     * among them. The reads tell, as they do of any other. */
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

/* In slices of the watchdog, as a child that dies before it connects breaks no pipe. */
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

/* A request: memory first, then the reply, then the event. The child reads the memory as soon
 * as it has the reply, and may sleep until the event. */
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
 * A request that is there goes into `kept`: LINK_DONE. `looked`: the read was begun by this
 * thread just now, so what it says is how things are.
 */
static enum link_status take_request(struct parent_link *link, bool looked)
{
    if (link->has_kept)
        return LINK_DONE;
    enum link_status status = end_take(&link->end, &link->kept);
    void *read = link->end.mute ? NULL : os_pipe_readable(link->end.pipe);
    if (status == LINK_NOTHING && !looked && read) {
        /* The event can be seen before the system has told this thread that the read is over.
         */
        os_is_signalled(read);
        status = end_take(&link->end, &link->kept);
    }
    link->has_kept = status == LINK_DONE; /* by the table of moves, idle is left by a request */
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

/* The pending read is over without an event: a loss, or a message ahead of its event. */
static enum link_status keep_early_message(struct parent_link *link)
{
    union message message;
    enum link_status status = end_take(&link->end, &message);
    if (status != LINK_DONE) /* a Quit is answered by nothing, so no event is waited for */
        return status;
    /* The child set the event for the first before it wrote the second, and the wait prefers
     * the event: there is no order in which a second one can be met here. */
    if (link->has_kept)
        return end_violated(&link->end, WRONG_UNANNOUNCED);
    link->has_kept = true;
    link->kept = message;
    return LINK_NOTHING;
}

/*
 * A child that says Quit and dies before it sets its event has ended as it said. Who does not
 * listen to the pipe finds the word in the read that is pending all the while.
 */
static enum link_status last_word(struct parent_link *link, enum link_status status)
{
    union message last;
    if (status != LINK_PROCESS && status != LINK_WATCHDOG)
        return status;
    return end_take(&link->end, &last) == LINK_QUIT ? LINK_QUIT : status;
}

/*
 * LINK_DONE if the parent was woken for a request, LINK_NOTHING if its time is over. One
 * wake-up can stand for a request and for what was said behind it, and whoever answered the
 * request has used it up: what lies there then is its own wake-up.
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
        case WAKE_EVENT: /* for nothing, if its request was answered in the round before */
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
            if (os_left(until) > 0) /* the system's clock and ours round in different ways */
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
 * Without the pipe as a way, only the event is listened to, as in the seed. The watchdog's time
 * is moved by requests and not by wake-ups, or a stranger that sets the event again and again
 * would keep it from ever looking. Each request costs one idle.wait and one request.peek, and a
 * Quit one idle.wait, whatever came first: so many steps are a matter of what was said.
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

/* Never ends a child: one that does not go by itself is its own affair, and has no pipe now. */
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
 * A child that is still on its way to the pipe is let in and told. To close the pipe in its
 * face would do only for a child that notices by the pipe.
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

/* The waits of a stop are bounded by the one deadline, as the stop itself is set already. */
static void send_quit_to_child(struct parent_link *link, struct os_deadline until)
{
    union message quit = {.bytes = {0}};
    struct link_end *end = &link->end;
    let_child_in(link, until);
    if (!link->connected ||
        end_send(end, &quit, MESSAGE_QUIT, PROTOCOL_IDLE_WAIT) != LINK_DONE) {
        os_pipe_close(&end->pipe); /* nobody to say it to */
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
    case LINK_FAILED: /* it was never started, and that was reported */
    case LINK_DONE:
    case LINK_NOTHING:
    case LINK_MUTE:
    case LINK_BROKEN:
    case LINK_STATUS_COUNT:
        break;
    }
    /* At once: what a lost child leaves must not pile up in a parent that goes on. */
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

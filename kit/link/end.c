#include "kit/link/end.h"
#include "kit/link/tell.h"
#include "kit/os/event.h"
#include "kit/os/process.h"

#include <string.h>

static_assert(sizeof(union message) <= OS_PIPE_MESSAGE, "a message must fit into one read");

static enum link_news pipe_lost(struct link_end *end)
{
    end->mute = true;
    return end->ways & WAY_PIPE ? NEWS_PIPE : NEWS_MUTE;
}

enum link_news end_violated(struct link_end *end, enum message_wrong wrong)
{
    REPORT(VIOLATION, .peer = end->peer, .by = wrong_words[wrong]);
    os_pipe_drop(end->pipe);
    enum link_news lost = pipe_lost(end);
    bool can_watch = end->process && (end->ways & (WAY_PROCESS | WAY_WATCHDOG));
    return end->side == SIDE_PARENT && can_watch ? NEWS_BROKEN : lost;
}

static bool is_believed(const struct link_end *end, const char *bytes, size_t size,
                        union message *out)
{
    if (!end->trusts || size > sizeof out->bytes)
        return false;
    *out = (union message){.bytes = {0}};
    memcpy(out->bytes, bytes, size);
    return true;
}

static enum link_news judge(struct link_end *end, const char *bytes, size_t size,
                            union message *out)
{
    enum message_wrong wrong = WRONG_LENGTH;
    enum protocol_side sender = end->side == SIDE_PARENT ? SIDE_CHILD : SIDE_PARENT;
    if (message_check(bytes, size, end->received + 1, out, &wrong, NULL) != KIT_OK &&
        !is_believed(end, bytes, size, out))
        return end_violated(end, wrong);
    if (!phase_move(end->phase, sender, out, &end->phase))
        return end_violated(end, WRONG_PHASE);
    end->received++;
    return out->head.type == MESSAGE_QUIT ? NEWS_QUIT : NEWS_DONE;
}

enum link_news end_take(struct link_end *end, union message *out)
{
    char bytes[OS_PIPE_MESSAGE];
    size_t size = 0;
    if (end->mute)
        return NEWS_MUTE;
    switch (os_pipe_take(end->pipe, bytes, &size, NULL)) {
    case KIT_OK:
        return judge(end, bytes, size, out);
    case KIT_TIMEOUT:
        return NEWS_NOTHING;
    case KIT_VIOLATION:
        return end_violated(end, WRONG_LENGTH);
    default: /* GONE; and any other failure leaves an end that is of no more use */
        return pipe_lost(end);
    }
}

/*
 * A side that says Quit and closes makes our next write fail, though its Quit lies in our end
 * of the pipe: whoever believed the write would call a proper end a loss. Reads bring what is
 * queued before they bring the end, so they are asked. Whatever else is queued is of a peer
 * that no answer can reach. At most as many as can have crossed.
 */
static enum link_news lost_in_writing(struct link_end *end, struct link_stops stops)
{
    union message last;
    for (int crossed = 0; crossed < 4; crossed++) {
        if (os_pipe_read_begin(end->pipe, NULL) != KIT_OK)
            break;
        /* The read first: what is there already is worth more than the news of a stop. */
        void *const waited[] = {os_pipe_readable(end->pipe), stops.run, stops.own};
        int which = os_wait_any(waited, 3, end->deadline_ms);
        if (which > 0)
            return NEWS_STOP;
        if (which < 0)
            break;
        enum link_news news = end_take(end, &last);
        if (news == NEWS_NOTHING)
            break;
        if (news != NEWS_DONE)
            return news;
    }
    return pipe_lost(end);
}

void end_silent(struct link_end *end, enum protocol_step step)
{
    if (end->process && os_process_ended(end->process))
        return;
    REPORT(PEER_SILENT, .peer = end->peer, .by = step_words[step],
           .deadline_ms = end->deadline_ms);
}

/* A write that timed out: is there still somebody who may read one day? */
static enum link_news after_slow_write(struct link_end *end)
{
    if ((end->ways & WAY_PROCESS) && end->process && os_process_ended(end->process))
        return NEWS_PROCESS;
    return end_look(end);
}

/*
 * What the other side gets. A fault by order spoils it here, below all that this side knows and
 * tells of the message. Of a corrupted one the byte behind the head: there is what a receiver
 * uses that believes what it reads.
 */
static size_t onto_the_wire(struct link_end *end, const union message *message,
                            union message *wire)
{
    size_t size = message->head.size;
    *wire = *message;
    if (end->spoil == LIFELINE_TRUNCATE)
        size /= 2;
    if (end->spoil == LIFELINE_CORRUPT)
        wire->bytes[size > sizeof wire->head ? sizeof wire->head : size - 1] ^= 0x55;
    end->spoil = 0;
    return size;
}

static enum link_news send_sealed(struct link_end *end, const union message *message,
                                  enum protocol_step before)
{
    union message wire;
    size_t size = onto_the_wire(end, message, &wire);
    /* A Quit is sent because of a stop, which must not end it. */
    struct link_stops stops = end->stops;
    if (message->head.type == MESSAGE_QUIT)
        stops = (struct link_stops){NULL, NULL};
    void *const either[] = {stops.run, stops.own};
    for (;;) {
        bool sent = false;
        enum kit_status status = os_pipe_write(end->pipe, wire.bytes, size, either, 2,
                                               end->deadline_ms, &sent, NULL);
        if (sent)
            return NEWS_DONE;
        if (status == KIT_STOPPED)
            return NEWS_STOP;
        if (status != KIT_TIMEOUT)
            return lost_in_writing(end, stops);
        end_silent(end, before);
        enum link_news news = after_slow_write(end);
        if (news_end(news))
            return news;
        if (end_stopped(end))
            return NEWS_STOP;
    }
}

enum link_news end_send(struct link_end *end, union message *message, enum message_type type,
                        enum protocol_step before)
{
    if (end->mute || !end->pipe)
        return NEWS_MUTE;
    /*
     * Numbers count what was sent: one that was not must leave no gap for the next to fall in.
     */
    message_seal(message, type, end->sent + 1);
    enum protocol_phase next = end->phase;
    bool allowed = phase_move(end->phase, end->side, message, &next);
    assert(allowed);
    (void)allowed;
    enum link_news news = send_sealed(end, message, before);
    if (news == NEWS_DONE) {
        end->sent++;
        end->phase = next;
    }
    return news;
}

/* What a wake-up brought. After an event there may be nothing: it can be left from before. */
static enum link_news heard(struct link_end *end, enum woke woke, union message *out)
{
    switch (woke) {
    case WOKE_STOP:
        return NEWS_STOP;
    case WOKE_PROCESS:
        return NEWS_PROCESS;
    case WOKE_WAKE:
    case WOKE_PIPE:
    case WOKE_TIME: /* a process that was suspended finds its time over and the message there */
        return end_take(end, out);
    case WOKE_FAILED:
        return end_unable(end);
    }
    return NEWS_STOP;
}

/*
 * Not for the event: the message itself wakes, and the event of the one before, which came
 * after it, would wake for nothing each time.
 */
enum link_news end_await(struct link_end *end, enum protocol_step wait, union message *out)
{
    struct os_deadline late = os_deadline_in(end->deadline_ms);
    struct os_deadline look = os_deadline_in(end->watchdog_ms);
    for (uint32_t hear = HEAR_PIPE | HEAR_PROCESS;; hear |= HEAR_ON) {
        uint32_t left = os_left(late) < os_left(look) ? os_left(late) : os_left(look);
        enum link_news news = heard(end, end_wait(end, hear, left), out);
        if (news != NEWS_NOTHING)
            return news;
        if (os_left(late) == 0) {
            end_silent(end, wait);
            late = os_deadline_in(end->deadline_ms);
        }
        if (os_left(look) > 0)
            continue;
        if (news_end(news = end_look(end)))
            return news;
        look = os_deadline_in(end->watchdog_ms);
    }
}

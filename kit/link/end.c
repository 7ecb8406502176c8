#include "kit/link/end.h"
#include "kit/link/tell.h"
#include "kit/os/event.h"
#include "kit/os/process.h"

#include <string.h>

static_assert(sizeof(union message) <= OS_PIPE_MESSAGE, "a message must fit into one read");

static enum link_status pipe_lost(struct link_end *end)
{
    end->mute = true;
    return end->detect_mask & DETECT_PIPE ? LINK_PIPE : LINK_MUTE;
}

enum link_status end_violated(struct link_end *end, enum message_wrong wrong)
{
    REPORT(VIOLATION, .peer = end->peer, .by = wrong_words[wrong]);
    os_pipe_drop(end->pipe);
    enum link_status lost = pipe_lost(end);
    bool can_watch = end->process && (end->detect_mask & (DETECT_PROCESS | DETECT_WATCHDOG));
    return end->side == SIDE_PARENT && can_watch ? LINK_BROKEN : lost;
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

static enum link_status accept_message(struct link_end *end, const char *bytes, size_t size,
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
    return out->head.type == MESSAGE_QUIT ? LINK_QUIT : LINK_DONE;
}

enum link_status end_take(struct link_end *end, union message *out)
{
    char bytes[OS_PIPE_MESSAGE];
    size_t size = 0;
    if (end->mute)
        return LINK_MUTE;
    switch (os_pipe_take(end->pipe, bytes, &size, NULL)) {
    case KIT_OK:
        return accept_message(end, bytes, size, out);
    case KIT_TIMEOUT:
        return LINK_NOTHING;
    case KIT_VIOLATION:
        return end_violated(end, WRONG_LENGTH);
    default: /* GONE; after any other failure the end is of no use, either */
        return pipe_lost(end);
    }
}

/*
 * Decides why a write failed. There is a race: the other side can send Quit and close while we
 * write. Our write then fails although its Quit is already in our end of the pipe.
 * - The Quit was queued before the close: this is a proper end, and the reads below find it.
 * - The other side died without a Quit: the reads find the loss.
 *
 * Trusting the write alone would report the first case as a loss. Reads deliver what is queued
 * before they report the end. Other queued messages are ignored, since no answer can reach the
 * other side. The number of reads is bounded by what can have crossed.
 */
static enum link_status lost_in_writing(struct link_end *end, struct link_stops stops)
{
    union message last;
    for (int crossed = 0; crossed < 4; crossed++) {
        if (os_pipe_read_begin(end->pipe, NULL) != KIT_OK)
            break;
        /* The read comes first: a message that is already there counts more than a stop. */
        void *const waited[] = {os_pipe_readable(end->pipe), stops.run, stops.own};
        int which = os_wait_any(waited, 3, end->deadline_ms);
        if (which > 0)
            return LINK_STOP;
        if (which < 0)
            break;
        enum link_status status = end_take(end, &last);
        if (status == LINK_NOTHING)
            break;
        if (status != LINK_DONE)
            return status;
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

/* After a write timed out: checks whether the other side still lives, so that it may read
 * later. */
static enum link_status after_slow_write(struct link_end *end)
{
    if ((end->detect_mask & DETECT_PROCESS) && end->process && os_process_ended(end->process))
        return LINK_PROCESS;
    return end_look(end);
}

/*
 * The bytes that the other side gets. An ordered fault spoils them here, so that this side's
 * own records still describe the correct message. A corrupted message has the byte after the
 * head changed: a receiver that trusts the message uses that byte.
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

static enum link_status send_sealed(struct link_end *end, const union message *message,
                                    enum protocol_step before)
{
    union message wire;
    size_t size = onto_the_wire(end, message, &wire);
    /* A Quit is sent because of a stop, so the stop must not end its write. */
    struct link_stops stops = end->stops;
    if (message->head.type == MESSAGE_QUIT)
        stops = (struct link_stops){NULL, NULL};
    void *const either[] = {stops.run, stops.own};
    for (;;) {
        bool sent = false;
        enum kit_status written = os_pipe_write(end->pipe, wire.bytes, size, either, 2,
                                                end->deadline_ms, &sent, NULL);
        if (sent)
            return LINK_DONE;
        if (written == KIT_STOPPED)
            return LINK_STOP;
        if (written != KIT_TIMEOUT)
            return lost_in_writing(end, stops);
        end_silent(end, before);
        enum link_status status = after_slow_write(end);
        if (link_is_over(status))
            return status;
        if (end_stopped(end))
            return LINK_STOP;
    }
}

enum link_status end_send(struct link_end *end, union message *message, enum message_type type,
                          enum protocol_step before)
{
    if (end->mute || !end->pipe)
        return LINK_MUTE;
    /*
     * The number is taken only if the message is sent: an unsent message must not leave a gap
     * in the sequence.
     */
    message_seal(message, type, end->sent + 1);
    enum protocol_phase next = end->phase;
    bool allowed = phase_move(end->phase, end->side, message, &next);
    assert(allowed);
    (void)allowed;
    enum link_status status = send_sealed(end, message, before);
    if (status == LINK_DONE) {
        end->sent++;
        end->phase = next;
    }
    return status;
}

/* Reads what a wake-up brought. After an event there may be no message: the event can be left
 * from an earlier message. */
static enum link_status handle_wake_up(struct link_end *end, enum wake_reason reason,
                                       union message *out)
{
    switch (reason) {
    case WAKE_STOP:
        return LINK_STOP;
    case WAKE_PROCESS:
        return LINK_PROCESS;
    case WAKE_EVENT:
    case WAKE_PIPE:
    case WAKE_TIME: /* a process that was suspended can find the time over and the message
                       there */
        return end_take(end, out);
    case WAKE_FAILED:
        return end_unable(end);
    }
    return LINK_STOP;
}

/*
 * Waits for the pipe, not for the event. The message itself wakes this side. The event of the
 * previous message came after that message, so it may still be set and would wake this wait for
 * nothing.
 */
enum link_status end_await(struct link_end *end, enum protocol_step wait, union message *out)
{
    struct os_deadline late = os_deadline_in(end->deadline_ms);
    struct os_deadline look = os_deadline_in(end->watchdog_ms);
    for (uint32_t hear = HEAR_PIPE | HEAR_PROCESS;; hear |= HEAR_ON) {
        uint32_t left = os_left(late) < os_left(look) ? os_left(late) : os_left(look);
        enum link_status status = handle_wake_up(end, end_wait(end, hear, left), out);
        if (status != LINK_NOTHING)
            return status;
        if (os_left(late) == 0) {
            end_silent(end, wait);
            late = os_deadline_in(end->deadline_ms);
        }
        if (os_left(look) > 0)
            continue;
        if (link_is_over(status = end_look(end)))
            return status;
        look = os_deadline_in(end->watchdog_ms);
    }
}

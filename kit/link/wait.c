#include "kit/link/end.h"
#include "kit/link/tell.h"
#include "kit/os/event.h"
#include "kit/os/process.h"

const char *const link_status_words[LINK_STATUS_COUNT + 1] = {
#define X(status, word, link, meaning) word,
    LINK_STATUSES(X)
#undef X
};

static const enum {
    GOES_ON,
    IS_OVER,
    IS_LOST
} to_the_link[LINK_STATUS_COUNT] = {
#define X(status, word, link, meaning) link,
    LINK_STATUSES(X)
#undef X
};

bool link_is_over(enum link_status status)
{
    return to_the_link[status] != GOES_ON;
}

bool link_is_lost(enum link_status status)
{
    return to_the_link[status] == IS_LOST;
}

/* The pending read; NULL if the pipe is lost, also by a drop at the step that was just made. */
static void *pending_read(struct link_end *end)
{
    if (end->mute || !end->pipe)
        return NULL;
    os_pipe_read_begin(end->pipe, NULL); /* end_take returns its failure */
    return os_pipe_readable(end->pipe);
}

bool end_has_read(struct link_end *end)
{
    void *read = pending_read(end);
    return read && os_is_signalled(read);
}

/*
 * The order of the handles decides a race: if two are signalled at the same time, the first one
 * counts.
 * - Stop before everything: a stream of messages must not delay it for ever.
 * - Event before read: the child sets the event of a message before it writes the next one. In
 *   the other order the parent could meet the next message before the event of the kept one,
 *   and report a violation.
 * - Read before process: what a dying peer sent before its end still counts.
 */
enum wake_reason end_wait(struct link_end *end, uint32_t hear, uint32_t timeout_ms)
{
    void *read = pending_read(end);
    bool hears_pipe = (hear & HEAR_PIPE) && !end->mute && end->pipe;
    if (hears_pipe && !read)
        return end_stopped(end) ? WAKE_STOP : WAKE_PIPE;
    bool hears_process = (hear & HEAR_PROCESS) && (end->detect_mask & DETECT_PROCESS);
    void *const handles[] = {
        end->stops.run,
        end->stops.own,
        hear & HEAR_EVENT ? end->wake : NULL,
        hears_pipe ? read : NULL,
        hears_process ? end->process : NULL,
    };
    size_t count = sizeof handles / sizeof *handles;
    /* On a slow machine the time can be over before the wait begins. With timeout 0 this would
     * be a look, which does not count as a use of the call. The number of uses must not depend
     * on the machine's speed, so wait for 1 ms. */
    if (timeout_ms == 0 && !(hear & HEAR_ON))
        timeout_ms = 1;
    switch (hear & HEAR_ON ? os_wait_on(handles, count, timeout_ms)
                           : os_wait_any(handles, count, timeout_ms)) {
    case 2:
        return WAKE_EVENT;
    case 3:
        return WAKE_PIPE;
    case 4:
        return WAKE_PROCESS;
    case -1:
        return WAKE_TIME;
    case -2:
        return WAKE_FAILED;
    }
    return WAKE_STOP;
}

bool end_stopped(const struct link_end *end)
{
    void *const stops[] = {end->stops.run, end->stops.own};
    if (!stops[0] && !stops[1])
        return false;
    return os_wait_any(stops, 2, 0) >= 0; /* a failed look counts as no stop */
}

enum link_status end_unable(struct link_end *end)
{
    if (end->side == SIDE_CHILD)
        return LINK_FAILED;
    if (end->pipe)
        os_pipe_drop(end->pipe);
    end->mute = true;
    return LINK_PIPE;
}

enum link_status end_look(struct link_end *end)
{
    if (!(end->detect_mask & DETECT_WATCHDOG) || !end->process)
        return LINK_NOTHING;
    STEP(WATCHDOG_LOOKS, .peer = end->peer);
    return os_process_ended(end->process) ? LINK_WATCHDOG : LINK_NOTHING;
}

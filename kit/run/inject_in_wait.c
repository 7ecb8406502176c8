#include "kit/run/inject_in_wait.h"
#include "kit/run/processes.h"
#include "kit/run/rings.h"
#include "kit/run/inject_own.h"

#include <string.h>

/* The step that begins the wait, in the events; count if it is not there. */
static size_t find_wait(const struct session *session, const struct scenario_line *line)
{
    const struct recorder *recorder = &session->recorder;
    const char *actor = session->scenario->actors[line->actor].name;
    /* A parent waits for several at once, each on a thread of its own. */
    bool is_for = line->peer >= 0 && !session->scenario->actors[line->actor].is_child;
    for (size_t i = recorder->count; i > 0; i--) {
        const struct kit_event *event = &recorder->events[i - 1];
        const char *peer = is_for ? session->scenario->actors[line->peer].name : event->peer;
        if (event->kind == EVENT_STEP && words_equal(event->actor, actor) &&
            words_equal(event->name, line->step) && words_equal(event->peer, peer))
            return i - 1;
    }
    return recorder->count;
}

/* True if the waiting thread made a step after the one that began its wait. */
static bool wait_was_over(const struct session *session, size_t wait)
{
    const struct recorder *recorder = &session->recorder;
    if (wait == recorder->count)
        return true;
    const struct kit_event *begun = &recorder->events[wait];
    for (size_t i = wait + 1; i < recorder->count; i++) {
        const struct kit_event *event = &recorder->events[i];
        if ((event->kind == EVENT_STEP || event->kind == EVENT_REPORT) &&
            event->tid == begun->tid && words_equal(event->actor, begun->actor))
            return true;
    }
    return false;
}

enum kept { KEPT_BY_NOBODY, KEPT_SOON, KEPT_OPEN };

/* Whether somebody is held, or still to be, by a line above: who would end the wait. */
static enum kept kept_by(const struct session *session, int line)
{
    const struct scenario_line *lines = session->scenario->lines;
    enum kept kept = KEPT_BY_NOBODY;
    for (int i = 0; i < line; i++) {
        if (lines[i].kind != SAY_HOLD || lines[i].actor == lines[line].actor)
            continue;
        if (!session->held[i])
            return KEPT_SOON;
        if (!session->released[i])
            kept = KEPT_OPEN;
    }
    return kept;
}

/* A child that was only just started may not be known yet. */
static bool comes_too_early(const struct session *session, int line)
{
    const struct scenario_line *from = &session->scenario->lines[line];
    return (!processes_had(session, from->target) || kept_by(session, line) == KEPT_SOON) &&
           !wait_was_over(session, find_wait(session, from));
}

/*
 * Pending I/O has no step to stand on, so the blow comes from outside, after the step before
 * the wait. If the step behind the wait is in the ring by then, the blow was not inside: the
 * run says nothing and is made again.
 */
static void strike_in_wait(struct session *session, int line)
{
    const struct scenario_line *from = &session->scenario->lines[line];
    rings_read(session);
    size_t wait = find_wait(session, from);
    uint32_t tid = wait < session->recorder.count ? session->recorder.events[wait].tid : 0;
    bool late = wait_was_over(session, wait) || !process_of(session, from->target);
    int64_t at_ns = late ? -1 : inject_from_outside(session, line);
    rings_read(session);
    /* Who waits for one that is struck can be through before we look; but not by itself, while
     * the one that it waits for is held. */
    if (late || (kept_by(session, line) != KEPT_OPEN && wait_was_over(session, wait))) {
        recorder_add(&session->recorder,
                     inject_event(session, EVENT_MISSED, from->actor, line));
        session->missed = true;
        return;
    }
    if (at_ns < 0)
        return;
    inject_record(session, line, from->target, at_ns);
    inject_await_proof(session, line, from->target,
                       from->target == from->actor ? tid
                                                   : inject_last_tid(session, from->target));
}

void inject_in_waits(struct session *session)
{
    for (uint32_t actor = 0; actor < session->scenario->actor_count; actor++) {
        struct actor_block *block = run_actor(session->shared.block, actor);
        for (uint32_t i = 0; i < session->shared.order_counts[actor]; i++) {
            struct placed_order *order = &session->shared.orders[actor][i];
            if (order->seen || order->line == ORDER_PAUSE ||
                session->scenario->lines[order->line].kind != SAY_INSIDE ||
                !atomic_load(&block->orders[i].fired) || comes_too_early(session, order->line))
                continue;
            order->seen = true;
            strike_in_wait(session, order->line);
        }
    }
}

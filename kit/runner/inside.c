#include "kit/runner/inside.h"
#include "kit/runner/cast.h"
#include "kit/runner/rings.h"
#include "kit/runner/strike_own.h"

#include <string.h>

/* The step that begins the wait, in the events; count if it is not there. */
static size_t find_wait(const struct run *run, const struct scenario_line *line)
{
    const struct recorder *recorder = &run->recorder;
    const char *actor = run->scenario->actors[line->actor].name;
    /* A parent waits for several at once, each on a thread of its own. */
    bool is_for = line->peer >= 0 && !run->scenario->actors[line->actor].is_child;
    for (size_t i = recorder->count; i > 0; i--) {
        const struct kit_event *event = &recorder->events[i - 1];
        const char *peer = is_for ? run->scenario->actors[line->peer].name : event->peer;
        if (event->kind == EVENT_STEP && words_equal(event->actor, actor) &&
            words_equal(event->name, line->step) && words_equal(event->peer, peer))
            return i - 1;
    }
    return recorder->count;
}

/* True if the waiting thread made a step after the one that began its wait. */
static bool wait_was_over(const struct run *run, size_t wait)
{
    const struct recorder *recorder = &run->recorder;
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
static enum kept kept_by(const struct run *run, int line)
{
    const struct scenario_line *lines = run->scenario->lines;
    enum kept kept = KEPT_BY_NOBODY;
    for (int i = 0; i < line; i++) {
        if (lines[i].kind != SAY_HOLD || lines[i].actor == lines[line].actor)
            continue;
        if (!run->held[i])
            return KEPT_SOON;
        if (!run->released[i])
            kept = KEPT_OPEN;
    }
    return kept;
}

/* A child that was only just started may not be known yet. */
static bool comes_too_early(const struct run *run, int line)
{
    const struct scenario_line *from = &run->scenario->lines[line];
    return (!cast_has_been(run, from->target) || kept_by(run, line) == KEPT_SOON) &&
           !wait_was_over(run, find_wait(run, from));
}

/*
 * Pending I/O has no step to stand on, so the blow comes from outside, after the step before
 * the wait. If the step behind the wait is in the ring by then, the blow was not inside: the
 * run says nothing and is made again.
 */
static void strike_in_wait(struct run *run, int line)
{
    const struct scenario_line *from = &run->scenario->lines[line];
    rings_read(run);
    size_t wait = find_wait(run, from);
    uint32_t tid = wait < run->recorder.count ? run->recorder.events[wait].tid : 0;
    bool late = wait_was_over(run, wait) || !cast_actor(run, from->target);
    int64_t at_ns = late ? -1 : strike_harm(run, line);
    rings_read(run);
    /* Who waits for one that is struck can be through before we look; but not by itself, while
     * the one that it waits for is held. */
    if (late || (kept_by(run, line) != KEPT_OPEN && wait_was_over(run, wait))) {
        recorder_add(&run->recorder, strike_event(run, EVENT_MISSED, from->actor, line));
        run->missed = true;
        return;
    }
    if (at_ns < 0)
        return;
    strike_add(run, line, from->target, at_ns);
    strike_await_proof(run, line, from->target,
                       from->target == from->actor ? tid : strike_last_tid(run, from->target));
}

void inside_strike(struct run *run)
{
    for (uint32_t actor = 0; actor < run->scenario->actor_count; actor++) {
        struct actor_block *block = run_actor(run->stage.block, actor);
        for (uint32_t i = 0; i < run->stage.order_counts[actor]; i++) {
            struct stage_order *order = &run->stage.orders[actor][i];
            if (order->seen || order->line == STAGE_BREAK ||
                run->scenario->lines[order->line].kind != SAY_INSIDE ||
                !atomic_load(&block->orders[i].fired) || comes_too_early(run, order->line))
                continue;
            order->seen = true;
            strike_in_wait(run, order->line);
        }
    }
}

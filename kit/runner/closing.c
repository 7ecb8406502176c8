#include "kit/runner/closing.h"
#include "kit/os/clock.h"
#include "kit/os/event.h"
#include "kit/os/process.h"
#include "kit/runner/cast.h"
#include "kit/runner/rings.h"

#include <string.h>

void closing_ask(struct run *run, int actor)
{
    run->asked[actor] = true;
    recorder_add(&run->recorder, watch_event(run, EVENT_STOP, actor));
    os_event_set(run->stage.stops[actor]);
}

static bool is_held(const struct run *run, int actor)
{
    for (uint32_t i = 0; i < run->scenario->line_count; i++) {
        if (run->scenario->lines[i].kind == SAY_HOLD &&
            run->scenario->lines[i].actor == actor && run->held[i] && !run->released[i])
            return true;
    }
    return false;
}

/* The runner ends a process itself, and says so first: its end proves nothing about it. */
static void end_process(struct run *run, int actor, const char *why)
{
    struct run_process *process = cast_actor(run, actor);
    struct kit_error err;
    if (!process)
        return;
    struct kit_event event = watch_event(run, EVENT_ENDED, actor);
    name_copy(event.name, why, strlen(why));
    recorder_add(&run->recorder, event);
    if (os_process_kill(process->handle, KIT_KILL_CODE, &err) != KIT_OK)
        watch_trouble(run, actor, "%.150s", err.text);
}

static void close_parent(struct run *run, int parent)
{
    bool hears = atomic_load(&run_actor(run->stage.block, (uint32_t)parent)->stoppable);
    const char *name = run->scenario->actors[parent].name;
    if (hears && !run->asked[parent])
        closing_ask(run, parent);
    if (hears)
        return;
    if (run->asked[parent])
        watch_trouble(run, parent,
                      "%s was asked to stop and cannot hear it: it never called "
                      "lifeline_stop_event; have it do so, or write: kill %s",
                      name, name);
    end_process(run, parent, "unstoppable");
}

static bool awaits_proof(const struct run *run, int actor)
{
    for (uint32_t i = 0; i < run->strike_count; i++) {
        if (run->strikes[i].pending && run->strikes[i].target == actor)
            return true;
    }
    return false;
}

/* Also those that a fault at one of their last steps made so, as the run closes; but not before
 * it was seen from outside that they are. */
static void end_stuck(struct run *run)
{
    for (int i = 0; i < (int)run->scenario->actor_count; i++) {
        if (!run->stuck[i] || awaits_proof(run, i))
            continue;
        end_process(run, i, run->stuck[i]);
        run->stuck[i] = NULL;
    }
}

/* Asks all that still run to end, in a way that each can obey. */
static void close_actors(struct run *run)
{
    end_stuck(run);
    for (int i = 0; i < (int)run->scenario->actor_count; i++) {
        if (is_held(run, i))
            end_process(run, i, "held");
    }
    for (int i = 0; i < (int)run->scenario->actor_count; i++) {
        if (!run->scenario->actors[i].is_child && cast_actor(run, i))
            close_parent(run, i);
    }
}

static bool is_convicted(const struct run *run, int actor)
{
    const struct judgement *so_far = &run->result.judgement;
    for (uint32_t i = 0; actor >= 0 && i < so_far->count; i++) {
        if (so_far->findings[i].source == SOURCE_RULE &&
            so_far->findings[i].verdict == VERDICT_FAIL &&
            words_equal(so_far->findings[i].actor, run->scenario->actors[actor].name))
            return true;
    }
    return false;
}

static bool somebody_is_awaited(const struct run *run)
{
    for (uint32_t i = 0; i < run->process_count; i++) {
        if (!run->processes[i].ended && !is_convicted(run, run->processes[i].actor))
            return true;
    }
    return false;
}

/* Whoever is here after the window is left. Whom a rule has convicted already is not waited
 * for. */
static void wait_for_ends(struct run *run)
{
    int64_t from_ns = recorder_now_ns(&run->recorder), since_ns[CANARY_CORES];
    int64_t window_ns = run->scenario->window_ms[RULE_NOTHING_LEFT] * NS_PER_MS;
    memcpy(since_ns, run->stalled_ns, sizeof since_ns);
    while (!run->missed && (somebody_is_awaited(run) || run->result.owing)) {
        watch(run, watch_patience_ms(run));
        end_stuck(run);
        int64_t until_ns = from_ns + window_ns + watch_stalled_ns(run, since_ns);
        if (recorder_now_ns(&run->recorder) > until_ns && !run->result.owing)
            break;
    }
}

static void end_what_is_left(struct run *run)
{
    void *waited[1];
    cast_settle(run);
    for (uint32_t i = 0; i < run->process_count; i++) {
        struct run_process *process = &run->processes[i];
        if (process->ended)
            continue;
        struct kit_event event = watch_event(run, EVENT_LEFT, process->actor);
        event.pid = process->pid;
        cast_name_image(process, event.name);
        recorder_add(&run->recorder, event);
    }
    os_job_end(run->job, KIT_LEFT_CODE);
    for (uint32_t i = 0; i < run->process_count; i++) {
        waited[0] = run->processes[i].handle;
        if (!run->processes[i].ended && os_wait_any(waited, 1, 5000) != 0)
            watch_trouble(run, run->processes[i].actor, "process %lu does not end",
                          (unsigned long)run->processes[i].pid);
    }
    watch(run, 0);
}

/*
 * The end is written once the canary knows of every stall before it. No process is left that
 * could do or say anything, so the stage is struck while the canary ends its beats.
 */
static void write_end(struct run *run)
{
    rings_tell_calls(run);
    int64_t closed_ns = os_ns(os_ticks());
    canary_hurry(run->settings->canary);
    watch_end(run);
    stage_end(&run->stage);
    canary_wait(run->settings->canary, closed_ns);
    watch_stalls(run);
    recorder_add(&run->recorder, watch_event(run, EVENT_END, -1));
}

void closing_carry_out(struct run *run)
{
    recorder_add(&run->recorder, watch_event(run, EVENT_CLOSING, -1));
    close_actors(run);
    wait_for_ends(run);
    end_what_is_left(run);
    write_end(run);
}

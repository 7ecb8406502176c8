#include "kit/runner/watch.h"
#include "kit/os/clock.h"
#include "kit/os/event.h"
#include "kit/os/port.h"
#include "kit/os/process.h"
#include "kit/runner/cast.h"
#include "kit/runner/inside.h"
#include "kit/runner/rings.h"
#include "kit/runner/strike.h"

#include <stdio.h>
#include <string.h>

/* The port's key for the bell; processes have their index plus one. */
#define BELL_KEY UINTPTR_MAX

/*
 * How often rings are read although no bell rang: a ring of 2048 records must not run over
 * while nobody looks. And how often when something is due that no event announces.
 */
#define IDLE_MS  20u
#define NEAR_MS  2u

enum kit_status watch_begin(struct run *run, struct kit_error *err)
{
    run->stall_at = canary_count(run->settings->canary);
    enum kit_status status = os_port_create(&run->port, err);
    if (status == KIT_OK)
        status = os_job_create(run->port, &run->job, err);
    if (status == KIT_OK)
        status = os_watch(run->port, run->stage.bell, false, BELL_KEY, &run->bell_watch, err);
    return status;
}

void watch_end(struct run *run)
{
    os_unwatch(&run->bell_watch);
    for (uint32_t i = 0; i < run->process_count; i++) {
        os_unwatch(&run->processes[i].watch);
        os_close(&run->processes[i].handle);
    }
    os_close(&run->job);
    os_close(&run->port);
}

struct kit_event watch_event(const struct run *run, enum kit_event_kind kind, int actor)
{
    struct kit_event event = {.kind = kind};
    if (actor >= 0)
        memcpy(event.actor, run->scenario->actors[actor].name, KIT_NAME);
    return event;
}

void watch_trouble(struct run *run, int actor, const char *format, ...)
{
    struct kit_event event = watch_event(run, EVENT_TROUBLE, actor);
    va_list args;
    va_start(args, format);
    vsnprintf(event.text, sizeof event.text, format, args);
    va_end(args);
    recorder_add(&run->recorder, event);
}

static void take_news(struct run *run, const struct os_news *news)
{
    if (news->kind == OS_PROCESS_NEW)
        cast_open(run, news->pid);
    if (news->kind == OS_SIGNALLED && news->key != BELL_KEY && news->key <= run->process_count)
        cast_ended(run, &run->processes[news->key - 1]);
}

int64_t watch_stalled_ns(const struct run *run, const int64_t since_ns[CANARY_CORES])
{
    int64_t worst_ns = 0;
    for (uint32_t i = 0; i < CANARY_CORES; i++) {
        int64_t stalled_ns = run->stalled_ns[i] - (since_ns ? since_ns[i] : 0);
        if (stalled_ns > worst_ns)
            worst_ns = stalled_ns;
    }
    return worst_ns < WATCH_STRETCH_NS ? worst_ns : WATCH_STRETCH_NS;
}

void watch_stalls(struct run *run)
{
    struct canary_stall stall;
    while (canary_next(run->settings->canary, &run->stall_at, &stall)) {
        struct kit_event event = watch_event(run, EVENT_STALL, -1);
        event.at_ns = recorder_ns(&run->recorder, stall.from_ns);
        event.until_ns = recorder_ns(&run->recorder, stall.until_ns);
        /* A stall that began before the run cost the run only what fell into it. */
        if (event.at_ns < 1)
            event.at_ns = 1;
        if (event.until_ns <= event.at_ns)
            continue;
        event.occurrence = stall.core;
        run->stalled_ns[(stall.core - 1) % CANARY_CORES] += event.until_ns - event.at_ns;
        recorder_add(&run->recorder, event);
    }
}

/* Time has passed only as far as the canary knows of every stall in it. */
static int64_t passed_ns(const struct run *run)
{
    int64_t now_ns = recorder_now_ns(&run->recorder);
    int64_t known_ns = canary_passed_ns(run->settings->canary);
    if (known_ns == INT64_MAX)
        return now_ns;
    known_ns = recorder_ns(&run->recorder, known_ns);
    return known_ns < now_ns ? known_ns : now_ns;
}

static void listen_for(struct run *run)
{
    if (run->result.wait_count == 0)
        stage_listen_to_nobody(&run->stage);
    for (uint32_t i = 0; i < run->result.wait_count; i++)
        stage_listen(&run->stage, run->result.waits[i].actor, run->result.waits[i].name);
}

/* The limit is fair to a machine that stands still, but no run lasts for ever. */
static int64_t limit_ns(const struct run *run)
{
    return run->scenario->limit_ms * NS_PER_MS + watch_stalled_ns(run, NULL);
}

static void judge_now(struct run *run)
{
    int64_t now_ns = passed_ns(run);
    watch_stalls(run);
    if (!run->limit_passed && now_ns > limit_ns(run)) {
        run->limit_passed = true;
        recorder_add(&run->recorder, watch_event(run, EVENT_LIMIT, -1));
    }
    const struct kit_event *events = recorder_sorted(&run->recorder);
    judge(run->scenario, run->system, events, run->recorder.count, now_ns, &run->result);
    listen_for(run);
}

uint32_t watch_patience_ms(const struct run *run)
{
    if (strike_awaits(run))
        return 1;
    int64_t now_ns = recorder_now_ns(&run->recorder);
    uint32_t patience_ms = IDLE_MS;
    for (uint32_t i = 0; i < run->result.wait_count; i++) {
        int64_t left_ms = (run->result.waits[i].deadline_ns - now_ns) / NS_PER_MS + 1;
        if (left_ms < (int64_t)patience_ms)
            patience_ms = left_ms < (int64_t)NEAR_MS ? NEAR_MS : (uint32_t)left_ms;
    }
    return patience_ms;
}

void watch(struct run *run, uint32_t timeout_ms)
{
    struct os_news news;
    bool more = os_port_wait(run->port, timeout_ms, &news);
    /* Cleared before the rings are read: a step that comes after that rings again. */
    atomic_store(&run->stage.block->bell_rung, 0);
    for (int i = 0; more && i < RUN_PROCESSES * 2; i++) {
        take_news(run, &news);
        more = os_port_wait(run->port, 0, &news);
    }
    rings_read(run);
    cast_know(run);
    strike_awaited(run);
    inside_strike(run);
    strike_confirm(run);
    judge_now(run);
}

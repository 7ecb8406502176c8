#include "kit/run/session.h"
#include "kit/os/clock.h"
#include "kit/os/event.h"
#include "kit/os/port.h"
#include "kit/os/process.h"
#include "kit/run/processes.h"
#include "kit/run/inject_in_wait.h"
#include "kit/run/rings.h"
#include "kit/run/inject.h"

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

enum kit_status session_begin(struct session *session, struct kit_error *err)
{
    session->stall_at = stall_monitor_count(session->settings->monitor);
    enum kit_status status = os_port_create(&session->port, err);
    if (status == KIT_OK)
        status = os_job_create(session->port, &session->job, err);
    if (status == KIT_OK)
        status = os_watch(session->port, session->shared.bell, false, BELL_KEY,
                          &session->bell_watch, err);
    return status;
}

void session_end(struct session *session)
{
    os_unwatch(&session->bell_watch);
    for (uint32_t i = 0; i < session->process_count; i++) {
        os_unwatch(&session->processes[i].watch);
        os_close(&session->processes[i].handle);
    }
    os_close(&session->job);
    os_close(&session->port);
}

struct kit_event session_event(const struct session *session, enum kit_event_kind kind,
                               int actor)
{
    struct kit_event event = {.kind = kind};
    if (actor >= 0)
        memcpy(event.actor, session->scenario->actors[actor].name, KIT_NAME);
    return event;
}

void session_trouble(struct session *session, int actor, const char *format, ...)
{
    struct kit_event event = session_event(session, EVENT_TROUBLE, actor);
    va_list args;
    va_start(args, format);
    vsnprintf(event.text, sizeof event.text, format, args);
    va_end(args);
    recorder_add(&session->recorder, event);
}

static void take_news(struct session *session, const struct os_news *news)
{
    if (news->kind == OS_PROCESS_NEW)
        processes_open(session, news->pid);
    if (news->kind == OS_SIGNALLED && news->key != BELL_KEY &&
        news->key <= session->process_count)
        processes_take_end(session, &session->processes[news->key - 1]);
}

int64_t session_stalled_ns(const struct session *session, const int64_t since_ns[MONITOR_CORES])
{
    int64_t worst_ns = 0;
    for (uint32_t i = 0; i < MONITOR_CORES; i++) {
        int64_t stalled_ns = session->stalled_ns[i] - (since_ns ? since_ns[i] : 0);
        if (stalled_ns > worst_ns)
            worst_ns = stalled_ns;
    }
    return worst_ns < SESSION_STRETCH_NS ? worst_ns : SESSION_STRETCH_NS;
}

void session_take_stalls(struct session *session)
{
    struct stall_seen stall;
    while (stall_monitor_next(session->settings->monitor, &session->stall_at, &stall)) {
        struct kit_event event = session_event(session, EVENT_STALL, -1);
        event.at_ns = recorder_ns(&session->recorder, stall.from_ns);
        event.until_ns = recorder_ns(&session->recorder, stall.until_ns);
        /* A stall that began before the run cost the run only what fell into it. */
        if (event.at_ns < 1)
            event.at_ns = 1;
        if (event.until_ns <= event.at_ns)
            continue;
        event.occurrence = stall.core;
        session->stalled_ns[(stall.core - 1) % MONITOR_CORES] += event.until_ns - event.at_ns;
        recorder_add(&session->recorder, event);
    }
}

/* Time has passed only as far as the monitor knows of every stall in it. */
static int64_t passed_ns(const struct session *session)
{
    int64_t now_ns = recorder_now_ns(&session->recorder);
    int64_t known_ns = stall_monitor_passed_ns(session->settings->monitor);
    if (known_ns == INT64_MAX)
        return now_ns;
    known_ns = recorder_ns(&session->recorder, known_ns);
    return known_ns < now_ns ? known_ns : now_ns;
}

static void listen_for(struct session *session)
{
    if (session->result.wait_count == 0)
        orders_listen_to_none(&session->shared);
    for (uint32_t i = 0; i < session->result.wait_count; i++)
        orders_listen(&session->shared, session->result.waits[i].actor,
                      session->result.waits[i].name);
}

/* The limit is fair to a machine that stands still, but no run lasts for ever. */
static int64_t limit_ns(const struct session *session)
{
    return session->scenario->limit_ms * NS_PER_MS + session_stalled_ns(session, NULL);
}

static void judge_now(struct session *session)
{
    int64_t now_ns = passed_ns(session);
    session_take_stalls(session);
    if (!session->limit_passed && now_ns > limit_ns(session)) {
        session->limit_passed = true;
        recorder_add(&session->recorder, session_event(session, EVENT_LIMIT, -1));
    }
    const struct kit_event *events = recorder_sorted(&session->recorder);
    judge(session->scenario, session->system, events, session->recorder.count, now_ns,
          &session->result);
    listen_for(session);
}

uint32_t loop_patience_ms(const struct session *session)
{
    if (inject_awaits_proof(session))
        return 1;
    int64_t now_ns = recorder_now_ns(&session->recorder);
    uint32_t patience_ms = IDLE_MS;
    for (uint32_t i = 0; i < session->result.wait_count; i++) {
        int64_t left_ms = (session->result.waits[i].deadline_ns - now_ns) / NS_PER_MS + 1;
        if (left_ms < (int64_t)patience_ms)
            patience_ms = left_ms < (int64_t)NEAR_MS ? NEAR_MS : (uint32_t)left_ms;
    }
    return patience_ms;
}

void loop_turn(struct session *session, uint32_t timeout_ms)
{
    struct os_news news;
    bool more = os_port_wait(session->port, timeout_ms, &news);
    /* Cleared before the rings are read: a step that comes after that rings again. */
    atomic_store(&session->shared.block->bell_rung, 0);
    for (int i = 0; more && i < RUN_PROCESSES * 2; i++) {
        take_news(session, &news);
        more = os_port_wait(session->port, 0, &news);
    }
    rings_read(session);
    processes_identify(session);
    inject_awaited(session);
    inject_in_waits(session);
    inject_confirm(session);
    judge_now(session);
}

#include "kit/run/stall_monitor.h"
#include "kit/base/event.h"
#include "kit/os/clock.h"
#include "kit/os/event.h"
#include "kit/os/pipe.h"
#include "kit/os/platform.h"
#include "kit/os/process.h"
#include "kit/os/text.h"
#include "kit/os/thread.h"

#include <assert.h>
#include <stdlib.h>

/* The monitor's thread on one core. */
struct monitor_thread {
    struct stall_monitor *owner;
    uint32_t core;
    void *thread;
    void *hurry; /* auto reset: the timed wait ends early */
    struct os_pipe *server;
    struct os_pipe *client;
};

struct stall_monitor {
    void *stop;
    uint32_t beat_ms;
    uint32_t thread_count;
    struct monitor_thread threads[BEATS_CORES];
    struct os_turn beaten; /* `beats` has changed */
    struct os_lock lock;   /* guards `beats` */
    struct beats beats;
};

static int64_t monitor_now_ns(void *context)
{
    (void)context;
    return os_ns(os_ticks());
}

static enum beat_rest wait_for_beat(void *context, uint32_t timeout_ms)
{
    const struct monitor_thread *thread = context;
    void *const waited[] = {thread->owner->stop, thread->hurry};
    switch (os_wait_any(waited, 2, timeout_ms)) {
    case 0:
        return BEAT_STOPPED;
    case 1:
        return BEAT_HURRIED;
    case -1:
        return BEAT_DUE;
    default:
        return BEAT_BROKEN;
    }
}

static bool one_way(struct os_pipe *from, struct os_pipe *to)
{
    char message[OS_PIPE_MESSAGE] = "beat";
    size_t size = sizeof message;
    bool sent = false;
    if (os_pipe_read_begin(to, NULL) != KIT_OK ||
        os_pipe_write(from, message, 64, NULL, 0, OS_FOREVER - 1, &sent, NULL) != KIT_OK)
        return false;
    void *readable = os_pipe_readable(to);
    os_wait_any(&readable, 1, OS_FOREVER);
    return os_pipe_take(to, message, &size, NULL) == KIT_OK;
}

static bool round_trip(void *context)
{
    const struct monitor_thread *thread = context;
    return one_way(thread->client, thread->server) && one_way(thread->server, thread->client);
}

static void monitor_core(void *context)
{
    static const struct beat_calls calls = {monitor_now_ns, wait_for_beat, round_trip};
    struct monitor_thread *thread = context;
    struct stall_monitor *owner = thread->owner;
    int64_t due_ns = 0, done_ns = 0;
    enum beat beat;
    os_stay_on_core(thread->core);
    do {
        beat = beat_make(&calls, thread, owner->beat_ms, &due_ns, &done_ns);
        os_lock(&owner->lock);
        if (beat == BEAT_GOES_ON)
            beats_done(&owner->beats, thread->core, due_ns, done_ns);
        if (beat == BEAT_FAILED)
            beats_fail(&owner->beats, thread->core);
        os_turn_wake(&owner->beaten);
        os_unlock(&owner->lock);
    } while (beat == BEAT_GOES_ON);
}

static enum kit_status thread_begin(struct monitor_thread *thread, struct kit_error *err)
{
    char name[64];
    struct text to = text_over(name, sizeof name);
    text_add(&to, "lifeline-monitor-%lu-%llx", (unsigned long)os_own_pid(), os_random());
    enum kit_status status = os_event_create(NULL, OS_AUTO_RESET, &thread->hurry, err);
    if (status == KIT_OK)
        status = os_pipe_serve(name, &thread->server, err);
    if (status == KIT_OK)
        status = os_pipe_open(name, &thread->client, err);
    if (status == KIT_OK)
        status = os_thread_start(monitor_core, thread, &thread->thread, err);
    return status;
}

enum kit_status stall_monitor_start(uint32_t beat_ms, struct stall_monitor **out,
                                    struct kit_error *err)
{
    struct stall_monitor *made = calloc(1, sizeof *made);
    assert(beat_ms > 0);
    if (!made)
        return kit_fail(err, KIT_FULL, "no memory for the stall monitor");
    enum kit_status status = os_event_create(NULL, OS_MANUAL_RESET, &made->stop, err);
    uint32_t cores = os_core_count() < BEATS_CORES ? os_core_count() : BEATS_CORES;
    made->beat_ms = beat_ms;
    beats_begin(&made->beats, cores, monitor_now_ns(NULL));
    while (status == KIT_OK && made->thread_count < cores) {
        struct monitor_thread *thread = &made->threads[made->thread_count];
        *thread = (struct monitor_thread){.owner = made, .core = made->thread_count};
        made->thread_count++;
        status = thread_begin(thread, err);
    }
    if (status != KIT_OK)
        stall_monitor_stop(&made);
    *out = made;
    return status;
}

void stall_monitor_stop(struct stall_monitor **monitor)
{
    struct stall_monitor *ended = *monitor;
    if (!ended)
        return;
    if (ended->stop)
        os_event_set(ended->stop);
    for (uint32_t i = 0; i < ended->thread_count; i++) {
        os_thread_join(&ended->threads[i].thread);
        os_pipe_close(&ended->threads[i].client);
        os_pipe_close(&ended->threads[i].server);
        os_close(&ended->threads[i].hurry);
    }
    os_close(&ended->stop);
    free(ended);
    *monitor = NULL;
}

int64_t stall_monitor_passed_ns(struct stall_monitor *monitor)
{
    os_lock(&monitor->lock);
    int64_t passed_ns = beats_passed_ns(&monitor->beats);
    os_unlock(&monitor->lock);
    return passed_ns;
}

void stall_monitor_hurry(struct stall_monitor *monitor)
{
    for (uint32_t i = 0; i < monitor->thread_count; i++)
        os_event_set(monitor->threads[i].hurry);
}

void stall_monitor_wait(struct stall_monitor *monitor, int64_t until_ns)
{
    uint32_t core;
    int64_t since_ns;
    os_lock(&monitor->lock);
    while (beats_passed_ns(&monitor->beats) < until_ns &&
           !beats_failed(&monitor->beats, &core, &since_ns))
        os_turn_wait(&monitor->beaten, &monitor->lock, MONITOR_BEAT_MS);
    os_unlock(&monitor->lock);
}

bool stall_monitor_next(struct stall_monitor *monitor, uint64_t *at, struct stall_seen *out)
{
    os_lock(&monitor->lock);
    bool there = beats_next(&monitor->beats, at, out);
    os_unlock(&monitor->lock);
    return there;
}

uint64_t stall_monitor_forgotten(struct stall_monitor *monitor, uint64_t at)
{
    os_lock(&monitor->lock);
    uint64_t count = beats_forgotten(&monitor->beats, at);
    os_unlock(&monitor->lock);
    return count;
}

uint64_t stall_monitor_count(struct stall_monitor *monitor)
{
    os_lock(&monitor->lock);
    uint64_t count = monitor->beats.stall_count;
    os_unlock(&monitor->lock);
    return count;
}

bool stall_monitor_failed(struct stall_monitor *monitor, uint32_t *core, int64_t *since_ns)
{
    os_lock(&monitor->lock);
    bool failed = beats_failed(&monitor->beats, core, since_ns);
    os_unlock(&monitor->lock);
    return failed;
}

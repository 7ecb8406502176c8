#include "kit/run/stall_monitor.h"
#include "kit/base/event.h"
#include "kit/os/clock.h"
#include "kit/os/event.h"
#include "kit/os/pipe.h"
#include "kit/os/platform.h"
#include "kit/os/process.h"
#include "kit/os/text.h"
#include "kit/os/thread.h"

#include <stdlib.h>

#define MONITOR_STALLS 4096 /* kept; a run that is this far behind has other trouble */
/* One core's thread. `passed_ns` is when its last beat ended. */
struct monitor_thread {
    struct stall_monitor *owner;
    uint32_t core;
    void *thread;
    void *hurry; /* auto reset: the timed wait ends early */
    struct os_pipe *server;
    struct os_pipe *client;
    int64_t passed_ns;
};

struct stall_monitor {
    void *stop;
    uint32_t thread_count;
    struct monitor_thread threads[MONITOR_CORES];
    struct os_turn beaten; /* some thread's passed_ns has moved */
    struct os_lock lock;   /* guards what is below, and every thread's passed_ns */
    uint64_t stall_count;
    struct stall_seen stalls[MONITOR_STALLS];
};

static int64_t now_ns(void)
{
    return os_ns(os_ticks());
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

static void beat_done(struct monitor_thread *thread, int64_t due_ns, int64_t done_ns)
{
    struct stall_monitor *owner = thread->owner;
    os_lock(&owner->lock);
    if (done_ns - due_ns > MONITOR_STALL_MS * NS_PER_MS) {
        uint64_t i = owner->stall_count++ % MONITOR_STALLS;
        owner->stalls[i] = (struct stall_seen){thread->core + 1, due_ns, done_ns};
    }
    thread->passed_ns = done_ns;
    os_turn_wake(&owner->beaten);
    os_unlock(&owner->lock);
}

static bool beat(struct monitor_thread *thread)
{
    int64_t due_ns = now_ns() + MONITOR_BEAT_MS * NS_PER_MS;
    void *const waited[] = {thread->owner->stop, thread->hurry};
    int woken = os_wait_any(waited, 2, MONITOR_BEAT_MS);
    if (woken == 0 || woken < -1 || !one_way(thread->client, thread->server) ||
        !one_way(thread->server, thread->client))
        return false;
    beat_done(thread, due_ns, now_ns());
    return true;
}

static void monitor_core(void *context)
{
    struct monitor_thread *thread = context;
    os_stay_on_core(thread->core);
    while (beat(thread))
        ;
    /* A thread that sings no more knows of no stall, and must not hold up the time of the
     * others.
     */
    os_lock(&thread->owner->lock);
    thread->passed_ns = INT64_MAX;
    os_turn_wake(&thread->owner->beaten);
    os_unlock(&thread->owner->lock);
}

static enum kit_status thread_begin(struct monitor_thread *thread, struct kit_error *err)
{
    char name[64];
    struct text to = text_over(name, sizeof name);
    text_add(&to, "lifeline-monitor-%lu-%llx", (unsigned long)os_own_pid(), os_random());
    thread->passed_ns = now_ns();
    enum kit_status status = os_event_create(NULL, OS_AUTO_RESET, &thread->hurry, err);
    if (status == KIT_OK)
        status = os_pipe_serve(name, &thread->server, err);
    if (status == KIT_OK)
        status = os_pipe_open(name, &thread->client, err);
    if (status == KIT_OK)
        status = os_thread_start(monitor_core, thread, &thread->thread, err);
    return status;
}

enum kit_status stall_monitor_start(struct stall_monitor **out, struct kit_error *err)
{
    struct stall_monitor *made = calloc(1, sizeof *made);
    if (!made)
        return kit_fail(err, KIT_FULL, "no memory for the monitor");
    enum kit_status status = os_event_create(NULL, OS_MANUAL_RESET, &made->stop, err);
    uint32_t cores = os_core_count() < MONITOR_CORES ? os_core_count() : MONITOR_CORES;
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

/* Under the lock. */
static int64_t slowest_ns(const struct stall_monitor *monitor)
{
    int64_t passed_ns = INT64_MAX;
    for (uint32_t i = 0; i < monitor->thread_count; i++) {
        if (monitor->threads[i].passed_ns < passed_ns)
            passed_ns = monitor->threads[i].passed_ns;
    }
    return passed_ns;
}

int64_t stall_monitor_passed_ns(struct stall_monitor *monitor)
{
    os_lock(&monitor->lock);
    int64_t passed_ns = slowest_ns(monitor);
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
    os_lock(&monitor->lock);
    while (slowest_ns(monitor) < until_ns)
        os_turn_wait(&monitor->beaten, &monitor->lock, MONITOR_BEAT_MS);
    os_unlock(&monitor->lock);
}

bool stall_monitor_next(struct stall_monitor *monitor, uint64_t *at, struct stall_seen *out)
{
    os_lock(&monitor->lock);
    bool there = *at < monitor->stall_count;
    if (there) {
        if (monitor->stall_count - *at > MONITOR_STALLS)
            *at = monitor->stall_count - MONITOR_STALLS;
        *out = monitor->stalls[(*at)++ % MONITOR_STALLS];
    }
    os_unlock(&monitor->lock);
    return there;
}

uint64_t stall_monitor_count(struct stall_monitor *monitor)
{
    os_lock(&monitor->lock);
    uint64_t count = monitor->stall_count;
    os_unlock(&monitor->lock);
    return count;
}

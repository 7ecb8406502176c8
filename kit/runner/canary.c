#include "kit/runner/canary.h"
#include "kit/base/event.h"
#include "kit/os/clock.h"
#include "kit/os/event.h"
#include "kit/os/pipe.h"
#include "kit/os/platform.h"
#include "kit/os/process.h"
#include "kit/os/text.h"
#include "kit/os/thread.h"

#include <stdlib.h>

#define CANARY_STALLS 4096 /* kept; a run that is this far behind has other trouble */
/* One core's bird. `passed_ns` is when its last beat ended. */
struct bird {
    struct canary *cage;
    uint32_t core;
    void *thread;
    void *hurry; /* auto reset: the timed wait ends early */
    struct os_pipe *server;
    struct os_pipe *client;
    int64_t passed_ns;
};

struct canary {
    void *stop;
    uint32_t bird_count;
    struct bird birds[CANARY_CORES];
    struct os_turn sung; /* some bird's passed_ns has moved */
    struct os_lock lock; /* guards what is below, and every bird's passed_ns */
    uint64_t stall_count;
    struct canary_stall stalls[CANARY_STALLS];
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
        os_pipe_write(from, message, 64, NULL, OS_FOREVER - 1, &sent, NULL) != KIT_OK)
        return false;
    void *readable = os_pipe_readable(to);
    os_wait_any(&readable, 1, OS_FOREVER);
    return os_pipe_take(to, message, &size, NULL) == KIT_OK;
}

static void beat_done(struct bird *bird, int64_t due_ns, int64_t done_ns)
{
    struct canary *cage = bird->cage;
    os_lock(&cage->lock);
    if (done_ns - due_ns > CANARY_STALL_MS * NS_PER_MS) {
        uint64_t i = cage->stall_count++ % CANARY_STALLS;
        cage->stalls[i] = (struct canary_stall){bird->core + 1, due_ns, done_ns};
    }
    bird->passed_ns = done_ns;
    os_turn_wake(&cage->sung);
    os_unlock(&cage->lock);
}

static bool beat(struct bird *bird)
{
    int64_t due_ns = now_ns() + CANARY_BEAT_MS * NS_PER_MS;
    void *const waited[] = {bird->cage->stop, bird->hurry};
    int woken = os_wait_any(waited, 2, CANARY_BEAT_MS);
    if (woken == 0 || woken < -1 || !one_way(bird->client, bird->server) ||
        !one_way(bird->server, bird->client))
        return false;
    beat_done(bird, due_ns, now_ns());
    return true;
}

static void sing(void *context)
{
    struct bird *bird = context;
    os_stay_on_core(bird->core);
    while (beat(bird))
        ;
    /* A bird that sings no more knows of no stall, and must not hold up the time of the others.
     */
    os_lock(&bird->cage->lock);
    bird->passed_ns = INT64_MAX;
    os_turn_wake(&bird->cage->sung);
    os_unlock(&bird->cage->lock);
}

static enum kit_status bird_start(struct bird *bird, struct kit_error *err)
{
    char name[64];
    struct text to = text_over(name, sizeof name);
    text_add(&to, "lifeline-canary-%lu-%llx", (unsigned long)os_own_pid(), os_random());
    bird->passed_ns = now_ns();
    enum kit_status status = os_event_create(NULL, OS_AUTO_RESET, &bird->hurry, err);
    if (status == KIT_OK)
        status = os_pipe_serve(name, &bird->server, err);
    if (status == KIT_OK)
        status = os_pipe_open(name, &bird->client, err);
    if (status == KIT_OK)
        status = os_thread_start(sing, bird, &bird->thread, err);
    return status;
}

enum kit_status canary_start(struct canary **out, struct kit_error *err)
{
    struct canary *made = calloc(1, sizeof *made);
    if (!made)
        return kit_fail(err, KIT_FULL, "no memory for the canary");
    enum kit_status status = os_event_create(NULL, OS_MANUAL_RESET, &made->stop, err);
    uint32_t cores = os_core_count() < CANARY_CORES ? os_core_count() : CANARY_CORES;
    while (status == KIT_OK && made->bird_count < cores) {
        struct bird *bird = &made->birds[made->bird_count];
        *bird = (struct bird){.cage = made, .core = made->bird_count};
        made->bird_count++;
        status = bird_start(bird, err);
    }
    if (status != KIT_OK)
        canary_stop(&made);
    *out = made;
    return status;
}

void canary_stop(struct canary **canary)
{
    struct canary *ended = *canary;
    if (!ended)
        return;
    if (ended->stop)
        os_event_set(ended->stop);
    for (uint32_t i = 0; i < ended->bird_count; i++) {
        os_thread_join(&ended->birds[i].thread);
        os_pipe_close(&ended->birds[i].client);
        os_pipe_close(&ended->birds[i].server);
        os_close(&ended->birds[i].hurry);
    }
    os_close(&ended->stop);
    free(ended);
    *canary = NULL;
}

/* Under the lock. */
static int64_t slowest_ns(const struct canary *canary)
{
    int64_t passed_ns = INT64_MAX;
    for (uint32_t i = 0; i < canary->bird_count; i++) {
        if (canary->birds[i].passed_ns < passed_ns)
            passed_ns = canary->birds[i].passed_ns;
    }
    return passed_ns;
}

int64_t canary_passed_ns(struct canary *canary)
{
    os_lock(&canary->lock);
    int64_t passed_ns = slowest_ns(canary);
    os_unlock(&canary->lock);
    return passed_ns;
}

void canary_hurry(struct canary *canary)
{
    for (uint32_t i = 0; i < canary->bird_count; i++)
        os_event_set(canary->birds[i].hurry);
}

void canary_wait(struct canary *canary, int64_t until_ns)
{
    os_lock(&canary->lock);
    while (slowest_ns(canary) < until_ns)
        os_turn_wait(&canary->sung, &canary->lock, CANARY_BEAT_MS);
    os_unlock(&canary->lock);
}

bool canary_next(struct canary *canary, uint64_t *at, struct canary_stall *out)
{
    os_lock(&canary->lock);
    bool there = *at < canary->stall_count;
    if (there) {
        if (canary->stall_count - *at > CANARY_STALLS)
            *at = canary->stall_count - CANARY_STALLS;
        *out = canary->stalls[(*at)++ % CANARY_STALLS];
    }
    os_unlock(&canary->lock);
    return there;
}

uint64_t canary_count(struct canary *canary)
{
    os_lock(&canary->lock);
    uint64_t count = canary->stall_count;
    os_unlock(&canary->lock);
    return count;
}

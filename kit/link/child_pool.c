#include "kit/link/child_pool.h"
#include "kit/link/child_pool_state.h"
#include "kit/link/os_hooks.h"
#include "kit/link/tell.h"
#include "kit/os/event.h"
#include "kit/os/fail.h"
#include "kit/os/thread.h"

#include <stdlib.h>

/* How soon the pool tries again to make a thread. */
#define SERVE_AGAIN_MS 100u

/* The link to the child of this name, or NULL. All names are set before the first thread starts
 * and never change, so this needs no lock. */
static struct parent_link *link_to(const struct child_pool *pool, const char *peer)
{
    for (uint32_t i = 0; i < pool->options->child_count; i++)
        if (words_equal(parent_link_name(pool->workers[i].link), peer))
            return pool->workers[i].link;
    return NULL;
}

/* The probe calls drop and spoil on the thread that serves this child, so no other thread uses
 * the pipe. */
static void drop_pipe_to_child(void *context, const char *peer, int how)
{
    struct parent_link *link = link_to(context, peer);
    if (link)
        parent_link_drop(link, how);
}

static void spoil_message_to_child(void *context, const char *peer, int how)
{
    struct parent_link *link = link_to(context, peer);
    if (link)
        parent_link_spoil(link, how);
}

enum kit_status child_pool_make(const struct link_options *options, struct child_pool **out,
                                struct kit_error *err)
{
    link_hook_os();
    struct child_pool *pool = calloc(1, sizeof *pool);
    if (!pool)
        return kit_fail(err, KIT_FULL, "no memory for %u children", options->child_count);
    pool->options = options;
    if (options->for_ms)
        pool->until = os_deadline_in(options->for_ms);
    enum kit_status status = os_event_create(NULL, OS_MANUAL_RESET, &pool->end, err);
    if (status == KIT_OK)
        status = os_event_create(NULL, OS_AUTO_RESET, &pool->worker_over, err);
    pool->stops = (struct link_stops){.run = lifeline_stop_event(), .own = pool->end};
    for (uint32_t i = 0; status == KIT_OK && i < options->child_count; i++) {
        struct parent_link_settings settings = {.options = options,
                                                .child = &options->children[i],
                                                .number = i + 1,
                                                .stops = pool->stops};
        pool->workers[i].pool = pool;
        status = parent_link_make(&settings, &pool->workers[i].link, err);
    }
    if (status != KIT_OK) {
        for (uint32_t i = 0; i < options->child_count; i++)
            parent_link_close(&pool->workers[i].link);
        os_close(&pool->end);
        os_close(&pool->worker_over);
        free(pool);
        return status;
    }
    lifeline_drop_with(drop_pipe_to_child, pool);
    lifeline_spoil_with(spoil_message_to_child, pool);
    *out = pool;
    return KIT_OK;
}

bool child_pool_stopped(const struct child_pool *pool)
{
    void *const stops[] = {pool->stops.run, pool->stops.own};
    if (pool->options->for_ms && os_left(pool->until) == 0)
        os_event_set(pool->end);
    return os_wait_any(stops, 2, 0) >= 0; /* a failed look counts as no stop */
}

static uint32_t max_parallel_of(const struct child_pool *pool)
{
    uint32_t most = pool->options->max_parallel, count = pool->options->child_count;
    return most > 0 && most < count ? most : count;
}

struct parent_link *child_pool_next(struct child_pool *pool)
{
    if (pool->next == pool->options->child_count)
        return NULL;
    pool->held++;
    return pool->workers[pool->next++].link;
}

void child_pool_start(struct child_pool *pool)
{
    while (pool->next < max_parallel_of(pool) && !child_pool_stopped(pool))
        parent_link_start(child_pool_next(pool), NULL);
}

/* The time until `--for` has passed. */
static uint32_t left_of(const struct child_pool *pool)
{
    return pool->options->for_ms ? os_left(pool->until) : OS_FOREVER;
}

void child_pool_wait_stop(const struct child_pool *pool)
{
    void *const stops[] = {pool->stops.run, pool->stops.own};
    os_wait_any(stops, 2, left_of(pool));
}

static void serve_child(void *context)
{
    struct worker *worker = context;
    worker->why = parent_link_serve(worker->link);
    if (link_is_lost(worker->why) && worker->pool->options->stop_on_loss)
        os_event_set(worker->pool->end);
    atomic_store(&worker->over, true);
    os_event_set(worker->pool->worker_over);
}

/*
 * Joins the workers that are over. After the last of them the pool is quiescent: nothing is
 * held for any child, and no other thread runs. Handles can be counted only then.
 */
static void join_workers(struct child_pool *pool, bool all)
{
    uint32_t before = pool->held;
    for (uint32_t i = 0; i < pool->next; i++) {
        struct worker *worker = &pool->workers[i];
        if (worker->joined || !(all || atomic_load(&worker->over)))
            continue;
        os_thread_join(&worker->thread);
        worker->joined = true;
        pool->held--;
    }
    if (before > 0 && pool->held == 0)
        LIFELINE_STEP(step_words[PROTOCOL_FAMILY_REST]);
}

/* Starts the children that wait for their turn, as many as there is room for now. */
static void start_next(struct child_pool *pool)
{
    uint32_t count = pool->options->child_count, most = max_parallel_of(pool);
    while (pool->held < most && pool->next < count && !child_pool_stopped(pool))
        parent_link_start(child_pool_next(pool), NULL);
}

/* Starts the threads that are still missing. True if every started child has a thread. */
static bool all_are_served(struct child_pool *pool)
{
    bool all = true;
    for (uint32_t i = 0; i < pool->next; i++) {
        struct worker *worker = &pool->workers[i];
        os_calls_for(parent_link_name(worker->link));
        if (!worker->served)
            worker->served =
                os_thread_start(serve_child, worker, &worker->thread, NULL) == KIT_OK;
        all = all && worker->served;
    }
    os_calls_for(NULL);
    return all;
}

/*
 * Waits for a worker that is over, for a stop, or until a thread is to be tried again.
 *
 * Several rounds of this wait count as one use of the call. Two children that end at once can
 * be one wake-up or two, depending on a race. So the number of rounds differs between runs, and
 * counting them would make a sweep irreproducible.
 */
static void await_worker(struct child_pool *pool, bool all_served, bool goes_on)
{
    void *const waited[] = {pool->stops.run, pool->stops.own, pool->worker_over};
    uint32_t timeout_ms = all_served ? left_of(pool) : SERVE_AGAIN_MS;
    if (goes_on)
        os_wait_on(waited, 3, timeout_ms);
    else
        os_wait_any(waited, 3, timeout_ms);
}

/*
 * When the system has no memory for a thread, neither the other children nor the child that the
 * thread was for are given up. That child waits, as it would for a slow parent. If it still has
 * no thread when all is over, this thread tells it to quit.
 */
void child_pool_serve(struct child_pool *pool)
{
    for (bool goes_on = false; !child_pool_stopped(pool); goes_on = true) {
        start_next(pool);
        await_worker(pool, all_are_served(pool), goes_on);
        join_workers(pool, false);
    }
    os_event_set(pool->end);
    for (uint32_t i = 0; i < pool->next; i++) {
        if (!pool->workers[i].served)
            serve_child(&pool->workers[i]);
    }
    join_workers(pool, true);
}

struct parent_link *child_pool_link(struct child_pool *pool, uint32_t index)
{
    return index < pool->options->child_count ? pool->workers[index].link : NULL;
}

void child_pool_close(struct child_pool **pool)
{
    bool lost = false;
    struct child_pool *closed = *pool;
    lifeline_drop_with(NULL, NULL);
    lifeline_spoil_with(NULL, NULL);
    for (uint32_t i = 0; i < closed->options->child_count; i++) {
        lost |= link_is_lost(closed->workers[i].why);
        parent_link_close(&closed->workers[i].link);
    }
    lost &= closed->options->stop_on_loss;
    os_close(&closed->end);
    os_close(&closed->worker_over);
    free(closed);
    *pool = NULL;
    REPORT(PARENT_ENDING,
           .by = lost ? step_words[PROTOCOL_CHILD_LOST] : link_status_words[LINK_STOP]);
}

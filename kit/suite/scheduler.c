#include "kit/suite/scheduler.h"
#include "kit/os/clock.h"
#include "kit/os/event.h"
#include "kit/os/thread.h"

#include <assert.h>

/* The state that all workers share. */
struct scheduler {
    const struct scheduler_plan *plan;
    const struct scheduler_work *work;
    void *context;
    void *done; /* set when the last run is over */
    struct os_lock lock;
    struct os_turn freed; /* signals that a run is over or idle, or that nothing more begins */
    struct turns turns;   /* guarded by the lock, as are the next two */
    size_t working;       /* runs that are not idle */
    bool stopping;        /* no more runs begin */
};

static bool schedule_is_over(const struct scheduler *s)
{
    int64_t ends_at_ns = s->plan->ends_at_ns;
    return s->stopping || (ends_at_ns != 0 && os_ns(os_ticks()) > ends_at_ns);
}

/*
 * Called under the lock. Whether there is a turn for this worker, which may have to wait for
 * it.
 */
static bool wait_for_turn(struct scheduler *s, struct turn *out)
{
    for (;;) {
        s->stopping = schedule_is_over(s);
        if (s->stopping || turns_are_over(&s->turns))
            return false;
        if (s->working < s->plan->jobs && turns_take(&s->turns, out))
            return true;
        os_turn_wait(&s->freed, &s->lock, SCHEDULER_TICK_MS);
    }
}

static bool take_turn(struct scheduler *s, struct turn *out)
{
    os_lock(&s->lock);
    bool there = wait_for_turn(s, out);
    if (there) {
        out->of = s;
        s->working++;
    } else if (s->turns.running_count == 0) {
        os_event_set(s->done);
    }
    os_unlock(&s->lock);
    return there;
}

/* Called under the lock. */
static void works_no_more(struct scheduler *s, struct turn *turn)
{
    if (!turn->is_idle)
        s->working--;
    turn->is_idle = true;
    os_turn_wake(&s->freed);
}

void scheduler_set_idle(struct turn *turn)
{
    os_lock(&turn->of->lock);
    works_no_more(turn->of, turn);
    os_unlock(&turn->of->lock);
}

void scheduler_works(struct turn *turn)
{
    os_lock(&turn->of->lock);
    turn->of->working += turn->is_idle;
    turn->is_idle = false;
    os_unlock(&turn->of->lock);
}

static void end_turn(struct scheduler *s, struct turn *turn, bool goes_on)
{
    os_lock(&s->lock);
    turns_give_back(&s->turns, turn->index);
    /*
     * This goes first: a worker that waits for a free place must see that nothing more begins.
     */
    s->stopping |= !goes_on;
    works_no_more(s, turn);
    os_unlock(&s->lock);
}

static void stop_workers(struct scheduler *s)
{
    os_lock(&s->lock);
    s->stopping = true;
    os_unlock(&s->lock);
}

static void work_turns(void *context)
{
    struct scheduler *s = context;
    struct turn turn = {0};
    while (take_turn(s, &turn))
        end_turn(s, &turn, s->work->run(s->context, &turn));
}

static uint32_t worker_count(const struct scheduler_plan *plan)
{
    uint64_t turns = (uint64_t)plan->count * plan->repeat;
    uint32_t most = plan->jobs * (1 + SCHEDULER_RESTING);
    most = most < SCHEDULER_JOBS_MOST ? most : SCHEDULER_JOBS_MOST;
    return most < turns ? most : (uint32_t)turns;
}

enum kit_status scheduler_run(const struct scheduler_plan *plan,
                              const struct scheduler_work *work, void *context,
                              struct kit_error *err)
{
    void *workers[SCHEDULER_JOBS_MOST] = {0};
    struct scheduler s = {.plan = plan, .work = work, .context = context};
    uint32_t count = worker_count(plan);
    assert(plan->jobs >= 1 && plan->jobs <= SCHEDULER_JOBS_MOST && plan->repeat >= 1);
    enum kit_status status =
        turns_begin(&s.turns, plan->count, plan->repeat, &work->rules, context, err);
    if (status == KIT_OK)
        status = os_event_create(NULL, OS_MANUAL_RESET, &s.done, err);
    for (uint32_t i = 0; i < count && status == KIT_OK; i++)
        status = os_thread_start(work_turns, &s, &workers[i], err);
    if (status != KIT_OK)
        stop_workers(&s);
    while (status == KIT_OK && count > 0 && os_wait_any(&s.done, 1, SCHEDULER_TICK_MS) == -1)
        work->tick(context);
    for (uint32_t i = 0; i < count; i++)
        os_thread_join(&workers[i]);
    os_close(&s.done);
    turns_end(&s.turns);
    return status;
}

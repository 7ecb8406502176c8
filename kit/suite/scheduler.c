#include "kit/suite/scheduler.h"
#include "kit/os/clock.h"
#include "kit/os/event.h"
#include "kit/os/thread.h"

#include <assert.h>

/* All that the workers share. */
struct scheduler {
    const struct scheduler_plan *plan;
    const struct scheduler_work *work;
    void *context;
    void *done; /* set when the last run is over */
    struct os_lock lock;
    struct os_turn freed; /* a run is over, or rests; or nothing more begins */
    uint64_t next;        /* turn; guarded by the lock, as are the next three */
    size_t running;
    size_t working; /* of those, the ones that do not rest */
    bool stopping;  /* nothing more is begun */
};

static uint64_t turn_count(const struct scheduler_plan *plan)
{
    return (uint64_t)plan->count * plan->repeat;
}

static struct turn turn_at(const struct scheduler_plan *plan, uint64_t at)
{
    return (struct turn){.index = (size_t)(at % plan->count),
                         .repetition = (uint32_t)(at / plan->count) + 1};
}

static void pass_over_repeats(struct scheduler *s)
{
    while (s->next < turn_count(s->plan)) {
        struct turn turn = turn_at(s->plan, s->next);
        if (turn.repetition == 1 || !s->work->is_once(s->context, turn.index))
            return;
        s->next++;
    }
}

static bool is_over(const struct scheduler *s)
{
    int64_t ends_at_ns = s->plan->ends_at_ns;
    return s->stopping || (ends_at_ns != 0 && os_ns(os_ticks()) > ends_at_ns);
}

/* Under the lock. Whether there is a turn for this worker, which may have to wait for it. */
static bool wait_for_turn(struct scheduler *s)
{
    for (;;) {
        s->stopping = is_over(s);
        if (!s->stopping)
            pass_over_repeats(s);
        if (s->stopping || s->next == turn_count(s->plan))
            return false;
        if (s->working < s->plan->jobs)
            return true;
        os_turn_wait(&s->freed, &s->lock, SCHEDULER_TICK_MS);
    }
}

static bool take_turn(struct scheduler *s, struct turn *out)
{
    os_lock(&s->lock);
    bool there = wait_for_turn(s);
    if (there) {
        *out = turn_at(s->plan, s->next++);
        out->of = s;
        s->running++;
        s->working++;
    } else if (s->running == 0) {
        os_event_set(s->done);
    }
    os_unlock(&s->lock);
    return there;
}

/* Under the lock. */
static void works_no_more(struct scheduler *s, struct turn *turn)
{
    if (!turn->rests)
        s->working--;
    turn->rests = true;
    os_turn_wake(&s->freed);
}

void scheduler_rests(struct turn *turn)
{
    os_lock(&turn->of->lock);
    works_no_more(turn->of, turn);
    os_unlock(&turn->of->lock);
}

static void end_turn(struct scheduler *s, struct turn *turn, bool goes_on)
{
    os_lock(&s->lock);
    s->running--;
    /* First: whoever waits for a free place must know that nothing more begins. */
    s->stopping |= !goes_on;
    works_no_more(s, turn);
    os_unlock(&s->lock);
}

static void stop(struct scheduler *s)
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
    uint64_t turns = turn_count(plan);
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
    enum kit_status status = os_event_create(NULL, OS_MANUAL_RESET, &s.done, err);
    for (uint32_t i = 0; i < count && status == KIT_OK; i++)
        status = os_thread_start(work_turns, &s, &workers[i], err);
    if (status != KIT_OK)
        stop(&s);
    while (status == KIT_OK && count > 0 && os_wait_any(&s.done, 1, SCHEDULER_TICK_MS) == -1)
        work->tick(context);
    for (uint32_t i = 0; i < count; i++)
        os_thread_join(&workers[i]);
    os_close(&s.done);
    return status;
}

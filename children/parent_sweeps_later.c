/*
 * A broken parent. Its one bug: some time after it has lost a child, when the fault seems to be
 * over, it cleans up and thereby ends another child. The rule parent-continues must catch it,
 * because the run continues for a while after a fault. Known cause: aelassas/servy #593, where
 * the stop for one service reaches all that share its console.
 */
#include "kit/link/actor.h"
#include "kit/link/parent_link_state.h"
#include "kit/os/event.h"
#include "kit/os/thread.h"
#include "kit/probe/lifeline.h"

#define SWEEP_AFTER_MS 300u
#define SWEPT          1 /* the exit code that it leaves */

/* The parent's own handles, because the links close theirs. */
struct sweep {
    void *lost, *other;
};

static void sweep_later(void *context)
{
    const struct sweep *sweep = context;
    void *const stop = lifeline_stop_event();
    void *const waited[] = {sweep->lost, stop};
    if (os_wait_any(waited, 2, OS_FOREVER) == 0 && os_wait_any(&stop, 1, SWEEP_AFTER_MS) == -1)
        os_process_kill(sweep->other, SWEPT, NULL); /* the bug */
}

/* The parent has two children. */
static void serve(struct child_pool *pool, const struct link_options *options)
{
    struct sweep sweep = {0};
    void *thread = NULL;
    (void)options;
    child_pool_start(pool);
    os_process_open(child_pool_link(pool, 0)->process.pid, &sweep.lost, NULL);
    os_process_open(child_pool_link(pool, 1)->process.pid, &sweep.other, NULL);
    os_thread_start(sweep_later, &sweep, &thread, NULL);
    child_pool_serve(pool);
    os_thread_join(&thread);
    os_close(&sweep.lost);
    os_close(&sweep.other);
}

int wmain(int count, wchar_t **words)
{
    return parent_actor_main(&(struct parent_actor){.serve = serve}, count, words);
}

/*
 * A broken parent. Its one bug: it uses a child's exit code to find out whether the child has
 * ended. The system returns 259 for a process that still runs, but a child can also end with
 * the code 259. To this parent such a child is alive forever. It has no other way to notice a
 * loss. The rule watchdog-detects must catch it. Known causes: openjdk PR#10680,
 * rancher-desktop PR#450.
 */
#include "kit/link/actor.h"
#include "kit/link/parent_link_state.h"

#define STILL_RUNS 259

static void serve_child(struct parent_link *link, uint32_t watchdog_ms)
{
    enum link_status status = parent_link_connect(link);
    link->end.detect_mask = DETECT_NONE; /* except by its own check */
    while (!link_is_over(status)) {
        status = parent_link_serve_once(link, watchdog_ms);
        bool runs = os_exit_code(link->process.handle) == STILL_RUNS; /* the bug */
        if (status == LINK_NOTHING && !runs)
            status = LINK_WATCHDOG;
    }
    parent_link_finish(link, status);
}

/* The parent has one child. */
static void serve(struct child_pool *pool, const struct link_options *options)
{
    child_pool_start(pool);
    serve_child(child_pool_link(pool, 0), options->watchdog_ms);
    child_pool_wait_stop(pool);
}

int wmain(int count, wchar_t **words)
{
    return parent_actor_main(&(struct parent_actor){.serve = serve}, count, words);
}

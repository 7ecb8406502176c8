/*
 * A broken parent: its one bug is that it asks for a child's exit code where it should ask
 * whether the child has ended. 259 is what the system says of one that still runs, and what a
 * child can end with: such a one is alive for ever. It has no other way of noticing.
 * To be caught by the rule watchdog-detects. Cause seen in the wild: openjdk PR#10680,
 * rancher-desktop PR#450.
 */
#include "kit/link/actor.h"
#include "kit/link/parent_link_state.h"

#define STILL_RUNS 259

static void serve_child(struct parent_link *link, uint32_t watchdog_ms)
{
    enum link_status status = parent_link_connect(link);
    link->end.detect_mask = DETECT_NONE; /* but for its own */
    while (!link_is_over(status)) {
        status = parent_link_serve_once(link, watchdog_ms);
        bool runs = os_exit_code(link->process.handle) == STILL_RUNS; /* the bug */
        if (status == LINK_NOTHING && !runs)
            status = LINK_WATCHDOG;
    }
    parent_link_finish(link, status);
}

/* It has one child. */
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

/*
 * A broken parent. Its one bug: its watchdog does not check the process. If a child is silent
 * for the watchdog's time, the parent reports it lost, although its process still runs. The
 * rule watchdog-detects must catch it. Known causes: systemd #33080, where a stop in a debugger
 * leads to a kill; kibana PR#67235, where a busy machine does.
 */
#include "kit/link/actor.h"
#include "kit/os/clock.h"

static void serve_child(struct parent_link *link, uint32_t watchdog_ms)
{
    enum link_status status = parent_link_connect(link);
    while (!link_is_over(status)) {
        struct os_deadline watchdog = os_deadline_in(watchdog_ms);
        status = parent_link_serve_once(link, watchdog_ms);
        if (status == LINK_NOTHING && os_left(watchdog) == 0)
            status = LINK_WATCHDOG; /* the bug */
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

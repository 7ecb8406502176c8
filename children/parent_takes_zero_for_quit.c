/*
 * A broken parent. Its one bug: it reads the exit code of a child that is gone, and treats 0 as
 * a Quit. So a child that ended with 0 in the middle of its work is never reported lost. The
 * rule watchdog-detects must catch it. Known causes: ocaml PR#14046 and Wine MR 3908, where a
 * killed process leaves 0; esbuild #3712, which ends with 0 and prints nothing.
 */
#include "kit/link/actor.h"
#include "kit/link/parent_link_state.h"
#include "kit/os/event.h"

static enum link_status as_it_sees_it(struct parent_link *link, enum link_status status)
{
    if (!link_is_lost(status))
        return status;
    if (os_wait_any(&link->end.process, 1, link->end.deadline_ms) == 0 &&
        os_exit_code(link->end.process) == 0)
        return LINK_QUIT; /* the bug */
    return status;
}

static void serve_child(struct parent_link *link, uint32_t watchdog_ms)
{
    enum link_status status = parent_link_connect(link);
    while (!link_is_over(status))
        status = as_it_sees_it(link, parent_link_serve_once(link, watchdog_ms));
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

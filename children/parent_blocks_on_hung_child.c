/*
 * A broken parent. Its one bug: one thread serves all children, one after another, and waits
 * without a deadline for each child's next request. A child that hangs stops the service of all
 * others. The parent notices a child that dies, and obeys the stop. The rule parent-continues
 * must catch it. Known cause: a supervisor with a blocking read in its loop over the children.
 */
#include "kit/link/actor.h"
#include "kit/os/event.h"

/* One round over the children. False if no child is left to serve, or the parent is stopped. */
static bool serve_round(struct child_pool *pool, uint32_t count, enum link_status *status)
{
    bool any = false;
    for (uint32_t i = 0; i < count; i++) {
        if (link_is_over(status[i]))
            continue;
        struct parent_link *link = child_pool_link(pool, i);
        status[i] = parent_link_serve_once(link, OS_FOREVER); /* the bug */
        if (link_is_over(status[i]))
            parent_link_finish(link, status[i]);
        any |= !link_is_over(status[i]);
    }
    return any && !child_pool_stopped(pool);
}

static void serve(struct child_pool *pool, const struct link_options *options)
{
    enum link_status status[LINK_CHILDREN];
    uint32_t count = options->child_count;
    child_pool_start(pool);
    for (uint32_t i = 0; i < count; i++) {
        status[i] = parent_link_connect(child_pool_link(pool, i));
        if (link_is_over(status[i]))
            parent_link_finish(child_pool_link(pool, i), status[i]);
    }
    while (serve_round(pool, count, status))
        continue;
    /* All children are gone; the parent continues, as the reference does. */
    child_pool_wait_stop(pool);
    for (uint32_t i = 0; i < count; i++)
        if (!link_is_over(status[i]))
            parent_link_finish(child_pool_link(pool, i), LINK_STOP);
}

int wmain(int count, wchar_t **words)
{
    return parent_actor_main(&(struct parent_actor){.serve = serve}, count, words);
}

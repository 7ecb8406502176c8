/*
 * A broken parent: its one bug is that one thread serves all children, one after another, and
 * waits for each one's next request without a deadline. A child that hangs stops the service of
 * all others. A child that dies is noticed, and the stop is obeyed.
 * To be caught by the rule parent-continues. Cause seen in the wild: a supervisor with a
 * blocking read in its loop over the children.
 */
#include "kit/link/child_pool.h"
#include "kit/os/event.h"
#include "kit/os/text.h"
#include "kit/probe/lifeline.h"

#include <stdio.h>
#include <stdlib.h>

/* One round over the children; false when there is nobody left to serve, or it is stopped. */
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

static void serve(struct child_pool *pool, uint32_t count)
{
    enum link_status status[LINK_CHILDREN];
    for (uint32_t i = 0; i < count; i++) {
        status[i] = parent_link_connect(child_pool_link(pool, i));
        if (link_is_over(status[i]))
            parent_link_finish(child_pool_link(pool, i), status[i]);
    }
    while (serve_round(pool, count, status))
        continue;
    child_pool_wait_stop(pool); /* all are gone; a parent goes on, as the reference does */
    for (uint32_t i = 0; i < count; i++)
        if (!link_is_over(status[i]))
            parent_link_finish(child_pool_link(pool, i), LINK_STOP);
}

static int play(int count, char *const *words)
{
    static struct link_options options;
    struct child_pool *pool = NULL;
    struct kit_error err;
    if (options_read_parent(count, words, &options, &err) != KIT_OK) {
        fprintf(stderr, "parent_blocks_on_hung_child: %s\n", err.text);
        return LINK_USAGE;
    }
    lifeline_attach(options.actor);
    if (child_pool_make(&options, &pool, &err) != KIT_OK)
        return EXIT_FAILURE;
    child_pool_start(pool);
    serve(pool, options.child_count);
    child_pool_close(&pool);
    return EXIT_SUCCESS;
}

int wmain(int count, wchar_t **wide)
{
    char **words = os_arguments(count, wide);
    if (!words)
        return LINK_USAGE;
    int code = play(count, words);
    free(words);
    return code;
}

/*
 * A broken parent: its one bug is that it asks for a child's exit code where it should ask
 * whether the child has ended. 259 is what the system says of one that still runs, and what a
 * child can end with: such a one is alive for ever. It has no other way of noticing.
 * To be caught by the rule watchdog-detects. Cause seen in the wild: openjdk PR#10680,
 * rancher-desktop PR#450.
 */
#include "kit/link/child_pool.h"
#include "kit/link/parent_link_own.h"
#include "kit/os/text.h"
#include "kit/probe/lifeline.h"

#include <stdio.h>
#include <stdlib.h>

#define STILL_RUNS 259

static void serve(struct parent_link *link, uint32_t watchdog_ms)
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

static int play(int count, char *const *words)
{
    static struct link_options options;
    struct child_pool *pool = NULL;
    struct kit_error err;
    if (options_read_parent(count, words, &options, &err) != KIT_OK) {
        fprintf(stderr, "parent_asks_the_exit_code: %s\n", err.text);
        return LINK_USAGE;
    }

    lifeline_attach(options.actor);
    if (child_pool_make(&options, &pool, &err) != KIT_OK)
        return EXIT_FAILURE;
    child_pool_start(pool);
    serve(child_pool_link(pool, 0), options.watchdog_ms);
    child_pool_wait_stop(pool);
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

/*
 * A broken parent: its one bug is that it opens each child's process once more, to ask it for
 * its exit code one day, and closes that handle never. It goes well for a long time, and ends
 * with the process's table of handles full, far from the line that did it. In all else it does
 * what the reference parent does with one place: one child after another, and a rest after
 * each. To be caught by the rule nothing-left. Cause seen in the wild: deno PR#33941, where
 * handles leak with every spawn; cpython #87134.
 */
#include "kit/link/child_pool.h"
#include "kit/link/parent_link_own.h"
#include "kit/os/text.h"
#include "kit/probe/lifeline.h"

#include <stdio.h>
#include <stdlib.h>

static void serve(struct child_pool *pool, uint32_t count)
{
    for (uint32_t i = 0; i < count && !child_pool_stopped(pool); i++) {
        struct parent_link *link = child_pool_link(pool, i);
        void *for_its_code = NULL;
        if (parent_link_start(link, NULL) != KIT_OK)
            continue;
        os_process_open(link->process.pid, &for_its_code, NULL); /* the bug: never closed */
        parent_link_serve(link);
        LIFELINE_STEP("family.rest");
    }
    child_pool_wait_stop(pool);
}

static int play(int count, char *const *words)
{
    static struct link_options options;
    struct child_pool *pool = NULL;
    struct kit_error err;
    if (options_read_parent(count, words, &options, &err) != KIT_OK) {
        fprintf(stderr, "parent_leaks_a_handle: %s\n", err.text);
        return LINK_USAGE;
    }
    lifeline_attach(options.actor);
    if (child_pool_make(&options, &pool, &err) != KIT_OK)
        return EXIT_FAILURE;
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

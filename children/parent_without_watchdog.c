/*
 * A broken parent: its one bug is that it waits for its children's events and for nothing else.
 * It never looks at a child's process, and takes no notice of a broken pipe; so a child that
 * dies is never reported. It serves the living as the reference parent does, and obeys the
 * stop. To be caught by the rule watchdog-detects. Cause seen in the wild: the first seed's
 * loop with INFINITE in place of the timeout.
 */
#include "kit/link/child_pool.h"
#include "kit/os/text.h"
#include "kit/probe/lifeline.h"

#include <stdio.h>
#include <stdlib.h>

static int play(int count, char *const *words)
{
    static struct link_options options;
    struct child_pool *pool = NULL;
    struct kit_error err;
    if (options_read_parent(count, words, &options, &err) != KIT_OK) {
        fprintf(stderr, "parent_without_watchdog: %s\n", err.text);
        return LINK_USAGE;
    }
    options.detect_mask = DETECT_NONE; /* the bug */

    lifeline_attach(options.actor);
    if (child_pool_make(&options, &pool, &err) != KIT_OK)
        return EXIT_FAILURE;
    child_pool_start(pool);
    child_pool_serve(pool);
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

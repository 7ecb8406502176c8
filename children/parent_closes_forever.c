/*
 * A broken parent: its one bug is that it waits without a deadline for a child that it told to
 * end. A child that hangs keeps its parent from ending, too. In all else it does what the
 * reference parent does.
 * To be caught by the rule bounded. Cause seen in the wild: microsoft/terminal #1810, go-winio
 * #357, where the close waits for ever.
 */
#include "kit/link/child_pool.h"
#include "kit/os/event.h"
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
        fprintf(stderr, "parent_closes_forever: %s\n", err.text);
        return LINK_USAGE;
    }
    options.deadline_ms = OS_FOREVER; /* the bug */

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

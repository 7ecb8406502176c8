/*
 * A broken parent: its one bug is that each child inherits the parent's own end of the pipe of
 * the child before it. When the parent dies the sibling keeps that end open, and a child that
 * listens to its pipe alone never hears of it. It heals itself once the sibling ends, so that
 * it is seen only where the sibling does not.
 * To be caught by the rule child-ends. Cause seen in the wild: handles that are inheritable and
 * a start that inherits all of them, as in joyent/libuv PR#343 and swift-tools-support-core
 * PR#560, where the end is only seen when the slowest sibling is gone.
 */
#include "kit/link/child_pool.h"
#include "kit/link/parent_link_own.h"
#include "kit/os/text.h"
#include "kit/probe/lifeline.h"

#include <stdio.h>
#include <stdlib.h>

static void start(struct child_pool *pool)
{
    struct parent_link *before = NULL, *link;
    while ((link = child_pool_next(pool)) != NULL) {
        void *leaked = NULL;
        if (before) /* the bug */
            os_pipe_inheritable(before->end.pipe, &leaked, NULL);
        link->also = leaked;
        parent_link_start(link, NULL);
        os_close(&leaked); /* only the sibling has it now */
        before = link;
    }
}

static int play(int count, char *const *words)
{
    static struct link_options options;
    struct child_pool *pool = NULL;
    struct kit_error err;
    if (options_read_parent(count, words, &options, &err) != KIT_OK) {
        fprintf(stderr, "parent_leaks_its_end: %s\n", err.text);
        return LINK_USAGE;
    }
    lifeline_attach(options.actor);
    if (child_pool_make(&options, &pool, &err) != KIT_OK)
        return EXIT_FAILURE;
    start(pool);
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

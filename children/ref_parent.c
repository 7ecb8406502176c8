/*
 * The reference parent: starts 1 to 60 children, serves each on a thread of its own, goes on
 * when one of them is lost, and ends when it is stopped. An example to copy.
 *
 *     ref_parent.exe --actor host --watchdog 200ms --for 2s --child cs ref_child.exe --tick
 * 20ms
 */
#include "kit/link/child_pool.h"
#include "kit/os/text.h"
#include "kit/probe/lifeline.h"

#include <stdio.h>
#include <stdlib.h>

static int play(int count, char *const *words)
{
    static struct link_options options; /* too large for a stack; this process plays once */
    struct child_pool *pool = NULL;
    struct kit_error err;
    if (options_read_parent(count, words, &options, &err) != KIT_OK) {
        fprintf(stderr, "ref_parent: %s\n", err.text);
        return LINK_USAGE;
    }

    /* Outside a run this does nothing, and neither does any step. */
    lifeline_attach(options.actor);
    if (child_pool_make(&options, &pool, &err) != KIT_OK) {
        fprintf(stderr, "ref_parent: %s\n", err.text);
        return EXIT_FAILURE;
    }
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

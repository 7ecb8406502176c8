/*
 * A broken parent: its one bug is that the loss of one child is the end of all. An error of one
 * pipe goes where all errors go, and it gives up. With one child nobody sees it.
 * To be caught by the rule parent-continues. Cause seen in the wild: npipe PR#11 and go-winio
 * PR#70, where a listener is closed by one client that came and went.
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
        fprintf(stderr, "parent_ends_with_any_child: %s\n", err.text);
        return LINK_USAGE;
    }
    options.stop_on_loss = true; /* the bug; nobody told it so */

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

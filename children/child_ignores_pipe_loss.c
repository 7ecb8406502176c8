/*
 * A broken child: its one bug is that a lost pipe means nothing to it, and neither does the end
 * of its parent. It makes no more requests, and waits for ever for something to happen. Before
 * that, and when it is stopped, it does what the reference child does.
 * To be caught by the rule child-ends. Cause seen in the wild: a catch around the pipe's read
 * that swallows the error and goes back to the loop.
 */
#include "kit/link/child_link.h"
#include "kit/os/text.h"
#include "kit/probe/lifeline.h"

#include <stdio.h>
#include <stdlib.h>

static int play(int count, char *const *words)
{
    static struct link_options options;
    struct child_link *link = NULL;
    struct kit_error err;
    if (options_read_child(count, words, &options, &err) != KIT_OK) {
        fprintf(stderr, "child_ignores_pipe_loss: %s\n", err.text);
        return LINK_USAGE;
    }
    options.detect_mask = DETECT_NONE; /* the bug */

    lifeline_attach(options.actor);
    if (child_link_make(&options, &link, &err) != KIT_OK)
        return EXIT_FAILURE;
    enum link_status why = child_link_run(link, &err);
    child_link_end(&link, why);
    return why == LINK_FAILED ? EXIT_FAILURE : EXIT_SUCCESS;
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

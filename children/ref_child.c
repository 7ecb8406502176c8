/*
 * The reference child: sends a request at each tick, reads the reply and shared memory, makes
 * the blocks that it is asked for, and ends by itself when its parent is gone. An example to
 * copy. Its parent starts it: ref_child.exe <mapping handle> <pipe> <event> <bytes> [options]
 */
#include "kit/link/child_link.h"
#include "kit/os/text.h"
#include "kit/probe/lifeline.h"

#include <stdio.h>
#include <stdlib.h>

static int play(int count, char *const *words)
{
    static struct link_options options; /* too large for a stack; this process plays once */
    struct child_link *link = NULL;
    struct kit_error err;
    if (options_read_child(count, words, &options, &err) != KIT_OK) {
        fprintf(stderr, "ref_child: %s\n", err.text);
        return LINK_USAGE;
    }

    /* Outside a run this does nothing, and neither does any step. */
    lifeline_attach(options.actor);
    if (child_link_make(&options, &link, &err) != KIT_OK) {
        fprintf(stderr, "ref_child: %s\n", err.text);
        return EXIT_FAILURE;
    }
    enum link_status why = child_link_run(link, &err);
    if (why == LINK_FAILED)
        fprintf(stderr, "ref_child: %s\n", err.text);
    child_link_end(&link, why);

    /* A parent that is gone is no failure of the child's: it did what it has to. */
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

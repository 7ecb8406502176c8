/*
 * A broken child: its one bug is that it waits for what it is owed without a deadline. A parent
 * that hangs breaks no pipe, so the child neither goes on nor says that nothing comes. When the
 * parent is gone it ends, as the reference child does.
 * To be caught by the rule bounded. Cause seen in the wild: INFINITE in the wait for the
 * answer, as in crashpad's registration_protocol_win.cc.
 */
#include "kit/link/child_link.h"
#include "kit/os/event.h"
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
        fprintf(stderr, "child_waits_forever: %s\n", err.text);
        return LINK_USAGE;
    }
    options.deadline_ms = OS_FOREVER; /* the bug */

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

/*
 * A broken child: its one bug is that it ends only when its second thread has, and that one
 * waits without a deadline for what the parent was to bring. It notices the loss and begins to
 * clean up, but never comes to the end of it. When it is done or stopped it ends, as the
 * reference child does. To be caught by the rule child-ends. Cause seen in the wild: yabridge
 * #69, where the host stays because threads are still in callbacks; proton PR#120, where the
 * join hangs.
 */
#include "kit/link/child_link.h"
#include "kit/os/event.h"
#include "kit/os/text.h"
#include "kit/os/thread.h"
#include "kit/probe/lifeline.h"

#include <stdio.h>
#include <stdlib.h>

static void work(void *context)
{
    void *const brought = context;
    void *const stop = lifeline_stop_event();
    void *const waited[] = {brought, stop};
    os_wait_any(waited, 2, OS_FOREVER); /* the bug */
}

static int play(int count, char *const *words)
{
    static struct link_options options;
    struct child_link *link = NULL;
    void *brought = NULL, *thread = NULL;
    struct kit_error err;
    if (options_read_child(count, words, &options, &err) != KIT_OK) {
        fprintf(stderr, "child_joins_its_thread: %s\n", err.text);
        return LINK_USAGE;
    }
    lifeline_attach(options.actor);
    if (child_link_make(&options, &link, &err) != KIT_OK ||
        os_event_create(NULL, OS_MANUAL_RESET, &brought, &err) != KIT_OK ||
        os_thread_start(work, brought, &thread, &err) != KIT_OK)
        return EXIT_FAILURE;
    enum link_status why = child_link_run(link, &err);
    if (why == LINK_QUIT)
        os_event_set(brought);
    os_thread_join(&thread); /* after a loss nobody sets what it waits for any more */
    os_close(&brought);
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

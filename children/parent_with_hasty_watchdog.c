/*
 * A broken parent: its one bug is that its watchdog does not look. A child that says nothing
 * for the watchdog's time is taken for dead and reported so, though its process is there. To be
 * caught by the rule watchdog-detects. Cause seen in the wild: systemd #33080, where a stop in
 * a debugger leads to a kill; kibana PR#67235, where a busy machine does.
 */
#include "kit/link/child_pool.h"
#include "kit/os/clock.h"
#include "kit/os/text.h"
#include "kit/probe/lifeline.h"

#include <stdio.h>
#include <stdlib.h>

static void serve(struct parent_link *link, uint32_t watchdog_ms)
{
    enum link_status status = parent_link_connect(link);
    while (!link_is_over(status)) {
        struct os_deadline watchdog = os_deadline_in(watchdog_ms);
        status = parent_link_serve_once(link, watchdog_ms);
        if (status == LINK_NOTHING && os_left(watchdog) == 0)
            status = LINK_WATCHDOG; /* the bug */
    }
    parent_link_finish(link, status);
}

static int play(int count, char *const *words)
{
    static struct link_options options;
    struct child_pool *pool = NULL;
    struct kit_error err;
    if (options_read_parent(count, words, &options, &err) != KIT_OK) {
        fprintf(stderr, "parent_with_hasty_watchdog: %s\n", err.text);
        return LINK_USAGE;
    }
    lifeline_attach(options.actor);
    if (child_pool_make(&options, &pool, &err) != KIT_OK)
        return EXIT_FAILURE;
    child_pool_start(pool);
    serve(child_pool_link(pool, 0), options.watchdog_ms);
    child_pool_wait_stop(pool);
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

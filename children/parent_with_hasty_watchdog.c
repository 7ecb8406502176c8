/*
 * A broken parent: its one bug is that its watchdog does not look. A child that says nothing
 * for the watchdog's time is taken for dead and reported so, though its process is there. To be
 * caught by the rule watchdog-detects. Cause seen in the wild: systemd #33080, where a stop in
 * a debugger leads to a kill; kibana PR#67235, where a busy machine does.
 */
#include "kit/link/family.h"
#include "kit/os/clock.h"
#include "kit/os/text.h"
#include "kit/probe/lifeline.h"

#include <stdio.h>
#include <stdlib.h>

static void serve(struct parent_link *link, uint32_t watchdog_ms)
{
    enum link_news news = parent_link_connect(link);
    while (!news_end(news)) {
        struct os_deadline watchdog = os_deadline_in(watchdog_ms);
        news = parent_link_serve_once(link, watchdog_ms);
        if (news == NEWS_NOTHING && os_left(watchdog) == 0)
            news = NEWS_WATCHDOG; /* the bug */
    }
    parent_link_finish(link, news);
}

static int play(int count, char *const *words)
{
    static struct link_options options;
    struct family *family = NULL;
    struct kit_error err;
    if (options_read_parent(count, words, &options, &err) != KIT_OK) {
        fprintf(stderr, "parent_with_hasty_watchdog: %s\n", err.text);
        return LINK_USAGE;
    }
    lifeline_attach(options.actor);
    if (family_make(&options, &family, &err) != KIT_OK)
        return EXIT_FAILURE;
    family_start(family);
    serve(family_link(family, 0), options.watchdog_ms);
    family_wait_stop(family);
    family_close(&family);
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

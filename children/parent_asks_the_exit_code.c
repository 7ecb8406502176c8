/*
 * A broken parent: its one bug is that it asks for a child's exit code where it should ask
 * whether the child has ended. 259 is what the system says of one that still runs, and what a
 * child can end with: such a one is alive for ever. It has no other way of noticing.
 * To be caught by the rule watchdog-detects. Cause seen in the wild: openjdk PR#10680,
 * rancher-desktop PR#450.
 */
#include "kit/link/family.h"
#include "kit/link/parent_link_own.h"
#include "kit/os/text.h"
#include "kit/probe/lifeline.h"

#include <stdio.h>
#include <stdlib.h>

#define STILL_RUNS 259

static void serve(struct parent_link *link, uint32_t watchdog_ms)
{
    enum link_news news = parent_link_connect(link);
    link->end.ways = WAY_NONE; /* but for its own */
    while (!news_end(news)) {
        news = parent_link_serve_once(link, watchdog_ms);
        bool runs = os_exit_code(link->process.handle) == STILL_RUNS; /* the bug */
        if (news == NEWS_NOTHING && !runs)
            news = NEWS_WATCHDOG;
    }
    parent_link_finish(link, news);
}

static int play(int count, char *const *words)
{
    static struct link_options options;
    struct family *family = NULL;
    struct kit_error err;
    if (options_read_parent(count, words, &options, &err) != KIT_OK) {
        fprintf(stderr, "parent_asks_the_exit_code: %s\n", err.text);
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

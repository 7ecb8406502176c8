/*
 * A broken parent: its one bug is that it looks at the exit code of a child that is gone, and
 * takes 0 for a Quit. A child that ended in the middle of its work with that code has done its
 * part to it, and is never reported lost.
 * To be caught by the rule watchdog-detects. Cause seen in the wild: ocaml PR#14046 and Wine MR
 * 3908, where a killed process leaves 0; esbuild #3712, which ends with 0 and says nothing.
 */
#include "kit/link/family.h"
#include "kit/link/parent_link_own.h"
#include "kit/os/event.h"
#include "kit/os/text.h"
#include "kit/probe/lifeline.h"

#include <stdio.h>
#include <stdlib.h>

static enum link_news as_it_sees_it(struct parent_link *link, enum link_news news)
{
    if (news != NEWS_PIPE && news != NEWS_PROCESS && news != NEWS_WATCHDOG)
        return news;
    if (os_wait_any(&link->end.process, 1, link->end.deadline_ms) == 0 &&
        os_exit_code(link->end.process) == 0)
        return NEWS_QUIT; /* the bug */
    return news;
}

/* It has one child. */
static void serve(struct parent_link *link, uint32_t watchdog_ms)
{
    enum link_news news = parent_link_connect(link);
    while (!news_end(news))
        news = as_it_sees_it(link, parent_link_serve_once(link, watchdog_ms));
    parent_link_finish(link, news);
}

static int play(int count, char *const *words)
{
    static struct link_options options;
    struct family *family = NULL;
    struct kit_error err;
    if (options_read_parent(count, words, &options, &err) != KIT_OK) {
        fprintf(stderr, "parent_takes_zero_for_quit: %s\n", err.text);
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

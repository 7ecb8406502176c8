/*
 * A broken parent: its one bug is that one thread serves all children, one after another, and
 * waits for each one's next request without a deadline. A child that hangs stops the service of
 * all others. A child that dies is noticed, and the stop is obeyed.
 * To be caught by the rule parent-continues. Cause seen in the wild: a supervisor with a
 * blocking read in its loop over the children.
 */
#include "kit/link/family.h"
#include "kit/os/event.h"
#include "kit/os/text.h"
#include "kit/probe/lifeline.h"

#include <stdio.h>
#include <stdlib.h>

/* One round over the children; false when there is nobody left to serve, or it is stopped. */
static bool serve_round(struct family *family, uint32_t count, enum link_news *news)
{
    bool any = false;
    for (uint32_t i = 0; i < count; i++) {
        if (news_end(news[i]))
            continue;
        struct parent_link *link = family_link(family, i);
        news[i] = parent_link_serve_once(link, OS_FOREVER); /* the bug */
        if (news_end(news[i]))
            parent_link_finish(link, news[i]);
        any |= !news_end(news[i]);
    }
    return any && !family_stopped(family);
}

static void serve(struct family *family, uint32_t count)
{
    enum link_news news[LINK_CHILDREN];
    for (uint32_t i = 0; i < count; i++) {
        news[i] = parent_link_connect(family_link(family, i));
        if (news_end(news[i]))
            parent_link_finish(family_link(family, i), news[i]);
    }
    while (serve_round(family, count, news))
        continue;
    family_wait_stop(family); /* all are gone; a parent goes on, as the reference does */
    for (uint32_t i = 0; i < count; i++)
        if (!news_end(news[i]))
            parent_link_finish(family_link(family, i), NEWS_STOP);
}

static int play(int count, char *const *words)
{
    static struct link_options options;
    struct family *family = NULL;
    struct kit_error err;
    if (options_read_parent(count, words, &options, &err) != KIT_OK) {
        fprintf(stderr, "parent_blocks_on_hung_child: %s\n", err.text);
        return LINK_USAGE;
    }
    lifeline_attach(options.actor);
    if (family_make(&options, &family, &err) != KIT_OK)
        return EXIT_FAILURE;
    family_start(family);
    serve(family, options.child_count);
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

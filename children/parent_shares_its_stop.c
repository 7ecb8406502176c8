/*
 * A broken parent: its one bug is that the event by which it ends its own threads has a name
 * without a number in it. When it has lost its child it sets the event, and a second run of
 * the program, which has nothing to do with this one, ends as well. (The name holds the run's,
 * as real ones do not, so that it can do no harm outside of it.)
 * To be caught by the rule nobody-else. Cause seen in the wild: roslyn PR#5466, two servers on
 * one name; msbuild #3140, where closing one build ends another's nodes.
 */
#include "kit/link/parent_link.h"
#include "kit/os/event.h"
#include "kit/os/text.h"
#include "kit/probe/lifeline.h"

#include <stdio.h>
#include <stdlib.h>

static enum kit_status make_stop(void **out)
{
    char name[128];
    const char *run = getenv("LIFELINE_RUN");
    snprintf(name, sizeof name, "parent_shares_its_stop.%s", run ? run : "");
    if (os_event_create(name, OS_MANUAL_RESET, out, NULL) == KIT_OK)
        return KIT_OK;
    return os_event_open(name, out, NULL); /* the bug: it is somebody else's */
}

/* Ends when it is stopped; or when its own threads are told to end, by whomever. */
static void serve(struct parent_link *link, const struct link_stops *stops)
{
    void *const run_alone[] = {stops->run};
    enum link_status status =
        parent_link_start(link, NULL) == KIT_OK ? parent_link_serve(link) : LINK_STOP;
    if (status == LINK_STOP)
        return;
    if (status != LINK_QUIT)
        os_event_set(stops->own);
    os_wait_any(run_alone, 1,
                OS_FOREVER); /* it goes on without the child, and so must others */
}

static void drop(void *context, const char *peer, int how)
{
    (void)peer; /* it has one child */
    parent_link_drop(context, how);
}

static void spoil(void *context, const char *peer, int how)
{
    (void)peer;
    parent_link_spoil(context, how);
}

/* To be tested, as child_pool_make does it for the others. */
static void serve_struck(struct parent_link *link, const struct link_stops *stops)
{
    lifeline_drop_with(drop, link);
    lifeline_spoil_with(spoil, link);
    serve(link, stops);
    lifeline_drop_with(NULL, NULL);
    lifeline_spoil_with(NULL, NULL);
}

static int play(int count, char *const *words)
{
    static struct link_options options;
    struct parent_link *link = NULL;
    struct link_stops stops = {NULL, NULL};
    struct kit_error err;
    if (options_read_parent(count, words, &options, &err) != KIT_OK) {
        fprintf(stderr, "parent_shares_its_stop: %s\n", err.text);
        return LINK_USAGE;
    }
    lifeline_attach(options.actor);
    stops.run = lifeline_stop_event();
    struct parent_link_settings settings = {
        .options = &options, .child = &options.children[0], .number = 1};
    if (make_stop(&stops.own) != KIT_OK)
        return EXIT_FAILURE;
    settings.stops = stops;
    if (parent_link_make(&settings, &link, &err) == KIT_OK)
        serve_struck(link, &stops);
    parent_link_close(&link);
    LIFELINE_REPORT("parent.ending", .by = "stop");
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

/*
 * A broken parent. It ends its own threads by an event. Its one bug: the name of this event
 * contains no number. When the parent has lost its child it sets the event, and a second,
 * unrelated run of the program ends as well. (Here the name contains the run's name, so that it
 * can do no harm outside of it. The names of real programs do not.) The rule nobody-else must
 * catch it. Known causes: roslyn PR#5466, two servers on one name; msbuild #3140, where closing
 * one build ends another's nodes.
 */
#include "kit/link/actor.h"
#include "kit/link/parent_link_state.h"
#include "kit/os/event.h"

#include <stdio.h>
#include <stdlib.h>

static void *open_stop(void)
{
    char name[128];
    void *stop = NULL;
    const char *run = getenv("LIFELINE_RUN");
    snprintf(name, sizeof name, "parent_shares_its_stop.%s", run ? run : "");
    if (os_event_create(name, OS_MANUAL_RESET, &stop, NULL) != KIT_OK)
        os_event_open(name, &stop, NULL); /* the bug: the event may belong to another run */
    return stop;
}

/*
 * The parent has one child. It ends when it is stopped, or when any process sets the event for
 * its threads.
 */
static void serve(struct child_pool *pool, const struct link_options *options)
{
    struct parent_link *link = child_pool_next(pool);
    void *own = link->end.stops.own = open_stop();
    (void)options;
    enum link_status status =
        parent_link_start(link, NULL) == KIT_OK ? parent_link_serve(link) : LINK_STOP;
    if (status != LINK_STOP && status != LINK_QUIT)
        os_event_set(own);
    if (status != LINK_STOP)
        /* It continues without the child, and other processes must, too. */
        child_pool_wait_stop(pool);
    link->end.stops.own = NULL;
    os_close(&own);
}

int wmain(int count, wchar_t **words)
{
    return parent_actor_main(&(struct parent_actor){.serve = serve}, count, words);
}

#include "kit/link/family.h"
#include "kit/link/os_hooks.h"
#include "kit/link/tell.h"
#include "kit/os/event.h"
#include "kit/os/fail.h"
#include "kit/os/thread.h"

#include <stdatomic.h>
#include <stdlib.h>

/* How soon a thread that could not be made is asked for again. */
#define SERVE_AGAIN_MS 100u

struct member {
    struct family *family;
    struct parent_link *link;
    void *thread;
    bool served;        /* it has a thread, or had one */
    bool gone;          /* it was let go */
    atomic_bool over;   /* its service; the thread is about to end */
    enum link_news why; /* what ended the service; read after the thread is joined */
};

struct family {
    const struct link_options *options;
    void *end;     /* the program's own stop: manual reset, all links wait on it */
    void *let_go;  /* set when a service is over, so that its place can be given away */
    uint32_t next; /* the first child that has not been started */
    uint32_t held; /* children that were started and not let go of yet */
    struct link_stops stops;
    struct os_deadline until; /* `--for` */
    struct member members[LINK_CHILDREN];
};

/* The link to the child of this name, or NULL. The names are all set before the first thread,
 * and never change. */
static struct parent_link *link_to(const struct family *family, const char *peer)
{
    for (uint32_t i = 0; i < family->options->child_count; i++)
        if (words_equal(parent_link_name(family->members[i].link), peer))
            return family->members[i].link;
    return NULL;
}

/* These two are called by the probe on the thread that serves this child, so nobody else is
 * using the pipe. */
static void drop(void *context, const char *peer, int how)
{
    struct parent_link *link = link_to(context, peer);
    if (link)
        parent_link_drop(link, how);
}

static void spoil(void *context, const char *peer, int how)
{
    struct parent_link *link = link_to(context, peer);
    if (link)
        parent_link_spoil(link, how);
}

enum kit_status family_make(const struct link_options *options, struct family **out,
                            struct kit_error *err)
{
    link_hook_os();
    struct family *family = calloc(1, sizeof *family);
    if (!family)
        return kit_fail(err, KIT_FULL, "no memory for %u children", options->child_count);
    family->options = options;
    if (options->for_ms)
        family->until = os_deadline_in(options->for_ms);
    enum kit_status status = os_event_create(NULL, OS_MANUAL_RESET, &family->end, err);
    if (status == KIT_OK)
        status = os_event_create(NULL, OS_AUTO_RESET, &family->let_go, err);
    family->stops = (struct link_stops){.run = lifeline_stop_event(), .own = family->end};
    for (uint32_t i = 0; status == KIT_OK && i < options->child_count; i++) {
        struct parent_link_settings settings = {.options = options,
                                                .child = &options->children[i],
                                                .number = i + 1,
                                                .stops = family->stops};
        family->members[i].family = family;
        status = parent_link_make(&settings, &family->members[i].link, err);
    }
    if (status != KIT_OK) {
        for (uint32_t i = 0; i < options->child_count; i++)
            parent_link_close(&family->members[i].link);
        os_close(&family->end);
        os_close(&family->let_go);
        free(family);
        return status;
    }
    lifeline_drop_with(drop, family);
    lifeline_spoil_with(spoil, family);
    *out = family;
    return KIT_OK;
}

bool family_stopped(const struct family *family)
{
    void *const stops[] = {family->stops.run, family->stops.own};
    if (family->options->for_ms && os_left(family->until) == 0)
        os_event_set(family->end);
    return os_wait_any(stops, 2, 0) >= 0; /* a look that fails saw no stop */
}

static uint32_t places_of(const struct family *family)
{
    uint32_t places = family->options->places, count = family->options->child_count;
    return places > 0 && places < count ? places : count;
}

struct parent_link *family_next(struct family *family)
{
    if (family->next == family->options->child_count)
        return NULL;
    family->held++;
    return family->members[family->next++].link;
}

void family_start(struct family *family)
{
    while (family->next < places_of(family) && !family_stopped(family))
        parent_link_start(family_next(family), NULL);
}

static uint32_t patience_of(const struct family *family)
{
    return family->options->for_ms ? os_left(family->until) : OS_FOREVER;
}

void family_wait_stop(const struct family *family)
{
    void *const stops[] = {family->stops.run, family->stops.own};
    os_wait_any(stops, 2, patience_of(family));
}

static void serve(void *context)
{
    struct member *member = context;
    member->why = parent_link_serve(member->link);
    bool lost =
        member->why == NEWS_PIPE || member->why == NEWS_PROCESS || member->why == NEWS_WATCHDOG;
    if (lost && member->family->options->stop_on_loss)
        os_event_set(member->family->end);
    atomic_store(&member->over, true);
    os_event_set(member->family->let_go);
}

/*
 * Joins the services that are over. With the last of them nothing is held for any child, and
 * no other thread runs: that is the rest at which handles can be counted.
 */
static void let_go(struct family *family, bool all)
{
    uint32_t before = family->held;
    for (uint32_t i = 0; i < family->next; i++) {
        struct member *member = &family->members[i];
        if (member->gone || !(all || atomic_load(&member->over)))
            continue;
        os_thread_join(&member->thread);
        member->gone = true;
        family->held--;
    }
    if (before > 0 && family->held == 0)
        LIFELINE_STEP(step_words[PROTOCOL_FAMILY_REST]);
}

/* The place of a child that was let go is given to the next. */
static void fill_places(struct family *family)
{
    uint32_t count = family->options->child_count, places = places_of(family);
    while (family->held < places && family->next < count && !family_stopped(family))
        parent_link_start(family_next(family), NULL);
}

/* Asks for the threads that are still wanting; true when there are none. */
static bool all_are_served(struct family *family)
{
    bool all = true;
    for (uint32_t i = 0; i < family->next; i++) {
        struct member *member = &family->members[i];
        os_calls_for(parent_link_name(member->link));
        if (!member->served)
            member->served = os_thread_start(serve, member, &member->thread, NULL) == KIT_OK;
        all = all && member->served;
    }
    os_calls_for(NULL);
    return all;
}

/*
 * News of a child that is over, a stop, or that it is time to ask again for a thread. It is one
 * wait that goes on: two children that end at once can be one piece of news, and how often this
 * thread wakes must not count.
 */
static void await_news(struct family *family, bool all_served, bool goes_on)
{
    void *const news[] = {family->stops.run, family->stops.own, family->let_go};
    uint32_t timeout_ms = all_served ? patience_of(family) : SERVE_AGAIN_MS;
    if (goes_on)
        os_wait_on(news, 3, timeout_ms);
    else
        os_wait_any(news, 3, timeout_ms);
}

/*
 * A thread that the system has no memory for is no reason to give up the other children, nor
 * the one that it was for: it waits in the meantime, as it would for a slow parent. One that
 * has none when all is over is told so by this thread.
 */
void family_serve(struct family *family)
{
    for (bool goes_on = false; !family_stopped(family); goes_on = true) {
        fill_places(family);
        await_news(family, all_are_served(family), goes_on);
        let_go(family, false);
    }
    os_event_set(family->end);
    for (uint32_t i = 0; i < family->next; i++) {
        if (!family->members[i].served)
            serve(&family->members[i]);
    }
    let_go(family, true);
}

struct parent_link *family_link(struct family *family, uint32_t index)
{
    return index < family->options->child_count ? family->members[index].link : NULL;
}

void family_close(struct family **family)
{
    bool lost = false;
    struct family *closed = *family;
    lifeline_drop_with(NULL, NULL);
    lifeline_spoil_with(NULL, NULL);
    for (uint32_t i = 0; i < closed->options->child_count; i++) {
        enum link_news why = closed->members[i].why;
        lost |= why == NEWS_PIPE || why == NEWS_PROCESS || why == NEWS_WATCHDOG;
        parent_link_close(&closed->members[i].link);
    }
    lost &= closed->options->stop_on_loss;
    os_close(&closed->end);
    os_close(&closed->let_go);
    free(closed);
    *family = NULL;
    REPORT(PARENT_ENDING, .by = lost ? step_words[PROTOCOL_CHILD_LOST] : news_words[NEWS_STOP]);
}

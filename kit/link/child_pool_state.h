#pragma once
/*
 * The parts of a child pool: data only, for child_pool.c and its tests.
 */
#include "kit/link/parent_link.h"

#include <stdatomic.h>

struct worker {
    struct child_pool *pool;
    struct parent_link *link;
    void *thread;
    bool served;          /* it has or had a thread */
    bool joined;          /* the thread has ended, and nothing is held for the child any more */
    atomic_bool over;     /* the service is over; the thread is about to end */
    enum link_status why; /* what ended the service; read after the thread is joined */
};

struct child_pool {
    const struct link_options *options;
    void *end;         /* the program's own stop: manual reset, all links wait on it */
    void *worker_over; /* set when a service is over, so that the next child can be started */
    uint32_t next;     /* the first child that has not been started */
    uint32_t held;     /* children that were started and whose worker is not joined yet */
    struct link_stops stops;
    struct os_deadline until; /* when `--for` has passed */
    struct worker workers[LINK_CHILDREN];
};

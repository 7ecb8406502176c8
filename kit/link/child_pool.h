#pragma once
/*
 * A parent's children: for each of them a worker, which is a link and the thread that serves
 * it. All workers share one stop. The parents in children/ are written with a pool. One thread
 * makes, starts, serves and closes it.
 */
#include "kit/link/parent_link.h"

struct child_pool; /* opaque; heap, made and freed here */

/* Makes the pool, tells the probe how a pipe is dropped, and makes kit/os ask the probe. Call
 * lifeline_attach before, so that the run's stop is known. The pool borrows `options` until it
 * is closed. */
enum kit_status child_pool_make(const struct link_options *options, struct child_pool **out,
                                struct kit_error *err);

/*
 * Starts the children in order, at most max_parallel of them. A child that cannot be started is
 * reported, and the others go on. All of these are started before the first is served. So no
 * step of a service falls into the start of another child: a fault that ends a parent inside
 * CreateProcess leaves a child that never ran a line, and no protocol can reach such a child.
 */
void child_pool_start(struct child_pool *pool);

/*
 * Serves each child on a thread of its own. Returns when all is over: the run stopped the
 * parent, or `--for` has passed, or a child was lost and the options say that this is the end.
 * When a worker is done, the calling thread starts the next child that waits for its turn. The
 * pool is quiescent when no worker is left and no other thread runs. Each time, the calling
 * thread makes the step family.rest.
 */
void child_pool_serve(struct child_pool *pool);

/* For a parent that starts its children in its own way: the link of the next child to start;
 * NULL if there is none. */
struct parent_link *child_pool_next(struct child_pool *pool);

/* For a parent with a loop of its own: its links in order, whether it was stopped, and the wait
 * for the stop. */
struct parent_link *child_pool_link(struct child_pool *pool, uint32_t index);
bool child_pool_stopped(const struct child_pool *pool);
void child_pool_wait_stop(const struct child_pool *pool);

/* Gives everything back and reports parent.ending, which is a parent's own last step. */
void child_pool_close(struct child_pool **pool);

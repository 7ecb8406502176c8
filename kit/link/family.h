#pragma once
/*
 * A parent with all its children: a link and a service thread for each, one stop for all of
 * them. The parents in children/ are written with it. Made, started, served and closed by one
 * thread.
 */
#include "kit/link/parent_link.h"

struct family; /* opaque; heap, made and freed here */

/* Makes it, tells the probe how a pipe is dropped, and has kit/os ask the probe. Attach before,
 * so that the run's stop is known. `options` is borrowed until it is closed. */
enum kit_status family_make(const struct link_options *options, struct family **out,
                            struct kit_error *err);

/*
 * Starts the children, in order, as many as there are places for. One that cannot be started is
 * reported, and the others go on. All these are started before the first is served, so that no
 * step of a service falls into the making of another child: who ends a parent inside
 * CreateProcess leaves a child that never ran a line, and which no protocol can reach.
 */
void family_start(struct family *family);

/*
 * Serves each child on a thread of its own, and returns when all is over: stopped by the run,
 * by --for, or by the loss of a child where the options say so. When one is let go, the next of
 * those for which there was no place is started at once, on the calling thread. Whenever no
 * child is left it makes the step family.rest there, while no other thread runs.
 */
void family_serve(struct family *family);

/* For a parent that starts its children in its own way: the link of the next one, to be started
 * now; NULL when there is none. */
struct parent_link *family_next(struct family *family);

/*
 * For a parent with a loop of its own: its links in order, whether it was stopped, and the wait
 * for the stop.
 */
struct parent_link *family_link(struct family *family, uint32_t index);
bool family_stopped(const struct family *family);
void family_wait_stop(const struct family *family);

/* Gives everything back and reports parent.ending, a parent's own last step. */
void family_close(struct family **family);

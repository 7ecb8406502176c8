#pragma once
/*
 * The child's side of a link to its parent. Children are written with it.
 *
 *     child_link_make(&options, &link, &err);
 *     why = child_link_run(link);            // until it has to end, and that is not an error
 *     child_link_end(&link, why);            // gives all back; the child's own last step
 *
 * One thread. Each of the two stops, the run's and the program's own, ends every wait and every
 * write at once. The only exception is the write of Quit, which the deadline bounds. The first
 * request is sent as soon as the child is connected; each next one a tick after the previous
 * exchange.
 */
#include "kit/link/end.h"
#include "kit/link/options.h"

struct child_link; /* opaque; heap, made and freed here */

/* Takes the options, tells the probe how the pipe is dropped, and makes kit/os ask the probe.
 * Call lifeline_attach before. */
enum kit_status child_link_make(const struct link_options *options, struct child_link **out,
                                struct kit_error *err);

/*
 * The program's own stop: an event that any thread may set. The child then sends Quit and ends,
 * as after the run's stop. Call it before child_link_run. The event is borrowed until
 * child_link_end.
 */
void child_link_stop_with(struct child_link *link, void *event);

/*
 * Calls `show` after each reply, on the thread of child_link_run, with the text in shared
 * memory. The text is borrowed for the call. A slow `show` delays the next request.
 */
void child_link_show_with(struct child_link *link,
                          void (*show)(void *context, const char *text), void *context);

/* Maps the shared memory and opens what the parent made. The first part of child_link_run. */
enum link_status child_link_connect(struct child_link *link, struct kit_error *err);

/*
 * Connects and makes requests until the parent is gone or has sent Quit, or until the run stops
 * this child. LINK_FAILED: the child cannot do its part; err has the reason.
 */
enum link_status child_link_run(struct child_link *link, struct kit_error *err);

void child_link_end(struct child_link **link, enum link_status why);

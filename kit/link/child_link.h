#pragma once
/*
 * The parent, as its child sees it. What a child is written with.
 *
 *     child_link_make(&options, &link, &err);
 *     why = child_link_run(link);            // until it has to end, and that is not an error
 *     child_link_end(&link, why);            // gives all back; the child's own last step
 *
 * One thread. Every wait and every write ends at once on each of the two stops, the run's and
 * the program's own, but for the write of Quit, which the deadline bounds. The first request is
 * sent as soon as the child is connected, the next ones a tick after the exchange before was
 * over.
 */
#include "kit/link/end.h"
#include "kit/link/options.h"

struct child_link; /* opaque; heap, made and freed here */

/* Takes the options, tells the probe how the pipe is dropped, and has kit/os ask the probe.
 * Attach before. */
enum kit_status child_link_make(const struct link_options *options, struct child_link **out,
                                struct kit_error *err);

/*
 * The program's own stop, an event that any thread may set: the child says Quit and ends, as it
 * does by the run's. Borrowed until child_link_end; before child_link_run.
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
 * Connects and makes requests until the parent is gone, or said Quit, or the run stops this
 * child. LINK_FAILED: it cannot do its part; err has the sentence.
 */
enum link_status child_link_run(struct child_link *link, struct kit_error *err);

void child_link_end(struct child_link **link, enum link_status why);

#pragma once
/*
 * The parent's side of a link to one child: the child's process, the pipe, an event each way
 * and the shared memory. Parents with their own loop are written with it.
 *
 *     parent_link_make(&settings, &link, &err);
 *     parent_link_start(link, &err);           // the child runs
 *     parent_link_serve(link);                 // on a thread for it; until it is over
 *     parent_link_close(&link);
 *
 * A link belongs to one thread at a time. Each of the two stops ends every wait and every write
 * at once. The only exceptions are the waits and writes of `finish`: they happen because of a
 * stop, and the deadline bounds them.
 */
#include "kit/link/end.h"
#include "kit/link/options.h"

struct parent_link; /* opaque; heap, made and freed here */

struct parent_link_settings {
    const struct link_options *options; /* the parent's; borrowed until the link is closed */
    const struct link_child *child;     /* the same */
    uint32_t number;                    /* of the child, from 1; for the names of its objects */
    struct link_stops stops;            /* the same */
};

/* Allocates a link, so that its name is known before any thread asks for it. Starts nothing. */
enum kit_status parent_link_make(const struct parent_link_settings *settings,
                                 struct parent_link **out, struct kit_error *err);

/*
 * Makes the child's mapping, pipe and events, and starts it. On failure it is reported as
 * `child.unstarted`, the link holds nothing and serving it is over at once. 20 ms.
 */
enum kit_status parent_link_start(struct parent_link *link, struct kit_error *err);

/* The whole service: connect, serve until the link is over, finish. Returns why it was over. */
enum link_status parent_link_serve(struct parent_link *link);

/*
 * Its parts, for a parent that wants its own loop. `connect` waits for the child, `serve_once`
 * at most timeout_ms for one wake-up, which it answers; link_is_over() of what they return says
 * whether the link is over. `finish` then says or reports what is due, and waits for a child
 * that was told or has said Quit, at most the deadline. It never ends a child.
 */
enum link_status parent_link_connect(struct parent_link *link);
enum link_status parent_link_serve_once(struct parent_link *link, uint32_t timeout_ms);
void parent_link_finish(struct parent_link *link, enum link_status why);

const char *parent_link_name(const struct parent_link *link);

/* For the fault `drop`: drops the pipe, on the thread that serves it. `how` is 0,
 * LIFELINE_DISCONNECT or LIFELINE_CLOSE. */
void parent_link_drop(struct parent_link *link, int how);

/* Makes the next message to the child go out wrong: LIFELINE_TRUNCATE or LIFELINE_CORRUPT. */
void parent_link_spoil(struct parent_link *link, int how);

/* Gives everything back. NULL is fine. */
void parent_link_close(struct parent_link **link);

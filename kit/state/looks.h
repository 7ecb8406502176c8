#pragma once
/*
 * Which looks at a folder the log gets, while a line waits for it. A program that makes files
 * all the time would fill the log, so only the first looks are logged at once. But the judge
 * decides by the last look before the line's deadline. The runner learns afterwards that a
 * deadline has passed, and stalls of the machine move it. So the looks that may be the last one
 * are kept until it is known. Pure; one thread; all zero at first.
 */
#include "kit/base/event.h"

#include <stdbool.h>

/* How many looks are logged at once. */
#define LOOKS_LOGGED 50u

/* How many can be kept: the runner looks every 20 ms, and its judge is a little behind. */
#define LOOKS_KEPT   8u

struct looks {
    struct kit_event last; /* the last look that was taken */
    struct kit_event kept[LOOKS_KEPT];
    uint32_t taken, kept_count;
};

/*
 * Takes the event of a look. Up to `open_ns` the line's deadline had not passed. If an event
 * now belongs into the log, this look's or one that was kept, it is in *log. A look that found
 * the same as the last one is passed over.
 */
bool looks_take(struct looks *looks, const struct kit_event *look, int64_t open_ns,
                struct kit_event *log);

/* The line no longer waits: what is kept belongs into the log. False if nothing is left. */
bool looks_next(struct looks *looks, struct kit_event *log);

#pragma once
/*
 * Where the faults from outside struck in an earlier run. A line such as `after 150ms kill cs`
 * says no step, so the same time strikes elsewhere in each run. A replay strikes when the actor
 * has come to the word that was its last one before the strike in the log. Pure.
 */
#include "kit/base/event.h"
#include "kit/scenario/scenario_model.h"

/*
 * How long after its time a strike waits for its moment, but at most for this part of the run's
 * limit. An actor that took another way never comes to it, and then the strike comes by time.
 */
#define MOMENT_LATE_NS    (2000 * NS_PER_MS)
#define MOMENT_LIMIT_PART 4

struct moment {
    uint32_t line_index;
    int actor; /* the one that is struck */
    char name[KIT_NAME], peer[KIT_NAME];
    uint32_t occurrence;
};

struct moments {
    uint32_t count;
    struct moment *all; /* sorted by line_index; can be NULL if `count` is 0 */
};

/*
 * Reads them from the sorted events of the earlier run. A strike at an actor without a word
 * before it has none. Call moments_free in any case.
 */
enum kit_status moments_read(const struct scenario *scenario, const struct kit_event *events,
                             size_t count, struct moments *out, struct kit_error *err);
void moments_free(struct moments *moments);

int64_t moment_late_ns(const struct scenario *scenario);

/* The moment of a line, or NULL; `moments` may be NULL. */
const struct moment *moments_of_line(const struct moments *moments, uint32_t line_index);

/* Whether this word of an actor is the moment. */
bool moment_is(const struct moment *moment, int actor, const char *name, const char *peer,
               uint32_t occurrence);

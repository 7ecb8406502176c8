#pragma once
/*
 * A census: how many handles of each type a process holds, counted from outside, without a look
 * at what they stand for. Nothing is asked of the process, so it can be suspended. Each handle
 * is duplicated for an instant, which keeps what it stands for: count where nobody waits for
 * the end of something that this process holds. Exact for a process whose threads stand still.
 * Any thread; under Wine some 50 us for each handle.
 */
#include "kit/base/text.h"

#define OS_TYPES 96 /* of objects that a system has */

struct os_census_row {
    char type[KIT_NAME]; /* "File", "Event", "Section", "Process", "Thread" ... */
    uint32_t count;      /* never 0 */
};

struct os_census {
    uint32_t row_count;
    struct os_census_row rows[OS_TYPES];
};

/* Counts the handles that `process` holds. KIT_FULL: they are of more types than OS_TYPES. */
enum kit_status os_census(void *process, struct os_census *out, struct kit_error *err);

/* Counts one more of a type; false if there is no row for it. */
bool os_census_add(struct os_census *census, const char *type);

/* How many of a type are in it; 0 of one that is not there. */
uint32_t os_census_of(const struct os_census *census, const char *type);

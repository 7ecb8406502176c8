#pragma once
/*
 * A census: how many handles of each type a process holds. It is counted from outside and asks
 * nothing of the process, so the process may be suspended.
 *
 * Each handle is duplicated for an instant, and the duplicate keeps its object alive. So do not
 * count while any process waits for the end of an object that this process holds. The count is
 * exact if all threads of the process stand still. Any thread; under Wine about 50 us for each
 * handle.
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

/* Counts the handles that `process` holds. KIT_FULL: they have more types than OS_TYPES. */
enum kit_status os_census(void *process, struct os_census *out, struct kit_error *err);

/* Counts one more of a type; false if there is no row for it. */
bool os_census_add(struct os_census *census, const char *type);

/* The count of a type; 0 if the census has none. */
uint32_t os_census_of(const struct os_census *census, const char *type);

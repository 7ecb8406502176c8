#include "kit/os/census.h"
#include "kit/os/handles.h"

#include <string.h>

static void count_type(struct os_census *census, const char *type)
{
    uint32_t i = 0;
    while (i < census->row_count && !words_equal(census->rows[i].type, type))
        i++;
    if (i == OS_TYPES)
        i--; /* more types than a system has; what is beyond goes to the last */
    if (i == census->row_count) {
        census->rows[census->row_count++] = (struct os_census_row){.count = 0};
        name_copy(census->rows[i].type, type, strlen(type));
    }
    census->rows[i].count++;
}

static void see(void *context, HANDLE duplicate)
{
    char type[KIT_NAME] = HANDLE_NO_TYPE;
    if (duplicate)
        handle_type(duplicate, type);
    count_type(context, type);
}

enum kit_status os_census(void *process, struct os_census *out, struct kit_error *err)
{
    *out = (struct os_census){.row_count = 0};
    return handles_each(process, see, out, err);
}

uint32_t os_census_of(const struct os_census *census, const char *type)
{
    for (uint32_t i = 0; i < census->row_count; i++) {
        if (words_equal(census->rows[i].type, type))
            return census->rows[i].count;
    }
    return 0;
}

#include "kit/os/census.h"
#include "kit/os/handles.h"

#include <string.h>

/* A census that is being made. */
struct counting {
    struct os_census *census;
    bool spilled;
};

bool os_census_add(struct os_census *census, const char *type)
{
    uint32_t i = 0;
    while (i < census->row_count && !words_equal(census->rows[i].type, type))
        i++;
    if (i == OS_TYPES)
        return false;
    if (i == census->row_count) {
        census->rows[census->row_count++] = (struct os_census_row){.count = 0};
        name_copy(census->rows[i].type, type, strlen(type));
    }
    census->rows[i].count++;
    return true;
}

static void count_handle(void *context, HANDLE duplicate)
{
    char type[KIT_NAME] = HANDLE_NO_TYPE;
    if (duplicate)
        handle_type(duplicate, type);
    struct counting *counting = context;
    counting->spilled |= !os_census_add(counting->census, type);
}

enum kit_status os_census(void *process, struct os_census *out, struct kit_error *err)
{
    *out = (struct os_census){.row_count = 0};
    struct counting counting = {.census = out};
    enum kit_status status = handles_each(process, count_handle, &counting, err);
    if (status == KIT_OK && counting.spilled)
        status = kit_fail(err, KIT_FULL, "they are of more than %d types", OS_TYPES);
    return status;
}

uint32_t os_census_of(const struct os_census *census, const char *type)
{
    for (uint32_t i = 0; i < census->row_count; i++) {
        if (words_equal(census->rows[i].type, type))
            return census->rows[i].count;
    }
    return 0;
}

#include "kit/look/look.h"

#include <assert.h>
#include <string.h>

int look_process_of(const struct look *look, uint32_t pid)
{
    for (uint32_t i = look->process_count; i > 0; i--) {
        if (look->processes[i - 1].pid == pid)
            return (int)i - 1;
    }
    return -1;
}

uint32_t look_depth(const struct look *look, uint32_t process)
{
    uint32_t depth = 0;
    assert(process < look->process_count);
    int creator = look_process_of(look, look->processes[process].creator);
    /* A PID can come round again, so a creator is always an earlier process. */
    while (creator >= 0 && (uint32_t)creator < process) {
        depth++;
        process = (uint32_t)creator;
        creator = look_process_of(look, look->processes[process].creator);
    }
    return depth;
}

void look_add_held(struct look *look, const struct look_held *held)
{
    for (uint32_t i = 0; i < look->held_count; i++) {
        const struct look_held *known = &look->held[i];
        if (known->process == held->process && known->is_server == held->is_server &&
            known->is_listening == held->is_listening && words_equal(known->type, held->type) &&
            words_equal(known->name, held->name))
            return;
    }
    if (look->held_count == LOOK_HELD)
        look->is_full = true;
    else
        look->held[look->held_count++] = *held;
}

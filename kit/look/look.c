#include "kit/look/look.h"
#include "kit/judge/system_processes.h"

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

/* A step or a report of the program about one of its children. */
static bool is_of_probe(const struct kit_event *event)
{
    return (event->kind == EVENT_STEP || event->kind == EVENT_REPORT) && event->peer[0] &&
           words_equal(event->actor, "app");
}

static bool is_name_among(const char *const names[LOOK_PROCESSES], uint32_t count,
                          const char *name)
{
    for (uint32_t i = 0; i < count; i++) {
        if (words_equal(names[i], name))
            return true;
    }
    return false;
}

/* The children that the program itself started, in the order of their creation. */
static uint32_t children_of_program(const struct look *look, uint32_t out[LOOK_PROCESSES])
{
    uint32_t count = 0;
    for (uint32_t i = 1; i < look->process_count; i++) {
        if (look->processes[i].creator == look->processes[0].pid &&
            !is_systems_own(look->processes[i].image))
            out[count++] = i;
    }
    return count;
}

void look_take_names(struct look *look, const struct kit_event *events, size_t count)
{
    uint32_t children[LOOK_PROCESSES], child_count = children_of_program(look, children);
    const char *names[LOOK_PROCESSES];
    uint32_t name_count = 0;
    for (size_t i = 0; i < count; i++) {
        if (!is_of_probe(&events[i]) || is_name_among(names, name_count, events[i].peer))
            continue;
        if (name_count == child_count)
            return;
        names[name_count++] = events[i].peer;
    }
    for (uint32_t i = 0; i < name_count && name_count == child_count; i++)
        name_copy(look->processes[children[i]].called, names[i], strlen(names[i]));
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

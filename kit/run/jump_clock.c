#include "kit/run/jump_clock.h"

#include <string.h>

/* Win32's error for what is not supported. */
#define NOT_SUPPORTED 50u

/* The offsets stay in the actor's block, so they are those of its next process, too. */
static void move_clocks(struct actor_block *block, uint32_t clocks, int64_t ms)
{
    for (uint32_t i = 0; i < CLOCK_COUNT; i++) {
        if (clocks >> i & 1u)
            atomic_fetch_add(&block->clocks_ms[i], ms);
    }
}

bool jump_clock_by_line(struct session *session, int line_index)
{
    const struct scenario_line *line = &session->scenario->lines[line_index];
    struct actor_block *block = session->shared.blocks[line->actor];
    struct kit_event event = recorder_event(&session->recorder, EVENT_JUMPED, line->actor);
    uint32_t clocks = clocks_of(line->clock);
    bool is_back = line->kind == SAY_JUMP_BACK;
    if (!session->is_injected[line->actor] || block->calls.stubs == 0)
        return false;
    name_copy(event.name, clock_words[line->clock], strlen(clock_words[line->clock]));
    name_copy(event.by, is_back ? "back" : "ahead", is_back ? 4 : 5);
    event.size = line->window_ms;
    event.line_number = line->line_number;
    if ((block->calls.clocks & clocks) != clocks)
        event.code = NOT_SUPPORTED;
    /* The log has the fact before a program can react to it. */
    recorder_add(&session->recorder, &event);
    if (event.code == 0)
        move_clocks(block, clocks, is_back ? -(int64_t)line->window_ms : line->window_ms);
    return true;
}

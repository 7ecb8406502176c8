#pragma once
/*
 * Lines that can never come since their own actor stands still: what
 * kit/scenario/deadlock_check.h cannot know from the file alone, the run shows. Pure.
 */
#include "kit/judge/verdict_builder.h"

/*
 * True if the line, one that arms, waits for a step of a child that is held until a line below
 * it lets it go, and all that the child ever said came from the held thread. Then that is told.
 */
bool deadlock_in_the_way(struct verdict_builder *builder, uint32_t line_index);

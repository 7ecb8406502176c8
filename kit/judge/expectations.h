#pragma once
/*
 * The lines that begin with expect: what must come within a window, and what must not come for
 * as long as one lasts. Pure.
 */
#include "kit/judge/verdict_builder.h"

/* Of a line that has begun. */
enum judge_state expectation_state(struct verdict_builder *builder, uint32_t index);

#pragma once
/*
 * The lines that begin with expect: what must come within a window, and what must not come
 * during one. Pure.
 */
#include "kit/judge/verdict_builder.h"

/* For a line that has begun. */
enum judge_state expectation_state(struct verdict_builder *builder, uint32_t index);

#pragma once
/*
 * The lines that arm something: at, inside, hold, fail. One that never happened is vacuous, as
 * nothing was tested. Pure.
 */
#include "kit/judge/verdict_builder.h"

enum judge_state trigger_state(struct verdict_builder *builder, uint32_t index);

/* A strike that the actor told of and the runner could not see from outside proves nothing. */
void trigger_not_confirmed(struct verdict_builder *builder, uint32_t index, int64_t at_ns);

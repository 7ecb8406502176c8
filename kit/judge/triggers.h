#pragma once
/*
 * The lines that arm a fault or hold: at, inside, hold, fail. A line that never happened is
 * vacuous, because nothing was tested. Pure.
 */
#include "kit/judge/verdict_builder.h"

enum judge_state trigger_state(struct verdict_builder *builder, uint32_t index);

/*
 * A strike that the actor logged and the runner could not confirm from outside proves nothing.
 */
void trigger_not_confirmed(struct verdict_builder *builder, uint32_t index, int64_t at_ns);

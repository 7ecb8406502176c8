#pragma once
/*
 * The lines that arm something: at, inside, hold, fail. One that never happened is vacuous, as
 * nothing was tested. Pure.
 */
#include "kit/judge/bench.h"

enum judge_state armed_state(struct bench *bench, uint32_t index);

/* A strike that the actor told of and the runner could not see from outside proves nothing. */
void armed_not_confirmed(struct bench *bench, uint32_t index, int64_t at_ns);

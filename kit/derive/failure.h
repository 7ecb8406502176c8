#pragma once
/* A failure, and whether another run shows the same one. Pure. */
#include "kit/derive/shrink.h"
#include "kit/judge/judge_result.h"

/* The first rule or line that failed in a run; or NULL. */
const struct finding *failure_first(const struct judgement *judgement);

/* What shrinking keeps for its sake. Borrows the finding. */
struct shrink_goal failure_goal(const struct finding *failure);

/*
 * Whether a run of a smaller scenario shows the failure: it is red, by the same rule on the
 * same actor or by the same line, which has the number `line_number` now. Nothing else went
 * wrong but what went wrong in the first run, too.
 */
bool failure_is_shown(const struct judgement *first, const struct finding *failure,
                      const struct judgement *now, uint32_t line_number);

/* Whether nothing else went wrong, so that `must fail` can demand it. */
bool failure_is_alone(const struct finding *failure, const struct judgement *now);

#pragma once
/*
 * The preconditions of a valid test: every actor starts, attaches its probe, connects, and
 * lives until the faults of the scenario have struck. If a precondition fails, the run is an
 * error. One finding names the place and the remedy, instead of many findings that name the
 * consequences. Pure.
 */
#include "kit/judge/verdict_builder.h"

/*
 * Adds the findings, and sets builder->troubled and out->hopeless. Must be called before lines
 * and rules are judged.
 */
void preconditions_judge(struct verdict_builder *builder);

/*
 * Whether the child was never started although its parent had the time to. Such a child
 * satisfies the rules only because it was absent.
 */
bool preconditions_never_started(const struct verdict_builder *builder, int actor);

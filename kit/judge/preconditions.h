#pragma once
/*
 * What must be so that a run tests anything at all: every actor starts, attaches its probe,
 * connects, and lives until the faults of the scenario struck. Where it is not so the run is an
 * error with one sentence that names the place and the cure, instead of many that name its
 * consequences. Pure.
 */
#include "kit/judge/verdict_builder.h"

/* Lays the findings, and sets builder->troubled and out->hopeless. Goes before lines and rules.
 */
void preconditions_judge(struct verdict_builder *builder);

/* Whether the child was never started, though its parent had the time to: then it kept the
 * rules by not being there. */
bool preconditions_never_started(const struct verdict_builder *builder, int actor);

#pragma once
/*
 * The outcome of the scenario's lines: arming lines that struck or never did (triggers.h), and
 * expectations that were met or not (expectations.h). Pure.
 */
#include "kit/judge/verdict_builder.h"

/*
 * Fills out->lines and out->armed_done. Needs the result of the preconditions
 * (builder->troubled) first.
 */
void lines_judge(struct verdict_builder *builder);

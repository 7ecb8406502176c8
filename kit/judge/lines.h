#pragma once
/*
 * What became of the scenario's lines: armed ones that struck or never did (triggers.h), and
 * expectations that were met or not (expectations.h). Pure.
 */
#include "kit/judge/verdict_builder.h"

/* Fills out->lines and out->armed_done; needs to know of trouble (builder->troubled) before. */
void lines_judge(struct verdict_builder *builder);

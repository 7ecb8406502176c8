#pragma once
/*
 * What became of the scenario's lines: armed ones that struck or never did, and expectations
 * that were met or not. A line that arms and never happened is vacuous: nothing was tested.
 * Pure.
 */
#include "kit/judge/bench.h"

/* Fills out->lines and out->armed_done; needs to know of trouble (bench->troubled) before. */
void lines_judge(struct bench *bench);

/* A line's fault or hold as a sentence has it: "kill cs at request.sent #3". */
struct phrase line_text(const struct bench *bench, uint32_t line);

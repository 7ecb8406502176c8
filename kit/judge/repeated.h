#pragma once
/*
 * One finding for what is the same of several children: "host did not serve vb within 3000 ms
 * after cs was killed (so with c3, c4)". Pure.
 */
#include "kit/base/finding.h"

/* Findings on one actor by one rule that differ in the child and in numbers alone become the
 * first of them, which names the others. */
void repeated_merge(struct judgement *judgement);

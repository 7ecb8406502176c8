#pragma once
/*
 * Deduplicates findings that are the same for several children: "host did not serve vb within
 * 3000 ms after cs was killed (so with c3, c4)". Pure.
 */
#include "kit/base/finding.h"

/*
 * Merges findings on one actor by one rule that differ only in the child and in numbers. The
 * first of them stays and names the other children.
 */
void repeated_merge(struct judgement *judgement);

#pragma once
/*
 * The contract: one function for each rule of KIT_RULES, in a table by enum kit_rule. What each
 * reads, from which event its window counts and when it is unseen stands in docs/contract.md.
 * A rule lays its findings and waits on the builder and keeps nothing. Pure.
 */
#include "kit/judge/verdict_builder.h"

/* Judges every rule that the scenario does not waive, in the order of KIT_RULES. */
void rules_judge(struct verdict_builder *builder);

#pragma once
/*
 * The contract: one function for each rule of KIT_RULES, in a table by enum kit_rule.
 * docs/contract.md says what each rule reads, from which event its window counts and when it is
 * unseen. A rule adds its findings and waits to the builder and keeps no state. Pure.
 */
#include "kit/judge/verdict_builder.h"

/* Judges every rule that the scenario does not waive, in the order of KIT_RULES. */
void rules_judge(struct verdict_builder *builder);

#pragma once
/*
 * What the program is that was examined, in a few sentences for the top of its card. Pure.
 */
#include "kit/doctor/answers.h"

/* Processes of the same kind as a child of the plan, the child included. */
uint32_t doctor_kind_size(const struct doctor_plan *plan, uint32_t child);

/* Appends the section. */
void doctor_about(struct text *to, const struct doctor_examined *examined);

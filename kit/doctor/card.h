#pragma once
/*
 * The report card of an examination. Pure.
 */
#include "kit/doctor/answers.h"

/* Appends the card. */
void doctor_card(struct text *to, const struct doctor_examined *examined);

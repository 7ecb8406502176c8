#pragma once
/*
 * The part of the report card about the strikes at calls. Pure; any thread.
 */
#include "kit/doctor/answers.h"

/* Appends how many strikes came to which result, and which did not hold; or why there was none.
 * Nothing, if none was wanted. */
void doctor_card_struck(struct text *to, const struct doctor_plan *plan,
                        const struct doctor_answer *answers);

#pragma once
/*
 * The report card as JSON, for programs. docs/any-program.md has its fields. Pure.
 */
#include "kit/doctor/answers.h"

/* The first bytes of such a file, by which lifeline knows its own. */
#define DOCTOR_JSON_FIRST "{\"lifeline_doctor\":1,"

/* Appends the card: one object, with a line feed at its end. */
void doctor_card_json(struct text *to, const struct doctor_examined *examined);

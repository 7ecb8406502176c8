#pragma once
/*
 * The last facts of a finding: selects the events that a user needs to understand it, and
 * writes them as a table. Pure, any thread; reads the events a fixed number of times.
 */
#include "kit/judge/judge.h"

/* The maximum of rows. Users would not read more. */
#define EXCERPT_ROWS 12u

/* Appends the table, one line for each row; nothing if there is no row. */
void excerpt_write(struct text *to, const struct scenario *scenario,
                   const struct kit_event *events, size_t count, const struct finding *finding);

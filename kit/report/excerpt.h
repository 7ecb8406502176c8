#pragma once
/*
 * The last facts of a finding: which events a person needs to see to understand it, and the
 * table of them. Pure, any thread; goes over the events a fixed number of times.
 */
#include "kit/judge/judge.h"

/* More would not be read. */
#define EXCERPT_ROWS 12u

/* Appends the table, each row on its line; nothing if there is nothing to tell. */
void excerpt_write(struct text *to, const struct scenario *scenario,
                   const struct kit_event *events, size_t count, const struct finding *finding);

#pragma once
/* Times of a run, for people. A log that was forged can have any. Pure. */
#include "kit/base/event.h"

/* Appends "0.304 s". */
void moment_add(struct text *to, int64_t at_ns);

/* From an earlier to a later instant; 0 if it is no later. */
uint64_t moment_ms_between(int64_t from_ns, int64_t until_ns);

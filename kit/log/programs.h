#pragma once
/* Compares the programs of two headers. Pure. */
#include "kit/log/log_header.h"

/*
 * Names each program of `then` that is another one in `now`, as a list for a sentence. A
 * program of which only one side knows is no difference. True if there is a difference.
 */
bool log_programs_differ(const struct log_header *then, const struct log_header *now,
                         struct text *to);

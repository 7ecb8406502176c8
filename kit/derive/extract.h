#pragma once
/*
 * The scenario that shows what a log shows: the faults of its run, each at the step at which it
 * really struck, without the lines and actors that had no part in a failure. A comment at the
 * top says what the run came to, and what the scenario is expected to come to. Pure; any
 * thread.
 */
#include "kit/derive/extract_source.h"

/* The first bytes of the text, so that lifeline replaces no other file. */
#define EXTRACT_FIRST "# lifeline extract: "

/* The size of the longest text, with its terminator. A scenario with more cannot be read. */
#define EXTRACT_MOST  (SCENARIO_TEXT + 1)

/*
 * Appends the scenario, which scenario_read has accepted. KIT_FULL if it is too long for a
 * scenario, or without memory.
 */
enum kit_status extract_write(struct text *to, const struct extract_of *of,
                              struct kit_error *err);

#pragma once
/*
 * What the files that judge a scenario's lines share, and nobody else. A line is meant by its
 * index in the scenario.
 */
#include "kit/judge/bench.h"

const struct scenario_line *line_at(const struct bench *bench, uint32_t line);

/* A finding about this line, to be told with bench_find. */
struct charge line_charge(const struct bench *bench, uint32_t line, enum kit_verdict verdict,
                          int actor, int64_t at_ns);

/* What the line's actor or report is, as the events have it. */
struct pattern line_pattern(const struct bench *bench, const struct scenario_line *line);

/* The instant at which what has not come is given up, or FACTS_NEVER: the limit, or the end. */
int64_t lines_given_up_at(const struct facts *facts);

int64_t lines_limit_of(const struct bench *bench);

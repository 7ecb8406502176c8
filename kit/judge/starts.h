#pragma once
/*
 * Lines about how often an actor is started: `starts`, `never starts`, `starts at most`. The
 * starts of all its processes count, and the runner sees each of them itself. Only
 * expectations.c includes this header. Pure.
 */
#include "kit/judge/line.h"

bool line_is_of_starts(const struct scenario_line *line);

/* Whether the line states what must not come. */
bool starts_forbid(const struct scenario_line *line);

/* "cs to be started at most 3 times" */
struct short_text starts_wanted_text(const struct verdict_builder *builder,
                                     const struct scenario_line *line);

/* "it was started 4 times: at 0.101 s, 0.140 s, 0.181 s, 0.220 s", up to an instant. */
struct short_text starts_seen_text(const struct verdict_builder *builder,
                                   const struct scenario_line *line, int64_t until_ns);

/* The start that counts for a waiting line, from an instant on; or NULL. */
const struct fact *starts_awaited(const struct verdict_builder *builder,
                                  const struct scenario_line *line, int64_t from_ns);

/* The first start by `until_ns` that a line forbids; or NULL. */
const struct fact *starts_forbidden(const struct verdict_builder *builder, uint32_t index,
                                    int64_t until_ns);

#pragma once
/*
 * Questions about one line, for the files that judge a scenario's lines. A line is identified
 * by its index in the scenario. Only these files include this header. Pure.
 */
#include "kit/judge/verdict_builder.h"

const struct scenario_line *line_at(const struct verdict_builder *builder, uint32_t line_index);

/* A finding about this line, to be added with add_finding. */
struct finding_header line_header(const struct verdict_builder *builder, uint32_t line_index,
                                  enum kit_verdict verdict, int actor, int64_t at_ns);

/* The name of the line's actor or report, as the events have it. */
struct pattern line_pattern(const struct verdict_builder *builder,
                            const struct scenario_line *line);

/* The actor's process at an instant: the newest that was started by then, or else its first. */
int process_at(const struct verdict_builder *builder, int actor, int64_t at_ns);

/*
 * The instant at which an absent event is no longer waited for: the limit, or the end. Or
 * FACTS_NEVER.
 */
int64_t lines_given_up_at(const struct facts *facts);

int64_t lines_limit_of(const struct verdict_builder *builder);

/* The self-test of the injected probe, which is about all processes of the actor and is logged
 * once, at the end of the run; NULL without one. `mark` is MARK_OVERSEEN or MARK_BLIND. */
const struct fact *self_test_of(const struct verdict_builder *builder, int actor,
                                enum mark mark);

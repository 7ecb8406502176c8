#pragma once
/*
 * Checks of a scenario beyond its shape: whether each line that arms or acts can do so, and
 * whether all lines go together. Pure.
 */
#include "kit/scenario/reader.h"

/* Whether a line that arms or acts can do so; appends it to the scenario. */
enum kit_status reader_append(struct reader *reader, struct statement *statement);

/* Keeps `run for` or `run until`. A scenario has at most one of them. */
enum kit_status reader_keep_ending(struct reader *reader, struct statement *statement);

/*
 * Reads a path that is word `token` of the line: in quotes, and from the scenario's own folder
 * where it begins with `./`.
 */
enum kit_status reader_take_path(const struct reader *reader, const struct statement *statement,
                                 uint32_t token, char to[SCENARIO_ARGUMENT]);

/* The checks that need all actors. */
enum kit_status reader_finish(struct reader *reader);

#pragma once
/*
 * `repeat <times> times` and `end`: the lines between them stand in the scenario as often as
 * they are carried out, each time with a number of its own (kit/base/line_number.h). Pure.
 */
#include "kit/scenario/reader.h"

enum kit_status repeat_begin(struct reader *reader, const struct statement *statement);
enum kit_status repeat_end(struct reader *reader, const struct statement *statement);

/* Refuses a line that cannot stand inside `repeat`, if it stands there. */
enum kit_status repeat_allows(const struct reader *reader, const struct statement *statement);

#pragma once
/*
 * What a scenario has to be beside its shape: whether each line that arms or acts can do so,
 * and whether all of them go together. Pure.
 */
#include "kit/scenario/reader.h"

/* Whether a line that arms or acts can do so; appends it to the scenario. */
enum kit_status reader_append(struct reader *reader, struct statement *statement);

/* Keeps `run for` or `run until`, of which there is one at most. */
enum kit_status reader_keep_ending(struct reader *reader, struct statement *statement);

/* What can be said only when all actors are known. */
enum kit_status reader_finish(struct reader *reader);

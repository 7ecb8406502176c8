#pragma once
/*
 * The reader of scenarios. It checks everything that can be known from the file alone: words,
 * actors, steps, units, who can obey what. Pure, any thread.
 *
 *     struct scenario *s = malloc(sizeof *s);
 *     if (scenario_read("a.scenario", text, size, s, &err) != KIT_OK)
 *         puts(err.text);     // path:line:column, the line, a caret, what was expected
 */
#include "kit/scenario/scenario_model.h"

/*
 * Reads `size` bytes (which may hold anything). On a mistake *out is unspecified and err->text
 * has path:line:column, the line, a caret and what was expected. Takes time linear in `size`.
 */
enum kit_status scenario_read(const char *path, const char *text, size_t size,
                              struct scenario *out, struct kit_error *err);

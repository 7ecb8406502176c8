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

/* Mistakes of one file that are told; who made more looks at these first. */
#define SCENARIO_MISTAKES 20

struct mistakes {
    uint32_t count;
    bool more; /* there are others behind the last one */
    struct kit_error all[SCENARIO_MISTAKES];
};

/*
 * The same, and each mistake of the file in its order, at most one a line. What follows from a
 * mistake above is left out: a line that names what is declared in a line with a mistake, or
 * that has an unknown name which was told already. `mistakes` is large: allocate it.
 */
enum kit_status scenario_read_all(const char *path, const char *text, size_t size,
                                  struct scenario *out, struct mistakes *mistakes);

#pragma once
/*
 * The reader of scenarios. It checks everything that the file alone shows: words, actors,
 * steps, units, which actor can obey which fault. Pure, any thread.
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

/* The maximum of mistakes of one file that are reported. A user with more fixes these first. */
#define SCENARIO_MISTAKES 20

struct mistakes {
    uint32_t count;
    bool more; /* there are more mistakes than are kept */
    struct kit_error all[SCENARIO_MISTAKES];
};

/*
 * The same, and collects the mistakes of the file in their order, at most one for each line.
 * Consequences of an earlier mistake are left out: a line that uses a name declared in a line
 * with a mistake, or an unknown name that was reported already. `mistakes` is large: allocate
 * it.
 */
enum kit_status scenario_read_all(const char *path, const char *text, size_t size,
                                  struct scenario *out, struct mistakes *mistakes);

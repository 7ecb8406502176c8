#pragma once
/*
 * The list of classes of mutants that may stay green, each row with the reason: ci/mutants.txt.
 * A row is five words and, after a colon, the reason. Each word is `*` or a list separated by
 * commas. A line that begins with `#` is a comment. Pure; one thread.
 */
#include "kit/base/status.h"
#include "kit/mutants/mutation.h"

struct reasons;

/* NULL if a row is wrong; the message says which. `text` is borrowed. */
struct reasons *reasons_read(const char *path, const char *text, size_t size,
                             struct kit_error *err);
void reasons_free(struct reasons *reasons);

/* Whether a row allows this class. The row is marked as used. */
bool reasons_allow(struct reasons *reasons, const struct mutant_class *of);

/* How many rows allowed nothing. They are printed if `say` is true; otherwise none counts. */
uint32_t reasons_unused(const struct reasons *reasons, bool say);

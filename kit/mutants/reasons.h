#pragma once
/*
 * The list of classes of mutants that may stay green, each row with the reason: ci/mutants.txt.
 * A row is five words and, behind a colon, the reason; each word is `*` or words that are
 * parted by commas. A `#` at its start makes a line a comment. Pure; one thread.
 */
#include "kit/base/status.h"
#include "kit/mutants/mutation.h"

struct reasons;

/* NULL where a row is wrong, with the sentence that says where. `text` is borrowed. */
struct reasons *reasons_read(const char *path, const char *text, size_t size,
                             struct kit_error *err);
void reasons_free(struct reasons *reasons);

/* Whether a row allows this class; the row is noted as used. */
bool reasons_allow(struct reasons *reasons, const struct mutant_class *of);

/* How many rows allowed nothing; they are printed where `say` is true, and else none counts. */
uint32_t reasons_unused(const struct reasons *reasons, bool say);

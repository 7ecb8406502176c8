#pragma once
/*
 * Which mistakes of a file are consequences of an earlier one. They are not reported, because
 * they vanish when the user fixes the first. Pure.
 */
#include "kit/scenario/reader.h"

/*
 * Whether the mistake in the reader's line may be a consequence of a mistake in an earlier
 * line.
 */
bool mistake_follows(const struct reader *reader);

/*
 * Remembers what the reader's line, which has a mistake, would have declared, or which names in
 * it are unknown.
 */
void mistake_remember(struct reader *reader);

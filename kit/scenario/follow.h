#pragma once
/*
 * Which mistakes of a file follow from one above them: whoever mends that one has no use for
 * the others. Pure.
 */
#include "kit/scenario/reader.h"

/* Whether the mistake in the reader's line may be there only since a line above has one. */
bool mistake_follows(const struct reader *reader);

/* Remembers what the reader's line, which has a mistake, would have declared or does not know.
 */
void mistake_remember(struct reader *reader);

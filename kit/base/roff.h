#pragma once
/* Text of the tables as roff, for the man pages. Pure. */
#include "kit/base/text.h"

/*
 * Appends one line of prose. What roff would interpret is escaped; `a word` in backquotes
 * becomes bold.
 */
void roff_add(struct text *to, const char *prose);

/* Appends the same with its first letter as a capital and a full stop: a sentence. */
void roff_add_sentence(struct text *to, const char *prose);

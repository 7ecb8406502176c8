#pragma once
/*
 * Which of the words that a rule misses (PROTOCOL_MISSED_WORDS) a program can say, by its file:
 * a program that says a word has it somewhere in its file, as bytes or as UTF-16. The runner
 * tells it with `attached`, and the judge reads it there. Pure; any thread.
 */
#include "kit/base/text.h"

#include <stdint.h>

/* One bit for each word that stands in these bytes. Linear in `size`. */
uint32_t missed_words_in(const char *bytes, size_t size);

/* Appends "words: child.lost quit.sent", or "words: none". */
void missed_words_tell(struct text *to, uint32_t held);

#pragma once
/*
 * Which of the words that a rule needs (PROTOCOL_MISSED_WORDS) a program can log. A program
 * that logs a word has it somewhere in its file, as bytes or as UTF-16. The runner writes the
 * result into `attached`, and the judge reads it there. Pure; any thread.
 */
#include "kit/base/text.h"

#include <stdint.h>

/* One bit for each word that occurs in these bytes. Linear in `size`. */
uint32_t missed_words_in(const char *bytes, size_t size);

/* Appends "words: child.lost quit.sent", or "words: none". */
void missed_words_tell(struct text *to, uint32_t held);

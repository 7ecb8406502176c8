#pragma once
/*
 * One reader for each kind of slot in a shape: whether a word fits, what it means, which words
 * would have fitted. Pure.
 */
#include "kit/scenario/reader.h"

/* Room for every word that any slot could take. */
#define SLOT_WORDS 320

/*
 * Whether the word fits the element's slot; its value goes into *into. On false, why->text has
 * a sentence if the word was certainly meant for this slot and is wrong in itself. Otherwise
 * why->text is unchanged.
 */
bool slot_fits(const struct reader *reader, const struct element *element,
               const struct token *token, struct statement *into, struct kit_error *why);

/* Appends the words that the slot could take here, and returns the new count. */
size_t slot_words(const struct reader *reader, enum shape_slot slot, const char **words,
                  size_t count);

/*
 * Appends what the slot expects, for a message: "a fault: kill, hang or drop". `alone`: nothing
 * else in the message could be mistaken for one of its words.
 */
void slot_expected(const struct reader *reader, enum shape_slot slot, bool alone,
                   struct text *to);

/* Whether shapes or faults use this word themselves, so that it cannot be a name. */
bool word_is_taken(const char *word);

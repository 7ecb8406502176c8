#pragma once
/*
 * Mistakes in the line that is being read: each has its place, and a sentence that says what
 * was expected. Pure.
 */
#include "kit/scenario/match.h"

/*
 * A mistake in the meaning of a line, at the word that fills the role (at the line's first word
 * if no word does). Returns KIT_BAD_INPUT.
 */
enum kit_status reader_wrong(const struct reader *reader, const struct statement *statement,
                             enum shape_role role, const char *format, ...) KIT_PRINTF(4, 5);

/* The same, at a word of the line by its index. */
enum kit_status reader_wrong_at(const struct reader *reader, const struct statement *statement,
                                uint32_t token, const char *near_word, const char *format, ...)
    KIT_PRINTF(5, 6);

/* A mistake in the bytes of the file or of the reader's line. */
enum kit_status reader_flaw(const struct reader *reader, const struct flaw *flaw);

/* A line that fits no shape. */
enum kit_status reader_miss(const struct reader *reader, const struct miss *miss);

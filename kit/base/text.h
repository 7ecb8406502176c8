#pragma once
/*
 * Bounded text. A builder over memory that its caller owns; it never writes past the end, is
 * always terminated, and remembers whether something was cut. One thread at a time.
 */
#include "kit/base/status.h"

#include <stddef.h>
#include <string.h>

/* The longest path, in bytes of UTF-8, with its terminator. What is longer is refused, and
 * never cut: whoever opened it then would open another file, or none. */
#define KIT_PATH 1024

/* The longest name of an actor, a step, an event or any other word, with its terminator. */
#define KIT_NAME 32

struct text {
    char *at;      /* borrowed; at[length] is always 0 */
    size_t size;   /* bytes at `at`, at least 1 */
    size_t length; /* bytes written, without the terminator */
    bool cut;      /* something did not fit */
};

/* An empty text over `size` bytes at `at`. */
struct text text_over(char *at, size_t size);

/* A builder that goes on where a text that stands there ends. */
static inline struct text text_after(char *at, size_t size)
{
    return (struct text){.at = at, .size = size, .length = strlen(at)};
}

/* Appends. What does not fit is cut between two characters, and `cut` is set; then nothing more
 * is appended. */
void text_add(struct text *to, const char *format, ...) KIT_PRINTF(2, 3);
void text_add_bytes(struct text *to, const char *from, size_t count);

/* Copies a name of at most KIT_NAME - 1 bytes; false (and an empty name) if it is longer. */
bool name_copy(char to[KIT_NAME], const char *from, size_t count);

/* What stands behind a path's drive and its leading dots and slashes; points into it. */
const char *path_without_start(const char *path);

/* What stands behind the last separator of a path, / or \; points into it. */
const char *path_file_name(const char *path);

/* Appends "a, b or c". */
void text_add_choice(struct text *to, const char *const *words, size_t count);

bool words_equal(const char *a, const char *b);

/*
 * The word of `words` (count of them) that is nearest to `to` by edits (insert, delete,
 * replace, swap of neighbours), or NULL if none is near enough to be what was meant.
 */
const char *nearest_word(const char *to, const char *const *words, size_t count);

/* The index of `word` in a list that ends with NULL, or -1. */
int word_index(const char *const *words, const char *word);

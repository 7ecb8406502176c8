#pragma once
/*
 * Bounded text. A builder over the caller's memory: it never writes past the end, the text is
 * always terminated, and it remembers whether something was cut. One thread at a time.
 */
#include "kit/base/status.h"

#include <stddef.h>
#include <string.h>

/* The longest path in bytes of UTF-8, with its terminator. A longer path is refused and never
 * cut: a cut path could name another file. */
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

/* A builder that continues an existing text. */
static inline struct text text_after(char *at, size_t size)
{
    return (struct text){.at = at, .size = size, .length = strlen(at)};
}

/* Appends. Text that does not fit is cut between two characters and `cut` is set; after that
 * nothing is appended. */
void text_add(struct text *to, const char *format, ...) KIT_PRINTF(2, 3);
void text_add_bytes(struct text *to, const char *from, size_t count);

/* Copies a name of at most KIT_NAME - 1 bytes; false (and an empty name) if it is longer. */
bool name_copy(char to[KIT_NAME], const char *from, size_t count);

/* The path after its drive and its leading dots and slashes; points into it. */
const char *path_without_start(const char *path);

/* The part after a path's last separator, / or \; points into it. */
const char *path_file_name(const char *path);

/* Appends "a, b or c". */
void text_add_choice(struct text *to, const char *const *words, size_t count);

bool words_equal(const char *a, const char *b);

/*
 * The word of `words` (`count` of them) nearest to `to` by edits (insert, delete, replace, swap
 * of neighbours); NULL if none is near enough to be meant.
 */
const char *nearest_word(const char *to, const char *const *words, size_t count);

/* The index of `word` in a list that ends with NULL, or -1. */
int word_index(const char *const *words, const char *word);

#pragma once
/*
 * Matches names by wildcards, as `--filter` takes them. Pure, any thread.
 */
#include <stdbool.h>
#include <stddef.h>

/*
 * True if the pattern matches the whole text. `*` is any number of characters, including
 * separators; `?` is one byte. ASCII letters match in either case, and `/` matches `\\`.
 */
bool wildcard_matches(const char *pattern, const char *text);

/* True if one of the patterns matches the whole text. */
bool wildcard_any_matches(const char *const *patterns, size_t count, const char *text);

/*
 * True if the pattern matches some part of the text, as a person searches for words in a line.
 * With `same_case` letters match only in the same case, and `/` only itself.
 */
bool wildcard_finds(const char *pattern, const char *text, bool same_case);

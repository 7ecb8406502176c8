#pragma once
/*
 * Names by wildcards, as `--filter` takes them. Pure, any thread.
 */
#include <stdbool.h>

/*
 * Whether the pattern is all of the text. `*` is any number of characters, separators too, and
 * `?` is one byte. Letters of ASCII are the same in either case, and so are `/` and `\\`.
 */
bool wildcard_matches(const char *pattern, const char *text);

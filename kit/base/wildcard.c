#include "kit/base/wildcard.h"

#include <assert.h>

static char fold_character(char c)
{
    if (c >= 'A' && c <= 'Z')
        return (char)(c - 'A' + 'a');
    return c == '\\' ? '/' : c;
}

static bool character_matches(char wanted, char seen, bool same_case)
{
    if (wanted == '\0')
        return false;
    return wanted == '?' || wanted == seen ||
           (!same_case && fold_character(wanted) == fold_character(seen));
}

/* If the rest does not match, the last `*` takes one more character. An earlier `*` need not be
 * tried again, so the time is at most the product of both lengths. With `to_end` the pattern
 * has to match up to the end of the text. A search begins as if a `*` stood before the pattern.
 */
static bool match_from(const char *pattern, const char *text, bool same_case, bool to_end)
{
    const char *star = to_end ? NULL : pattern, *star_text = to_end ? NULL : text;
    while (*text && (*pattern || to_end)) {
        if (*pattern == '*') {
            star = ++pattern;
            star_text = text;
        } else if (character_matches(*pattern, *text, same_case)) {
            pattern++;
            text++;
        } else if (star) {
            pattern = star;
            text = ++star_text;
        } else {
            return false;
        }
    }
    while (*pattern == '*')
        pattern++;
    return *pattern == '\0';
}

bool wildcard_matches(const char *pattern, const char *text)
{
    assert(pattern && text);
    return match_from(pattern, text, false, true);
}

bool wildcard_any_matches(const char *const *patterns, size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++) {
        if (wildcard_matches(patterns[i], text))
            return true;
    }
    return false;
}

bool wildcard_finds(const char *pattern, const char *text, bool same_case)
{
    assert(pattern && text);
    return match_from(pattern, text, same_case, false);
}

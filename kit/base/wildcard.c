#include "kit/base/wildcard.h"

#include <assert.h>
#include <stddef.h>

static char fold_character(char c)
{
    if (c >= 'A' && c <= 'Z')
        return (char)(c - 'A' + 'a');
    return c == '\\' ? '/' : c;
}

/* If the rest does not match, the last `*` takes one more character. An earlier `*` need not be
 * tried again, so the time is at most the product of both lengths. */
bool wildcard_matches(const char *pattern, const char *text)
{
    const char *star = NULL, *star_text = NULL;
    assert(pattern && text);
    while (*text) {
        if (*pattern == '*') {
            star = ++pattern;
            star_text = text;
        } else if (*pattern &&
                   (*pattern == '?' || fold_character(*pattern) == fold_character(*text))) {
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

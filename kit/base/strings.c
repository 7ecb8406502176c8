#include "kit/base/strings.h"

#include <stdlib.h>
#include <string.h>

char *copy_string(const char *from)
{
    size_t size = strlen(from) + 1;
    char *copy = malloc(size);
    return copy ? memcpy(copy, from, size) : NULL;
}

static char ascii_small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool has_ending(const char *text, const char *ending)
{
    size_t length = strlen(text), tail = strlen(ending);
    if (length < tail)
        return false;
    for (size_t i = 0; i < tail; i++) {
        if (ascii_small(text[length - tail + i]) != ascii_small(ending[i]))
            return false;
    }
    return true;
}

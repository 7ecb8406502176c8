#include "kit/base/zeroed.h"

/* On Windows it is kit/base/zeroed_win32.c. */
#ifndef _WIN32
#include <stdlib.h>

void *zeroed_new(size_t bytes)
{
    return calloc(1, bytes);
}

void zeroed_free(void *memory)
{
    free(memory);
}
#endif

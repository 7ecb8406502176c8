#include "kit/base/zeroed.h"

#include <windows.h>

void *zeroed_new(size_t bytes)
{
    return VirtualAlloc(NULL, bytes, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
}

void zeroed_free(void *memory)
{
    if (memory)
        VirtualFree(memory, 0, MEM_RELEASE);
}

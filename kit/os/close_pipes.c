#include "kit/os/close_pipes.h"
#include "kit/os/win32.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>

/* Handles are multiples of 4. A process keeps the values of those that it inherits, and they
 * are low, since a process makes few before it starts another. */
#define VALUE_STEP 4u
#define VALUE_LAST 0x400u

static bool is_pipe(HANDLE process, HANDLE value)
{
    HANDLE duplicate = NULL;
    bool is_one = DuplicateHandle(process, value, GetCurrentProcess(), &duplicate, 0, FALSE,
                                  DUPLICATE_SAME_ACCESS) &&
                  GetFileType(duplicate) == FILE_TYPE_PIPE;
    if (duplicate)
        CloseHandle(duplicate);
    return is_one;
}

void os_close_pipes(void *process)
{
    assert(process);
    for (uintptr_t value = VALUE_STEP; value <= VALUE_LAST; value += VALUE_STEP) {
        if (is_pipe(process, (HANDLE)value))
            DuplicateHandle(process, (HANDLE)value, NULL, NULL, 0, FALSE,
                            DUPLICATE_CLOSE_SOURCE);
    }
}

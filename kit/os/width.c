#include "kit/os/width.h"
#include "kit/os/win32.h"

#include <limits.h>

uint32_t os_own_bits(void)
{
    return sizeof(void *) * CHAR_BIT;
}

/* A process that is not 32 bits on 64 has the width of the system. A 64-bit caller knows that
 * of the system; a 32-bit caller is itself on 64 bits, or is not. */
static uint32_t system_bits(void)
{
    BOOL is_on_64 = FALSE;
    if (os_own_bits() == 64 || (IsWow64Process(GetCurrentProcess(), &is_on_64) && is_on_64))
        return 64;
    return 32;
}

uint32_t os_process_bits(void *process)
{
    BOOL is_on_64 = FALSE;
    if (!IsWow64Process(process, &is_on_64))
        return 0;
    return is_on_64 ? 32 : system_bits();
}

bool os_process_reachable(void *process)
{
    uint32_t bits = os_process_bits(process);
    return bits > 0 && bits <= os_own_bits();
}

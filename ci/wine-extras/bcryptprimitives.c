/*
 * bcryptprimitives.dll, for a Wine that has none, such as Wine 8.0. Today's programs in Go and
 * Rust load it for random numbers, and end where it is missing. They use ProcessPrng alone.
 */

#include <windows.h>

/* RtlGenRandom, under the name that advapi32 exports. */
BOOLEAN NTAPI SystemFunction036(void *to, ULONG size);

__declspec(dllexport) BOOL WINAPI ProcessPrng(BYTE *to, SIZE_T size);

BOOL WINAPI ProcessPrng(BYTE *to, SIZE_T size)
{
    const SIZE_T most = 1u << 30; /* at once, since RtlGenRandom counts by 32 bits */
    for (SIZE_T done = 0; done < size;) {
        SIZE_T part = size - done < most ? size - done : most;
        if (!SystemFunction036(to + done, (ULONG)part))
            return FALSE;
        done += part;
    }
    return TRUE;
}

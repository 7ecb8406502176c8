#include "kit/os/process_list.h"

#include <stdlib.h>

#define TOO_SHORT  ((LONG)0xC0000004)

/* The first guess of the list's size, and how often the list may have grown meanwhile. */
#define FIRST_SIZE (64u * 1024u)
#define TRIES      16

enum kit_status process_list(SYSTEM_PROCESS_INFORMATION **out, struct kit_error *err)
{
    ULONG room = FIRST_SIZE, needed = 0;
    LONG status = TOO_SHORT;
    void *list = NULL;
    for (int i = 0; i < TRIES && status == TOO_SHORT; i++) {
        free(list);
        list = malloc(room);
        if (!list)
            return kit_fail(err, KIT_FULL, "no memory for the list of processes");
        status = NtQuerySystemInformation(SystemProcessInformation, list, room, &needed);
        room = (needed > room ? needed : room) * 2;
    }
    if (status < 0) {
        free(list);
        return kit_fail(err, KIT_OS, "NtQuerySystemInformation failed with status 0x%08lx",
                        (unsigned long)status);
    }
    *out = list;
    return KIT_OK;
}

const SYSTEM_PROCESS_INFORMATION *process_list_next(const SYSTEM_PROCESS_INFORMATION *process)
{
    return process->NextEntryOffset > 0
               ? (const void *)((const char *)process + process->NextEntryOffset)
               : NULL;
}

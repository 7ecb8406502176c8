/*
 * The end of the search is known in advance. One call could return all handles of the system
 * (class 64). But under Wine 8 that call crashes the server, and all programs with it, if some
 * process is so young that it has no handle yet.
 */
#include "kit/os/handles.h"
#include "kit/os/process_list.h"
#include "kit/os/text.h"

#include <stdlib.h>
#include <string.h>

#define TYPE_INFORMATION 2 /* of NtQueryObject */

#define PIPES_DEVICE     L"\\Device\\NamedPipe"

/* Handles are multiples of 4, from 4 on, and a table is filled from its beginning. */
#define VALUE_STEP       4u
#define VALUE_MOST       (16u * 1024u * 1024u)

/*
 * The size of a process's handle table, from the list of processes. On Windows this is the
 * number of handles. Under Wine it is the number of places in the table, used and free; no
 * handle is beyond it.
 */
static enum kit_status table_size(uint32_t pid, uint32_t *out, struct kit_error *err)
{
    SYSTEM_PROCESS_INFORMATION *list = NULL;
    enum kit_status status = process_list(&list, err);
    if (status != KIT_OK)
        return status;
    const SYSTEM_PROCESS_INFORMATION *process = list;
    while (process && (uint32_t)(uintptr_t)process->UniqueProcessId != pid)
        process = process_list_next(process);
    *out = process ? process->HandleCount : 0;
    free(list);
    return KIT_OK;
}

/* How far to search: up to this many handles, or up to this value. */
struct extent {
    uint32_t count;
    uintptr_t last;
};

static enum kit_status extent_of(HANDLE process, struct extent *out, struct kit_error *err)
{
    DWORD count = 0;
    uint32_t places = 0;
    *out = (struct extent){.count = UINT32_MAX, .last = VALUE_MOST};
    if (GetProcessHandleCount(process, &count) && count > 0) { /* under Wine it says 0 */
        out->count = count;
        return KIT_OK;
    }
    enum kit_status status = table_size(GetProcessId(process), &places, err);
    out->last = (uintptr_t)places * VALUE_STEP;
    return status;
}

enum kit_status handles_each(HANDLE process, void (*see)(void *context, HANDLE duplicate),
                             void *context, struct kit_error *err)
{
    struct extent extent;
    uint32_t found = 0;
    enum kit_status status = extent_of(process, &extent, err);
    if (status != KIT_OK)
        return status;
    for (uintptr_t value = VALUE_STEP; value <= extent.last && found < extent.count;
         value += VALUE_STEP) {
        HANDLE duplicate = NULL;
        if (!DuplicateHandle(process, (HANDLE)value, GetCurrentProcess(), &duplicate, 0, FALSE,
                             DUPLICATE_SAME_ACCESS) &&
            GetLastError() == ERROR_INVALID_HANDLE)
            continue;
        found++;
        see(context, duplicate);
        if (duplicate)
            CloseHandle(duplicate);
    }
    if (found > 0)
        return KIT_OK;
    return kit_fail(err, KIT_GONE, "process %lu holds no handle: it has ended",
                    (unsigned long)GetProcessId(process));
}

void handle_type(HANDLE handle, char to[KIT_NAME])
{
    struct {
        UNICODE_STRING name;
        char rest[512]; /* totals, and the characters of the name */
    } told = {.name = {0}};
    wchar_t wide[KIT_NAME] = L"";
    char narrow[KIT_NAME * 3] = "";
    ULONG size = 0;
    struct text out = text_over(to, KIT_NAME);
    if (NtQueryObject(handle, (OBJECT_INFORMATION_CLASS)TYPE_INFORMATION, &told, sizeof told,
                      &size) >= 0 &&
        told.name.Buffer) {
        size_t length = told.name.Length / sizeof *wide;
        memcpy(wide, told.name.Buffer,
               (length < KIT_NAME ? length : KIT_NAME - 1) * sizeof *wide);
        os_narrow(wide, narrow, sizeof narrow);
    }
    text_add(&out, "%s", narrow[0] ? narrow : HANDLE_NO_TYPE);
}

bool pipe_is_named(const wchar_t *name, size_t length)
{
    const size_t device = wcslen(PIPES_DEVICE);
    if (length > 0 && name[length - 1] == L'\\')
        length--;
    return length > 0 && (length != device || wcsncmp(name, PIPES_DEVICE, device) != 0);
}

/*
 * Each handle is duplicated, asked for its type, and the duplicate closed at once. Where the
 * search ends is known before. The table of all handles
 * of the system (class 64) would tell all this in one call, but under Wine 8 the server
 * crashes, and all programs with it, if at that instant some process is so young that it has no
 * handle yet. A handle's type can be asked for at any time; its name or what a pipe holds could
 * block.
 */
#include "kit/os/census.h"
#include "kit/base/text.h"
#include "kit/os/error.h"
#include "kit/os/text.h"
#include "kit/os/win32.h"
#include <winternl.h>

#include <stdlib.h>
#include <string.h>

#define TYPE_INFORMATION 2 /* of NtQueryObject */
#define TOO_SHORT        ((LONG)0xC0000004)

/* A first guess at the list of processes, and how often it may have grown meanwhile. */
#define FIRST_SIZE       (64u * 1024u)
#define TRIES            16

/* Handles are multiples of 4, from 4 on, and a table is filled from its beginning. */
#define VALUE_STEP       4u
#define VALUE_MOST       (16u * 1024u * 1024u)

/* What cannot be duplicated, as some handles of Windows' own cannot, is counted as this. */
#define NO_TYPE          "other"

static const SYSTEM_PROCESS_INFORMATION *find(const void *list, uint32_t pid)
{
    for (const char *at = list;;) {
        const SYSTEM_PROCESS_INFORMATION *process = (const void *)at;
        if ((uint32_t)(uintptr_t)process->UniqueProcessId == pid)
            return process;
        if (process->NextEntryOffset == 0)
            return NULL;
        at += process->NextEntryOffset;
    }
}

/*
 * Of a process's table, by the list of processes. It says the number of handles on Windows, and
 * under Wine how many places the table has, taken and free, beyond which there is none.
 */
static enum kit_status table_size(uint32_t pid, uint32_t *out, struct kit_error *err)
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
    const SYSTEM_PROCESS_INFORMATION *process = find(list, pid);
    *out = process ? process->HandleCount : 0;
    free(list);
    return KIT_OK;
}

/* The name of what a handle of ours stands for. */
static void type_of(HANDLE handle, char to[OS_TYPE])
{
    struct {
        UNICODE_STRING name;
        char rest[512]; /* totals, and the characters of the name */
    } told = {.name = {0}};
    wchar_t wide[OS_TYPE] = L"";
    char narrow[OS_TYPE * 3] = "";
    ULONG size = 0;
    struct text out = text_over(to, OS_TYPE);
    if (NtQueryObject(handle, (OBJECT_INFORMATION_CLASS)TYPE_INFORMATION, &told, sizeof told,
                      &size) >= 0 &&
        told.name.Buffer) {
        size_t length = told.name.Length / sizeof *wide;
        memcpy(wide, told.name.Buffer,
               (length < OS_TYPE ? length : OS_TYPE - 1) * sizeof *wide);
        os_narrow(wide, narrow, sizeof narrow);
    }
    text_add(&out, "%s", narrow[0] ? narrow : NO_TYPE);
}

static void count_type(struct os_census *census, const char *type)
{
    uint32_t i = 0;
    while (i < census->row_count && !words_equal(census->rows[i].type, type))
        i++;
    if (i == OS_TYPES)
        i--; /* more types than a system has; what is beyond goes to the last */
    if (i == census->row_count) {
        census->rows[census->row_count++] = (struct os_census_row){.count = 0};
        name_copy(census->rows[i].type, type, strlen(type));
    }
    census->rows[i].count++;
}

/* Whether there is a handle of this value; if so, it is counted. */
static bool count_value(HANDLE process, uintptr_t value, struct os_census *out)
{
    HANDLE duplicate = NULL;
    char type[OS_TYPE] = NO_TYPE;
    if (!DuplicateHandle(process, (HANDLE)value, GetCurrentProcess(), &duplicate, 0, FALSE,
                         DUPLICATE_SAME_ACCESS)) {
        if (GetLastError() == ERROR_INVALID_HANDLE)
            return false;
        count_type(out, type);
        return true;
    }
    type_of(duplicate, type);
    CloseHandle(duplicate);
    count_type(out, type);
    return true;
}

/* How far to search: up to so many handles, or up to this value. */
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

enum kit_status os_census(void *process, struct os_census *out, struct kit_error *err)
{
    struct extent extent;
    uint32_t found = 0;
    *out = (struct os_census){.row_count = 0};
    enum kit_status status = extent_of(process, &extent, err);
    if (status != KIT_OK)
        return status;
    for (uintptr_t value = VALUE_STEP; value <= extent.last && found < extent.count;
         value += VALUE_STEP)
        found += count_value(process, value, out);
    if (found > 0)
        return KIT_OK;
    return kit_fail(err, KIT_GONE, "process %lu holds no handle: it has ended",
                    (unsigned long)GetProcessId(process));
}

uint32_t os_census_of(const struct os_census *census, const char *type)
{
    for (uint32_t i = 0; i < census->row_count; i++) {
        if (words_equal(census->rows[i].type, type))
            return census->rows[i].count;
    }
    return 0;
}

#include "kit/os/stranger.h"
#include "kit/base/text.h"
#include "kit/os/environment.h"
#include "kit/os/process.h"
#include "kit/os/process_list.h"
#include "kit/os/text.h"

#include <stdlib.h>

/* How many bytes of an environment are read. Windows has no limit; usual environments have some
 * thousand bytes. */
#define ENVIRONMENT_MOST (256u * 1024u)
#define PAGE             4096u

/* Units of a command line that are read. */
#define COMMAND_MOST     4096u

/* <winternl.h> declares the fields up to the command line. The environment follows it, in all
 * 64-bit versions of Windows and in Wine. */
struct start_parameters {
    RTL_USER_PROCESS_PARAMETERS known;
    wchar_t *environment;
};

size_t os_strangers(struct os_stranger *out, size_t most)
{
    SYSTEM_PROCESS_INFORMATION *list = NULL;
    size_t count = 0;
    if (process_list(&list, NULL) != KIT_OK)
        return 0;
    for (const SYSTEM_PROCESS_INFORMATION *at = list; at && count < most;
         at = process_list_next(at))
        out[count++] = (struct os_stranger){
            .pid = (uint32_t)(uintptr_t)at->UniqueProcessId,
            .creator = (uint32_t)(uintptr_t)at->InheritedFromUniqueProcessId,
            .created = at->CreateTime.QuadPart,
        };
    free(list);
    return count;
}

void *os_stranger_open(uint32_t pid)
{
    HANDLE process =
        OpenProcess(SYNCHRONIZE | PROCESS_QUERY_INFORMATION | PROCESS_VM_READ, FALSE, pid);
    /* A process with more rights than the caller's still allows a query for its origin. */
    return process ? process
                   : OpenProcess(SYNCHRONIZE | PROCESS_QUERY_LIMITED_INFORMATION, FALSE, pid);
}

static int64_t filetime_value(const FILETIME *time)
{
    return (int64_t)((uint64_t)time->dwHighDateTime << 32 | time->dwLowDateTime);
}

/* Of a process that has not run its first instruction yet Wine says an instant in the future,
 * the same for all. */
int64_t os_process_created(void *process)
{
    FILETIME created, ended, kernel, user, now;
    if (!GetProcessTimes(process, &created, &ended, &kernel, &user))
        return 0;
    GetSystemTimeAsFileTime(&now);
    return filetime_value(&created) <= filetime_value(&now) ? filetime_value(&created) : 0;
}

int64_t os_process_ended_at(void *process)
{
    FILETIME created, ended = {0}, kernel, user;
    return os_process_ended(process) &&
                   GetProcessTimes(process, &created, &ended, &kernel, &user)
               ? filetime_value(&ended)
               : 0;
}

int64_t os_ago_ns(int64_t instant)
{
    FILETIME now;
    GetSystemTimeAsFileTime(&now);
    return instant > 0 && instant < filetime_value(&now)
               ? (filetime_value(&now) - instant) * 100
               : 0;
}

static bool copy_from(HANDLE process, const void *at, void *to, size_t bytes)
{
    SIZE_T copied = 0;
    return at && ReadProcessMemory(process, at, to, bytes, &copied) && copied == bytes;
}

bool os_process_began(uint32_t pid)
{
    void *process = os_stranger_open(pid);
    PROCESS_BASIC_INFORMATION basic = {0};
    void *modules = NULL;
    bool is_told = process &&
                   NtQueryInformationProcess(process, ProcessBasicInformation, &basic,
                                             sizeof basic, NULL) >= 0 &&
                   basic.PebBaseAddress &&
                   copy_from(process, &basic.PebBaseAddress->Ldr, &modules, sizeof(void *));
    os_close(&process);
    return !is_told || modules;
}

static bool read_parameters(HANDLE process, struct start_parameters *parameters)
{
    PROCESS_BASIC_INFORMATION basic = {0};
    const RTL_USER_PROCESS_PARAMETERS *at;
    return NtQueryInformationProcess(process, ProcessBasicInformation, &basic, sizeof basic,
                                     NULL) >= 0 &&
           basic.PebBaseAddress &&
           copy_from(process, &basic.PebBaseAddress->ProcessParameters, &at, sizeof at) &&
           copy_from(process, at, parameters, sizeof *parameters);
}

static const char *environment_of(HANDLE process)
{
    struct start_parameters parameters;
    return read_parameters(process, &parameters) ? (const char *)parameters.environment : NULL;
}

bool os_stranger_command(void *process, char *to, size_t size)
{
    struct start_parameters parameters;
    wchar_t *wide = NULL;
    if (!read_parameters(process, &parameters))
        return false;
    const UNICODE_STRING *line = &parameters.known.CommandLine;
    size_t units = line->Length / sizeof(wchar_t);
    units = units < COMMAND_MOST ? units : COMMAND_MOST;
    wide = calloc(units + 1, sizeof *wide);
    bool read =
        wide && units > 0 && copy_from(process, line->Buffer, wide, units * sizeof(wchar_t));
    /* A process that is being made has the length first and the text a moment later. */
    read = read && wcslen(wide) == units;
    /* UTF-8 takes at most three bytes for a unit. */
    char *narrow = read ? malloc(units * 3 + 1) : NULL;
    read = narrow && os_narrow(wide, narrow, units * 3 + 1);
    struct text text = text_over(to, size);
    if (read)
        text_add(&text, "%s", narrow);
    free(narrow);
    free(wide);
    return read;
}

/* Reads page by page: the memory after the environment may not be readable. */
static size_t read_environment(HANDLE process, const char *at, char *to)
{
    size_t bytes = 0;
    while (at && bytes < ENVIRONMENT_MOST) {
        size_t step = PAGE - ((uintptr_t)at + bytes) % PAGE;
        step = step < ENVIRONMENT_MOST - bytes ? step : ENVIRONMENT_MOST - bytes;
        if (!copy_from(process, at + bytes, to + bytes, step))
            break;
        bytes += step;
        if (environment_is_whole((const wchar_t *)to, bytes / sizeof(wchar_t)))
            break;
    }
    return bytes;
}

bool os_stranger_variable(void *process, const char *name, char *to, size_t size)
{
    wchar_t wide[OS_NAME_WIDE];
    char *block = malloc(ENVIRONMENT_MOST);
    const wchar_t *value = NULL;
    if (block && os_widen(name, wide, OS_NAME_WIDE)) {
        size_t bytes = read_environment(process, environment_of(process), block);
        value = environment_value((const wchar_t *)block, bytes / sizeof(wchar_t), wide);
    }
    bool found = value && os_narrow(value, to, size);
    free(block);
    return found;
}

bool os_stranger_is_readable(void *process)
{
    char *block = malloc(ENVIRONMENT_MOST);
    size_t bytes = block ? read_environment(process, environment_of(process), block) : 0;
    bool is_whole =
        bytes > 0 && environment_is_whole((const wchar_t *)block, bytes / sizeof(wchar_t));
    free(block);
    return is_whole;
}

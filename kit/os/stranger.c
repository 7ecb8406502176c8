#include "kit/os/stranger.h"
#include "kit/base/text.h"
#include "kit/os/environment.h"
#include "kit/os/process.h"
#include "kit/os/process_list.h"
#include "kit/os/text.h"
#include "kit/os/width.h"

#include <stdlib.h>

/* How many bytes of an environment are read. Windows has no limit; usual environments have some
 * thousand bytes. */
#define ENVIRONMENT_MOST (256u * 1024u)
#define PAGE             4096u

/* Units of a command line that are read. */
#define COMMAND_MOST     4096u

/* Of NtQueryInformationProcess: where the block of a 32-bit process is, for a 64-bit caller. */
#define BLOCK_OF_32_BITS 26

/*
 * Where a process keeps what it was started with. Its block (PEB) has the list of its modules
 * and the start's parameters; these have the command line, a UNICODE_STRING, and the
 * environment. The places are the same in Wine and in all versions of Windows for each width.
 */
struct start_layout {
    uint32_t bits;
    uint32_t modules, parameters; /* in the block */
    uint32_t line_size, line;     /* in the parameters; the size is in bytes */
    uint32_t environment;
};

static const struct start_layout layouts[] = {
    {32, 0x0C, 0x10, 0x40, 0x44, 0x48},
    {64, 0x18, 0x20, 0x70, 0x78, 0x80},
};

/* The block of another process. */
struct start_block {
    HANDLE process; /* borrowed */
    const struct start_layout *layout;
    uint64_t at;
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

static bool copy_from(HANDLE process, uint64_t at, void *to, size_t bytes)
{
    SIZE_T copied = 0;
    return at && ReadProcessMemory(process, (const void *)(uintptr_t)at, to, bytes, &copied) &&
           copied == bytes;
}

/* Reads a pointer of that process; both systems keep the low byte first. */
static bool copy_pointer(const struct start_block *block, uint64_t at, uint64_t *to)
{
    *to = 0;
    return copy_from(block->process, at, to, block->layout->bits / 8);
}

static uint64_t own_block_of(HANDLE process)
{
    PROCESS_BASIC_INFORMATION basic = {0};
    NtQueryInformationProcess(process, ProcessBasicInformation, &basic, sizeof basic, NULL);
    return (uintptr_t)basic.PebBaseAddress;
}

/*
 * A 32-bit process on a 64-bit system has two blocks, one of each width. It works with the one
 * of 32 bits; in Wine the other one never gets a list of modules. Windows and later Wines say
 * where it is. Wine 8 says 1, for true; there it is one page behind the other.
 */
static uint64_t block_of_32_bits(HANDLE process)
{
    ULONG_PTR at = 0;
    NtQueryInformationProcess(process, (PROCESSINFOCLASS)BLOCK_OF_32_BITS, &at, sizeof at,
                              NULL);
    return at == 1 ? own_block_of(process) + PAGE : at;
}

static bool find_block(HANDLE process, struct start_block *out)
{
    uint32_t bits = os_process_bits(process);
    if (!os_process_reachable(process))
        return false;
    *out = (struct start_block){.process = process, .layout = &layouts[bits == 64]};
    out->at = bits == os_own_bits() ? own_block_of(process) : block_of_32_bits(process);
    return out->at != 0;
}

bool os_process_began(uint32_t pid)
{
    void *process = os_stranger_open(pid);
    struct start_block block;
    uint64_t modules = 0;
    bool is_told = process && find_block(process, &block) &&
                   copy_pointer(&block, block.at + block.layout->modules, &modules);
    os_close(&process);
    return !is_told || modules;
}

/* Finds the parameters of the start: `at` moves there from the block. */
static bool find_parameters(HANDLE process, struct start_block *out)
{
    uint64_t at;
    if (!find_block(process, out) ||
        !copy_pointer(out, out->at + out->layout->parameters, &at) || !at)
        return false;
    out->at = at;
    return true;
}

static uint64_t environment_of(HANDLE process)
{
    struct start_block block;
    uint64_t at = 0;
    return find_parameters(process, &block) &&
                   copy_pointer(&block, block.at + block.layout->environment, &at)
               ? at
               : 0;
}

/* The place and the size in bytes of the command line of a process. */
static bool find_line(HANDLE process, uint64_t *at, uint16_t *bytes)
{
    struct start_block block;
    return find_parameters(process, &block) &&
           copy_from(process, block.at + block.layout->line_size, bytes, sizeof *bytes) &&
           copy_pointer(&block, block.at + block.layout->line, at);
}

bool os_stranger_command(void *process, char *to, size_t size)
{
    uint64_t line;
    uint16_t bytes;
    if (!find_line(process, &line, &bytes))
        return false;
    size_t units = bytes / sizeof(wchar_t);
    units = units < COMMAND_MOST ? units : COMMAND_MOST;
    wchar_t *wide = calloc(units + 1, sizeof *wide);
    bool read = wide && units > 0 && copy_from(process, line, wide, units * sizeof(wchar_t));
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
static size_t read_environment(HANDLE process, uint64_t at, char *to)
{
    size_t bytes = 0;
    while (at && bytes < ENVIRONMENT_MOST) {
        size_t step = (size_t)(PAGE - (at + bytes) % PAGE);
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

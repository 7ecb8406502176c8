#include "kit/inject/follow_win32.h"
#include "kit/inject/narrow_win32.h"

#include <string.h>
#include <windows.h>

const char *const inject_meanings[INJECT_RESULT_COUNT] = {
#define X(result, meaning) meaning,
    INJECT_RESULTS(X)
#undef X
};

/* On a system of 64 bits a process of 32 is a guest. On one of 32 bits there is no other. */
static bool is_guest(HANDLE process)
{
    BOOL is_one = FALSE;
    return IsWow64Process(process, &is_one) && is_one;
}

static bool has_other_bits(HANDLE process)
{
    return is_guest(process) != is_guest(GetCurrentProcess());
}

/* Copies the path into the process. What is allocated there stays: the load reads it later. */
static void *path_inside(HANDLE process, const wchar_t *path)
{
    size_t bytes = 0;
    while (path[bytes / sizeof *path])
        bytes += sizeof *path;
    bytes += sizeof *path;
    void *there =
        VirtualAllocEx(process, NULL, bytes, MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE);
    if (there && !WriteProcessMemory(process, there, path, bytes, NULL)) {
        VirtualFreeEx(process, there, 0, MEM_RELEASE);
        there = NULL;
    }
    return there;
}

static bool like_load(HANDLE process, HANDLE thread, const wchar_t *path)
{
    HMODULE kernel = GetModuleHandleW(L"kernel32.dll");
    FARPROC load = kernel ? GetProcAddress(kernel, "LoadLibraryW") : NULL;
    void *there = load ? path_inside(process, path) : NULL;
    return there && QueueUserAPC((PAPCFUNC)(uintptr_t)load, thread, (ULONG_PTR)there);
}

/* The path of `name` beside that file. False if there is no room, or no such file. */
static bool path_beside(wchar_t path[INJECT_PATH], const wchar_t *beside, const wchar_t *name)
{
    size_t length = 0, folder = 0, name_length = 0;
    for (; beside[length]; length++)
        folder = beside[length] == L'\\' ? length + 1 : folder;
    while (name[name_length])
        name_length++;
    if (folder + name_length + 1 > INJECT_PATH)
        return false;
    memcpy(path, beside, folder * sizeof *path);
    memcpy(path + folder, name, (name_length + 1) * sizeof *path);
    return GetFileAttributesW(path) != INVALID_FILE_ATTRIBUTES;
}

enum inject_result inject_load(void *process, void *thread, const wchar_t *beside)
{
    wchar_t path[INJECT_PATH];
    bool is_wide = sizeof(void *) == 8, is_other = has_other_bits(process);
    bool is_for_narrow = is_wide == is_other;
    if (is_other && !is_wide)
        return INJECT_OTHER_BITS;
    if (!path_beside(path, beside, is_for_narrow ? INJECT_DLL_32 : INJECT_DLL))
        return is_for_narrow ? INJECT_NO_DLL_32 : INJECT_NO_DLL;
    bool queued =
        is_other ? narrow_load(process, thread, path) : like_load(process, thread, path);
    return queued ? INJECT_QUEUED : INJECT_REFUSED;
}

enum inject_result inject_from_here(void *process, void *thread)
{
    wchar_t program[INJECT_PATH];
    DWORD length = GetModuleFileNameW(NULL, program, INJECT_PATH);
    if (length == 0 || length == INJECT_PATH)
        return INJECT_NO_DLL;
    return inject_load(process, thread, program);
}

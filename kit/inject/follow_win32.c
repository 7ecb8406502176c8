#include "kit/inject/follow_win32.h"

#include <string.h>
#include <windows.h>

const char *const inject_meanings[INJECT_RESULT_COUNT] = {
#define X(result, meaning) meaning,
    INJECT_RESULTS(X)
#undef X
};

static bool has_other_bits(HANDLE process)
{
    BOOL is_32 = FALSE;
    return sizeof(void *) != 8 || !IsWow64Process(process, &is_32) || is_32;
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

enum inject_result inject_load(void *process, void *thread, const wchar_t *path)
{
    if (has_other_bits(process))
        return INJECT_OTHER_BITS;
    HMODULE kernel = GetModuleHandleW(L"kernel32.dll");
    FARPROC load = kernel ? GetProcAddress(kernel, "LoadLibraryW") : NULL;
    void *there = load ? path_inside(process, path) : NULL;
    if (!there || !QueueUserAPC((PAPCFUNC)(uintptr_t)load, thread, (ULONG_PTR)there))
        return INJECT_REFUSED;
    return INJECT_QUEUED;
}

/* False if there is no room, or no such file. */
static bool dll_beside_program(wchar_t path[INJECT_PATH])
{
    static const wchar_t dll[] = INJECT_DLL;
    DWORD length = GetModuleFileNameW(NULL, path, INJECT_PATH);
    if (length == 0 || length == INJECT_PATH)
        return false;
    while (length > 0 && path[length - 1] != L'\\')
        length--;
    if (length + sizeof dll / sizeof *dll > INJECT_PATH)
        return false;
    memcpy(path + length, dll, sizeof dll);
    return GetFileAttributesW(path) != INVALID_FILE_ATTRIBUTES;
}

enum inject_result inject_from_here(void *process, void *thread)
{
    wchar_t path[INJECT_PATH];
    return dll_beside_program(path) ? inject_load(process, thread, path) : INJECT_NO_DLL;
}

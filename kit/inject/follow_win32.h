#pragma once
/*
 * Loads the injected probe into a process that has not run yet. Its first thread is suspended;
 * an APC is queued there, which loads the DLL when the loader has done its work, before the
 * program's first instruction.
 *
 * LoadLibraryW has the same address in all processes of one kind, since the system loads
 * kernel32 at one address for all. For a process of 32 bits and a caller of 64 see
 * kit/inject/narrow_win32.h. A caller of 32 bits cannot reach a process of 64: its addresses do
 * not fit into a pointer.
 */
#include <stdbool.h>
#include <stddef.h>

#define INJECT_DLL    L"lifeline_inject.dll"   /* for programs of 64 bits */
#define INJECT_DLL_32 L"lifeline_inject32.dll" /* for programs of 32 bits */
#define INJECT_PATH   1024u                    /* characters of its path, with the terminator */

/* X(result, what it means, as the end of a sentence) */
#define INJECT_RESULTS(X)                                                                      \
    X(QUEUED, "the DLL is loaded before the program begins")                                   \
    X(NO_DLL, "lifeline_inject.dll is not beside lifeline.exe")                                \
    X(NO_DLL_32, "it is a 32-bit program, and lifeline_inject32.dll is not beside "            \
                 "lifeline.exe")                                                               \
    X(OTHER_BITS, "it is a 64-bit program, and this lifeline has 32 bits")                     \
    X(REFUSED, "the system refused to queue the load of the DLL")

enum inject_result {
#define X(result, meaning) INJECT_##result,
    INJECT_RESULTS(X)
#undef X
        INJECT_RESULT_COUNT
};

extern const char *const inject_meanings[INJECT_RESULT_COUNT];

/* The suspended first thread will load the DLL of its width that stands beside this file. */
enum inject_result inject_load(void *process, void *thread, const wchar_t *beside);

/* The same with the DLL that stands beside the caller's program. */
enum inject_result inject_from_here(void *process, void *thread);

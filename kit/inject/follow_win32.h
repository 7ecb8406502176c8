#pragma once
/*
 * Loads the injected probe into a process that has not run yet. Its first thread is suspended;
 * an APC is queued there, which loads the DLL when the loader has done its work, before the
 * program's first instruction.
 *
 * LoadLibraryW has the same address in all processes of one kind, since the system loads
 * kernel32 at one address for all.
 */
#include <stdbool.h>
#include <stddef.h>

#define INJECT_DLL  L"lifeline_inject.dll"
#define INJECT_PATH 1024u /* characters of its path, with the terminator */

/* X(result, what it means, as the end of a sentence) */
#define INJECT_RESULTS(X)                                                                      \
    X(QUEUED, "the DLL is loaded before the program begins")                                   \
    X(NO_DLL, "lifeline_inject.dll is not beside lifeline.exe")                                \
    X(OTHER_BITS, "it is a 32-bit program, and the injected probe has 64 bits")                \
    X(REFUSED, "the system refused to queue the load of lifeline_inject.dll")

enum inject_result {
#define X(result, meaning) INJECT_##result,
    INJECT_RESULTS(X)
#undef X
        INJECT_RESULT_COUNT
};

extern const char *const inject_meanings[INJECT_RESULT_COUNT];

/* The DLL at `path` will be loaded by the suspended first thread. */
enum inject_result inject_load(void *process, void *thread, const wchar_t *path);

/* The same with the DLL that stands beside the caller's program. */
enum inject_result inject_from_here(void *process, void *thread);

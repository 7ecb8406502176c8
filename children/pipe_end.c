/*
 * Starts a child with its standard output in a pipe, kills the child once it has written, and
 * measures how long after the child the pipe ends: five times. Plain Win32, no probe.
 *
 * The pipe must end with the child. Under Wine the host of a console that the child gets for
 * itself (conhost.exe) holds the child's output, too, until that host ends: 0.4 s and more.
 */
#include "children/plain.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define LIFE_MS  60000
#define CHILDREN 5
#define SOON_MS  200 /* far more than an end takes, far less than a console's host takes */

static HANDLE start_child(const char *program, HANDLE output)
{
    char line[MAX_PATH + 16];
    STARTUPINFOA how = {.cb = sizeof how, .dwFlags = STARTF_USESTDHANDLES};
    PROCESS_INFORMATION made;
    how.hStdOutput = output;
    snprintf(line, sizeof line, "\"%s\" --child", program);
    if (!CreateProcessA(NULL, line, NULL, NULL, TRUE, 0, NULL, NULL, &how, &made))
        return NULL;
    CloseHandle(made.hThread);
    return made.hProcess;
}

/* How long after a child's end its output ends; -1: it could not be measured. */
static LONGLONG measure_end(const char *program)
{
    SECURITY_ATTRIBUTES inheritable = {sizeof inheritable, NULL, TRUE};
    HANDLE from, to, child;
    char byte;
    DWORD size;
    if (!CreatePipe(&from, &to, &inheritable, 0))
        return -1;
    SetHandleInformation(from, HANDLE_FLAG_INHERIT, 0);
    child = start_child(program, to);
    CloseHandle(to);
    bool is_up = child && ReadFile(from, &byte, 1, &size, NULL) && size == 1;
    if (is_up) {
        TerminateProcess(child, 9);
        WaitForSingleObject(child, INFINITE);
    }
    ULONGLONG gone_ms = GetTickCount64();
    while (is_up && ReadFile(from, &byte, 1, &size, NULL))
        continue;
    ULONGLONG over_ms = GetTickCount64();
    CloseHandle(from);
    CloseHandle(child);
    return is_up ? (LONGLONG)(over_ms - gone_ms) : -1;
}

static int compare(const void *a, const void *b)
{
    LONGLONG first = *(const LONGLONG *)a, second = *(const LONGLONG *)b;
    return (first > second) - (first < second);
}

int main(int count, char **words)
{
    char program[MAX_PATH];
    LONGLONG took_ms[CHILDREN];
    plain_live_for(LIFE_MS);
    if (count > 1 && strcmp(words[1], "--child") == 0) {
        plain_say("up");
        Sleep(INFINITE);
    }
    GetModuleFileNameA(NULL, program, sizeof program);
    for (int i = 0; i < CHILDREN; i++) {
        took_ms[i] = measure_end(program);
        if (took_ms[i] < 0)
            return EXIT_FAILURE;
    }
    /* The median: a busy machine may be late once. */
    qsort(took_ms, CHILDREN, sizeof *took_ms, compare);
    plain_say("the output of a child ended %s it: after %lld ms",
              took_ms[CHILDREN / 2] < SOON_MS ? "with" : "later than", took_ms[CHILDREN / 2]);
    return EXIT_SUCCESS;
}

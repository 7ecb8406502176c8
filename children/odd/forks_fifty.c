/*
 * Starts 50 children of its own image and works on. Each child ends when the parent does, which
 * it sees by a handle of the parent's process. The end of the standard input ends the parent.
 */
#include "children/odd/odd.h"

#define CHILDREN 50

static void start_child(const char *place, int number, HANDLE self)
{
    STARTUPINFOA start = {.cb = sizeof start};
    PROCESS_INFORMATION made;
    char command[MAX_PATH + 64];
    snprintf(command, sizeof command, "\"%s\" --child %d %llu", place, number,
             (unsigned long long)(UINT_PTR)self);
    if (!CreateProcessA(NULL, command, NULL, NULL, TRUE, DETACHED_PROCESS, NULL, NULL, &start,
                        &made))
        ExitProcess(2);
    CloseHandle(made.hThread);
    CloseHandle(made.hProcess);
}

int main(int count, char **words)
{
    char place[MAX_PATH];
    HANDLE self;
    odd_live(count, words);
    if (count > 3 && strcmp(words[1], "--child") == 0) {
        WaitForSingleObject((HANDLE)(UINT_PTR)strtoull(words[3], NULL, 10), INFINITE);
        return 0;
    }
    GetModuleFileNameA(NULL, place, sizeof place);
    DuplicateHandle(GetCurrentProcess(), GetCurrentProcess(), GetCurrentProcess(), &self,
                    SYNCHRONIZE, TRUE, 0);
    for (int i = 1; i <= CHILDREN; i++)
        start_child(place, i, self);
    plain_say("ready");
    return odd_work("worked");
}

/*
 * The helper: asks a question every 20 ms, and ends when its parent is gone.
 */
#include "kit/probe/lifeline.h"

#include <windows.h>

int main(void)
{
    HANDLE from = GetStdHandle(STD_INPUT_HANDLE), to = GetStdHandle(STD_OUTPUT_HANDLE);
    char answer[64];
    DWORD size;
    for (;;) {
        if (!WriteFile(to, "more?", 5, &size, NULL))
            break;
        LIFELINE_STEP("reply.wait");
        if (!ReadFile(from, answer, sizeof answer, &size, NULL))
            break;
        LIFELINE_STEP("reply.received");
        Sleep(20);
    }
    LIFELINE_REPORT("child.ending", .by = "pipe");
    return 0;
}

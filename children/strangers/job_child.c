/*
 * Works in pieces of 50 ms. It looks after no parent: the job that it is in ends it.
 */
#include "children/strangers/stranger.h"

int main(void)
{
    HANDLE out = GetStdHandle(STD_OUTPUT_HANDLE);
    DWORD size;
    for (;;) {
        Sleep(50);
        LIFELINE_STEP("piece.done");
        WriteFile(out, "one more\r\n", 10, &size, NULL); /* progress that nobody may read */
    }
}

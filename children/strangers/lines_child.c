/*
 * Writes a line to its standard output every 20 ms, and ends when nobody reads them.
 */
#include "children/strangers/stranger.h"

int main(void)
{
    HANDLE out = GetStdHandle(STD_OUTPUT_HANDLE);
    char line[64];
    DWORD size;
    for (int i = 1;; i++) {
        int length = snprintf(line, sizeof line, "%d files copied\r\n", i);
        if (!WriteFile(out, line, (DWORD)length, &size, NULL))
            break;
        LIFELINE_STEP("line.written");
        Sleep(20);
    }
    LIFELINE_REPORT("child.ending", .by = "pipe");
    return 0;
}

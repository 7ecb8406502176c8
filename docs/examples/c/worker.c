/*
 * The child: reads lines from its standard input, and ends when its parent is gone.
 */
#include <lifeline.h>

#include <windows.h>

static BOOL read_line(void)
{
    char line[64];
    DWORD size;
    LIFELINE_STEP("reply.wait");
    return ReadFile(GetStdHandle(STD_INPUT_HANDLE), line, sizeof line, &size, NULL) && size > 0;
}

int main(void)
{
    while (read_line())
        LIFELINE_STEP("reply.received");
    LIFELINE_REPORT("child.ending", .by = "pipe");
    return 0;
}

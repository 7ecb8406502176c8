/*
 * Does a piece of work for each word of its parent, and ends when there is no parent.
 */
#include "children/strangers/stranger.h"

int main(int count, char **words)
{
    HANDLE from = GetStdHandle(STD_INPUT_HANDLE);
    char word[64];
    DWORD size;
    lifeline_attach(count > 1 ? words[1] : "");
    while (ReadFile(from, word, sizeof word, &size, NULL))
        LIFELINE_STEP("word.received");
    LIFELINE_REPORT("child.ending", .by = "pipe");
    return 0;
}

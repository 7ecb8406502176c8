/*
 * Talks to a person on a console, and to nobody else: without a console it ends with 7 and says
 * so on its error output, as editors and password prompts do.
 */
#include "children/odd/odd.h"

#define NO_CONSOLE 7

int main(int count, char **words)
{
    DWORD mode, size;
    char line[64];
    odd_live(count, words);
    HANDLE console =
        CreateFileA("CONIN$", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE,
                    NULL, OPEN_EXISTING, 0, NULL);
    if (console == INVALID_HANDLE_VALUE || !GetConsoleMode(console, &mode)) {
        fprintf(stderr, "needs_console: there is no console\n");
        return NO_CONSOLE;
    }
    return ReadFile(console, line, sizeof line, &size, NULL) ? 0 : NO_CONSOLE;
}

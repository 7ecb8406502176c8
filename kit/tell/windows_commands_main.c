/* Prints the commands that need Windows, one a line: the installed command runs them under
 * Wine. */
#include "kit/tell/commands.h"

#include <stdio.h>
#include <string.h>

int main(void)
{
#define X(command, word, arguments, meaning, example, function, kind)                          \
    if (strcmp(#kind, "RUNS") == 0)                                                            \
        puts(word);
    LIFELINE_COMMANDS(X)
#undef X
    return fflush(stdout) == 0 ? 0 : 1;
}

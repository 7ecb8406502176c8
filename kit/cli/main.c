/*
 * lifeline.exe: reads the command line and hands it to its command.
 */
#include "kit/cli/options.h"
#include "kit/os/console.h"
#include "kit/os/text.h"
#include "kit/run/pipe_disconnect.h"

#include <stdio.h>
#include <stdlib.h>

static enum kit_exit (*const functions[COMMAND_COUNT])(const struct options *options) = {
#define X(command, word, arguments, meaning, function) function,
    LIFELINE_COMMANDS(X)
#undef X
};

int wmain(int count, wchar_t **wide);

int wmain(int count, wchar_t **wide)
{
    struct options options;
    struct kit_error err;
    /* A console is written to letter by letter otherwise; whoever prints a whole thing flushes.
     */
    setvbuf(stdout, NULL, _IOFBF, 16384);
    char **arguments = os_arguments(count, wide);
    if (!arguments) {
        fputs("lifeline: an argument is no well-formed text\n", stderr);
        return EXIT_USAGE;
    }
    if (arguments[1] && words_equal(arguments[1], PIPE_DISCONNECT_COMMAND)) {
        int status =
            pipe_disconnect_main(arguments + 2); /* not for people: the runner starts it */
        free(arguments);
        return status;
    }
    enum kit_exit code = EXIT_USAGE;
    os_console_begin();
    if (options_read(arguments + 1, &options, &err) == KIT_OK)
        code = functions[options.command](&options);
    else
        os_complain("lifeline: %s", err.text);
    free(arguments);
    /* What could not be told was not proven: a closing line that is lost must not be a pass. */
    if ((fflush(stdout) != 0 || ferror(stdout)) && code != EXIT_USAGE) {
        fputs("lifeline: standard output cannot be written: is the disk full?\n", stderr);
        code = EXIT_TROUBLED;
    }
    os_console_end();
    return code;
}

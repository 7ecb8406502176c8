#include "kit/tell/entry.h"
#include "kit/base/command.h"
#include "kit/base/duration.h"
#include "kit/os/console.h"
#include "kit/os/variable.h"

#include <stdlib.h>
#include <string.h>

/*
 * A number that a wrapper, such as ci/closed, makes this program add to its exit code. A
 * process that was ended from outside can have any exit code, mostly 0. The number proves that
 * main reached its end. Actors do not get this variable, so they cannot add the number to their
 * own codes.
 */
#define EXIT_BASE      "LIFELINE_EXIT_BASE"
#define EXIT_BASE_MOST 60000u

static enum kit_status take_exit_base(int *out, struct kit_error *err)
{
    const char *word = getenv(EXIT_BASE);
    char taken[32];
    uint64_t base = 0;
    if (word && number_read(word, strlen(word), EXIT_BASE_MOST, &base, NULL) != KIT_OK)
        return kit_fail(err, KIT_BAD_INPUT,
                        "the variable " EXIT_BASE " is '%.40s'; it must be a number up to %u",
                        word, EXIT_BASE_MOST);
    os_variable_take(EXIT_BASE, taken, sizeof taken);
    *out = (int)base;
    return KIT_OK;
}

static void take_command_name(void)
{
    char word[KIT_PATH];
    if (os_variable_take(COMMAND_VARIABLE, word, sizeof word))
        command_name_set(word);
}

/*
 * Output that could not be written proves nothing: if the closing line is lost, the command
 * must not pass.
 */
static enum kit_exit end_output(enum kit_exit code)
{
    if ((fflush(stdout) == 0 && !ferror(stdout)) || code == EXIT_USAGE)
        return code;
    os_complain("lifeline: standard output cannot be written; is the disk full?");
    return EXIT_TROUBLED;
}

/* Without a buffer, each letter is written to a console separately. Code that prints a whole
 * text flushes. */
void entry_begin(void)
{
    os_streams_begin();
    setvbuf(stdout, NULL, _IOFBF, 16384);
}

int entry_main(char **arguments, const command_function functions[COMMAND_COUNT])
{
    struct options options;
    struct kit_error err;
    enum kit_exit code = EXIT_USAGE;
    int exit_base = 0;
    os_console_begin();
    take_command_name();
    if (take_exit_base(&exit_base, &err) == KIT_OK &&
        options_read(arguments, &options, &err) == KIT_OK)
        code = functions[options.command](&options);
    else
        os_complain("lifeline: %s", err.text);
    code = end_output(code);
    os_console_end();
    return exit_base + (int)code;
}

/* lifeline.exe: reads the command line and calls its command. */
#include "kit/base/command.h"
#include "kit/base/duration.h"
#include "kit/cli/options.h"
#include "kit/os/console.h"
#include "kit/os/text.h"
#include "kit/run/ask_outside.h"
#include "kit/run/kept_census.h"
#include "kit/run/load.h"
#include "kit/run/pipe_disconnect.h"

#include <stdio.h>
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

static enum kit_exit (*const functions[COMMAND_COUNT])(const struct options *options) = {
#define X(command, word, arguments, meaning, example, function) function,
    LIFELINE_COMMANDS(X)
#undef X
};

/* Words that are not for people: the runner starts this program with them as its helper. */
static const struct {
    const char *word;
    int (*function)(char **words);
} helpers[] = {{PIPE_DISCONNECT_COMMAND, pipe_disconnect_main},
               {ASK_OUTSIDE_COMMAND, ask_outside_main},
               {LOAD_COMMAND, load_main},
               {KEPT_CENSUS_COMMAND, kept_census_main}};

typedef int (*helper_main)(char **words);

static helper_main helper_of(const char *word)
{
    for (size_t i = 0; word && i < sizeof helpers / sizeof *helpers; i++) {
        if (words_equal(helpers[i].word, word))
            return helpers[i].function;
    }
    return NULL;
}

static enum kit_status take_exit_base(int *out, struct kit_error *err)
{
    const char *word = getenv(EXIT_BASE);
    uint64_t base = 0;
    if (word && number_read(word, strlen(word), EXIT_BASE_MOST, &base, NULL) != KIT_OK)
        return kit_fail(err, KIT_BAD_INPUT,
                        "the variable " EXIT_BASE " is '%.40s'; it must be a number up to %u",
                        word, EXIT_BASE_MOST);
    _putenv(EXIT_BASE "=");
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

int wmain(int count, wchar_t **wide);

int wmain(int count, wchar_t **wide)
{
    struct options options;
    struct kit_error err;
    os_streams_begin();
    /*
     * Without a buffer, each letter is written to a console separately. Code that prints a
     * whole text flushes.
     */
    setvbuf(stdout, NULL, _IOFBF, 16384);
    char **arguments = os_arguments(count, wide);
    if (!arguments) {
        os_complain("lifeline: an argument is not valid UTF-16 text");
        return EXIT_USAGE;
    }
    int (*helper)(char **) = helper_of(arguments[1]);
    if (helper) {
        int status = helper(arguments + 2);
        free(arguments);
        return status;
    }
    enum kit_exit code = EXIT_USAGE;
    int exit_base = 0;
    os_console_begin();
    take_command_name();
    if (take_exit_base(&exit_base, &err) == KIT_OK &&
        options_read(arguments + 1, &options, &err) == KIT_OK)
        code = functions[options.command](&options);
    else
        os_complain("lifeline: %s", err.text);
    free(arguments);
    code = end_output(code);
    os_console_end();
    return exit_base + (int)code;
}

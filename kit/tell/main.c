/*
 * lifeline for Linux: the commands that start nothing. It is no lifeline.exe.
 */
#include "kit/base/utf8.h"
#include "kit/os/console.h"
#include "kit/tell/entry.h"

static enum kit_exit needs_windows(const struct options *options)
{
    os_complain(
        "lifeline: '%s' starts programs, and this is the lifeline for Linux, which starts "
        "none; call lifeline.exe, or ci/lifeline, which uses Wine",
        command_words[options->command]);
    return EXIT_USAGE;
}

#define FUNCTION_READS(function) function
#define FUNCTION_RUNS(function)  needs_windows

static const command_function functions[COMMAND_COUNT] = {
#define X(command, word, arguments, meaning, example, function, kind) FUNCTION_##kind(function),
    LIFELINE_COMMANDS(X)
#undef X
};

int main(int count, char **arguments)
{
    entry_begin();
    for (int i = 0; i < count; i++) {
        if (!utf8_is_valid(arguments[i])) {
            os_complain("lifeline: an argument is not valid UTF-8 text");
            return EXIT_USAGE;
        }
    }
    return entry_main(arguments + 1, functions);
}

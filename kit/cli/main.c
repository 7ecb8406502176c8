/* lifeline.exe: reads the command line and calls its command. */
#include "kit/os/console.h"
#include "kit/os/text.h"
#include "kit/run/ask_outside.h"
#include "kit/run/kept_census.h"
#include "kit/run/load.h"
#include "kit/run/pipe_disconnect.h"
#include "kit/run/pipe_forge.h"
#include "kit/tell/entry.h"

#include <stdlib.h>

static const command_function functions[COMMAND_COUNT] = {
#define X(command, word, arguments, meaning, example, function, kind) function,
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
               {KEPT_CENSUS_COMMAND, kept_census_main},
               {PIPE_FORGE_COMMAND, pipe_forge_main}};

typedef int (*helper_main)(char **words);

static helper_main helper_of(const char *word)
{
    for (size_t i = 0; word && i < sizeof helpers / sizeof *helpers; i++) {
        if (words_equal(helpers[i].word, word))
            return helpers[i].function;
    }
    return NULL;
}

int wmain(int count, wchar_t **wide);

int wmain(int count, wchar_t **wide)
{
    entry_begin();
    char **arguments = os_arguments(count, wide);
    if (!arguments) {
        os_complain("lifeline: an argument is not valid UTF-16 text");
        return EXIT_USAGE;
    }
    helper_main helper = helper_of(arguments[1]);
    int code = helper ? helper(arguments + 2) : entry_main(arguments + 1, functions);
    free(arguments);
    return code;
}

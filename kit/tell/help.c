#include "kit/tell/help.h"
#include "kit/base/command.h"
#include "kit/tell/options.h"

#include <ctype.h>
#include <string.h>

#define HELP_INDENT 10
#define HELP_WIDTH  96

/* Wraps between words, so that a terminal need not wrap inside a word. */
static void print_wrapped(FILE *to, const char *sentence)
{
    int column = HELP_INDENT;
    fprintf(to, "%*s", HELP_INDENT - 1, "");
    while (*sentence) {
        int length = (int)strcspn(sentence, " ");
        if (column + length > HELP_WIDTH) {
            fprintf(to, "\n%*s", HELP_INDENT - 1, "");
            column = HELP_INDENT;
        }
        fprintf(to, " %.*s", length, sentence);
        column += length + 1;
        sentence += length + (sentence[length] == ' ');
    }
    fputs("\n", to);
}

static void print_overview(FILE *to)
{
    const char *name = command_name();
    fprintf(
        to,
        "Usage: %s COMMAND [OPTION...] [FILE|FOLDER|LOG...]\n\n"
        "Lifeline kills, hangs or disconnects one of two processes at one exact moment. Then "
        "it\nchecks that the other process kept the contract.\n\nCommands\n",
        name);
#define X(command, word, arguments, meaning, example, function, kind)                          \
    fprintf(to, "  %-7s %-16s %s\n", word, arguments, meaning);
    LIFELINE_COMMANDS(X)
#undef X
    fprintf(to, "\n`%s COMMAND --help` shows the options of a command.\n\nExit codes\n", name);
#define X(code, number, meaning) fprintf(to, "  %d  %s\n", number, meaning);
    KIT_EXITS(X)
#undef X
    fprintf(to,
            "\nExamples\n"
            "  %s run scenarios               run every scenario below the folder\n"
            "  %s run build/first.scenario    run a scenario of your own\n"
            "  %s judge lifeline-logs         judge the logs of the last runs again\n"
            "\nThe scenario language: docs/language.md. The contract: docs/contract.md.\n",
            name, name, name);
}

static void print_options(FILE *to, enum lifeline_command of)
{
    fputs("\nOptions\n", to);
#define X(option, long_form, short_form, value, commands, meaning)                             \
    if ((commands) >> of & 1u) {                                                               \
        fprintf(to, "  %s, %s%s%s\n", short_form, long_form, *value ? " " : "", value);        \
        print_wrapped(to, meaning);                                                            \
    }
    LIFELINE_OPTIONS(X)
#undef X
    fputs("  -h, --help\n", to);
    print_wrapped(to, "print this text");
}

static void print_command(FILE *to, enum lifeline_command of)
{
    static const char *const meanings[COMMAND_COUNT] = {
#define X(command, word, arguments, meaning, example, function, kind) meaning,
        LIFELINE_COMMANDS(X)
#undef X
    };
    static const char *const examples[COMMAND_COUNT] = {
#define X(command, word, arguments, meaning, example, function, kind) example,
        LIFELINE_COMMANDS(X)
#undef X
    };
    const char *arguments = command_arguments[of];
    bool has_options = false;
#define X(option, long_form, short_form, value, commands, meaning)                             \
    has_options |= (commands) >> of & 1u;
    LIFELINE_OPTIONS(X)
#undef X
    fprintf(to, "Usage: %s %s%s%s%s\n\n%c%s.\n", command_name(), command_words[of],
            has_options ? " [OPTION...]" : "", *arguments ? " " : "", arguments,
            toupper((unsigned char)meanings[of][0]), meanings[of] + 1);
    print_options(to, of);
    fprintf(to, "\nExample\n  %s %s%s%s\n", command_name(), command_words[of],
            *examples[of] ? " " : "", examples[of]);
}

void help_print(FILE *to, enum lifeline_command of)
{
    if (of == COMMAND_HELP)
        print_overview(to);
    else
        print_command(to, of);
}

#include "kit/cli/help.h"
#include "kit/cli/options.h"

#include <string.h>

#define HELP_INDENT 10
#define HELP_WIDTH  96

/* Broken between words, so that a terminal need not break inside one. */
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

/* Which commands an option is for, behind it. */
static void print_commands(FILE *to, uint32_t commands)
{
    const char *before = "  (";
    for (int i = 0; i < COMMAND_COUNT; i++) {
        if (!(commands >> i & 1u))
            continue;
        fprintf(to, "%s%s", before, command_words[i]);
        before = ", ";
    }
    fputs(")\n", to);
}

void help_print(FILE *to)
{
    fputs(
        "lifeline: strikes a parent or a child at one exact moment and says whether the other\n"
        "did what it must.\n\n"
        "  lifeline COMMAND [OPTIONS] [FILE|FOLDER|LOG...]\n\nCommands\n",
        to);
#define X(command, word, arguments, meaning, function)                                         \
    fprintf(to, "  %-7s %-16s %s\n", word, arguments, meaning);
    LIFELINE_COMMANDS(X)
#undef X
    fputs("\nOptions\n", to);
#define X(option, long_form, short_form, value, commands, meaning)                             \
    fprintf(to, "  %s, %s%s%s", short_form, long_form, *value ? " " : "", value);              \
    print_commands(to, commands);                                                              \
    print_wrapped(to, meaning);
    LIFELINE_OPTIONS(X)
#undef X
    fputs("\nExit codes\n", to);
#define X(code, number, meaning) fprintf(to, "  %d  %s\n", number, meaning);
    KIT_EXITS(X)
#undef X
    fputs("\nExamples\n"
          "  lifeline run scenarios                          every scenario below the folder\n"
          "  lifeline run first.scenario                     one of your own\n"
          "  lifeline replay lifeline-logs/first.jsonl       the same again, from its log\n"
          "\nThe language: docs/language.md. The contract: docs/contract.md.\n",
          to);
}

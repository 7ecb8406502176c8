/*
 * Writes the completion of `lifeline` for bash to stdout, from the lists of commands, options
 * and steps. It uses bash's own compgen and nothing of the package bash-completion, which only
 * loads it.
 */
#include "kit/protocol/steps.h"
#include "kit/tell/options.h"

#include <stdio.h>
#include <string.h>

static void print_words(const char *const *words)
{
    for (int i = 0; words[i]; i++)
        printf("%s%s", i > 0 ? " " : "", words[i]);
}

/* _lifeline_options COMMAND: its options, long and short. */
static void print_option_words(void)
{
    puts("_lifeline_options() {\n    case $1 in");
    for (int of = 0; of < COMMAND_COUNT; of++) {
        printf("    %s) echo '--help -h", command_words[of]);
#define X(option, long_form, short_form, value, commands, meaning)                             \
    if ((commands) >> of & 1u)                                                                 \
        printf(" %s %s", long_form, short_form);
        LIFELINE_OPTIONS(X)
#undef X
        puts("' ;;");
    }
    puts("    esac\n}\n");
}

/* _lifeline_value OPTION: the kind of its value, as --help shows it; nothing if it has none. */
static void print_option_values(void)
{
    puts("_lifeline_value() {\n    case $1 in");
#define X(option, long_form, short_form, value, commands, meaning)                             \
    if (*(value))                                                                              \
        printf("    %s | %s) echo %s ;;\n", long_form, short_form, value);
    LIFELINE_OPTIONS(X)
#undef X
    puts("    esac\n}\n");
}

/* The kind of a command's arguments. A FILE is a scenario here; as an option's value it is an
 * output, which can have any name. */
static const char *argument_kind(const char *arguments)
{
    if (strncmp(arguments, "FILE", 4) == 0)
        return "SCENARIO";
    return arguments;
}

/* _lifeline_argument COMMAND: the kind of its arguments, as --help shows it. */
static void print_argument_kinds(void)
{
    puts("_lifeline_argument() {\n    case $1 in");
    for (int i = 0; i < COMMAND_COUNT; i++)
        printf("    %s) echo '%s' ;;\n", command_words[i], argument_kind(command_arguments[i]));
    puts("    esac\n}\n");
}

static void print_constant_words(void)
{
    printf("_lifeline_commands='");
    print_words(command_words);
    printf("'\n_lifeline_colors='");
    print_words(terminal_colours_words);
    printf("'\n_lifeline_steps='");
    print_words(step_words);
    puts("'\n");
}

/* What is not in a table. `--jobs=4` is three words for bash: the option, `=` and the value. */
static const char body[] =
    "_lifeline_files() { # _lifeline_files WORD SUFFIX: folders, and files that end so\n"
    "    compopt -o filenames 2>/dev/null\n"
    "    mapfile -t COMPREPLY < <({ compgen -d -- \"$1\"\n"
    "        compgen -f -X \"!*$2\" -- \"$1\"; } | sort -u)\n"
    "}\n"
    "\n"
    "_lifeline_words() { # _lifeline_words WORD LIST\n"
    "    mapfile -t COMPREPLY < <(compgen -W \"$2\" -- \"$1\")\n"
    "}\n"
    "\n"
    "_lifeline_kind() { # _lifeline_kind WORD KIND\n"
    "    case $2 in\n"
    "    WHEN) _lifeline_words \"$1\" \"$_lifeline_colors\" ;;\n"
    "    WORD) _lifeline_words \"$1\" \"$_lifeline_steps\" ;;\n"
    "    '[COMMAND]') _lifeline_words \"$1\" \"$_lifeline_commands\" ;;\n"
    "    LOG*) _lifeline_files \"$1\" .jsonl ;;\n"
    "    SCENARIO) _lifeline_files \"$1\" .scenario ;;\n"
    "    FILE | PROGRAM* | 'FOLDER|FILE...') _lifeline_files \"$1\" '' ;;\n"
    "    FOLDER*) _lifeline_files \"$1\" / ;;\n"
    "    esac\n"
    "}\n"
    "\n"
    "_lifeline() {\n"
    "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}\n"
    "    local command=${COMP_WORDS[1]} kind\n"
    "    COMPREPLY=()\n"
    "    [ \"$word\" != = ] || word=\n"
    "    [ \"$before\" != = ] || before=${COMP_WORDS[COMP_CWORD - 2]}\n"
    "    if [ \"$COMP_CWORD\" = 1 ]; then\n"
    "        _lifeline_words \"$word\" \"$_lifeline_commands --help --version\"\n"
    "        return\n"
    "    fi\n"
    "    kind=$(_lifeline_value \"$before\")\n"
    "    if [ -n \"$kind\" ]; then\n"
    "        _lifeline_kind \"$word\" \"$kind\"\n"
    "    elif [[ $word == -* ]]; then\n"
    "        _lifeline_words \"$word\" \"$(_lifeline_options \"$command\")\"\n"
    "    else\n"
    "        _lifeline_kind \"$word\" \"$(_lifeline_argument \"$command\")\"\n"
    "    fi\n"
    "}\n"
    "\n"
    "complete -F _lifeline lifeline\n";

int main(void)
{
    puts("# Completion of lifeline for bash. Written by kit/tell/completion_main.c. Do not "
         "edit.\n");
    print_constant_words();
    print_option_words();
    print_option_values();
    print_argument_kinds();
    fputs(body, stdout);
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}

/*
 * Writes the man page lifeline(1) to stdout, from the lists of commands, options, faults, rules
 * and exit codes. A line of a man page is one sentence or less, so that nothing has to be
 * filled here.
 */
#include "kit/base/faults.h"
#include "kit/base/roff.h"
#include "kit/base/version.h"
#include "kit/tell/options.h"

#include <stdio.h>

#define MANUAL_BYTES (64u * 1024)

static void add_command_head(struct text *to)
{
    text_add(to,
             ".\\\" Written by kit/tell/manual_main.c. Do not edit.\n"
             ".TH LIFELINE 1 \"\" \"lifeline %s\" \"User Commands\"\n"
             ".SH NAME\n"
             "lifeline \\- kill, hang or disconnect one of two processes, and judge the other\n"
             ".SH SYNOPSIS\n"
             ".B lifeline\n"
             ".I COMMAND\n"
             ".RI [ OPTION ...]\n"
             ".RI [ ARGUMENT ...]\n"
             ".SH DESCRIPTION\n"
             "A scenario names a parent and its children, which are programs for Windows, and "
             "the\nmoment at which a fault strikes one of them.\n"
             ".B lifeline\n"
             "runs it, and checks that the others kept the contract: the parent may go on when "
             "a\nchild terminates; a child must terminate by itself when its parent is gone.\n"
             ".PP\n"
             "On Linux the programs run under Wine. The commands that start no program need "
             "no Wine.\n"
             "The language of scenarios is described in\n"
             ".BR lifeline\\-scenario (5).\n",
             kit_version);
}

static void add_command_terms(struct text *to)
{
    text_add(to, ".SH COMMANDS\n");
#define X(command, word, arguments, meaning, example, function, kind)                          \
    text_add(to, ".TP\n.B %s", word);                                                          \
    text_add(to, "%s", *(arguments) ? " " : "");                                               \
    roff_add(to, arguments);                                                                   \
    text_add(to, "\n");                                                                        \
    roff_add_sentence(to, meaning);
    LIFELINE_COMMANDS(X)
#undef X
}

/* "For run, replay and sweep.": the commands of a mask. */
static void add_takers(struct text *to, uint32_t commands)
{
    text_add(to, "For");
    for (int i = 0; i < COMMAND_COUNT; i++) {
        bool is_last = !(commands >> i >> 1);
        if (commands >> i & 1u)
            text_add(to, " \\fB%s\\fR%s", command_words[i], is_last ? "." : ",");
    }
    text_add(to, "\n");
}

static void add_command_options(struct text *to)
{
    text_add(to, ".SH OPTIONS\nA command refuses the options of the others.\n");
#define X(option, long_form, short_form, value, commands, meaning)                             \
    text_add(to, ".TP\n\\fB");                                                                 \
    roff_add(to, short_form);                                                                  \
    text_add(to, "\\fR, \\fB");                                                                \
    roff_add(to, long_form);                                                                   \
    text_add(to, "\\fR%s\\fI%s\\fR\n", *(value) ? " " : "", value);                            \
    roff_add_sentence(to, meaning);                                                            \
    add_takers(to, commands);
    LIFELINE_OPTIONS(X)
#undef X
    text_add(to, ".TP\n\\fB\\-h\\fR, \\fB\\-\\-help\\fR\nPrint the options of a command.\n");
}

static void add_fault_list(struct text *to)
{
    text_add(to, ".SH FAULTS\n");
    for (int i = 0; i < FAULT_COUNT; i++) {
        text_add(to, ".TP\n.B %s\n", fault_words[i]);
        roff_add_sentence(to, faults[i].meaning);
    }
}

static void add_rule_list(struct text *to)
{
    text_add(to, ".SH RULES\nEvery scenario is judged by all of them.\n");
    for (int i = 0; i < RULE_COUNT; i++) {
        text_add(to, ".TP\n.B ");
        roff_add(to, rule_words[i]);
        text_add(to, "\n");
        roff_add_sentence(to, rule_statements[i]);
        if (rule_windows_ms[i] > 0)
            text_add(to, "The window is %u ms.\n", rule_windows_ms[i]);
    }
}

static void add_exit_list(struct text *to)
{
    text_add(to, ".SH EXIT STATUS\n");
#define X(code, number, meaning)                                                               \
    text_add(to, ".TP\n.B %d\n", number);                                                      \
    roff_add_sentence(to, meaning);
    KIT_EXITS(X)
#undef X
}

static void add_command_rest(struct text *to)
{
    text_add(to, ".SH ENVIRONMENT\n"
                 ".TP\n.B LIFELINE_WINEPREFIX\n"
                 "The Wine prefix that programs run in. It is made where it is missing.\n"
                 ".TP\n.B XDG_CACHE_HOME\n"
                 "Without LIFELINE_WINEPREFIX the prefix is lifeline/wine\\-prefix below this "
                 "folder, by\ndefault below ~/.cache.\n"
                 ".TP\n\\fBNO_COLOR\\fR, \\fBTERM\\fR\n"
                 "No colors if NO_COLOR is set, or if TERM is dumb.\n"
                 ".TP\n\\fBTEST_SHARD_INDEX\\fR, \\fBTEST_TOTAL_SHARDS\\fR\n"
                 "The part of a sweep to run, where\n.B \\-\\-shard\nis not given.\n"
                 ".SH FILES\n"
                 ".TP\n.I lifeline\\-logs\n"
                 "The folder that the logs are written into, one for each run.\n"
                 ".SH EXAMPLES\n"
                 ".nf\n"
                 "lifeline run scenarios\n"
                 "lifeline explain lifeline\\-logs\n"
                 "lifeline report lifeline\\-logs \\-\\-output report.html\n"
                 ".fi\n"
                 ".SH SEE ALSO\n"
                 ".BR lifeline\\-scenario (5),\n"
                 ".BR wine (1)\n"
                 ".PP\n"
                 "The pages in /usr/share/doc/lifeline, where README.md is the first.\n");
}

int main(void)
{
    static char page[MANUAL_BYTES];
    struct text text = text_over(page, sizeof page);
    add_command_head(&text);
    add_command_terms(&text);
    add_command_options(&text);
    add_fault_list(&text);
    add_rule_list(&text);
    add_exit_list(&text);
    add_command_rest(&text);
    return !text.cut && fputs(page, stdout) >= 0 && fflush(stdout) == 0 ? 0 : 1;
}

/*
 * Writes the man page lifeline-scenario(5) to stdout: every line that a scenario can have, from
 * the tables that the reader and docs/language.md have.
 */
#include "kit/base/calls.h"
#include "kit/base/roff.h"
#include "kit/base/version.h"
#include "kit/scenario/reference.h"
#include "kit/scenario/shapes.h"

#include <stdio.h>

static void add_scenario_head(struct text *to)
{
    text_add(to,
             ".\\\" Written by kit/scenario/scenario_manual_main.c. Do not edit.\n"
             ".TH LIFELINE\\-SCENARIO 5 \"\" \"lifeline %s\" \"File Formats\"\n"
             ".SH NAME\n"
             "lifeline\\-scenario \\- the language of Lifeline's scenarios\n"
             ".SH DESCRIPTION\n"
             "A scenario is a text file in UTF\\-8 with one statement a line. Blanks separate "
             "words.\nA\n.B #\nbegins a comment, but with a digit it is an occurrence:\n.B #3\n"
             "is the third time. In quotes a word may hold blanks.\n"
             ".PP\n"
             "In the lines below, fill in each <word>, and leave out what stands in [brackets] "
             "if\nyou do not need it.\n",
             kit_version);
}

static void add_line_terms(struct text *to, const char *title, uint32_t when, uint32_t but)
{
    text_add(to, ".SS ");
    roff_add(to, title);
    text_add(to, "\n");
    for (int kind = 0; kind < SAY_COUNT; kind++) {
        if (!(statement_when[kind] & when) || (statement_when[kind] & but))
            continue;
        text_add(to, ".TP\n.B \"");
        roff_add(to, statement_shapes[kind]);
        text_add(to, "\"\n");
        roff_add_sentence(to, statement_meanings[kind]);
    }
}

static void add_term(struct text *to, const char *term, const char *meaning)
{
    text_add(to, ".TP\n.B \"");
    roff_add(to, term);
    text_add(to, "\"\n");
    roff_add_sentence(to, meaning);
}

static void add_slot_terms(struct text *to)
{
    text_add(to, ".SH WHAT IS FILLED IN\n");
#define X(slot, role, shape, expected, meaning) add_term(to, shape, meaning);
    SHAPE_SLOTS(X)
#undef X
}

static void add_option_terms(struct text *to)
{
    text_add(to, ".SH OPTIONS OF AN ACTOR\nThey stand behind its program.\n");
    for (int i = 0; option_shapes[i]; i++)
        add_term(to, option_shapes[i], option_rows[i].meaning);
    for (int i = 0; launch_shapes[i]; i++)
        add_term(to, launch_shapes[i], launch_meanings[i]);
}

static void add_terms(struct text *to, const char *title, const char *const *words,
                      const char *const *meanings)
{
    text_add(to, ".SH %s\n", title);
    for (int i = 0; words[i]; i++)
        add_term(to, words[i], meanings[i]);
}

static void add_fault_terms(struct text *to)
{
    text_add(to, ".SH FAULTS\n");
    for (int i = 0; i < FAULT_COUNT; i++)
        add_term(to, fault_words[i], faults[i].meaning);
}

static void add_scenario_example(struct text *to)
{
    text_add(to, ".SH EXAMPLE\n.nf\n");
    for (const char *line = reference_example; *line;) {
        char room[128];
        size_t length = strcspn(line, "\n");
        struct text one = text_over(room, sizeof room);
        text_add_bytes(&one, line, length);
        roff_add(to, room);
        text_add(to, "\n");
        line += length + (line[length] == '\n');
    }
    text_add(to, ".fi\n.SH SEE ALSO\n.BR lifeline (1)\n");
}

int main(void)
{
    static char page[REFERENCE_BYTES];
    struct text text = text_over(page, sizeof page);
    add_scenario_head(&text);
    text_add(&text, ".SH LINES\n");
    add_line_terms(&text, "Lines that set", STATEMENT_SETS, 0);
    add_line_terms(&text, "Lines that arm a fault or a hold", STATEMENT_ARMS, 0);
    add_line_terms(&text, "Lines that act, in their order", STATEMENT_ACTS, 8u);
    add_line_terms(&text, "Lines that expect, in their order", 8u, 0);
    add_slot_terms(&text);
    add_option_terms(&text);
    add_fault_terms(&text);
    add_terms(&text, "RULES", rule_words, rule_statements);
    add_terms(&text, "STEPS", step_words, step_places);
    add_terms(&text, "CALLS", call_words, call_meanings);
    add_scenario_example(&text);
    return !text.cut && fputs(page, stdout) >= 0 && fflush(stdout) == 0 ? 0 : 1;
}

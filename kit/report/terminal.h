#pragma once
/*
 * The output for people while and after runs are made: a line for each run that passed or was
 * skipped, the whole excerpt of each that did not pass, the closing line, and a progress bar.
 */
#include "kit/report/target.h"

/*
 * The closing line stands alone on its line: "18 passed, 0 failed in 4.20 s". Between "failed"
 * and "in" it lists the other verdicts that occurred, each with its count, and the runs without
 * a verdict. So a script that requires ", 0 failed in" requires that all runs passed: every
 * other result adds words between, and "10 failed in" has no comma before its 0.
 */
extern const struct report_target terminal_target;

/*
 * The colour of the verdict's word, with which the line of a run begins: the parameter of a
 * terminal's SGR sequence. The target itself writes no sequence.
 */
enum terminal_colour {
    COLOUR_NONE = 0,
    COLOUR_RED = 31,    /* did not pass */
    COLOUR_GREEN = 32,  /* passed */
    COLOUR_YELLOW = 33, /* not seen */
};
enum terminal_colour terminal_colour(const struct report_run *run);

/* The verdict's word, with which the line of a run begins; `flaky` is one, too. */
const char *terminal_word(const struct report_run *run);

/* X(when, word): whether words are written in colour, as `--color` says */
#define TERMINAL_COLOURS(X)                                                                    \
    X(AUTO, "auto")                                                                            \
    X(ALWAYS, "always")                                                                        \
    X(NEVER, "never")

enum terminal_colours {
#define X(when, word) COLOURS_##when,
    TERMINAL_COLOURS(X)
#undef X
        COLOURS_COUNT
};

extern const char *const terminal_colours_words[COLOURS_COUNT + 1];

/*
 * The last two are the variables NO_COLOR and TERM, or NULL. `auto` means colour on a terminal,
 * unless the first is set to anything or the second is `dumb`.
 */
bool terminal_wants_colour(enum terminal_colours when, bool is_terminal, const char *no_color,
                           const char *term);

/*
 * Whether a terminal with this TERM, or NULL, can only append lines, so that progress cannot
 * overwrite a line.
 */
bool terminal_is_plain(const char *term);

/* A progress line, at most `columns` wide, no newline; a bar, counts, what runs. */
void terminal_progress(struct text *to, const struct report_totals *totals, uint32_t running,
                       const char *current, int64_t elapsed_ns, uint32_t columns);

#pragma once
/*
 * What a person reads while and after runs are made: a line for each that passed or was
 * skipped, the whole story of each that did not, the closing line, and a progress bar.
 */
#include "kit/report/target.h"

/*
 * The closing line stands alone on its line: "18 passed, 0 failed" (", 1 skipped" where there
 * are any). Errors count as failed: CI demands this line and nothing that is not a pass may
 * hide in it.
 */
extern const struct report_target terminal_target;

/* Of the verdict's word, with which the line of a run begins: the parameter of a terminal's SGR
 * sequence. The target itself writes no sequence. */
enum terminal_colour {
    COLOUR_NONE = 0,
    COLOUR_RED = 31,    /* did not pass */
    COLOUR_GREEN = 32,  /* passed */
    COLOUR_YELLOW = 33, /* not seen */
};
enum terminal_colour terminal_colour(const struct report_run *run);

/* A progress line, at most `columns` wide, no newline; a bar, counts, what runs. */
void terminal_progress(struct text *to, const struct report_totals *totals, uint32_t running,
                       const char *current, int64_t elapsed_ns, uint32_t columns);

#pragma once
/*
 * The map of a sweep as a page: one file of HTML that is well-formed as XML, too, with no
 * script and nothing from elsewhere. Pure: it writes into a text that its caller owns.
 */
#include "kit/sweep/coverage.h"

struct sweep_page {
    const struct coverage *coverage; /* and the scenario that it is of */
    const char *text;                /* that scenario's */
    const char *made_by;             /* "lifeline 1.0 on wine 8.0" */
    const char *remarks;             /* what is to be known of the whole, a line each; or "" */
    const struct sweep_result *results; /* sorted */
    size_t count;
};

/* Its first bytes, by which lifeline knows a page of its own. */
#define SWEEP_PAGE_FIRST "<!DOCTYPE html>\n<!-- lifeline: the map of a sweep -->\n"

void sweep_page(const struct sweep_page *page, struct text *to);

/*
 * The address of a file, from a page in `folder`. Both are whole paths, with / or \; nothing is
 * appended where none leads from one to the other, as from one drive to another.
 */
void sweep_page_link(const char *folder, const char *file, struct text *to);

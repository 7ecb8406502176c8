#pragma once
/*
 * The map of a sweep as a page: one file of HTML that is also well-formed XML, without scripts
 * and external resources. Pure: it writes into a text that its caller owns.
 */
#include "kit/sweep/coverage.h"

struct sweep_page {
    const struct coverage *coverage;    /* and the scenario that it is of */
    const char *text;                   /* that scenario's */
    const char *made_by;                /* as version_add tells it */
    const char *remarks;                /* remarks about the whole sweep, a line each; or "" */
    const struct sweep_result *results; /* sorted */
    size_t count;
};

/* The first bytes of a page, by which lifeline recognizes its own pages. */
#define SWEEP_PAGE_FIRST "<!DOCTYPE html>\n<!-- lifeline: the map of a sweep -->\n"

void sweep_page(const struct sweep_page *page, struct text *to);

/*
 * The address of a file, relative to a page in `folder`. Both are absolute paths, with / or \.
 * Nothing is appended if no relative path exists, such as between two drives.
 */
void sweep_page_link(const char *folder, const char *file, struct text *to);

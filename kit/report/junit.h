#pragma once
/*
 * A run of many for the machines that show such runs: JUnit's XML, as CI systems read it and
 * docs/junit.xsd describes it. Written piece by piece: the beginning with its counts, a case
 * for each run of a scenario, the end. Pure: each piece goes into a text that its caller owns.
 */
#include "kit/base/finding.h"
#include "kit/report/report.h"

/* Bytes that the text of a case can have, and room in which any case with such a text fits: an
 * escaped byte takes six. A piece that was cut would be no XML. */
#define JUNIT_STORY_MOST 16384u
#define JUNIT_PIECE_MOST (JUNIT_STORY_MOST * 6 + 16384u)

struct junit_case {
    const char *path;    /* of the scenario, as it was given */
    uint32_t repetition; /* which run of this scenario, from 1; 0 where there is but one */
    enum kit_verdict verdict;
    int64_t took_ns;
    const char *message; /* one sentence; not looked at where it passed */
    const char *story;   /* as report_failure tells it; the same */
};

/* `totals` as in the closing line; what is not in them is counted as an error. */
void junit_begin(struct text *to, const struct report_totals *totals, int64_t took_ns);
void junit_case(struct text *to, const struct junit_case *of);
void junit_end(struct text *to);

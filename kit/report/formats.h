#pragma once
/*
 * The formats of a report, one row each; each is an option of `lifeline`. A format is a file
 * with its target, and a row.
 */
#include "kit/report/target.h"

/* X(format, word, short form of the option, target, meaning); the long form is `--` and the
 * word
 */
#define REPORT_FORMATS(X)                                                                      \
    X(JUNIT, "junit", "-x", junit_target, "also write a report for CI systems: JUnit XML")     \
    X(TAP, "tap", "-a", tap_target, "also write a report in the Test Anything Protocol")

enum report_format {
#define X(format, word, short_form, target, meaning) REPORT_##format,
    REPORT_FORMATS(X)
#undef X
        REPORT_FORMAT_COUNT
};

#define X(format, word, short_form, target, meaning) extern const struct report_target target;
REPORT_FORMATS(X)
#undef X

extern const char *const report_format_words[REPORT_FORMAT_COUNT + 1];
extern const struct report_target *const report_targets[REPORT_FORMAT_COUNT];

#include "kit/report/formats.h"

const char *const report_format_words[REPORT_FORMAT_COUNT + 1] = {
#define X(format, word, short_form, target, meaning) word,
    REPORT_FORMATS(X)
#undef X
};

const struct report_target *const report_targets[REPORT_FORMAT_COUNT] = {
#define X(format, word, short_form, target, meaning) &target,
    REPORT_FORMATS(X)
#undef X
};

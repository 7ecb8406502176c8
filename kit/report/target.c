#include "kit/report/target.h"

uint64_t totals_red(const struct report_totals *totals)
{
    return (uint64_t)totals->failed + totals->errors + totals->unseen + totals->vacuous;
}

uint32_t totals_not_run(const struct report_totals *totals)
{
    uint64_t told = totals_red(totals) + totals->passed + totals->skipped;
    return totals->total > told ? (uint32_t)(totals->total - told) : 0;
}

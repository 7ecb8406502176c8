#include "kit/report/target.h"

uint64_t totals_red(const struct report_totals *totals)
{
    uint32_t flaky = totals->allows_flaky ? 0 : totals->flaky;
    return (uint64_t)totals->failed + totals->errors + totals->unseen + totals->vacuous + flaky;
}

uint64_t totals_green(const struct report_totals *totals)
{
    return (uint64_t)totals->passed + (totals->allows_flaky ? totals->flaky : 0);
}

bool run_is_flaky(const struct report_run *run)
{
    return run->verdict == VERDICT_PASS && run->failed_before > 0;
}

uint32_t totals_not_run(const struct report_totals *totals)
{
    uint64_t told = totals_red(totals) + totals_green(totals) + totals->skipped;
    return totals->total > told ? (uint32_t)(totals->total - told) : 0;
}

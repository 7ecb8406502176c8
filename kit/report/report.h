#pragma once
/*
 * What a person reads: a failure told so that it can be acted upon, one line for a scenario,
 * one for the whole. Pure: it writes into a text that its caller owns.
 */
#include "kit/judge/judge.h"

/* One scenario's line: "PASS  scenarios/a.scenario  0.41 s", with the reason of a `skip on` or
 * `differs on` behind it where that counts here, or that it passed because nobody owed
 * anything. Colour only where asked for. */
void report_line(struct text *to, const char *path, const struct judgement *judgement,
                 int64_t took_ns, bool colour);

/*
 * A verdict that is not a pass, in full: rule or line, actor, step, what was expected, what was
 * seen, the last facts before and after, the likely mechanism, the command to replay.
 * `events` sorted; `log_path` as the user would type it.
 */
void report_failure(struct text *to, const struct scenario *scenario,
                    const struct kit_event *events, size_t count,
                    const struct judgement *judgement, const char *log_path);

/* How a run of many came out. */
struct report_totals {
    uint32_t total, passed, failed, skipped, errors;
    bool estimates; /* progress says how much longer: only where all take about as long */
    /* Runs of a sweep that were made again, and of them for a strike that came late. Progress
     * tells of them, as they take their time and count as none. */
    uint32_t again, late;
    int64_t ends_in_ns; /* nothing is begun after it, however much there is; 0: no end */
};

/* The closing line, alone on its line: "18 passed, 0 failed" (", 1 skipped" where there are
 * any). Errors count as failed: CI demands this line and nothing that is not a pass may hide in
 * it. */
void report_closing(struct text *to, const struct report_totals *totals);

/* A progress line for a terminal, at most `columns` wide, no newline; a bar, counts, what runs.
 */
void report_progress(struct text *to, const struct report_totals *totals, uint32_t running,
                     const char *current, int64_t elapsed_ns, uint32_t columns);

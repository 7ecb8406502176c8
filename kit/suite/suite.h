#pragma once
/*
 * Many runs, some of them side by side: the common part of run, replay and sweep. Prints the
 * result of each run to standard output, shows a progress bar on a terminal, writes the report.
 * One thread begins, runs and closes a suite; the runs are on threads of the suite's own.
 */
#include "kit/report/terminal.h"
#include "kit/run/run.h"
#include "kit/tell/results.h"
#include "kit/files/scripts.h"

/* A run is made at most this many times until `again` is satisfied. */
#define SUITE_TRIES 5

/*
 * The callbacks of replay and sweep; each may be NULL. `index` is the script's in the list that
 * suite_run got. All but `again` are called by one thread at a time.
 */
struct suite_hooks {
    /*
     * Whether to repeat the script, because this outcome has not the result that its run was
     * made for. Called by several threads at once.
     */
    bool (*again)(void *context, size_t index, const struct run_outcome *outcome);
    /* The verdict as which this one counts. */
    enum kit_verdict (*counts_as)(enum kit_verdict verdict);
    /*
     * The run is over and was reported. The callback may write more to `to`. Its exit code can
     * make that of the suite worse.
     */
    enum kit_exit (*result)(void *context, size_t index, const struct run_outcome *outcome,
                            FILE *to);
    /* Where the faults from outside have to strike in the runs of the script; NULL: by time. */
    const struct moments *(*moments)(void *context, size_t index);
    /* Whether a quiet suite keeps the log of a run that passed. */
    bool (*keeps_log)(void *context, size_t index);
};

struct suite_settings {
    uint32_t jobs;     /* runs at once, at most SCHEDULER_JOBS_MOST */
    uint32_t repeat;   /* the maximum of runs of each script */
    bool until_fail;   /* the first run that does not pass is the last to begin */
    uint32_t retries;  /* the maximum of repetitions of a run that does not pass */
    bool allows_flaky; /* a run that passes then counts as passed */
    bool fail_fast;    /* the same, and runs that were not begun are counted */
    /* No run begins later than this after the first suite_run; 0: no limit. */
    int64_t budget_ns;
    uint32_t settle_ms;   /* for every run; 0: as its scenario states */
    const char *log_dir;  /* every pointer is borrowed */
    const char *programs; /* NULL: the default folder */
    const char *options;  /* as given on the command line, for the logs */
    const char *commit;   /* kit_commit, for the logs */
    const char *stop_at;  /* where a run stops for a debugger; or NULL */
    /* The paths of the reports, by format; NULL: no report. */
    const char *reports[REPORT_FORMAT_COUNT];
    uint32_t shard, shards; /* for a sweep, from 1; 1 of 1 is all */
    enum terminal_colours colours;
    FILE *to; /* where the results are printed; NULL: standard output */
    /*
     * A quiet suite, for thousands of runs, reports only those that went wrong. A run that
     * counts as passed or skipped is not printed and leaves no log. A repeated run is printed,
     * progress shows the remaining time, and the caller prints the closing line.
     */
    bool quiet;
    bool silent; /* no run is printed at all: the caller has a page of its own */
    const struct suite_hooks *hooks; /* or NULL */
    void *context;                   /* for the hooks */
};

struct suite;

/*
 * Creates the reports' files, before anything is read or run. Call suite_free in any case; it
 * leaves the reports unwritten, see results_drop.
 */
enum kit_status suite_begin(struct suite **out, const struct suite_settings *settings,
                            struct kit_error *err);

/*
 * Runs the scripts, in their order; a script without a scenario is read when its turn comes. It
 * can be called again with other scripts: progress, totals and report are of all. The scripts'
 * paths are borrowed until suite_close. The function fails only if the suite as a whole does; a
 * problem of one run is that run's verdict.
 */
enum kit_status suite_run(struct suite *suite, struct scripts *scripts, struct kit_error *err);

/* Writes the report, prints the closing line, and returns the exit code of all runs. */
enum kit_exit suite_close(struct suite *suite);

/* What the suite knows of the programs of its runs; good until suite_free. Any thread. */
struct fingerprints *suite_fingerprints(struct suite *suite);

void suite_free(struct suite *suite);

/* All of it, for a caller that takes the results by its hooks and has no use for the exit code.
 */
enum kit_status suite_run_whole(const struct suite_settings *settings, struct scripts *scripts,
                                struct kit_error *err);

/* The platform that this program runs on. */
struct kit_platform suite_platform(void);

/* True for a scenario that is not run on this platform, or because a program is missing. */
bool suite_skips(const struct scenario *scenario, const struct kit_platform *platform,
                 const char *programs);

#pragma once
/*
 * A format for the results of runs: the beginning, a piece for each run, the end. The input is
 * the same for all formats and contains nothing specific to one. Pure: each piece goes into a
 * text that its caller owns.
 */
#include "kit/base/finding.h"

/*
 * The maximum size of a run's excerpt, and a size in which any piece with such an excerpt fits:
 * an escaped byte takes six bytes at most. A piece that was cut would make the report invalid.
 */
#define REPORT_EXCERPT_MOST 16384u
#define REPORT_PIECE_MOST   (REPORT_EXCERPT_MOST * 6 + 16384u)

/* The result of one run among many. */
struct report_totals {
    /* Separate counts, except total. */
    uint32_t total, passed, failed, errors, unseen, vacuous, skipped;
    /* Passed, after runs that did not; counts as a pass only if that is allowed. */
    uint32_t flaky;
    bool allows_flaky;
    /* Not begun because of --fail-fast; not in the total once all runs are over. */
    uint32_t left;
    bool estimates; /* progress estimates the time: only if all runs take about equally long */
    /*
     * Runs that were repeated; those of them whose strike came late, or in which the machine
     * was too busy. The progress line shows them, because they take time and are not counted.
     */
    uint32_t again, late, busy;
    int64_t ends_in_ns; /* no run begins after it; 0: no end */
};

/* Runs that are no pass, and were not skipped. */
uint64_t totals_red(const struct report_totals *totals);

/* Runs that count as passed. */
uint64_t totals_green(const struct report_totals *totals);

/* Runs without a verdict: they are in the total and in no other count. */
uint32_t totals_not_run(const struct report_totals *totals);

/* One run of a scenario. Every text is borrowed, and "" if there is none. */
struct report_run {
    const char *path; /* of the scenario, as it was given */
    /* Number of the run of this scenario, from 1; 0 if it is run only once. */
    uint32_t repetition;
    enum kit_verdict verdict; /* as it counts */
    int64_t took_ns;          /* -1: not measured */
    /*
     * How often it was made, and how many of these runs were wasted because a strike came too
     * late, or because the machine was too busy; 0 tries count as one.
     */
    uint32_t tries, late, busy;
    /*
     * Runs of --retries that did not pass before this one; for a pass, message and excerpt are
     * those of the first of them.
     */
    uint32_t failed_before;
    const char *message;    /* in one sentence: what is wrong, why it was skipped, a note */
    const char *excerpt;    /* a verdict that is no pass, in full; see report_failure */
    const char *log;        /* the path of its log, which may be gone */
    const char *point;      /* for a sweep: the strike, "at cs request.sent #2 kill cs" */
    uint32_t shard, shards; /* for a sweep that is split: from 1; else 0 */
};

/* Whether the run passed, but only when it was repeated. */
bool run_is_flaky(const struct report_run *run);

/* All formats. */
struct report_whole {
    struct report_totals totals; /* includes runs that were begun and have no verdict */
    size_t count;                /* of runs that are reported */
    int64_t took_ns;
};

/* Runs are reported in their order, with their number, from 1. */
struct report_target {
    /* Its first bytes, by which lifeline recognizes its own files; or NULL. */
    const char *first;
    void (*begin)(struct text *to, const struct report_whole *whole);
    void (*run)(struct text *to, const struct report_whole *whole, const struct report_run *run,
                size_t number);
    void (*end)(struct text *to, const struct report_whole *whole);
};

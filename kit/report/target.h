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
    uint32_t total, passed, failed, errors, unseen, vacuous, skipped; /* all but total apart */
    uint32_t flaky; /* passed, after runs that did not; no pass unless that is allowed */
    bool allows_flaky;
    uint32_t left;  /* that --fail-fast did not begin; not in the total, once all is over */
    bool estimates; /* progress says how much longer: only where all take about as long */
    /*
     * Runs of a sweep that were repeated, and those of them whose strike came late. The
     * progress line shows them, because they take time and are not counted.
     */
    uint32_t again, late;
    int64_t ends_in_ns; /* nothing is begun after it, however much there is; 0: no end */
};

/* Runs that are no pass, and were not skipped. */
uint64_t totals_red(const struct report_totals *totals);

/* Runs that count as passed. */
uint64_t totals_green(const struct report_totals *totals);

/* Runs without a verdict: they are in the total and in no other count. */
uint32_t totals_not_run(const struct report_totals *totals);

/* One run of a scenario. Every text is borrowed, and "" if there is none. */
struct report_run {
    const char *path;         /* of the scenario, as it was given */
    uint32_t repetition;      /* which run of this scenario, from 1; 0 where there is but one */
    enum kit_verdict verdict; /* as it counts */
    int64_t took_ns;          /* -1: not measured */
    uint32_t tries, late;     /* how often it was made, and how many of those a strike came too
                                 late in to say anything; 0 tries are as one */
    uint32_t failed_before;   /* runs of --retries that did not pass before this one; of a pass,
                                 message and excerpt are those of the first of them */
    const char *message;      /* in one sentence: what is wrong, why it was skipped, a note */
    const char *excerpt;      /* a verdict that is no pass, in full; see report_failure */
    const char *log;          /* where its log is, or was */
    const char *point;        /* of a sweep: what struck, "at cs request.sent #2 kill cs" */
    uint32_t shard, shards;   /* of a sweep that is split: from 1; else 0 */
};

/* Whether the run passed, but only when it was repeated. */
bool run_is_flaky(const struct report_run *run);

/* All formats. */
struct report_whole {
    struct report_totals totals; /* also of what was begun and came to nothing */
    size_t count;                /* of runs that are told */
    int64_t took_ns;
};

/* Runs are reported in their order, with their number, from 1. */
struct report_target {
    const char *first; /* its first bytes, by which lifeline knows a file of its own; or NULL */
    void (*begin)(struct text *to, const struct report_whole *whole);
    void (*run)(struct text *to, const struct report_whole *whole, const struct report_run *run,
                size_t number);
    void (*end)(struct text *to, const struct report_whole *whole);
};

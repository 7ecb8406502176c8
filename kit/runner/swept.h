#pragma once
/*
 * What a sweep has come to so far: in memory for its map, and on disk, line by line, for a
 * later `--resume` and for `merge`. One thread at a time.
 *
 * The journal has a head, with its version and what text it is of; for each run its state, the
 * times that it took and until somebody told of harm, the rules that it exercised, and its
 * point; for each step that a run came to, once, `seen` and the step; and `over` at the end.
 * SWEPT_VERSION grows when a reader of the old version would misread a line of the new one.
 */
#include "kit/os/file.h"
#include "kit/report/report.h"
#include "kit/run/run.h"
#include "kit/sweep/map.h"

#include <stdio.h>

#define SWEPT_ENDING  ".sweep"       /* of a journal */
#define SWEPT_FIRST   ".first.jsonl" /* of the log beside it, of the run without faults */
#define SWEPT_VERSION 2u

/* A journal, read: of the whole sweep, or of a shard. */
struct swept_journal {
    char *bytes;
    size_t size;
    const char *begin; /* its first line */
    const char *at;    /* the next line */
    uint64_t seen;     /* this and the next are known once all lines are read */
    bool is_over;      /* its sweep came to its end */
};

struct swept {
    const struct scenario *scenario; /* borrowed, as is the next */
    struct sweep_result *results;
    size_t count;
    size_t *open;     /* by index of the script: which result its run makes */
    int64_t until_ns; /* os_ns: nothing is begun after it; 0: no end */
    bool goes_on;     /* another suite follows, of the pairs that this one has shown */
    struct report_totals so_far; /* of the suites before */
    int64_t start_ns;            /* of the first of them */
    FILE *journal;
    struct swept_journal kept; /* with --resume: what was in it */
    uint64_t seen;             /* steps that any run came to, 1 << each */
    bool is_over; /* nothing more is to be begun: swept_end says so in the journal */
    bool write_failed;
};

/* Opens the journal of this text; with `resume`, takes in what is in it. swept_end in any case.
 */
enum kit_status swept_begin(struct swept *swept, const char *path, const char *text,
                            size_t size, bool resume, struct kit_error *err);

/* What became of the script of this index. */
void swept_keep(struct swept *swept, size_t index, const struct run_outcome *outcome);

enum kit_status swept_end(struct swept *swept, struct kit_error *err);

/* Results that were added behind the first `before`: takes in what the journal had of them. */
void swept_more(struct swept *swept, size_t before);

/* Whether the log of the script of this index stays, however it comes out. */
bool swept_needs_log(const struct swept *swept, size_t index);

struct swept_line {
    const char *line; /* the point's; in the journal, without an end */
    size_t size;
    enum sweep_state state;
    int64_t took_ns;
    int64_t detection_ns;
    uint32_t exercised;
};

/* KIT_BAD_INPUT if it is of another text than this, or of another lifeline; `then` says what to
 * do about it. */
enum kit_status swept_journal_read(const char *path, const char *text, size_t size,
                                   const char *then, struct swept_journal *out,
                                   struct kit_error *err);

/* The next whole line; false at the end, or where it was cut. */
bool swept_journal_next(struct swept_journal *journal, struct swept_line *out);
void swept_journal_free(struct swept_journal *journal);

/* `a/b.at-cs-request.sent-2-kill-cs.scenario`, of the file's path and the point's line: its
 * log's name comes from it. */
void swept_path(const char *path, const char *line, struct text *to);

/* Where the log of that line's run is, or would be, in this folder. */
enum kit_status swept_log_path(const char *folder, const char *path, const char *line,
                               char to[OS_PATH], struct kit_error *err);

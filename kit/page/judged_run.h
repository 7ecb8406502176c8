#pragma once
/*
 * A log that was read, with its scenario and the verdict by the judge of today. The verdict
 * that stands in the log is shown beside it where the two differ. Pure.
 */
#include "kit/judge/judge.h"
#include "kit/log/log.h"

#define JUDGED_DIFFERS 256

struct judged_run {
    const char *log_path;        /* as the user would type it; borrowed */
    struct log log;              /* all 0 if it could not be read */
    struct scenario *scenario;   /* all 0 if it has a mistake; NULL without a log */
    struct judge_result *result; /* NULL if the run cannot be judged */
    /* Why the run cannot be judged, or "". The events of the log are shown all the same. */
    char trouble[KIT_ERROR_TEXT];
    char differs[JUDGED_DIFFERS]; /* how the verdict in the log differs, or ""; the caller's */
    bool is_replay;               /* of a run whose log may be here, too; the caller's */
};

/*
 * Judges a log that was read whole, by the function that judged its run live. A log that was
 * cut is an ERROR: its events may be complete, but this is unknown. So is a field log. `out` is
 * all 0.
 */
void judge_whole_log(const struct log *log, const struct scenario *scenario,
                     struct judge_result *out);

/*
 * Judges a log, which it takes and clears. A scenario that cannot be read is a trouble of the
 * run. Fails only without memory; then *out is empty. judged_run_free in any case.
 */
enum kit_status judged_run_make(struct judged_run *out, const char *log_path, struct log *log,
                                struct kit_error *err);

/* A run whose log could not be read. */
void judged_run_unread(struct judged_run *out, const char *log_path, const char *why);

void judged_run_free(struct judged_run *run);

enum kit_verdict judged_run_verdict(const struct judged_run *run);

/* The verdict in a sentence; may be "". */
const char *judged_run_sentence(const struct judged_run *run);

/* The path of the scenario, or of the log if its scenario is not known. */
const char *judged_run_path(const struct judged_run *run);

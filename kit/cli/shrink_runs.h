#pragma once
/* The runs of `lifeline shrink`: one scenario, run several times by a suite that tells nothing.
 */
#include "kit/derive/shrink.h"
#include "kit/judge/judge_result.h"
#include "kit/tell/options.h"

struct shrink_runs {
    const struct options *options;
    char path[KIT_PATH];        /* of the scenario that is run, for the names of the logs */
    uint64_t made;              /* runs in all */
    struct judgement judgement; /* of the last run */
    /* What the runs are compared with; NULL failure: with nothing. */
    const struct judgement *first;
    const struct finding *failure;
    uint32_t line_number; /* of the line that failed, in the text that is run */
    uint32_t came, shown; /* of the last call: runs with an outcome, and that show it */
    bool is_alone;        /* in none of the runs since it was set did anything else go wrong */
};

/* Runs the text so often, side by side as --jobs says. */
enum kit_status shrink_runs_make(struct shrink_runs *runs, const char *text, size_t size,
                                 uint32_t times, struct kit_error *err);

/* Whether each of `tries` runs shows the failure. A text that fails to is run only once. */
enum kit_status shrink_runs_show(struct shrink_runs *runs, const char *text, size_t size,
                                 uint32_t tries, bool *shows, struct kit_error *err);

/* The log of the last call's first run. */
enum kit_status shrink_runs_log(const struct shrink_runs *runs, uint32_t repetition,
                                char to[KIT_PATH], struct kit_error *err);

/* Removes the logs of all runs: they are of scenarios that nobody has. */
void shrink_runs_forget(const struct shrink_runs *runs, uint32_t tries);

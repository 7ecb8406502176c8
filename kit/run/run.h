#pragma once
/*
 * One run of a scenario: sets the stage, starts the actors, strikes, watches, closes, and has
 * the judge say what it came to. Takes at most the scenario's limit and the windows that its
 * end waits for. Whatever happens, no process of the run is left when it returns; if the runner
 * itself dies, the system ends them with the run's job. One thread for a run; any number of
 * runs side by side.
 */
#include "kit/judge/judge.h"
#include "kit/run/run_settings.h"

struct run_outcome {
    struct judgement judgement;
    struct kit_event *events; /* sorted, given back with run_outcome_free; NULL of a run that
                                 passed, unless settings->keeps_events */
    size_t event_count;
    int64_t took_ns;
    bool has_stood; /* at the place of --break */
    uint32_t tries; /* how often it was made: again each time that a wait was over before the
                       strike and nothing else was found */
};

/*
 * Runs it. `text` is the scenario's own, for the log. A run that cannot even begin (no room for
 * the log, no memory) is a failure; everything later is in the outcome, as a verdict.
 */
enum kit_status run_scenario(const struct scenario *scenario, const char *text, size_t size,
                             const struct run_settings *settings, struct run_outcome *out,
                             struct kit_error *err);

void run_outcome_free(struct run_outcome *outcome);

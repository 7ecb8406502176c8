#pragma once
/*
 * One run of a scenario: creates the shared objects, starts the actors, injects the faults,
 * watches, closes, and gets the judge's verdict. A run takes at most the scenario's limit plus
 * the windows that its end waits for. No process of the run is left when it returns; if the
 * runner dies, the system ends the processes with the run's job. A run uses one thread; any
 * number of runs can work side by side.
 */
#include "kit/judge/judge.h"
#include "kit/run/run_settings.h"

struct run_outcome {
    struct judgement judgement;
    struct kit_event *events; /* sorted; freed with run_outcome_free; NULL if the run passed,
                                 unless settings->keeps_events */
    size_t event_count;
    int64_t took_ns;
    bool has_stood; /* the run paused at --break */
    uint32_t tries; /* how often the run was made: it is repeated each time that a wait ended
                       before its fault and nothing else was found */
    uint32_t busy;  /* and, for so many of them, that the machine was too busy */
};

/*
 * Runs the scenario. `text` is its source, for the log. A run that cannot begin (no place for
 * the log, no memory) is a failure. Every later problem is in the outcome, as a verdict.
 */
enum kit_status run_scenario(const struct scenario *scenario, const char *text, size_t size,
                             const struct run_settings *settings, struct run_outcome *out,
                             struct kit_error *err);

void run_outcome_free(struct run_outcome *outcome);

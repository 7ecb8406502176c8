#pragma once
/*
 * One run of a program without a fault, to see what it is made of: for look and doctor.
 */
#include "kit/tell/options.h"
#include "kit/look/page.h"
#include "kit/run/run.h"

struct look_run {
    struct look_program program;
    char text[SCENARIO_TEXT];
    struct scenario scenario;
    struct look look;
    struct neighbours neighbours;
    struct fingerprints fingerprints;
    struct run_outcome outcome; /* with all events */
    struct run_outcome
        calls; /* the same of the run with the injected probe, if there was one */
};

/* NULL without memory; look_run_free. `options->paths` has the program and its arguments. */
struct look_run *look_run_new(const struct options *options);
void look_run_free(struct look_run *run);

/*
 * Fails if the program cannot be started, or links the probe while another one is to be
 * injected; the message says why.
 */
enum kit_status look_run_make(struct look_run *run, const struct options *options,
                              struct kit_error *err);

/* Fails if the program links the probe: two probes in one process would both say that they are
 * it. */
enum kit_status look_run_check_unprobed(const struct look_run *run, struct kit_error *err);

/*
 * Runs the program once more, with the injected probe in it and in its children: only a child
 * that a scenario names makes steps, so that the first run has to be made before.
 */
enum kit_status look_run_calls(struct look_run *run, const struct options *options,
                               struct kit_error *err);

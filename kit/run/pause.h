#pragma once
/*
 * `--break`: the run pauses at a step for as long as a person likes, and the run's clock stands
 * still.
 *
 * The runner suspends every thread of every process from outside, except the thread that made
 * the step. That thread is parked in its probe, as by a hold. So a debugger can still attach to
 * its process and read its stack; the threads that a debugger adds run, too. Only the run's
 * thread calls these functions.
 */
#include "kit/run/session.h"

/* Reads the place of `--break`, written as in an `at` line: `host request.peek for cs #2`. A
 * mistake gets the same message as in a scenario. */
enum kit_status pause_read(const char *words, const char *text, size_t size,
                           struct scenario_line *out, struct kit_error *err);

/*
 * The thread of this signal stands still at the break. Suspends everything else, prints the
 * place and how to attach a debugger, waits for a line or the end of standard input, and
 * resumes everything. In the log this is one instant.
 */
void pause_run(struct session *session, const struct signal *at);

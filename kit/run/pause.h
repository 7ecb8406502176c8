#pragma once
/*
 * `--break`: the run stands still at a step for as long as a person likes, and its clock with
 * it.
 *
 * What is stopped: every thread of every process of the run, from outside, but the one that
 * made the step. That one is parked in its probe, as by a hold, so that the process it is in
 * can still be attached to and its stack read; a thread that a debugger brings along runs, too.
 * The run's thread alone.
 */
#include "kit/run/session.h"

/* Where `--break` says, as in an `at` line: `host request.peek for cs #2`. The sentence of a
 * mistake is the language's own. */
enum kit_status pause_read(const char *words, const char *text, size_t size,
                           struct scenario_line *out, struct kit_error *err);

/*
 * The thread of this signal stands still by the break. Stops all else, tells where and how to
 * attach, waits for a line on standard input or for its end, and lets all go on. In the log it
 * is one instant.
 */
void pause_run(struct session *session, const struct signal *at);

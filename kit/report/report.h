#pragma once
/*
 * Writes a verdict so that a user can act on it. Pure: it writes into a text that its caller
 * owns.
 */
#include "kit/judge/judge.h"

/*
 * The verdict in one sentence: the worst finding; or why the run was skipped; or, for a pass,
 * how the run is known to differ, or that no actor had an obligation. "" if there is nothing to
 * add. Points into the judgement.
 */
const char *report_message(const struct judgement *judgement);

/*
 * The full report of a verdict that is not a pass: rule or line, actor, step, what was
 * expected, what was seen, the last facts before and after, the likely mechanism, the command
 * to replay. `events` are sorted; `log_path` is as the user would type it.
 */
void report_failure(struct text *to, const struct scenario *scenario,
                    const struct kit_event *events, size_t count,
                    const struct judgement *judgement, const char *log_path);

/* The same for a run that came to no verdict. */
void report_trouble(struct text *to, const char *path, const char *sentence);

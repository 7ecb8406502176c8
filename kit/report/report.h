#pragma once
/*
 * A verdict told so that a person can act upon it. Pure: it writes into a text that its caller
 * owns.
 */
#include "kit/judge/judge.h"

/* In one sentence: the worst finding; why it was skipped; of a pass, how it is known to differ,
 * or that nobody owed anything. "" where there is nothing to say. Points into the judgement. */
const char *report_message(const struct judgement *judgement);

/*
 * A verdict that is not a pass, in full: rule or line, actor, step, what was expected, what was
 * seen, the last facts before and after, the likely mechanism, the command to replay.
 * `events` sorted; `log_path` as the user would type it.
 */
void report_failure(struct text *to, const struct scenario *scenario,
                    const struct kit_event *events, size_t count,
                    const struct judgement *judgement, const char *log_path);

/* The same of a run that came to no verdict at all. */
void report_trouble(struct text *to, const char *path, const char *sentence);

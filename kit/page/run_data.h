#pragma once
/*
 * A run as JSON, for the script of the page: the head with verdict and findings, which the
 * index needs, and the events, which are read when the run is opened. The fields of header,
 * events and findings are those of the log (docs/log-format.md). Pure.
 */
#include "kit/page/judged_run.h"

void run_data_head(const struct judged_run *run, struct text *to);

/* An event with its fields in the log, and as a sentence for people: `who`, `what`, `note`. */
void run_data_event(const struct judged_run *run, size_t index, struct text *to);

/* The words that the script needs, from the kit's lists: verdicts, rules, kinds, channels. */
void run_data_words(struct text *to);

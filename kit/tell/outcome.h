#pragma once
/* What an outcome means for the caller: an exit code, and the text about it. */
#include "kit/judge/judge.h"
#include "kit/report/terminal.h"

#include <stdio.h>

enum kit_exit outcome_exit(enum kit_verdict verdict);

/*
 * The more important of two exit codes: usage, then a difference from the log, then trouble,
 * then failure, then flaky.
 */
enum kit_exit exit_worse(enum kit_exit a, enum kit_exit b);

/* Prints a failure on standard error and returns the exit code: EXIT_USAGE where an argument or
 * a file is wrong, else EXIT_TROUBLED. */
enum kit_exit exit_with_message(const struct kit_error *err);

/* A run in the form that the reports use. Every pointer but `as` is borrowed for as long. */
struct described_run {
    struct report_run as;
    char excerpt[REPORT_EXCERPT_MOST];
};

/* `log_path` as the user would type it; took_ns < 0: not measured. */
void outcome_describe(struct described_run *out, const struct scenario *scenario,
                      const struct kit_event *events, size_t count,
                      const struct judgement *judgement, const char *log_path, int64_t took_ns);

/* The same for a run that came to no verdict. */
void outcome_describe_trouble(struct described_run *out, const char *path,
                              const struct kit_error *err);

/* Whether standard output gets colours, as `--color` and the environment say. */
bool outcome_colours(enum terminal_colours when);

/* Prints a run, with its verdict in colour if that is wanted. */
void outcome_print(FILE *to, const struct report_run *run, bool colours);

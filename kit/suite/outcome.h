#pragma once
/*
 * What a verdict is for whoever called: an exit code and a text on standard output.
 */
#include "kit/judge/judge.h"

enum kit_exit outcome_exit(enum kit_verdict verdict);

/* Of two exit codes the one that says more: usage, then trouble, then failure. */
enum kit_exit exit_worse(enum kit_exit a, enum kit_exit b);

/* Tells a failure on standard error, and what it is to whoever called: EXIT_USAGE where an
 * argument or a file is wrong. */
enum kit_exit exit_told(const struct kit_error *err);

/* Room for the whole story of any verdict. */
#define OUTCOME_MOST 16384

/* The worst of its findings in one sentence; "" where there is none. */
const char *outcome_sentence(const struct judgement *judgement);

/* The scenario's line and, where it is no pass, the whole story. took_ns < 0: not measured. */
void outcome_print(const struct scenario *scenario, const struct kit_event *events,
                   size_t count, const struct judgement *judgement, const char *log_path,
                   int64_t took_ns);

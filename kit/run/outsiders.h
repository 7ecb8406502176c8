#pragma once
/*
 * Processes that left the run's job, where the scenario lets them: `job breakaway`. The job has
 * no notice of them, so the runner follows them by their creators: a process of the run, known
 * by its PID and its time of creation, created them. They are processes of the run like the
 * others, but the runner does not end them. One that ends before the next look is not seen.
 * Only the run's thread calls these functions.
 */
#include "kit/run/processes.h"

/* Looks at the system's processes, if the last look was long enough ago or `now`. */
void outsiders_look(struct processes *processes, bool now);

/* How long until the next look is due; INT64_MAX if nobody may leave the job. */
int64_t outsiders_left_ns(const struct processes *processes, int64_t now_ns);

/* The parent or bystander to whose family an outsider belongs by its creators; -1 if no actor
 * is among them. */
int outsiders_family(const struct processes *processes, const struct run_process *outsider);

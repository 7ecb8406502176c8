#pragma once
/*
 * What the run without faults tells of the pair, beside its steps: how it was over, what its
 * programs can obey, and how long they wait at most. Of the kit's own programs all that is
 * known; of a program of the user's own (in quotes, by image, or a child of such a parent) it
 * has to be seen. Pure; any thread; allocates nothing.
 */
#include "kit/sweep/point.h"

/* How many times of a step or call are struck at most where time ends the run and no `requests`
 * says how many. */
#define SWEEP_TIMES 3u

/* How the run was over. */
enum kit_run_end free_run_end(const struct kit_event *events, size_t count);

/*
 * How many times of a step or call are struck, from the first on; 0: each. A run that ends by
 * itself has the same ones each time. Where a step, time, or enough requests of programs that
 * would go on end it, how often others came by then is luck.
 */
uint32_t free_run_times(const struct scenario *scenario, const struct kit_event *events,
                        size_t count);

/* Whether the actor can obey the fault: to lose its pipe and to spoil a message a program has
 * to have told the probe how (lifeline_drop_with, lifeline_spoil_with). */
bool free_run_obeys(const struct scenario *scenario, const struct kit_event *events,
                    size_t count, int actor, enum kit_fault fault);

/* The longest deadline that a program of the user's own declared, in whole tenths of a second
 * so that one that is computed differs less; 0 if none did. */
uint32_t free_run_deadline_ms(const struct scenario *scenario, const struct kit_event *events,
                              size_t count);

/* Whether the actor, a parent, ended by itself, with the code 0. Such a program is done when
 * its work is, so that its end proves nothing after a strike. */
bool free_run_ends_itself(const struct scenario *scenario, const struct kit_event *events,
                          size_t count, int actor);

/*
 * Whether the actor, a child of the user's own, goes on asking: it, or another of the same
 * program, has made more requests by the run's end than `requests` says. One that made just as
 * many may have had no more to ask for.
 */
bool free_run_asks_on(const struct scenario *scenario, const struct kit_event *events,
                      size_t count, int actor);

/* "each child had made its requests, or had ended: ..." and what follows for the sweep. Nothing
 * of a pair that is counted, where nothing follows. */
void free_run_text(const struct scenario *scenario, const struct kit_event *events,
                   size_t count, struct text *to);

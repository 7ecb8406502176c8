#pragma once
/*
 * What the run without faults shows of the pair, beside its steps: how it ended, which faults
 * its programs can obey, and how long they wait at most. All this is known for the kit's own
 * programs. For a user's own program (in quotes, by image, or a child of such a parent) it must
 * be observed. Pure; any thread; allocates nothing.
 */
#include "kit/sweep/point.h"

/*
 * How many occurrences of a step or call are struck at most if time ends the run and no
 * `requests` states their number.
 */
#define SWEEP_TIMES 3u

/* How the run ended. */
enum kit_run_end free_run_end(const struct kit_event *events, size_t count);

/*
 * How many occurrences of a step or call are struck, from the first on; 0: each. A run that
 * ends by itself has the same occurrences each time. If the run is ended by a step, by time, or
 * after enough requests of programs that would continue, the number of other steps by then
 * varies.
 */
uint32_t free_run_times(const struct scenario *scenario, const struct kit_event *events,
                        size_t count);

/*
 * Whether the actor can obey the fault. A program can lose its pipe or corrupt a message only
 * if it has given the probe a callback (lifeline_drop_with, lifeline_spoil_with).
 */
bool free_run_obeys(const struct scenario *scenario, const struct kit_event *events,
                    size_t count, int actor, enum kit_fault fault);

/*
 * The longest deadline that a user's own program declared, rounded to whole tenths of a second
 * so that a computed deadline varies less. 0 if none was declared.
 */
uint32_t free_run_deadline_ms(const struct scenario *scenario, const struct kit_event *events,
                              size_t count);

/*
 * Whether the actor, a parent, ended by itself, with the code 0. Such a program ends when its
 * work is done, so its end proves nothing after a strike.
 */
bool free_run_ends_itself(const struct scenario *scenario, const struct kit_event *events,
                          size_t count, int actor);

/*
 * Whether the actor, a user's own child, goes on asking: by the run's end it, or another actor
 * of the same program, has made more requests than `requests` states. An actor that made
 * exactly as many may have had nothing more to ask for.
 */
bool free_run_asks_on(const struct scenario *scenario, const struct kit_event *events,
                      size_t count, int actor);

/*
 * "each child had made its requests, or had ended: ..." and its consequence for the sweep.
 * Empty for a pair whose requests are counted, because there is no consequence.
 */
void free_run_text(const struct scenario *scenario, const struct kit_event *events,
                   size_t count, struct text *to);

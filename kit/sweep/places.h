#pragma once
/*
 * The places at which a sweep can strike: steps, calls and other names in the log, and what is
 * known of them and of their actors. Only this folder includes this header. Pure; any thread;
 * allocates nothing.
 */
#include "kit/base/event.h"
#include "kit/scenario/scenario.h"

/* Whether it is a step or report that a line can name. */
bool sweep_is_word(const struct kit_event *event);

/*
 * STEP_* flags. 0 for a step that the scenario declares itself, because its abilities are
 * unknown.
 */
uint32_t sweep_step_flags(const char *step);

/* The same for a step of this actor: those of an injected one are its calls. */
uint32_t sweep_flags_of(const struct scenario *scenario, int actor, const char *step);

/* Whether the fault can be carried out at a step of these flags. */
bool sweep_obeys(enum kit_fault fault, uint32_t flags);

/* The rank of a step in the protocol's order; calls come after all steps, and the steps of an
 * injected probe that are no such call after these. */
int sweep_step_rank(const char *step);

/* -1, 0 or 1, for qsort. */
int sweep_compare(int64_t a, int64_t b);

/*
 * The index of a parent's peer. All steps of a child are for its parent, and its lines do not
 * name it: -1.
 */
int sweep_peer(const struct scenario *scenario, int actor, const char *peer);

/* Whether both are started from the same program with the same options. */
bool sweep_are_twins(const struct scenario *scenario, int left, int right);

/* How many earlier actors are started in the same way. */
uint32_t sweep_twins_before(const struct scenario *scenario, int actor);

/*
 * Whether this report means that something is wrong: child.lost, peer.silent, a violation, an
 * end that is neither Quit nor a stop.
 */
bool sweep_tells_of_harm(const struct kit_event *event);

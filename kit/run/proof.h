#pragma once
/*
 * Keeps and logs each injected fault and the proof of its effect. Only the run's thread calls
 * these functions.
 */
#include "kit/run/session.h"

/* Makes an event of a scenario line about this actor. */
struct kit_event proof_event(const struct session *session, enum kit_event_kind kind, int actor,
                             int line_index);

/* The line's fault struck the target. Looks from now on for its effect from outside. `tid` is
 * the target's thread that was heard of last; 0 if there is none. */
void proof_await(struct session *session, int line_index, int target, uint32_t tid);

/* The actor itself, or the call from outside, reports that the fault is done. */
void proof_by_word(struct session *session, int line_index);

/* This process of an actor ended. */
void proof_by_end(struct session *session, const struct run_process *process);

/* Looks at the processes for effects that no event announces. */
void proof_by_looks(struct session *session);

#pragma once
/*
 * What is kept and written of a fault that struck, and of the proof that it took hold. The
 * run's thread alone.
 */
#include "kit/run/session.h"

/* An event of a line of the scenario, about this actor. */
struct kit_event proof_event(const struct session *session, enum kit_event_kind kind, int actor,
                             int line_index);

/* The line's fault struck the target, which was heard of last by this thread (0: never), and
 * that is to be seen from outside, too. */
void proof_await(struct session *session, int line_index, int target, uint32_t tid);

/* The actor, or the call that struck from outside, says that it is done. */
void proof_by_word(struct session *session, int line_index);

/* A process of this actor has ended with this code. */
void proof_by_end(struct session *session, int actor, uint32_t code);

/* Looks at the processes for the proofs that no event will announce. */
void proof_by_looks(struct session *session);

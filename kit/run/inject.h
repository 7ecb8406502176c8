#pragma once
/*
 * Faults: those that the runner carries out from outside, and the proof that each one took
 * hold. Private to kit/runner; the run's thread alone.
 */
#include "kit/run/session.h"

/* An actor said in its ring that it obeys this order, or stands still by it. */
void inject_obeyed(struct session *session, int line, uint32_t tid);
void inject_held(struct session *session, int actor, uint32_t order);

/* An actor said that it carried the order out and goes on. */
void inject_done(struct session *session, int line);

/* Carries out an ordered fault, `kill host`, from outside. */
void inject_now(struct session *session, int line);

/* Strikes whom threads of others stand still for, and who is there by now. */
void inject_awaited(struct session *session);

/* Looks for the proofs that are still wanting. */
void inject_confirm(struct session *session);

/* The same, of a process that has just ended with this code. */
void inject_confirm_end(struct session *session, int actor, uint32_t code);

/* True if a proof is still wanting that no event will announce. */
bool inject_awaits_proof(const struct session *session);

/* Carries out an ordered `resume host`. */
void inject_resume(struct session *session, int line);

/* Lets all threads go that stand still in this actor by a hold. */
void inject_release(struct session *session, int actor);

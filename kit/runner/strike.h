#pragma once
/*
 * Faults: those that the runner carries out from outside, and the proof that each one took
 * hold. Private to kit/runner; the run's thread alone.
 */
#include "kit/runner/watch.h"

/* An actor said in its ring that it obeys this order, or stands still by it. */
void strike_obeyed(struct run *run, int line, uint32_t tid);
void strike_held(struct run *run, int actor, uint32_t order);

/* An actor said that it carried the order out and goes on. */
void strike_done(struct run *run, int line);

/* Carries out an ordered fault, `kill host`, from outside. */
void strike_now(struct run *run, int line);

/* Strikes whom threads of others stand still for, and who is there by now. */
void strike_awaited(struct run *run);

/* Looks for the proofs that are still wanting. */
void strike_confirm(struct run *run);

/* The same, of a process that has just ended with this code. */
void strike_confirm_end(struct run *run, int actor, uint32_t code);

/* True if a proof is still wanting that no event will announce. */
bool strike_awaits(const struct run *run);

/* Carries out an ordered `resume host`. */
void strike_resume(struct run *run, int line);

/* Lets all threads go that stand still in this actor by a hold. */
void strike_release(struct run *run, int actor);

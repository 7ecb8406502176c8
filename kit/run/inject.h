#pragma once
/*
 * Faults that the runner carries out from outside, and the threads that stand still by order.
 * May block for as long as a process takes to end. The run's thread alone.
 */
#include "kit/run/session.h"

/* The target had ended by itself, and the run will hear of it; or it has no pipe to lose at
 * this moment, as where it is moving to a new one, and shall have one soon. */
#define INJECT_NOT_NOW INT64_C(-2)

/* Strikes the line's target from outside. Returns an instant before which nobody can have felt
 * it; or -1 if there was nobody to strike, or it failed, and that is written; or
 * INJECT_NOT_NOW. */
int64_t inject_from_outside(struct session *session, int line_index);

/* Writes that the fault struck then, and has its proof looked for, where the call was not proof
 * enough. `tid` as in proof_await. */
void inject_record(struct session *session, int line_index, int64_t at_ns, uint32_t tid);

/* Begins the turns of faults that go on: suspends their actors, or lets them run. */
void inject_turns(struct session *session);

/* Ends all of those, so that their actors can end. */
void inject_end_turns(struct session *session);

/* Carries out an ordered fault, `kill host`, from outside. False if that cannot be now, so that
 * it has to be carried out after the next look: a process of it or by it is being made, or it
 * ended by itself in that instant. */
bool inject_in_order(struct session *session, int line_index);

/* Strikes those for whom the threads of others stand still, if they are there by now. */
void inject_awaited(struct session *session);

/* Carries out an ordered `resume host`. */
void inject_resume(struct session *session, int line_index);

/* Lets the thread go that stands still by this order, and writes that. */
void inject_let_go(struct session *session, int actor, uint32_t index);

/* Lets all threads go that stand still in this actor by a hold. */
void inject_release(struct session *session, int actor);

#pragma once
/*
 * Faults that the runner carries out from outside, and the release of threads that an order
 * holds. A call may block until a process has ended. Only the run's thread calls these
 * functions.
 */
#include "kit/run/session.h"

/* Injects the line's fault into its target from outside, logs it, and starts the search for its
 * proof, unless the call itself was proof enough; `tid` as in proof_await. A missing target or
 * a failed call is logged. Returns false if the fault must be repeated later: the target ended
 * by itself, and the run will hear of it, or it has no pipe at this moment, for example between
 * two pipes. */
bool inject_now(struct session *session, int line_index, uint32_t tid);

/* False if a line that found no pipe has to leave the two processes running for now. */
bool inject_may_look_for_pipe(struct session *session, int line_index);

/* True if a line that found no pipe (KIT_NOT_FOUND) should look again later: the parent and the
 * child may be between two pipes. */
bool inject_has_pipe_soon(struct session *session, int line_index, enum kit_status status);

/* Begins the due turns of `slow` faults: suspends or resumes their actors. */
void inject_turns(struct session *session);

/* Ends all `slow` faults, so that their actors can end. */
void inject_end_turns(struct session *session);

/* Carries out an ordered fault, such as `kill host`, from outside. Returns false if the fault
 * has to be repeated after the next look: the target or its new child is still being created,
 * or the target ended by itself in that instant. */
bool inject_in_order(struct session *session, int line_index);

/* Injects the faults for which another actor's thread stands still, if their targets exist by
 * now. */
void inject_awaited(struct session *session);

/* Injects the faults whose text was printed, if their targets exist by now. */
void inject_printed(struct session *session);

/* Carries out an ordered `resume host`. */
void inject_resume(struct session *session, int line_index);

/* Releases the thread that this order holds, and logs the release. */
void inject_let_go(struct session *session, int actor, uint32_t index);

/* Releases all threads of this actor that a hold keeps. */
void inject_release(struct session *session, int actor);

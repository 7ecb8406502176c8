#pragma once
/*
 * How processes enter a run. A process asks which actor it is (kit/probe/request.h); the runner
 * answers with a handle on that actor's block. The process stands still until the answer, so
 * the runner always knows a process before its first step. Only the run's thread calls these
 * functions.
 */
#include "kit/run/session.h"

/*
 * Answers the waiting requests that can be decided now.
 *
 * There is a race where a process asks for the place of an actor whose process still lives:
 * that process may be about to end. So the request waits for a moment. If the end arrives
 * first, the new process gets the place. If the time passes first, the new process is refused.
 * Refusals are made only in a turn's `final` call, which comes after the turn's ends are read.
 */
void admission_answer(struct session *session, bool is_final);

/* Resets the state of each actor that another process plays now; what happened to the previous
 * process is over. */
void admission_meet(struct session *session);

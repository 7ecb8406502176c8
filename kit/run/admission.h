#pragma once
/*
 * How processes enter a run: whose process it is that asks (kit/probe/request.h), and the
 * handle that it gets on its actor's block. Each stands still meanwhile, so that it is known
 * before its first step. The run's thread alone.
 */
#include "kit/run/session.h"

/*
 * Answers those that ask, where that can be told. Who asks for the place of an actor whose
 * process still lives waits for a moment, as that process may be just about to end; a look that
 * is `final` for this turn, behind all ends, says no to those that waited in vain.
 */
void admission_answer(struct session *session, bool is_final);

/* Another process plays the actor, or the same one still: what befell the one before is over.
 */
void admission_meet(struct session *session);

#pragma once
/*
 * Says in the log, at the end of a run, whether the injected probe of each actor saw all calls
 * of the system that its processes made. An actor whose probe did not is blind: what it has not
 * said may have happened all the same. kit/inject/patch_win32.h has the two counts.
 */
#include "kit/run/session.h"

/* All processes have ended, so that nothing counts any more. */
void probe_check_tell(struct session *session);

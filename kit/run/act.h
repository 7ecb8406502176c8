#pragma once
/*
 * What the runner does to the actors in a run: it injects faults, releases holds, sends stop
 * requests, counts handles, and pauses for a person. In a turn of the loop only these functions
 * may block. Only the run's thread calls them.
 */
#include "kit/run/session.h"

/* Does all that is due now. Three sources say what is due: requests from the actors' rings, the
 * scenario's statements, and the judge's last look. */
void act(struct session *session);

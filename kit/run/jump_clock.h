#pragma once
/* Moves the clocks of an actor with the injected probe, by a line `jump`. */
#include "kit/run/session.h"

/* Also logs it. False if the injected probe is not at work there yet: try again later. */
bool jump_clock_by_line(struct session *session, int line_index);

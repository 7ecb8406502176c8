#pragma once
/*
 * What all processes of the run are and hold, as the run closes, for `lifeline look`.
 */
#include "kit/run/session.h"

/* Fills settings->look, if it is wanted. */
void look_census(struct session *session);

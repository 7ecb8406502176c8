#pragma once
/*
 * Which mark a fact makes. It makes at most one, of one subject: an actor, or the run itself.
 * What a parent says of a child marks the child. Pure.
 */
#include "kit/judge/fact.h"

/* Fills the fact's mark and subject, from all its other members. */
void mark_fact(const struct scenario *scenario, struct fact *fact);

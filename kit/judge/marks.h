#pragma once
/*
 * Which mark a fact makes. It makes at most one, of one subject: an actor, or the run itself.
 * What a parent says of a child marks the child. Pure.
 */
#include "kit/judge/fact.h"

/* The child that a word of a parent's is about, as a process: its peer; where it names none,
 * the newest process of the parent's only child. -1 where neither is known. */
int child_meant(const struct scenario *scenario, const struct fact *fact);

/* Fills the fact's mark and subject, from all its other members. */
void mark_fact(const struct scenario *scenario, struct fact *fact);

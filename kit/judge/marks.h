#pragma once
/*
 * Which mark a fact makes: at most one, for one subject, which is an actor or the run itself.
 * What a parent logs of a child marks the child. Pure.
 */
#include "kit/judge/fact.h"

/*
 * The child process that a parent's event is about: its peer. If it names no peer, the newest
 * process of the parent's only child. -1 if neither is known.
 */
int child_meant(const struct scenario *scenario, const struct fact *fact);

/* Fills the fact's mark and subject, from all its other members. */
void mark_fact(const struct scenario *scenario, struct fact *fact);

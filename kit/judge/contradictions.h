#pragma once
/*
 * What the events of a run hold that no run can: a process that began and of whose end nothing
 * is told, a word of one that is gone or never came, a word that is missing between two others.
 * Whoever wrote such a log lost something and did not say so. Pure.
 */
#include "kit/judge/verdict_builder.h"

/* Adds an error for the first contradiction of a run that is over and says whether there is
 * one. Linear in the facts. */
bool contradictions_tell(struct verdict_builder *builder);

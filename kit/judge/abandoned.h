#pragma once
/*
 * What a struck actor held, such as a lock, and another waits for ever for. It is one cause
 * with many effects: the one that waits serves nobody, asks for nothing and does not end, and
 * its parent seems not to serve it. So the findings that follow from it become one. Pure.
 */
#include "kit/judge/verdict_builder.h"

/* Whether the actor waits for what a struck one held, and has for the window of
 * parent-continues. Then that is told, and nothing more need be waited for. */
bool abandoned_tell(struct verdict_builder *builder, int actor);

/* All findings that follow from such a wait become the one that tells of it. */
void abandoned_merge(struct verdict_builder *builder);

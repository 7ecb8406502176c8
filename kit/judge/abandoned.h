#pragma once
/*
 * Abandoned resources: a struck actor held something, such as a lock, and another actor waits
 * for it forever. This one cause has many effects: the waiting actor does not serve, does not
 * ask and does not end, and its parent seems not to serve it. So all findings that follow from
 * the wait are merged into one. Pure.
 */
#include "kit/judge/verdict_builder.h"

/*
 * Whether the actor waits for what a struck actor held, and has waited for the window of
 * parent-continues. If so, this function adds the finding, and the run need not wait for more.
 */
bool abandoned_tell(struct verdict_builder *builder, int actor);

/* Merges all findings that follow from such a wait into the finding that reports it. */
void abandoned_merge(struct verdict_builder *builder);

#pragma once
/* Which process of a field log was probably the first to end. Pure. */
#include "kit/base/event.h"

/*
 * The end of the process that was probably the first to end, or NULL. A process that did not
 * say that it ends comes before those that did: they may have ended because it was gone. Of
 * several, it is one whose loss another process reports, or else the one that fell silent
 * first. In the log of a trace, which has exit codes, one with an error comes before those
 * without. `events`: of a field log, sorted.
 */
const struct kit_event *field_first_end(const struct kit_event *events, size_t count);

/* True if this is an exit with the code of an error. */
bool field_ended_by_error(const struct kit_event *end);

/* True if a report of another process tells the loss of this actor. */
bool field_reports_lost(const struct kit_event *events, size_t count, const char *actor);

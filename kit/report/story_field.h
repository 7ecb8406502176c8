#pragma once
/*
 * A field log in sentences: what the processes noticed, how the record of each of them ends,
 * and which of them was probably the first to end. Pure. Private to kit/report.
 */
#include "kit/base/event.h"
#include "kit/scenario/scenario.h"

void tell_field_log(struct text *to, const struct scenario *scenario,
                    const struct kit_event *events, size_t count);

/*
 * The end of the record of the process that was probably the first to end, or NULL. A process
 * that did not say that it ends comes before those that did: they may have ended because it was
 * gone. Of several, it is one whose loss another process reports, or else the one that fell
 * silent first. `events`: of a field log, sorted.
 */
const struct kit_event *field_first_end(const struct kit_event *events, size_t count);

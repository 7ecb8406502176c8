#pragma once
/*
 * A field log in sentences: what the processes noticed, how the record of each of them ends,
 * and which of them was probably the first to end. Pure. Private to kit/report.
 */
#include "kit/base/event.h"
#include "kit/scenario/scenario.h"

void tell_field_log(struct text *to, const struct scenario *scenario,
                    const struct kit_event *events, size_t count);

#pragma once
/* Sets or resets an event that belongs to a program. Only the run's thread calls this. */
#include "kit/run/session.h"

/* What a line `set event` or `reset event` does. Logs it, and why it could not be done. */
void set_event_by_line(struct session *session, int line_index);

/* Sets the event of this name, without a word in the log. */
enum kit_status set_event(const char *name, struct kit_error *err);

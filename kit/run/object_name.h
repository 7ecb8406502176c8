#pragma once
/* Names of objects of the programs, as lines have them, and as the system has them. */
#include "kit/run/pid_text.h"

/* A buffer for the name in the system. */
#define OBJECT_NAME (PID_TEXT + RUN_PREFIX)

/* With `private names` it is that of the run's own object. A pipe's has no scope. */
void object_name_in_system(const struct session *session, bool is_pipe, const char *name,
                           char to[OBJECT_NAME]);

/* And back, within the argument: the name of an object of the system, without its scope, as the
 * program and the lines have it. It is the same in each run. */
const char *object_name_in_scenario(const struct session *session, const char *name);

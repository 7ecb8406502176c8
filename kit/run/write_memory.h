#pragma once
/* The line `write <text> to memory <memory>`: shared memory of a program is spoiled. */
#include "kit/run/session.h"

/* Writes the bytes of the line and logs it, also if it could not be done. */
void write_memory_by_line(struct session *session, int line_index);

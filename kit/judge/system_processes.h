#pragma once
/*
 * Processes that the system starts for a program, in the program's job: for its console, its
 * crash, its objects. No program has left them, and they are nobody's child. Pure, any thread.
 */
#include <stdbool.h>

/* By the name of its file; case does not count. */
bool is_systems_own(const char *image);

#pragma once
/*
 * Processes that the system starts for a program, in the program's job: for its console, its
 * crash, its objects. No program left them behind, and they are no actor's child. Pure, any
 * thread.
 */
#include <stdbool.h>

/* Identified by the name of the file; case does not matter. */
bool is_systems_own(const char *image);

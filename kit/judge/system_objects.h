#pragma once
/*
 * Named objects that the system and runtimes make in a program. The program never named them,
 * so they explain nothing about it. Pure, any thread.
 */
#include <stdbool.h>

/* Identified by the name, without the session's prefix; case does not matter. */
bool is_object_of_system(const char *name);

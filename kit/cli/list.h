#pragma once
/*
 * The output of `lifeline run --list`: which scenarios would be run, and how. Nothing is run.
 */
#include "kit/files/scripts.h"

/* `programs` as in struct scripts_wanted. */
void list_print(const struct scripts *scripts, const char *programs);

#pragma once
/*
 * What the handlers of kit/inject/process_calls_win32.c need to load the probe into children.
 */
#include <stdbool.h>

/* Finds where the DLL `module` is. False if its path is too long. Before the first call is
 * handled. */
bool process_calls_begin(void *module);

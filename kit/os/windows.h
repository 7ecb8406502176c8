#pragma once
/* The windows on the desktop, of all processes. Any thread. */
#include <stdbool.h>
#include <stdint.h>

/*
 * Shows `see` each top-level window that is visible, with its process and its title, until it
 * returns true. True if it did. No window is disturbed: the system has the titles.
 */
bool os_windows_find(bool (*see)(void *context, uint32_t pid, const char *title),
                     void *context);

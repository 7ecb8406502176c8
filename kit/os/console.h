#pragma once
/*
 * The console as UTF-8. All text of the kit is UTF-8; a Windows console takes another code page
 * for what is written to it unless it is told. For lifeline.exe alone, and its main thread: an
 * actor has no console.
 */
#include "kit/base/status.h"

/*
 * Has the console that this process writes to take UTF-8, until os_console_end or the end by
 * Ctrl+C. Where there is no console, nothing happens. Call it before anything is written.
 */
void os_console_begin(void);
void os_console_end(void);

/* A line on standard error, without its end, written whole: letter by letter, as fprintf does
 * it there, a console sees halves of characters. */
void os_complain(const char *format, ...) KIT_PRINTF(1, 2);

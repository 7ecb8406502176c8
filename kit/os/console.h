#pragma once
/*
 * The console as UTF-8. All text of the kit is UTF-8, but a Windows console expects another
 * code page by default. Only for lifeline.exe and its main thread: an actor has no console.
 */
#include "kit/base/status.h"

#include <stdio.h>

/* Makes standard output and standard error write bytes unchanged: a line ends with LF on a
 * console, in a pipe and in a file. Call it before any output. */
void os_streams_begin(void);

/*
 * Makes the console of this process take UTF-8, until os_console_end or the end by Ctrl+C. Does
 * nothing without a console. Call it before any output.
 */
void os_console_begin(void);
void os_console_end(void);

/*
 * All output of lifeline.exe goes through the functions below. They escape their input
 * (kit/base/shown.h), so that no name, path or log moves the cursor or writes in colour.
 */

/* Writes a line; pass it without its line end. Text in it cannot end the line, so a name stays
 * on its line. */
void os_say(FILE *to, const char *format, ...) KIT_PRINTF(2, 3);

/*
 * Writes several lines; pass them with their line ends. Names in them must be escaped already.
 */
void os_tell(FILE *to, const char *text);

/* The same, with the first `count` bytes in a colour, given by its SGR parameter; 0 is none. */
void os_tell_coloured(FILE *to, uint32_t colour, size_t count, const char *text);

/* True if a person can be asked: standard input and output are a console. */
bool os_can_ask(void);

/* Asks a question of one line. True for y or yes and Enter; false for any other answer. */
bool os_ask(const char *question);

/* Overwrites the cursor's line, which has `columns`; an empty line clears it. */
void os_progress(FILE *to, uint32_t columns, const char *line);

/* Writes a line to standard error; pass it without its line end. The line is written in one
 * piece: fprintf writes byte by byte there, and a console would show halves of characters. A
 * mistake in a scenario has several lines. */
void os_complain(const char *format, ...) KIT_PRINTF(1, 2);

#pragma once
/*
 * The console as UTF-8. All text of the kit is UTF-8; a Windows console takes another code page
 * for what is written to it unless it is told. For lifeline.exe alone, and its main thread: an
 * actor has no console.
 */
#include "kit/base/status.h"

#include <stdio.h>

/* Has standard output and standard error written as they are: a line ends with LF, on a
 * console, in a pipe and in a file. Call it before anything is written. */
void os_streams_begin(void);

/*
 * Has the console that this process writes to take UTF-8, until os_console_end or the end by
 * Ctrl+C. Where there is no console, nothing happens. Call it before anything is written.
 */
void os_console_begin(void);
void os_console_end(void);

/*
 * All that lifeline.exe tells goes through the functions below, and what is in it is shown
 * (kit/base/shown.h): no name, path or log moves the cursor or writes in colour.
 */

/* A line, without its end. What is in it cannot end it: a name is on the line where it was put.
 */
void os_say(FILE *to, const char *format, ...) KIT_PRINTF(2, 3);

/* Several lines, with their ends. Whoever put names into them had each shown there already. */
void os_tell(FILE *to, const char *text);

/* The same, its first `count` bytes in a colour, by its SGR parameter; 0 is none. */
void os_tell_coloured(FILE *to, uint32_t colour, size_t count, const char *text);

/* Whether a person is there to be asked: standard input and output are a console's. */
bool os_can_ask(void);

/* Asks a question of one line, which is answered by y or yes and Enter; all else is no. */
bool os_ask(const char *question);

/* Writes over the line of the cursor, which has `columns`; an empty one clears it. */
void os_progress(FILE *to, uint32_t columns, const char *line);

/* A line on standard error, without its end, written whole: letter by letter, as fprintf does
 * it there, a console sees halves of characters. A mistake in a scenario has several. */
void os_complain(const char *format, ...) KIT_PRINTF(1, 2);

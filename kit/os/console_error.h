#pragma once
/* Standard error, in one piece: not even fputs writes a text to an unbuffered stream so.
 * Private to kit/os. */
#include <stddef.h>

void console_write_error(const char *bytes, size_t size);

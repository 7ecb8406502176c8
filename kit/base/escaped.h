#pragma once
/*
 * Bytes written as a text: `\n`, `\r`, `\t`, `\\` and `\xHH` stand for one byte, everything
 * else for itself. Pure, any thread.
 */
#include <stdbool.h>
#include <stddef.h>

/* Writes the bytes, which are never more than the text has. NULL if the text is right; else its
 * first place that is not. */
const char *escaped_bytes(const char *text, char *to, size_t *size);

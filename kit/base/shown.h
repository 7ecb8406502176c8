#pragma once
/*
 * Escapes foreign text for output: a name, a path, text from a log. A terminal obeys control
 * characters, and some characters change the order or the line of others, so a name could fake
 * a message. All output of the kit goes through here. Pure.
 */
#include <stdbool.h>
#include <stddef.h>

/* Room for the shown form of one character, with its terminator. */
#define SHOWN_MOST 8

/*
 * Writes the shown form of the character at `from`; `left` bytes can be read, at least 1. Most
 * characters are shown unchanged. `\x1b` stands for an ASCII control character or a byte that
 * is not valid UTF-8. `\u202e` stands for another control character, and for a character that
 * changes the direction of text, ends a line or is invalid. With keeps_lines, LF and tab are
 * shown unchanged. Returns how many bytes were read.
 */
size_t shown_piece(const char *from, size_t left, bool keeps_lines, char to[SHOWN_MOST]);

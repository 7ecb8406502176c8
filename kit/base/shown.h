#pragma once
/*
 * Text that somebody else wrote, made fit to be shown: a name, a path, what stands in a log. A
 * terminal obeys control characters, and draws others in another order or on another line, so
 * that a name could say what is not true. All that the kit tells comes through here. Pure.
 */
#include <stdbool.h>
#include <stddef.h>

/* Room for what is shown of one character, with its terminator. */
#define SHOWN_MOST 8

/*
 * What is shown of the character at `from`, of which `left` bytes can be read, at least 1. Most
 * stand for themselves. `\x1b` is written for a control character of ASCII, and for a byte that
 * is no UTF-8; `\u202e` for another control character, and for one that changes the direction
 * of text, ends a line or is no character at all. With keeps_lines, LF and tab stand for
 * themselves. Returns how many bytes it took.
 */
size_t shown_piece(const char *from, size_t left, bool keeps_lines, char to[SHOWN_MOST]);

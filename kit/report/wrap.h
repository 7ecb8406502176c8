#pragma once
/* Breaks text between words, for a terminal. The text is shown text (kit/base/shown.h). Pure.
 */
#include "kit/base/text.h"

/* How many columns the text takes on a screen: its characters. */
uint32_t shown_width(const char *text, size_t size);

/* How many bytes of the words fit into a line: up to the end of theirs, up to a blank, or up to
 * any character in a word that is longer than the room, which is at least 1. */
size_t bytes_of_line(const char *words, uint32_t room);

/* Appends a text of several lines, each broken at this width. What is broken off stands below
 * its line, two places further right. */
void wrap_lines(struct text *to, const char *lines, uint32_t columns);

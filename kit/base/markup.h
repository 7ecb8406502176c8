#pragma once
/*
 * Text inside markup, such as XML and HTML that is well-formed as XML. Pure.
 */
#include "kit/base/text.h"

/*
 * Appends `from`, which can hold any bytes, escaped for an element or an attribute in double
 * quotes. What XML cannot hold becomes a question mark; so do ends of lines and tabs, unless
 * they are to be kept. Six bytes at most come of one.
 */
void markup_add(struct text *to, const char *from, bool keeps_lines);

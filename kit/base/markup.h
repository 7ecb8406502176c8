#pragma once
/*
 * Text inside markup, such as XML and HTML that is well-formed as XML. Pure.
 */
#include "kit/base/text.h"

/*
 * Appends `from`, which can hold any bytes, escaped for an element or an attribute in double
 * quotes, and shown (kit/base/shown.h), so that XML can hold it. Six bytes at most come of one.
 */
void markup_add(struct text *to, const char *from, bool keeps_lines);

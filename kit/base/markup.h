#pragma once
/*
 * Text inside markup, such as XML and HTML that is well-formed as XML. Pure.
 */
#include "kit/base/text.h"

/*
 * Appends `from`, which may have any bytes. It is escaped for an element or an attribute in
 * double quotes, and shown (kit/base/shown.h), so that it is valid in XML. A byte becomes at
 * most six bytes.
 */
void markup_add(struct text *to, const char *from, bool keeps_lines);

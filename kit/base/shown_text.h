#pragma once
/*
 * A text in which all stands as it is shown. Pure.
 */
#include "kit/base/shown.h"
#include "kit/base/text.h"

/* Appends `from` as it is shown. */
void shown_add(struct text *to, const char *from, bool keeps_lines);

/* What stands in a text already, from `at` on, is shown from here on. */
void shown_rest(struct text *to, size_t at, bool keeps_lines);

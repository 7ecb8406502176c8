#pragma once
/*
 * Text builders for shown text. Pure.
 */
#include "kit/base/shown.h"
#include "kit/base/text.h"

/* Appends `from` in its shown form. */
void shown_add(struct text *to, const char *from, bool keeps_lines);

/* Converts the text from `at` on into its shown form. */
void shown_rest(struct text *to, size_t at, bool keeps_lines);

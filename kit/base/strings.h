#pragma once
/* What C11 lacks, and Windows and POSIX have under different names. Pure. */
#include <stdbool.h>

/* A copy to free(); NULL without memory. */
char *copy_string(const char *from);

/* True if the text has this ending. Capital and small letters of ASCII are equal. */
bool has_ending(const char *text, const char *ending);

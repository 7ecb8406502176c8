#pragma once
/*
 * Which words a user's own program can say, found in its file. For the kit's programs this is
 * known.
 */
#include "kit/base/text.h"

/*
 * Appends "words: child.lost". Appends nothing if the file cannot be read, or if it is too
 * large to read while the program's process stands still. For a .NET program, the library of
 * the same name is read, too. What an interpreter runs is not found.
 */
void program_words_tell(void *process, struct text *to);

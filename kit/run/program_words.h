#pragma once
/*
 * What a program of the user's own can say, by its file. Of the kit's own it is known.
 */
#include "kit/base/text.h"

/*
 * Appends "words: child.lost", or nothing where the file cannot be read or is too large to look
 * through while its process stands still. Of a .NET program the words stand in the library of
 * its name beside it, which is looked through, too. What an interpreter runs is not seen.
 */
void program_words_tell(void *process, struct text *to);

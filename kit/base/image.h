#pragma once
/*
 * The file name of a process's program, and whether it is the program that a scenario names.
 * The probe and the runner both ask here. If they disagreed, whoever looks first would decide
 * whose process it is. Pure.
 */
#include "kit/base/text.h"

/* The longest file name in UTF-8, with its terminator: a file system takes 255 UTF-16 units,
 * and each is at most three bytes. */
#define KIT_IMAGE 768

/* The file name at the end of a path of `count` UTF-16 units, as UTF-8. Half a surrogate pair
 * becomes U+FFFD. Empty if it is longer than a file name can be. */
void image_of_path(const uint16_t *path, size_t count, char to[KIT_IMAGE]);

/* The same for a program as a scenario names it. False and "" if it is longer than a file name
 * can be: then no process has this name. */
bool image_of_program(const char *program, char to[KIT_IMAGE]);

/*
 * True if a process with this image runs the program. Only the program's file name is compared,
 * and its `.exe` may be missing. Capital and small letters are equal, as on Windows, in the
 * Latin, Greek, Cyrillic and Armenian alphabets.
 */
bool image_is(const char *image, const char *program);

#pragma once
/*
 * UTF-8 inside the kit, UTF-16 at the system. Wide text is used only in kit/os.
 */
#include <stdbool.h>
#include <stddef.h>
#include <wchar.h>

/* Converts with the terminator; false if it does not fit or is not well-formed; then "" */
bool os_widen(const char *from, wchar_t *to, size_t room);
bool os_narrow(const wchar_t *from, char *to, size_t room);

/*
 * main's arguments as UTF-8: an array that ends with NULL, in one allocation that the caller
 * frees with free(). NULL if there is no memory or a word is not well-formed.
 */
char **os_arguments(int count, wchar_t **wide);

/* A number that cannot be guessed, for names of objects. */
unsigned long long os_random(void);

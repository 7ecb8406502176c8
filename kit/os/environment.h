#pragma once
/*
 * The environment block of a new process: lines `NAME=value`, one after the other, and an empty
 * line at the end. Private to kit/os, because it is UTF-16.
 */
#include <stdbool.h>
#include <stddef.h>
#include <wchar.h>

/*
 * A new block with the lines of `block` and with `added`, which replaces a line of its name. As
 * CreateProcess requires, the lines are sorted by name without regard to case, and each name
 * occurs once. If `block` has a name twice, the first line is kept, since a search finds that
 * one. free() it; NULL without memory.
 */
wchar_t *environment_with(const wchar_t *block, const wchar_t *added);

/* True if the end of the block is among its first `units` units. */
bool environment_is_whole(const wchar_t *block, size_t units);

/*
 * The value of a variable in the first `units` units of a block, without regard to case. The
 * value is zero-terminated inside these units. NULL if the block has no such variable there.
 */
const wchar_t *environment_value(const wchar_t *block, size_t units, const wchar_t *name);

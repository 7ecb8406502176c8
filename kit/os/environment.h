#pragma once
/*
 * The environment that a process is started with: lines `NAME=value`, one behind the other, and
 * an empty one at the end. Private to kit/os, for it is UTF-16.
 */
#include <stdbool.h>
#include <stddef.h>
#include <wchar.h>

/*
 * A new block with the lines of `block` and with `added`, which takes the place of a line of
 * its name. As CreateProcess asks for it: sorted by name, without regard to case, and no name
 * twice; of two lines of one name the first is kept, which is what a look for it finds. free()
 * it; NULL if there is no memory.
 */
wchar_t *environment_with(const wchar_t *block, const wchar_t *added);

/* True if the end of the block is among its first `units` units. */
bool environment_is_whole(const wchar_t *block, size_t units);

/*
 * The value of a variable, without regard to case, in the first `units` units of a block; it
 * ends with a zero that is among them. NULL if the block has no such variable there.
 */
const wchar_t *environment_value(const wchar_t *block, size_t units, const wchar_t *name);

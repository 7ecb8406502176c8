#pragma once
/*
 * The environment that a process is started with: lines `NAME=value`, one behind the other, and
 * an empty one at the end. Private to kit/os, for it is UTF-16.
 */
#include <stddef.h>
#include <wchar.h>

/*
 * A new block with the lines of `block` and with `added`, which takes the place of a line of
 * its name. As CreateProcess asks for it: sorted by name, without regard to case, and no name
 * twice; of two lines of one name the first is kept, which is what a look for it finds. free()
 * it; NULL if there is no memory.
 */
wchar_t *environment_with(const wchar_t *block, const wchar_t *added);

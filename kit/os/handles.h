#pragma once
/*
 * Looks at each handle of another process, through a duplicate that exists only for this look.
 * Private to kit/os. Asking for a type never blocks. On Windows asking for a name, or for the
 * state of a pipe, can block for ever while a synchronous read is pending.
 */
#include "kit/base/text.h"
#include "kit/os/win32.h"

/* The type of a handle that cannot be duplicated, as some of Windows' own. */
#define HANDLE_NO_TYPE "other"

/* Shows all handles; `duplicate` is NULL if it cannot be made, and is closed after the look.
 * KIT_GONE: the process has ended and holds none. */
enum kit_status handles_each(HANDLE process, void (*see)(void *context, HANDLE duplicate),
                             void *context, struct kit_error *err);

/* True if this name of a pipe is more than the device's name. A pipe without a name of its own
 * cannot be told from others. */
bool pipe_is_named(const wchar_t *name, size_t length);

/* The type name of a handle's object; a longer name is cut. */
void handle_type(HANDLE handle, char to[KIT_NAME]);

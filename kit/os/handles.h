#pragma once
/*
 * A look at each handle of another process, through a duplicate that lives for this look alone.
 * Private to kit/os. A type can be asked for at any time; a name, or the state of a pipe, can
 * block for good on Windows where a synchronous read is pending.
 */
#include "kit/base/text.h"
#include "kit/os/win32.h"

/* What cannot be duplicated, as some handles of Windows' own cannot, is of this type. */
#define HANDLE_NO_TYPE "other"

/* Shows all of them; `duplicate` is NULL where it cannot be made, and closed after the look.
 * KIT_GONE: the process holds none, as it has ended. */
enum kit_status handles_each(HANDLE process, void (*see)(void *context, HANDLE duplicate),
                             void *context, struct kit_error *err);

/* Whether this name of a pipe, of so many characters, is more than that of the device: what has
 * no name of its own cannot be told from others. */
bool pipe_is_named(const wchar_t *name, size_t length);

/* The name of the type of what a handle of ours stands for; a longer one is cut. */
void handle_type(HANDLE handle, char to[KIT_NAME]);

#pragma once
/*
 * Handles. An empty one is NULL everywhere in the kit; INVALID_HANDLE_VALUE becomes NULL in the
 * line that creates the handle. The type is void * here, so that a header needs no <windows.h>.
 */

/* Closes and empties it; nothing if it is empty. Keeps GetLastError, so it may stand at `out:`.
 */
void os_close(void **handle);

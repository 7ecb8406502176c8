#pragma once
/*
 * Asks another process to end in the two ways that a user has: a key in its console, the cross
 * of its window. For a helper process only: both change the calling process. One thread.
 */
#include "kit/base/status.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * Sends Ctrl+C, or Ctrl+Break, to all processes of the console that this process has. The
 * caller leaves its own console for that, and ignores the key. KIT_NOT_FOUND: it has no
 * console. KIT_OS: the system does not send this key; Wine delivers no Ctrl+Break.
 */
enum kit_status os_console_key(uint32_t pid, bool is_break, struct kit_error *err);

/*
 * Posts WM_CLOSE to each window of this process that stands on the desktop and has no owner.
 * KIT_NOT_FOUND: it has none.
 */
enum kit_status os_windows_close(uint32_t pid, struct kit_error *err);

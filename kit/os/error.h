#pragma once
/*
 * Win32 errors as kit errors. Any thread.
 */
#include "kit/base/status.h"

/*
 * Fills err with `call` failed, the code and the system's own sentence, and returns the status
 * that the code stands for: 109, 232, 233 and the like are KIT_GONE, 2 is KIT_NOT_FOUND, 5 is
 * KIT_DENIED; see docs/wine-and-windows.md for the table.
 */
enum kit_status os_fail(struct kit_error *err, const char *call, uint32_t os_code);

/* The status that a Win32 code stands for. */
enum kit_status os_status(uint32_t os_code);

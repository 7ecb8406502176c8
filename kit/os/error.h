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

/*
 * The system's own sentence for a code, as UTF-8, without its full stop. False and empty if the
 * system has none in this language. os_fail uses English, so that logs are the same on every
 * machine; a system without English gives its own language.
 */
#define OS_MESSAGE      768 /* bytes, with the terminator */
#define OS_ENGLISH      0x409u
#define OS_ANY_LANGUAGE 0u
bool os_message(uint32_t os_code, uint32_t language, char to[OS_MESSAGE]);

/* The status that a Win32 code stands for. */
enum kit_status os_status(uint32_t os_code);

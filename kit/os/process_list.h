#pragma once
/*
 * The system's list of all its processes. Private to kit/os.
 */
#include "kit/base/status.h"
#include "kit/os/win32.h"

#include <winternl.h>

/* *out has to be free()d. It has at least one process, the caller's. */
enum kit_status process_list(SYSTEM_PROCESS_INFORMATION **out, struct kit_error *err);

/* The next process; NULL after the last. */
const SYSTEM_PROCESS_INFORMATION *process_list_next(const SYSTEM_PROCESS_INFORMATION *process);

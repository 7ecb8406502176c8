#pragma once
/*
 * Paths in the system's form, and the error message if the system refuses one. Private to
 * kit/os.
 */
#include "kit/base/status.h"
#include "kit/base/text.h"

#include <wchar.h>

/* KIT_BAD_INPUT for a path that is too long or no UTF-8. */
enum kit_status os_path_widen(const char *path, wchar_t wide[KIT_PATH], struct kit_error *err);

/*
 * An error from GetLastError that names the file first: a user knows the file, not the call.
 * `is_new`: the file was to be created, so a missing path means its folder.
 */
enum kit_status os_path_fail(struct kit_error *err, const char *what, const char *path,
                             bool is_new);

#pragma once
/*
 * Paths as the system takes them, and what is told where it does not take one. Private to
 * kit/os.
 */
#include "kit/base/status.h"
#include "kit/base/text.h"

#include <wchar.h>

/* KIT_BAD_INPUT for a path that is too long or no UTF-8. */
enum kit_status os_path_widen(const char *path, wchar_t wide[KIT_PATH], struct kit_error *err);

/*
 * A failure by GetLastError that names the file first: whoever reads it knows the file, not the
 * call. `is_new`: the file was to be made, so that what is missing is its folder.
 */
enum kit_status os_path_fail(struct kit_error *err, const char *what, const char *path,
                             bool is_new);

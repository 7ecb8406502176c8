#pragma once
/*
 * A path as Windows has it, in the form of Linux, and the error message if Linux refuses it.
 * Private to kit/os.
 */
#include "kit/base/status.h"
#include "kit/base/text.h"

/*
 * Separators become /, and the drive Z: becomes the root, as under Wine. Other drives do not
 * exist. A file that exists under the same name in other capital and small letters of ASCII is
 * found. KIT_BAD_INPUT for a path that is too long or no UTF-8.
 */
enum kit_status os_path_here(const char *path, char to[KIT_PATH], struct kit_error *err);

/* An error from errno that names the file first, in the words that Wine has for it. */
enum kit_status os_path_errno(struct kit_error *err, const char *what, const char *path,
                              int number);

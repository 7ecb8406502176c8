#pragma once
/*
 * The files below a folder. Any thread.
 */
#include "kit/os/file.h"

/*
 * Calls `found` for each file below the folder whose name ends with `ending`, in the order of
 * their paths, which begin with `folder`. Ends early with the first status that is not KIT_OK.
 * Names that begin with a dot are skipped.
 *
 * Links to folders are followed, but each folder is walked once: by its own path if that is
 * below `folder`, otherwise by the first link to it. A link to a folder above `folder` is a
 * loop and is not followed.
 */
enum kit_status os_folder_walk(const char *folder, const char *ending,
                               enum kit_status (*found)(void *context, const char *path,
                                                        struct kit_error *err),
                               void *context, struct kit_error *err);

#pragma once
/*
 * The files below a folder. Any thread.
 */
#include "kit/os/file.h"

/*
 * Calls `found` for each file below the folder whose name ends with `ending`, in the order of
 * their paths, which begin with `folder`; ends early with the first status that is not KIT_OK.
 * What begins with a dot is left out. Links to folders are followed, but each folder is walked
 * once: by its own path, if that is below `folder`, else by the first of the links. A link to a
 * folder that `folder` is in is a loop, and is not followed.
 */
enum kit_status os_folder_walk(const char *folder, const char *ending,
                               enum kit_status (*found)(void *context, const char *path,
                                                        struct kit_error *err),
                               void *context, struct kit_error *err);

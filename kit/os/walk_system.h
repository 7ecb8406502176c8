#pragma once
/*
 * What a walk (kit/os/walk.h) asks the system: walk_win32.c and walk_posix.c answer. Private to
 * kit/os.
 */
#include "kit/base/status.h"

#include <stdint.h>

/* The identity of a folder, independent of the path to it. */
struct folder_id {
    uint64_t volume, index;
};

enum kit_status folder_identify(const char *folder, struct folder_id *out,
                                struct kit_error *err);

struct folder_entry {
    const char *name; /* valid during the call */
    bool is_folder;   /* or a link to one */
    bool is_link;
};

typedef enum kit_status (*folder_entry_found)(void *context, const struct folder_entry *entry,
                                              struct kit_error *err);

/* Calls `report` for each entry of the folder, in any order, also for `.` and `..`. Ends early
 * with the first status that is not KIT_OK. */
enum kit_status folder_list(const char *folder, folder_entry_found report, void *context,
                            struct kit_error *err);

#pragma once
/*
 * The names of everything in a folder, to compare it with itself at another time. Any thread.
 */
#include "kit/base/name_list.h"
#include "kit/base/status.h"

/* The most names that a folder can have here, and how deep its folders can stand. */
#define FOLDER_NAMES_MOST 10000
#define FOLDER_DEPTH_MOST 32

/*
 * Fills the empty list with the paths of all files and folders below `folder`, from there on
 * and sorted. A path of a folder ends with /, and the first name, of the folder itself, is ".".
 * Links are names, and are not followed. If there is no such folder, the list stays empty. What
 * comes or goes meanwhile may be missing. After a failure the list is empty.
 */
enum kit_status os_folder_names(const char *folder, struct name_list *out,
                                struct kit_error *err);

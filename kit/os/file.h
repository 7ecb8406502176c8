#pragma once
/*
 * Files and folders by UTF-8 paths, with / or \. Any thread. The lifeline for Linux has only
 * those functions that its commands need (file_posix.c).
 */
#include "kit/base/status.h"
#include "kit/base/text.h"

#include <stddef.h>
#include <stdio.h>

#define OS_PATH KIT_PATH

/* Reads a whole file of at most `most` bytes. *bytes has a 0 after *size bytes; free() it. */
enum kit_status os_file_read(const char *path, size_t most, char **bytes, size_t *size,
                             struct kit_error *err);

/* The path from the drive or share on, without dots and with \; the file need not be there. */
enum kit_status os_path_whole(const char *path, char to[OS_PATH], struct kit_error *err);

/* Removes a file; one that is not there is fine. */
enum kit_status os_file_remove(const char *path, struct kit_error *err);

/* Compares two paths as the system compares file names: without regard to case, in any script.
 * 0 if the system takes both for the same. */
int os_path_order(const char *a, const char *b);

bool os_is_file(const char *path);
bool os_is_folder(const char *path);

/* Makes a folder and those above it; one that is there already is fine. */
enum kit_status os_folder_make(const char *path, struct kit_error *err);

/* The system's folder for temporary files of this user, without a separator at its end. */
enum kit_status os_temp_folder(char to[OS_PATH], struct kit_error *err);

/* The running program's file, with /. */
enum kit_status os_program_file(char to[OS_PATH], struct kit_error *err);

/* The folder that the running program's file is in, with / and without one at the end. */
enum kit_status os_program_folder(char to[OS_PATH], struct kit_error *err);

/* The folder of lifeline.exe and of the kit's programs: that of the running program, or, in the
 * lifeline for Linux, that of the Windows build beside it. */
enum kit_status os_kit_folder(char to[OS_PATH], struct kit_error *err);

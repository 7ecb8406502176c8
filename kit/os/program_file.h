#pragma once
/*
 * What a program's file is known by. Nothing of the program runs. Any thread. The time of a
 * call grows with the file's size: a second for a gigabyte or more.
 */
#include "kit/base/status.h"

#define OS_HASH    33 /* hex digits of 128 bits, with the terminator */
#define OS_VERSION 32 /* "65535.65535.65535.65535" fits */

/* A file with another stamp has to be hashed again. */
struct os_file_stamp {
    uint64_t size;
    int64_t changed; /* the time of the last change, in the system's own unit */
};

enum kit_status os_file_stamp(const char *path, struct os_file_stamp *out,
                              struct kit_error *err);

/* XXH3 of the content: it tells two builds apart, and is no proof against forgery. */
enum kit_status os_file_hash(const char *path, char to[OS_HASH], struct kit_error *err);

/* The file version of its version resource, such as "10.0.19041.1"; "" if it has none. */
void os_file_version(const char *path, char to[OS_VERSION]);

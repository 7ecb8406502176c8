#pragma once
/*
 * A file that is read from its beginning to its end, piece by piece. Each file has one reader
 * and one thread; others may write, move or remove it meanwhile.
 */
#include "kit/base/status.h"

#include <stddef.h>
#include <stdint.h>

struct os_input;

/* Opens a file. On failure *out is NULL and the message names the path. */
enum kit_status os_input_open(const char *path, struct os_input **out, struct kit_error *err);
void os_input_close(struct os_input *input); /* NULL is fine */

/* The bytes that the file has now. */
enum kit_status os_input_size(struct os_input *input, uint64_t *size, struct kit_error *err);

/* Reads up to `room` bytes. *got is 0 at the file's end. */
enum kit_status os_input_read(struct os_input *input, char *to, size_t room, size_t *got,
                              struct kit_error *err);

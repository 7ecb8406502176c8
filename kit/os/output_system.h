#pragma once
/* The parts of an output that each system does in its own way. Private to kit/os. */
#include "kit/os/file.h"

/*
 * Creates the file `part`, empty, for the output `path`. No other writer can open it until it
 * is closed; it can be read, and moved while it is open. If it had to be closed first, another
 * process could begin the file between the close and the move.
 */
enum kit_status output_create(const char *part, const char *path, FILE **out,
                              struct kit_error *err);

/* Moves `part` to `path` and replaces what is there. */
enum kit_status output_move(const char *part, const char *path, struct kit_error *err);

/* The messages, which are the same on each system. */
enum kit_status output_fail_in_use(const char *path, struct kit_error *err);
enum kit_status output_fail_no_disk(const char *path, struct kit_error *err);
enum kit_status output_fail_folder(const char *path, struct kit_error *err);
enum kit_status output_fail_protected(const char *path, struct kit_error *err);
enum kit_status output_fail_full(const char *path, struct kit_error *err);

/* Compares the bytes that the file at this path begins with; `got` of them could be read. */
enum kit_status output_compare(const char *bytes, size_t got, const char *first,
                               const char *path, struct kit_error *err);

#pragma once
/*
 * A file that lifeline writes. It is written beside its place, as PATH.part, and moved there
 * when it is complete. So the place never has half a file, and its previous file stays until
 * then.
 *
 * lifeline never overwrites a file that is not its own. A file is its own if it begins with the
 * first bytes of the new output, as far as it goes; so an empty file is its own, too.
 *
 * While the file is open, no other writer can open it, in this process or another; all can read
 * it. One thread at a time.
 */
#include "kit/os/file.h"

#define OS_PART_ENDING  ".part"
#define OS_OUTPUT_FIRST 96 /* first bytes, at most */

struct os_output {
    FILE *file; /* to write to; NULL: no output */
    const char *first;
    char path[OS_PATH];
    bool is_placed; /* it was moved to its place */
};

/* KIT_BAD_INPUT if the file at this path must not be replaced. `first`: the output's first
 * bytes; "" allows any file. */
enum kit_status os_output_check(const char *path, const char *first, struct kit_error *err);

/* Opens it, empty. `first` is borrowed until the end. After a failure there is no output. */
enum kit_status os_output_begin(struct os_output *out, const char *path, const char *first,
                                struct kit_error *err);

/* Moves it to its place now, for a file that is complete at each instant from here on. */
enum kit_status os_output_place(struct os_output *out, struct kit_error *err);

/* The file is complete: closes it and moves it to its place. After a failure PATH.part is left.
 * Does nothing without an output. */
enum kit_status os_output_end(struct os_output *out, struct kit_error *err);

/* The file stays incomplete: closes it without moving it, so that it can be read. */
void os_output_leave(struct os_output *out);

/* The file is no longer wanted: closes it and removes PATH.part. */
void os_output_drop(struct os_output *out);

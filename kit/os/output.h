#pragma once
/*
 * A file that lifeline writes. It is written beside its place, as PATH.part, and moved there
 * once it is whole: at no instant is there half of it, and what was there before stays until
 * then. It is never written onto a file that is not lifeline's own. A file is lifeline's own if
 * it begins with the first bytes of what is to be written, as far as it goes: an empty file is,
 * too.
 *
 * While it is open nobody else can write it, neither this process nor another; all can read it.
 * One thread at a time.
 */
#include "kit/os/file.h"

#define OS_PART_ENDING  ".part"
#define OS_OUTPUT_FIRST 96 /* first bytes, at most */

struct os_output {
    FILE *file; /* to write to; NULL: there is none */
    const char *first;
    char path[OS_PATH];
    bool is_placed; /* it has its name already */
};

/* KIT_BAD_INPUT if what is at this path must not be replaced. `first`: the first bytes; "" if
 * any file may be. */
enum kit_status os_output_check(const char *path, const char *first, struct kit_error *err);

/* Opens it, empty. `first` is borrowed until the end. On failure there is none. */
enum kit_status os_output_begin(struct os_output *out, const char *path, const char *first,
                                struct kit_error *err);

/* Gives it its place now, for a file that is whole at each instant from here on. */
enum kit_status os_output_place(struct os_output *out, struct kit_error *err);

/* It is whole: closes it in its place. On failure PATH.part is left. Of none it is nothing. */
enum kit_status os_output_end(struct os_output *out, struct kit_error *err);

/* It will not be whole: closes it where it is, so that what was written can be read. */
void os_output_leave(struct os_output *out);

/* It is not wanted any more: closes it, and removes PATH.part. */
void os_output_drop(struct os_output *out);

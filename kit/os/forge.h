#pragma once
/*
 * Writes a message into a pipe of two processes without their help, through a duplicate of the
 * sender's end. The receiver cannot tell it from one that the sender wrote.
 *
 * On Windows the search and the write can block for ever while a synchronous read of an end is
 * pending. So call it in a process that can be ended, and suspend both processes before.
 */
#include "kit/base/text.h"

#include <stddef.h>

struct os_forgery {
    void *to, *as;       /* processes: who receives, who seems to have sent */
    const char *pattern; /* wildcards of the pipe's name; NULL: any */
    const void *bytes;
    size_t size;
};

/*
 * Writes the message into the one pipe of which `to` has an end that reads and `as` the end
 * that writes. *names gets the names of the pipes that fit.
 *
 * KIT_NOT_FOUND: no such pipe with a name is connected. KIT_BAD_INPUT: there are several, or
 * other pipes of that name cannot be told from it. KIT_TIMEOUT: the pipe is full. KIT_FULL: a
 * process has more pipes than are searched. After KIT_TIMEOUT a part may have been read; after
 * another failure nothing was written.
 */
enum kit_status os_forge_message(const struct os_forgery *what, struct text *names,
                                 struct kit_error *err);

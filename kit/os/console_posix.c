#define _POSIX_C_SOURCE 200809L
#include "kit/os/console.h"
#include "kit/os/console_error.h"

#include <unistd.h>

/* A stream changes no bytes here, and a terminal takes UTF-8. */
void os_streams_begin(void)
{
}

void os_console_begin(void)
{
}

void os_console_end(void)
{
    fflush(stdout);
}

void console_write_error(const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t written = write(STDERR_FILENO, bytes, size);
        if (written <= 0)
            return; /* there is nowhere to say so */
        bytes += written;
        size -= (size_t)written;
    }
}

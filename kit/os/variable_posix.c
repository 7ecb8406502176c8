#define _POSIX_C_SOURCE 200809L
#include "kit/base/utf8.h"
#include "kit/os/variable.h"

#include <stdlib.h>
#include <string.h>

bool os_variable_take(const char *name, char *to, size_t room)
{
    const char *value = getenv(name);
    bool taken = value && strlen(value) < room && utf8_is_valid(value);
    if (taken)
        memcpy(to, value, strlen(value) + 1);
    else
        to[0] = 0;
    unsetenv(name);
    return taken;
}

#include "kit/inject/own_names.h"

#include <string.h>

static uint16_t lower_unit(uint16_t unit)
{
    return unit >= 'A' && unit <= 'Z' ? (uint16_t)(unit - 'A' + 'a') : unit;
}

/* True if the units at `at` are this text in small letters; capital ones are the same. */
static bool has_text(const uint16_t *name, size_t units, size_t at, const char *text)
{
    for (; *text; text++, at++) {
        if (at >= units || lower_unit(name[at]) != (uint16_t)*text)
            return false;
    }
    return true;
}

static size_t length_of_first(const uint16_t *name, size_t units, const char *const *texts)
{
    for (; *texts; texts++) {
        if (has_text(name, units, 0, *texts))
            return strlen(*texts);
    }
    return 0;
}

size_t pipe_path_prefix(const uint16_t *path, size_t units)
{
    static const char *const prefixes[] = {"\\??\\pipe\\", "\\device\\namedpipe\\",
                                           "\\dosdevices\\pipe\\", NULL};
    return length_of_first(path, units, prefixes);
}

/* Pipes of CreatePipe, which no two processes share by name; and those of services, which no
 * run has for itself. */
static const char *const system_pipes[] = {"win32.pipes.", "win32pipes.", "lrpc\\",  "svcctl",
                                           "ntsvcs",       "epmapper",    "lsarpc",  "srvsvc",
                                           "wkssvc",       "winreg",      "spoolss", NULL};

/* Wine's own objects, and paths through the system's whole tree. */
static const char *const system_objects[] = {"__wine", "\\", NULL};

/* Of `Session\1\`, which is the scope of another session; 0 for another name. */
static size_t length_of_session(const uint16_t *name, size_t units)
{
    static const char *const sessions[] = {"session\\", NULL};
    size_t begin = length_of_first(name, units, sessions), at = begin;
    while (begin > 0 && at < units && name[at] >= '0' && name[at] <= '9')
        at++;
    return at > begin && at < units && name[at] == '\\' ? at + 1 : 0;
}

size_t own_name_scope(const uint16_t *name, size_t units)
{
    static const char *const scopes[] = {"global\\", "local\\", NULL};
    size_t length = length_of_first(name, units, scopes);
    return length > 0 ? length : length_of_session(name, units);
}

size_t own_name_place(enum object_kind kind, const uint16_t *name, size_t units)
{
    static const char dll[] = ".dll"; /* the sections of the DLLs that the system knows */
    size_t scope = kind == OBJECT_PIPE ? 0 : own_name_scope(name, units);
    const uint16_t *begin = name + scope;
    bool is_dll =
        units >= sizeof dll - 1 && has_text(name, units, units - (sizeof dll - 1), dll);
    if (units == scope || (kind == OBJECT_SECTION && is_dll) ||
        length_of_first(begin, units - scope,
                        kind == OBJECT_PIPE ? system_pipes : system_objects) > 0)
        return OWN_NAME_KEPT;
    return scope;
}

size_t own_name_make(uint16_t *to, size_t room, const uint16_t *name, size_t units,
                     size_t place, const char *prefix)
{
    size_t length = 0, added = strlen(prefix);
    if (units + added > room)
        return 0;
    while (length < place) {
        to[length] = name[length];
        length++;
    }
    while (*prefix)
        to[length++] = (uint16_t)*prefix++;
    for (size_t i = place; i < units; i++)
        to[length++] = name[i];
    return length;
}

#include "kit/inject/own_names_win32.h"
#include "kit/inject/own_names.h"
#include "kit/inject/tell_win32.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>
#include <windows.h>
#include <winternl.h>

/* FILE_PIPE_WAIT_FOR_BUFFER */
struct pipe_wait {
    LARGE_INTEGER timeout;
    ULONG name_bytes;
    BOOLEAN has_timeout;
    uint16_t name[];
};
static_assert(sizeof(OBJECT_ATTRIBUTES) <= sizeof((struct own_name *)0)->attributes &&
                  sizeof(UNICODE_STRING) <= sizeof((struct own_name *)0)->string,
              "there is room for both");
static_assert(sizeof(wchar_t) == sizeof(uint16_t), "a name is in UTF-16");

static char prefix_of_run[RUN_PREFIX]; /* empty: names stay as they are */

void own_names_begin(const struct run_block *run)
{
    if (run && (run->wants & RUN_WANTS_PRIVATE_NAMES))
        run_name_prefix(prefix_of_run, run->name);
}

size_t own_name_begin(const uint16_t *name, size_t units)
{
    size_t length = strlen(prefix_of_run);
    for (size_t i = 0; i < length; i++) {
        if (i == units || name[i] != (uint16_t)prefix_of_run[i])
            return 0;
    }
    return length;
}

/* The run's own objects have no names of a program. */
static bool is_asked(void)
{
    struct own_work work;
    if (!prefix_of_run[0] || !own_work_begin(&work))
        return false;
    own_work_end(&work);
    return true;
}

static const UNICODE_STRING *name_in(const OBJECT_ATTRIBUTES *of)
{
    const UNICODE_STRING *name = of ? of->ObjectName : NULL;
    return name && name->Buffer ? name : NULL;
}

/* The name begins at `begin`; what is before it stays. */
static void *make_own(OBJECT_ATTRIBUTES *of, enum object_kind kind, size_t begin,
                      struct own_name *room)
{
    const UNICODE_STRING *name = of->ObjectName;
    const uint16_t *units = (const void *)name->Buffer;
    size_t count = name->Length / sizeof *units;
    size_t place = own_name_place(kind, units + begin, count - begin), length = 0;
    if (place != OWN_NAME_KEPT)
        length = own_name_make(room->text, OWN_NAME_ROOM, units, count, begin + place,
                               prefix_of_run);
    if (length == 0)
        return of;
    UNICODE_STRING *string = (void *)room->string;
    OBJECT_ATTRIBUTES *attributes = (void *)room->attributes;
    USHORT bytes = (USHORT)(length * sizeof *units);
    *string =
        (UNICODE_STRING){.Length = bytes, .MaximumLength = bytes, .Buffer = (void *)room->text};
    *attributes = *of;
    attributes->ObjectName = string;
    return attributes;
}

void *own_object(void *of, enum object_kind kind, struct own_name *room)
{
    return name_in(of) && is_asked() ? make_own(of, kind, 0, room) : of;
}

void *own_pipe(void *of, bool is_one, struct own_name *room)
{
    const UNICODE_STRING *name = name_in(of);
    if (!is_one || !name || !is_asked())
        return of;
    size_t begin =
        pipe_path_prefix((const void *)name->Buffer, name->Length / sizeof(uint16_t));
    return begin > 0 ? make_own(of, OBJECT_PIPE, begin, room) : of;
}

void *own_pipe_wait(void *wait, unsigned long *size, struct own_name *room)
{
    const struct pipe_wait *from = wait;
    struct pipe_wait *to = (void *)room->attributes;
    const size_t head = offsetof(struct pipe_wait, name);
    static_assert(offsetof(struct own_name, text) > offsetof(struct pipe_wait, name),
                  "what follows the name's begin is room for it");
    if (!wait || *size < head || !is_asked() || from->name_bytes > *size - head)
        return wait;
    size_t count = from->name_bytes / sizeof *to->name;
    size_t place = own_name_place(OBJECT_PIPE, from->name, count), length = 0;
    if (place != OWN_NAME_KEPT)
        length =
            own_name_make(to->name, OWN_NAME_ROOM, from->name, count, place, prefix_of_run);
    if (length == 0)
        return wait;
    memcpy(to, from, head);
    to->name_bytes = (ULONG)(length * sizeof *to->name);
    *size = (unsigned long)(head + to->name_bytes);
    return to;
}

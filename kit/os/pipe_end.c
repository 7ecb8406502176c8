#include "kit/os/pipe_end.h"
#include "kit/os/handle.h"
#include "kit/os/handles.h"

#include <string.h>
#include <winternl.h>

#define NAME_INFORMATION       1  /* of NtQueryObject */
#define PIPE_LOCAL_INFORMATION 24 /* of NtQueryInformationFile */

static bool query_pipe_info(HANDLE pipe, struct pipe_local *local)
{
    IO_STATUS_BLOCK io;
    return NtQueryInformationFile(pipe, &io, local, sizeof *local,
                                  (FILE_INFORMATION_CLASS)PIPE_LOCAL_INFORMATION) >= 0;
}

/* The handle of a server that only writes does not allow queries. If the system grants it, a
 * second handle with the right to query is made. */
static bool ask_by_another(HANDLE pipe, struct pipe_local *local)
{
    HANDLE other = NULL;
    bool is_told = DuplicateHandle(GetCurrentProcess(), pipe, GetCurrentProcess(), &other,
                                   FILE_READ_ATTRIBUTES, FALSE, 0) &&
                   query_pipe_info(other, local);
    os_close(&other);
    return is_told;
}

/* True if the pipe is connected, or will be. The name is asked for only then: on Wine 8 asking
 * for the name of an end whose other end was disconnected crashes the Wine server. */
static bool is_in_use(HANDLE handle, struct pipe_local *local)
{
    char type[KIT_NAME];
    if (!handle)
        return false;
    handle_type(handle, type);
    return words_equal(type, "File") &&
           (query_pipe_info(handle, local) || ask_by_another(handle, local)) &&
           (local->state == PIPE_END_CONNECTED || local->state == PIPE_END_LISTENING);
}

size_t pipe_end_name(HANDLE handle, struct pipe_local *local, wchar_t to[PIPE_END_NAME])
{
    struct {
        UNICODE_STRING name;
        wchar_t characters[PIPE_END_NAME];
    } told = {.name = {0}};
    ULONG size = 0;
    if (!is_in_use(handle, local) ||
        NtQueryObject(handle, (OBJECT_INFORMATION_CLASS)NAME_INFORMATION, &told, sizeof told,
                      &size) < 0 ||
        !told.name.Buffer)
        return 0;
    size_t length = told.name.Length / sizeof(wchar_t);
    if (length >= PIPE_END_NAME || !pipe_is_named(told.name.Buffer, length))
        return 0;
    memcpy(to, told.name.Buffer, length * sizeof *to);
    to[length] = 0;
    return length;
}

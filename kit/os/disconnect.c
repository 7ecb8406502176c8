#include "kit/os/disconnect.h"
#include "kit/base/text.h"
#include "kit/os/handle.h"
#include "kit/os/handles.h"
#include <winternl.h>

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#define NAME_INFORMATION       1  /* of NtQueryObject */
#define PIPE_LOCAL_INFORMATION 24 /* of NtQueryInformationFile */
#define PIPE_CONNECTED         3
#define PIPE_SERVER            1
#define PIPES_MOST             256

/* Pipes by a hash of their names. Both ends of a pipe, and all instances of it, have the same
 * name. */
struct pipes {
    uint32_t count;
    bool full;
    uint64_t hashes[PIPES_MOST];
};

struct disconnecting {
    const struct pipes *of_one, *of_other;
    DWORD peer; /* PID of the process that loses its end, not of the process that is searched */
    uint32_t disconnected;
    uint32_t unclear; /* pipes for which it is unknown whether the two share them */
};

static bool has_pipe(const struct pipes *pipes, uint64_t hash)
{
    for (uint32_t i = 0; i < pipes->count; i++) {
        if (pipes->hashes[i] == hash)
            return true;
    }
    return false;
}

/* FILE_PIPE_LOCAL_INFORMATION */
struct local {
    ULONG type;
    ULONG configuration;
    ULONG instances_most;
    ULONG instances;
    ULONG quotas[4];
    ULONG state;
    ULONG end;
};

static bool query_pipe_info(HANDLE pipe, struct local *local)
{
    IO_STATUS_BLOCK io;
    return NtQueryInformationFile(pipe, &io, local, sizeof *local,
                                  (FILE_INFORMATION_CLASS)PIPE_LOCAL_INFORMATION) >= 0;
}

/* The handle of a server that only writes does not allow queries. If the system grants it, a
 * second handle with the right to query is made. */
static bool ask_by_another(HANDLE pipe, struct local *local)
{
    HANDLE other = NULL;
    bool is_told = DuplicateHandle(GetCurrentProcess(), pipe, GetCurrentProcess(), &other,
                                   FILE_READ_ATTRIBUTES, FALSE, 0) &&
                   query_pipe_info(other, local);
    os_close(&other);
    return is_told;
}

/* True if the pipe is connected. The name is asked for only then: on Wine 8 asking for the name
 * of an end whose other end was disconnected crashes the Wine server. */
static bool is_connected(HANDLE handle, struct local *local)
{
    char type[KIT_NAME];
    if (!handle)
        return false;
    handle_type(handle, type);
    return words_equal(type, "File") &&
           (query_pipe_info(handle, local) || ask_by_another(handle, local)) &&
           local->state == PIPE_CONNECTED;
}

/* The hash of the pipe's name; 0 if it is no connected pipe with a name. */
static uint64_t pipe_hash(HANDLE handle, struct local *local)
{
    struct {
        UNICODE_STRING name;
        wchar_t characters[512];
    } told = {.name = {0}};
    ULONG size = 0;
    if (!is_connected(handle, local) ||
        NtQueryObject(handle, (OBJECT_INFORMATION_CLASS)NAME_INFORMATION, &told, sizeof told,
                      &size) < 0)
        return 0;
    return pipe_is_named(told.name.Buffer, told.name.Length / sizeof(wchar_t))
               ? XXH64(told.name.Buffer, told.name.Length, 0)
               : 0;
}

static void note_pipe(void *context, HANDLE duplicate)
{
    struct pipes *pipes = context;
    struct local local;
    uint64_t hash = pipe_hash(duplicate, &local);
    if (!hash || has_pipe(pipes, hash))
        return;
    if (pipes->count < PIPES_MOST)
        pipes->hashes[pipes->count++] = hash;
    else
        pipes->full = true;
}

/* True if the server end leads to this peer. Equal names are not enough: a server often has one
 * instance of a name for each client, so both processes can hold ends of that name that belong
 * to different pipes. */
static bool leads_to(DWORD peer, HANDLE server, const struct local *local)
{
    ULONG client = 0;
    return local->instances == 1 ||
           (GetNamedPipeClientProcessId(server, &client) && client == peer);
}

static void disconnect_server_end(void *context, HANDLE duplicate)
{
    struct disconnecting *disconnecting = context;
    struct local local;
    uint64_t hash = pipe_hash(duplicate, &local);
    if (!hash || local.end != PIPE_SERVER || !has_pipe(disconnecting->of_one, hash) ||
        !has_pipe(disconnecting->of_other, hash))
        return;
    if (!leads_to(disconnecting->peer, duplicate, &local))
        disconnecting->unclear++;
    else if (DisconnectNamedPipe(duplicate))
        disconnecting->disconnected++;
}

static enum kit_status find_pipes(HANDLE process, struct pipes *pipes, struct kit_error *err)
{
    enum kit_status status = handles_each(process, note_pipe, pipes, err);
    if (status == KIT_OK && pipes->full)
        return kit_fail(err, KIT_FULL, "process %lu has more than %d pipes",
                        (unsigned long)GetProcessId(process), PIPES_MOST);
    return status;
}

/* Disconnects the pipes whose server end is in `holder` and whose client end is in `peer`. */
static enum kit_status disconnect_from(HANDLE holder, HANDLE peer,
                                       struct disconnecting *disconnecting,
                                       struct kit_error *err)
{
    disconnecting->peer = GetProcessId(peer);
    return handles_each(holder, disconnect_server_end, disconnecting, err);
}

enum kit_status os_disconnect_pipes(void *one, void *other, struct kit_error *err)
{
    struct pipes of_one = {.count = 0}, of_other = {.count = 0};
    struct disconnecting disconnecting = {.of_one = &of_one, .of_other = &of_other};
    enum kit_status status = find_pipes(one, &of_one, err);
    if (status == KIT_OK)
        status = find_pipes(other, &of_other, err);
    if (status == KIT_OK)
        status = disconnect_from(one, other, &disconnecting, err);
    if (status == KIT_OK)
        status = disconnect_from(other, one, &disconnecting, err);
    if (status != KIT_OK || disconnecting.disconnected > 0)
        return status;
    if (disconnecting.unclear > 0)
        return kit_fail(err, KIT_BAD_INPUT,
                        "the pipe between them cannot be told from others of its name: who has "
                        "the client's end did not open it");
    return kit_fail(err, KIT_NOT_FOUND, "they have no connected pipe with a name between them");
}

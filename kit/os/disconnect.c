#include "kit/os/disconnect.h"
#include "kit/base/text.h"
#include "kit/os/handle.h"
#include "kit/os/handles.h"
#include "kit/os/pipe_end.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#define PIPES_MOST 256

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

/* The hash of the pipe's name; 0 if it is no connected pipe with a name. */
static uint64_t pipe_hash(HANDLE handle, struct pipe_local *local)
{
    wchar_t name[PIPE_END_NAME];
    size_t length = pipe_end_name(handle, local, name);
    return length > 0 && local->state == PIPE_END_CONNECTED
               ? XXH64(name, length * sizeof *name, 0)
               : 0;
}

static void note_pipe(void *context, HANDLE duplicate)
{
    struct pipes *pipes = context;
    struct pipe_local local;
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
static bool leads_to(DWORD peer, HANDLE server, const struct pipe_local *local)
{
    ULONG client = 0;
    return local->instances == 1 ||
           (GetNamedPipeClientProcessId(server, &client) && client == peer);
}

static void disconnect_server_end(void *context, HANDLE duplicate)
{
    struct disconnecting *disconnecting = context;
    struct pipe_local local;
    uint64_t hash = pipe_hash(duplicate, &local);
    if (!hash || local.end != PIPE_END_SERVER || !has_pipe(disconnecting->of_one, hash) ||
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
                        "the pipe between them cannot be told from others of its name: the "
                        "process that has the client's end did not open it");
    return kit_fail(err, KIT_NOT_FOUND, "they have no connected pipe with a name between them");
}

#include "kit/os/part.h"
#include "kit/base/text.h"
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

/* Pipes by a hash of their names. Both ends of a pipe have one name. */
struct pipes {
    uint32_t count;
    uint64_t hashes[PIPES_MOST];
};

struct parting {
    const struct pipes *of_one, *of_other;
    uint32_t parted;
};

static bool has(const struct pipes *pipes, uint64_t hash)
{
    for (uint32_t i = 0; i < pipes->count; i++) {
        if (pipes->hashes[i] == hash)
            return true;
    }
    return false;
}

struct local {
    ULONG settings[8];
    ULONG state;
    ULONG end;
};

/* Of a pipe that is connected alone: to ask Wine 8 for the name of an end whose other one was
 * disconnected crashes its server. */
static bool is_connected(HANDLE handle, struct local *local)
{
    IO_STATUS_BLOCK io;
    char type[OS_TYPE];
    if (!handle)
        return false;
    handle_type(handle, type);
    return words_equal(type, "File") &&
           NtQueryInformationFile(handle, &io, local, sizeof *local,
                                  (FILE_INFORMATION_CLASS)PIPE_LOCAL_INFORMATION) >= 0 &&
           local->state == PIPE_CONNECTED;
}

/* 0 where it is no connected pipe. */
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
    return told.name.Length > 0 ? XXH64(told.name.Buffer, told.name.Length, 0) : 0;
}

static void note(void *context, HANDLE duplicate)
{
    struct pipes *pipes = context;
    struct local local;
    uint64_t hash = pipe_hash(duplicate, &local);
    if (hash && pipes->count < PIPES_MOST && !has(pipes, hash))
        pipes->hashes[pipes->count++] = hash;
}

static void disconnect(void *context, HANDLE duplicate)
{
    struct parting *parting = context;
    struct local local;
    uint64_t hash = pipe_hash(duplicate, &local);
    if (hash && local.end == PIPE_SERVER && has(parting->of_one, hash) &&
        has(parting->of_other, hash) && DisconnectNamedPipe(duplicate))
        parting->parted++;
}

enum kit_status os_part(void *one, void *other, struct kit_error *err)
{
    struct pipes of_one = {.count = 0}, of_other = {.count = 0};
    struct parting parting = {&of_one, &of_other, 0};
    enum kit_status status = handles_each(one, note, &of_one, err);
    if (status == KIT_OK)
        status = handles_each(other, note, &of_other, err);
    if (status == KIT_OK)
        status = handles_each(one, disconnect, &parting, err);
    if (status == KIT_OK)
        status = handles_each(other, disconnect, &parting, err);
    if (status == KIT_OK && parting.parted == 0)
        return kit_fail(err, KIT_NOT_FOUND, "they have no connected pipe between them");
    return status;
}

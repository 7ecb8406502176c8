#include "kit/os/forge.h"
#include "kit/base/wildcard.h"
#include "kit/os/error.h"
#include "kit/os/handle.h"
#include "kit/os/handles.h"
#include "kit/os/pipe_end.h"
#include "kit/os/text.h"

#include <assert.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#define ENDS_MOST 256
#define DEVICE    "\\Device\\NamedPipe\\"

/* How long a pipe may have no room for the message. */
#define ROOM_MS   500

/* The ends of a process that can read, by the name of the pipe and which end it is. */
struct read_ends {
    uint32_t count;
    bool is_full;
    uint64_t hashes[ENDS_MOST];
};

struct forging {
    const struct os_forgery *what;
    const struct read_ends *readers;
    struct text *names;
    uint32_t count;   /* of pipes that fit */
    uint32_t unclear; /* ends of which it is unknown whether the receiver has the other */
    uint64_t known[ENDS_MOST];
    HANDLE end; /* the first one; owned */
};

static bool reads(const struct pipe_local *local)
{
    return local->configuration !=
           (local->end == PIPE_END_SERVER ? PIPE_END_OUTBOUND : PIPE_END_INBOUND);
}

static bool writes(const struct pipe_local *local)
{
    return local->configuration !=
           (local->end == PIPE_END_SERVER ? PIPE_END_INBOUND : PIPE_END_OUTBOUND);
}

/* The name of a connected pipe; 0 if the handle is no end of one. */
static size_t connected_name(HANDLE handle, struct pipe_local *local,
                             wchar_t name[PIPE_END_NAME])
{
    size_t length = handle ? pipe_end_name(handle, local, name) : 0;
    return length > 0 && local->state == PIPE_END_CONNECTED ? length : 0;
}

static uint64_t end_hash(const wchar_t *name, size_t length, bool is_server)
{
    return XXH64(name, length * sizeof *name, is_server);
}

static bool has_hash(const uint64_t *hashes, uint32_t count, uint64_t hash)
{
    for (uint32_t i = 0; i < count; i++) {
        if (hashes[i] == hash)
            return true;
    }
    return false;
}

static void note_reader(void *context, HANDLE duplicate)
{
    struct read_ends *readers = context;
    struct pipe_local local;
    wchar_t name[PIPE_END_NAME];
    size_t length = connected_name(duplicate, &local, name);
    if (length == 0 || !reads(&local))
        return;
    uint64_t hash = end_hash(name, length, local.end == PIPE_END_SERVER);
    if (has_hash(readers->hashes, readers->count, hash))
        return;
    if (readers->count < ENDS_MOST)
        readers->hashes[readers->count++] = hash;
    else
        readers->is_full = true;
}

/* Equal names are not enough where a server has an instance for each client: then the system
 * says who opened the other end. */
static bool leads_to_receiver(const struct forging *forging, HANDLE end,
                              const struct pipe_local *local)
{
    ULONG pid = 0;
    if (local->instances == 1)
        return true;
    BOOL is_told = local->end == PIPE_END_SERVER ? GetNamedPipeClientProcessId(end, &pid)
                                                 : GetNamedPipeServerProcessId(end, &pid);
    return is_told && pid == GetProcessId(forging->what->to);
}

/* Several handles of one process can be of one end. Where its name is of one pipe alone, they
 * are known by it. */
static bool is_known_end(struct forging *forging, const struct pipe_local *local, uint64_t hash)
{
    if (local->instances == 1 && has_hash(forging->known, forging->count, hash))
        return true;
    if (forging->count < ENDS_MOST)
        forging->known[forging->count] = hash;
    return false;
}

static void note_writer(void *context, HANDLE duplicate)
{
    struct forging *forging = context;
    struct pipe_local local;
    wchar_t wide[PIPE_END_NAME];
    char name[PIPE_END_NAME * 3];
    size_t length = connected_name(duplicate, &local, wide);
    if (length == 0 || !writes(&local) || !os_narrow(wide, name, sizeof name))
        return;
    bool is_server = local.end == PIPE_END_SERVER;
    const char *behind = strstr(name, DEVICE), *shown = behind ? behind + strlen(DEVICE) : name;
    if (!has_hash(forging->readers->hashes, forging->readers->count,
                  end_hash(wide, length, !is_server)) ||
        (forging->what->pattern && !wildcard_matches(forging->what->pattern, shown)) ||
        is_known_end(forging, &local, end_hash(wide, length, is_server)))
        return;
    if (!leads_to_receiver(forging, duplicate, &local)) {
        forging->unclear++;
        return;
    }
    text_add(forging->names, "%s%s", forging->count > 0 ? ", " : "", shown);
    if (forging->count++ == 0)
        DuplicateHandle(GetCurrentProcess(), duplicate, GetCurrentProcess(), &forging->end, 0,
                        FALSE, DUPLICATE_SAME_ACCESS);
}

/* A write that is cancelled may have been done. */
static enum kit_status end_write(HANDLE end, OVERLAPPED *pending, HANDLE written, DWORD *done,
                                 struct kit_error *err)
{
    bool is_late = WaitForSingleObject(written, ROOM_MS) != WAIT_OBJECT_0;
    if (is_late)
        CancelIoEx(end, pending);
    if (GetOverlappedResult(end, pending, done, TRUE))
        return KIT_OK;
    if (is_late)
        return kit_fail(err, KIT_TIMEOUT, "the pipe has no room for the message");
    return os_fail(err, "WriteFile", GetLastError());
}

/*
 * The lowest bit of the event says that no completion port is told: the sender may have one for
 * this end, and would take our message for one of its own.
 */
static enum kit_status write_message(HANDLE end, const struct os_forgery *what,
                                     struct kit_error *err)
{
    HANDLE written = CreateEventW(NULL, TRUE, FALSE, NULL);
    OVERLAPPED pending = {.hEvent = (HANDLE)((uintptr_t)written | 1)};
    DWORD done = 0;
    enum kit_status status = KIT_OK;
    if (!written)
        return os_fail(err, "CreateEventW", GetLastError());
    if (WriteFile(end, what->bytes, (DWORD)what->size, &done, &pending))
        status = KIT_OK;
    else if (GetLastError() == ERROR_IO_PENDING)
        status = end_write(end, &pending, written, &done, err);
    else
        status = os_fail(err, "WriteFile", GetLastError());
    os_close(&written);
    return status;
}

static enum kit_status find_end(struct forging *forging, struct read_ends *readers,
                                struct kit_error *err)
{
    enum kit_status status = handles_each(forging->what->to, note_reader, readers, err);
    if (status == KIT_OK)
        status = handles_each(forging->what->as, note_writer, forging, err);
    if (status != KIT_OK)
        return status;
    if (readers->is_full || forging->count > ENDS_MOST)
        return kit_fail(err, KIT_FULL, "a process has more than %d pipes", ENDS_MOST);
    if (forging->count > 1)
        return kit_fail(err, KIT_BAD_INPUT, "several pipes fit");
    if (forging->count == 1)
        return forging->end ? KIT_OK : kit_fail(err, KIT_OS, "its end cannot be duplicated");
    return forging->unclear > 0
               ? kit_fail(err, KIT_BAD_INPUT, "the pipe cannot be told from others of its name")
               : kit_fail(err, KIT_NOT_FOUND, "no such pipe is connected");
}

enum kit_status os_forge_message(const struct os_forgery *what, struct text *names,
                                 struct kit_error *err)
{
    struct read_ends readers = {.count = 0};
    struct forging forging = {.what = what, .readers = &readers, .names = names};
    assert(what->to && what->as && what->size > 0);
    enum kit_status status = find_end(&forging, &readers, err);
    if (status == KIT_OK)
        status = write_message(forging.end, what, err);
    os_close(&forging.end);
    return status;
}

#include "kit/inject/known_win32.h"
#include "kit/inject/own_names.h"
#include "kit/inject/own_names_win32.h"
#include "kit/protocol/call_steps.h"

#include <string.h>
#include <windows.h>
#include <winternl.h>

#define VOLUME_DEVICE     4 /* FileFsDeviceInformation */
#define DEVICE_NAMED_PIPE 0x11u

static struct objects known;

static uint64_t value_of_handle(HANDLE handle)
{
    return (uintptr_t)handle;
}

static bool is_pipe_device(HANDLE file)
{
    struct {
        ULONG type, features;
    } device = {0};
    IO_STATUS_BLOCK io;
    return NtQueryVolumeInformationFile(file, &io, &device, sizeof device, VOLUME_DEVICE) >=
               0 &&
           device.type == DEVICE_NAMED_PIPE;
}

static void learn_standard(DWORD which, const char *name)
{
    HANDLE handle = GetStdHandle(which);
    if (handle && handle != INVALID_HANDLE_VALUE &&
        objects_unknown(&known, value_of_handle(handle)) && is_pipe_device(handle))
        objects_learn(&known, value_of_handle(handle), OBJECT_PIPE, name);
}

static uint32_t pid_of_creator(void)
{
    PROCESS_BASIC_INFORMATION of = {.InheritedFromUniqueProcessId = 0};
    NTSTATUS status = NtQueryInformationProcess(GetCurrentProcess(), ProcessBasicInformation,
                                                &of, sizeof of, NULL);
    return status >= 0 ? (uint32_t)of.InheritedFromUniqueProcessId : 0;
}

void known_begin(_Atomic uint32_t *beyond)
{
    known.beyond = beyond;
    known.pids[0] = GetCurrentProcessId();
    known.pids[1] = pid_of_creator();
    learn_standard(STD_INPUT_HANDLE, CALL_PIPE_STDIN);
    learn_standard(STD_OUTPUT_HANDLE, CALL_PIPE_STDOUT);
    learn_standard(STD_ERROR_HANDLE, CALL_PIPE_STDERR);
}

const char *known_pipe(HANDLE handle)
{
    uint64_t value = value_of_handle(handle);
    if (objects_unknown(&known, value)) {
        if (is_pipe_device(handle))
            objects_learn(&known, value, OBJECT_PIPE, CALL_PIPE_INHERITED);
        else
            objects_learn_other(&known, value);
    }
    return objects_peer(&known, value, OBJECT_PIPE);
}

const char *known_pipe_so_far(HANDLE handle)
{
    return objects_peer(&known, value_of_handle(handle), OBJECT_PIPE);
}

static size_t pipe_prefix(const UNICODE_STRING *path)
{
    return pipe_path_prefix((const void *)path->Buffer, path->Length / sizeof(wchar_t));
}

static const UNICODE_STRING *path_of(const void *call)
{
    const OBJECT_ATTRIBUTES *of = call;
    const UNICODE_STRING *path = of ? of->ObjectName : NULL;
    return path && path->Buffer && path->Length > 0 ? path : NULL;
}

/* Takes the name behind `begin`; letters beyond ASCII are `?`. */
static void take_name(struct named *named, const UNICODE_STRING *path, size_t begin,
                      enum object_kind kind)
{
    size_t units = path ? path->Length / sizeof(wchar_t) : 0, length = 0;
    for (size_t i = begin; i < units && length < sizeof named->name - 1; i++)
        named->name[length++] = path->Buffer[i] < 0x80 ? (char)path->Buffer[i] : '?';
    named->name[length] = 0;
    object_peer_name(&known, named->peer, kind, named->name);
}

struct named named_new_pipe(const void *of)
{
    struct named named = {.is_one = true};
    const UNICODE_STRING *path = path_of(of);
    take_name(&named, path, path ? pipe_prefix(path) : 0, OBJECT_PIPE);
    return named;
}

/* WaitNamedPipe opens the device of all pipes, which has no name behind its own. */
struct named named_open_pipe(const void *call)
{
    const OBJECT_ATTRIBUTES *of = call;
    struct named named = {.is_one = false};
    const UNICODE_STRING *path = path_of(of);
    size_t begin = path ? pipe_prefix(path) : 0;
    bool of_pipe = of && of->RootDirectory && known_pipe_so_far(of->RootDirectory);
    named.is_one = of_pipe || (begin > 0 && begin < path->Length / sizeof(wchar_t));
    if (named.is_one)
        take_name(&named, path, begin, OBJECT_PIPE);
    return named;
}

/* Objects that Wine makes for itself, and the sections of the DLLs that Windows knows. */
static bool is_systems_object(const char *name)
{
    static const char wine[] = "__wine", dll[] = ".dll";
    size_t length = strlen(name), end = sizeof dll - 1;
    return strncmp(name, wine, sizeof wine - 1) == 0 ||
           (length > end && strcmp(name + length - end, dll) == 0);
}

struct named named_object(const void *of, enum object_kind kind)
{
    struct named named = {.is_one = false};
    const UNICODE_STRING *path = path_of(of);
    if (path)
        take_name(&named, path, 0, kind);
    named.is_one = path && !is_systems_object(named.name);
    return named;
}

void known_learn(HANDLE handle, enum object_kind kind, const struct named *named)
{
    if (named->is_one)
        objects_learn(&known, value_of_handle(handle), kind, named->name);
    else
        objects_learn_no_process(&known, value_of_handle(handle));
}

/* What the system says of a handle: a type or a name, and behind it its letters. */
struct told_name {
    UNICODE_STRING name;
    wchar_t room[600];
};

#define ASK_NAME 1 /* ObjectNameInformation */
#define ASK_TYPE 2 /* ObjectTypeInformation */

static bool ask_of(HANDLE handle, int what, struct told_name *to)
{
    ULONG size;
    return NtQueryObject(handle, (OBJECT_INFORMATION_CLASS)what, to, sizeof *to, &size) >= 0 &&
           to->name.Buffer != NULL;
}

static bool is_type(const UNICODE_STRING *type, const char *word)
{
    size_t units = type->Length / sizeof(wchar_t), i = 0;
    while (i < units && word[i] && type->Buffer[i] == (wchar_t)word[i])
        i++;
    return i == units && !word[i];
}

/* OBJECT_KIND_COUNT: of no kind whose name can be asked for. On Windows a question for the name
 * of a pipe may never be answered. */
static enum object_kind kind_of_type(const UNICODE_STRING *type)
{
    static const struct {
        const char *word;
        enum object_kind kind;
    } kinds[] = {{"Event", OBJECT_EVENT},
                 {"Semaphore", OBJECT_SEMAPHORE},
                 {"Mutant", OBJECT_MUTEX},
                 {"Section", OBJECT_SECTION}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (is_type(type, kinds[i].word))
            return kinds[i].kind;
    }
    return OBJECT_KIND_COUNT;
}

/* `\Sessions\1\BaseNamedObjects\job` is `job`, also where the run has its own names. */
static struct named named_in_system(const UNICODE_STRING *path, enum object_kind kind)
{
    struct named named = {.is_one = path->Length > 0};
    size_t units = path->Length / sizeof(wchar_t), begin = 0;
    for (size_t i = 0; i < units; i++)
        begin = path->Buffer[i] == L'\\' ? i + 1 : begin;
    begin += own_name_begin((const void *)(path->Buffer + begin), units - begin);
    take_name(&named, path, begin, kind);
    named.is_one = named.is_one && !is_systems_object(named.name);
    return named;
}

/* This process neither made nor opened it: somebody gave it the handle. */
static void learn_given(HANDLE handle)
{
    uint64_t value = value_of_handle(handle);
    struct told_name told;
    if (!objects_unasked(&known, value) || !ask_of(handle, ASK_TYPE, &told))
        return;
    enum object_kind kind = kind_of_type(&told.name);
    if (is_type(&told.name, "Process")) {
        objects_learn_process(&known, value);
    } else if (kind == OBJECT_KIND_COUNT || !ask_of(handle, ASK_NAME, &told)) {
        objects_learn_no_process(&known, value);
    } else {
        const struct named named = named_in_system(&told.name, kind);
        known_learn(handle, kind, &named);
    }
}

const char *known_object(HANDLE handle, enum object_kind kind)
{
    learn_given(handle);
    return objects_peer(&known, value_of_handle(handle), kind);
}

const char *known_to_wait(HANDLE handle)
{
    static const enum object_kind kinds[] = {OBJECT_EVENT, OBJECT_SEMAPHORE, OBJECT_MUTEX};
    const char *peer = NULL;
    learn_given(handle);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && !peer; i++)
        peer = objects_peer(&known, value_of_handle(handle), kinds[i]);
    return peer;
}

uint32_t known_process_id(HANDLE process)
{
    HANDLE self = GetCurrentProcess(), other = NULL;
    DWORD id = GetProcessId(process);
    if (id == 0 && DuplicateHandle(self, process, self, &other,
                                   PROCESS_QUERY_LIMITED_INFORMATION, FALSE, 0)) {
        id = GetProcessId(other);
        CloseHandle(other);
    }
    return id;
}

/* A handle that nothing is known of is asked once. */
uint32_t known_gone(HANDLE handle)
{
    uint64_t value = value_of_handle(handle);
    DWORD id = objects_may_be_process(&known, value) ? known_process_id(handle) : 0;
    if (id != 0)
        objects_learn_other(&known, value);
    else if (objects_may_be_process(&known, value))
        objects_learn_no_process(&known, value);
    return id;
}

bool known_gone_now(HANDLE handle)
{
    uint64_t value = value_of_handle(handle);
    bool is_news = objects_may_be_process(&known, value);
    if (is_news)
        objects_learn_other(&known, value);
    return is_news;
}

void known_forget(HANDLE handle)
{
    objects_forget(&known, value_of_handle(handle));
}

void known_copy(HANDLE from, HANDLE to)
{
    objects_copy(&known, value_of_handle(from), value_of_handle(to));
}

/* The calls about events, semaphores, mutexes and file mappings that have a name. */
#include "kit/inject/calls_win32.h"
#include "kit/inject/known_win32.h"
#include "kit/inject/operations_win32.h"
#include "kit/inject/own_names_win32.h"
#include "kit/inject/tell_win32.h"

#include <windows.h>
#include <winternl.h>

#define WAITS_MOST   64 /* handles of one wait: the system's own limit */
#define WAIT_FOR_ANY 1  /* WaitAny */

#define CALLS(X)                                                                               \
    X(NtCreateEvent, handle_create_event)                                                      \
    X(NtOpenEvent, handle_open_event)                                                          \
    X(NtSetEvent, handle_set_event)                                                            \
    X(NtResetEvent, handle_reset_event)                                                        \
    X(NtCreateSemaphore, handle_create_semaphore)                                              \
    X(NtOpenSemaphore, handle_open_semaphore)                                                  \
    X(NtReleaseSemaphore, handle_release_semaphore)                                            \
    X(NtCreateMutant, handle_create_mutex)                                                     \
    X(NtOpenMutant, handle_open_mutex)                                                         \
    X(NtReleaseMutant, handle_release_mutex)                                                   \
    X(NtCreateSection, handle_create_section)                                                  \
    X(NtOpenSection, handle_open_section)                                                      \
    X(NtMapViewOfSection, handle_map)                                                          \
    X(NtWaitForSingleObject, handle_wait)                                                      \
    X(NtWaitForMultipleObjects, handle_wait_for_several)                                       \
    X(NtSignalAndWaitForSingleObject, handle_signal_and_wait)

CALL_PLACES(CALLS);
static struct call_hook hooks[PLACES];

/* Returns the status of a call that must fail, or 0. */
static NTSTATUS tell_object(enum call_step step, const char *peer)
{
    const struct call_told told = {.peer = peer};
    return peer ? call_tell(step, &told) : 0;
}

static NTSTATUS begin_named(enum call_step step, const struct named *named)
{
    return tell_object(step, named->is_one ? named->peer : NULL);
}

static NTSTATUS end_named(NTSTATUS status, const HANDLE *handle, enum object_kind kind,
                          const struct named *named)
{
    if (status >= 0)
        known_learn(*handle, kind, named);
    return status;
}

static NTSTATUS NTAPI handle_create_event(HANDLE *event, ULONG access, OBJECT_ATTRIBUTES *of,
                                          int type, BOOLEAN is_set)
{
    struct own_name own;
    struct named named = named_object(of, OBJECT_EVENT);
    NTSTATUS status = begin_named(CALL_STEP_EVENT_CREATE, &named);
    if (status != 0)
        return status;
    return end_named(ORIGINAL(NtCreateEvent, handle_create_event)(
                         event, access, own_object(of, OBJECT_EVENT, &own), type, is_set),
                     event, OBJECT_EVENT, &named);
}

static NTSTATUS NTAPI handle_open_event(HANDLE *event, ULONG access, OBJECT_ATTRIBUTES *of)
{
    struct own_name own;
    struct named named = named_object(of, OBJECT_EVENT);
    NTSTATUS status = begin_named(CALL_STEP_EVENT_OPEN, &named);
    if (status != 0)
        return status;
    return end_named(ORIGINAL(NtOpenEvent, handle_open_event)(
                         event, access, own_object(of, OBJECT_EVENT, &own)),
                     event, OBJECT_EVENT, &named);
}

static NTSTATUS NTAPI handle_set_event(HANDLE event, LONG *before)
{
    NTSTATUS status = tell_object(CALL_STEP_EVENT_SET, known_object(event, OBJECT_EVENT));
    if (status != 0)
        return status;
    return ORIGINAL(NtSetEvent, handle_set_event)(event, before);
}

static NTSTATUS NTAPI handle_reset_event(HANDLE event, LONG *before)
{
    NTSTATUS status = tell_object(CALL_STEP_EVENT_RESET, known_object(event, OBJECT_EVENT));
    if (status != 0)
        return status;
    return ORIGINAL(NtResetEvent, handle_reset_event)(event, before);
}

static NTSTATUS NTAPI handle_create_semaphore(HANDLE *semaphore, ULONG access,
                                              OBJECT_ATTRIBUTES *of, LONG count, LONG most)
{
    struct own_name own;
    struct named named = named_object(of, OBJECT_SEMAPHORE);
    NTSTATUS status = begin_named(CALL_STEP_SEMAPHORE_CREATE, &named);
    if (status != 0)
        return status;
    return end_named(
        ORIGINAL(NtCreateSemaphore, handle_create_semaphore)(
            semaphore, access, own_object(of, OBJECT_SEMAPHORE, &own), count, most),
        semaphore, OBJECT_SEMAPHORE, &named);
}

static NTSTATUS NTAPI handle_open_semaphore(HANDLE *semaphore, ULONG access,
                                            OBJECT_ATTRIBUTES *of)
{
    struct own_name own;
    struct named named = named_object(of, OBJECT_SEMAPHORE);
    NTSTATUS status = begin_named(CALL_STEP_SEMAPHORE_OPEN, &named);
    if (status != 0)
        return status;
    return end_named(ORIGINAL(NtOpenSemaphore, handle_open_semaphore)(
                         semaphore, access, own_object(of, OBJECT_SEMAPHORE, &own)),
                     semaphore, OBJECT_SEMAPHORE, &named);
}

static NTSTATUS NTAPI handle_release_semaphore(HANDLE semaphore, ULONG count, ULONG *before)
{
    NTSTATUS status =
        tell_object(CALL_STEP_SEMAPHORE_RELEASE, known_object(semaphore, OBJECT_SEMAPHORE));
    if (status != 0)
        return status;
    return ORIGINAL(NtReleaseSemaphore, handle_release_semaphore)(semaphore, count, before);
}

static NTSTATUS NTAPI handle_create_mutex(HANDLE *mutex, ULONG access, OBJECT_ATTRIBUTES *of,
                                          BOOLEAN is_owned)
{
    struct own_name own;
    struct named named = named_object(of, OBJECT_MUTEX);
    NTSTATUS status = begin_named(CALL_STEP_MUTEX_CREATE, &named);
    if (status != 0)
        return status;
    return end_named(ORIGINAL(NtCreateMutant, handle_create_mutex)(
                         mutex, access, own_object(of, OBJECT_MUTEX, &own), is_owned),
                     mutex, OBJECT_MUTEX, &named);
}

static NTSTATUS NTAPI handle_open_mutex(HANDLE *mutex, ULONG access, OBJECT_ATTRIBUTES *of)
{
    struct own_name own;
    struct named named = named_object(of, OBJECT_MUTEX);
    NTSTATUS status = begin_named(CALL_STEP_MUTEX_OPEN, &named);
    if (status != 0)
        return status;
    return end_named(ORIGINAL(NtOpenMutant, handle_open_mutex)(
                         mutex, access, own_object(of, OBJECT_MUTEX, &own)),
                     mutex, OBJECT_MUTEX, &named);
}

static NTSTATUS NTAPI handle_release_mutex(HANDLE mutex, LONG *before)
{
    NTSTATUS status = tell_object(CALL_STEP_MUTEX_RELEASE, known_object(mutex, OBJECT_MUTEX));
    if (status != 0)
        return status;
    return ORIGINAL(NtReleaseMutant, handle_release_mutex)(mutex, before);
}

static NTSTATUS NTAPI handle_create_section(HANDLE *section, ULONG access,
                                            OBJECT_ATTRIBUTES *of, LARGE_INTEGER *size,
                                            ULONG protection, ULONG attributes, HANDLE file)
{
    struct own_name own;
    struct named named = named_object(of, OBJECT_SECTION);
    NTSTATUS status = begin_named(CALL_STEP_SECTION_CREATE, &named);
    if (status != 0)
        return status;
    return end_named(ORIGINAL(NtCreateSection, handle_create_section)(
                         section, access, own_object(of, OBJECT_SECTION, &own), size,
                         protection, attributes, file),
                     section, OBJECT_SECTION, &named);
}

static NTSTATUS NTAPI handle_open_section(HANDLE *section, ULONG access, OBJECT_ATTRIBUTES *of)
{
    struct own_name own;
    struct named named = named_object(of, OBJECT_SECTION);
    NTSTATUS status = begin_named(CALL_STEP_SECTION_OPEN, &named);
    if (status != 0)
        return status;
    return end_named(ORIGINAL(NtOpenSection, handle_open_section)(
                         section, access, own_object(of, OBJECT_SECTION, &own)),
                     section, OBJECT_SECTION, &named);
}

static NTSTATUS NTAPI handle_map(HANDLE section, HANDLE process, void **at, ULONG_PTR zeros,
                                 SIZE_T commit, LARGE_INTEGER *offset, SIZE_T *size,
                                 int inherit, ULONG type, ULONG protection)
{
    NTSTATUS status = tell_object(CALL_STEP_SECTION_MAP, known_object(section, OBJECT_SECTION));
    if (status != 0)
        return status;
    return ORIGINAL(NtMapViewOfSection, handle_map)(section, process, at, zeros, commit, offset,
                                                    size, inherit, type, protection);
}

/* ---- waits ---- */

static void tell_wait_over(const char *peer, NTSTATUS status)
{
    const struct call_told told = {.peer = peer, .code = (uint32_t)status};
    if (peer)
        call_tell(CALL_STEP_WAIT_OVER, &told);
}

static void tell_gone(HANDLE handle)
{
    struct own_work work;
    struct call_told told = {.sequence = 0};
    if (!own_work_begin(&work))
        return;
    told.sequence = known_gone(handle);
    own_work_end(&work);
    if (told.sequence > 0)
        call_tell(CALL_STEP_PROCESS_GONE, &told);
}

/* The wait for this handle is over because it was signalled. */
static void tell_signalled(HANDLE handle)
{
    operations_learn_of(OPERATION_BY_EVENT, handle);
    tell_gone(handle);
}

static NTSTATUS NTAPI handle_wait(HANDLE handle, BOOLEAN alertable, LARGE_INTEGER *timeout)
{
    const char *peer = known_to_wait(handle);
    NTSTATUS status = tell_object(CALL_STEP_WAIT, peer);
    if (status != 0)
        return status;
    status = ORIGINAL(NtWaitForSingleObject, handle_wait)(handle, alertable, timeout);
    tell_wait_over(peer, status);
    if (status == WAIT_OBJECT_0)
        tell_signalled(handle);
    return status;
}

/* The peer of the first object with a name. */
static const char *first_to_wait(ULONG count, const HANDLE *handles)
{
    const char *peer = NULL;
    for (ULONG i = 0; i < count && i < WAITS_MOST && !peer; i++)
        peer = known_to_wait(handles[i]);
    return peer;
}

/* A wait for any says which one; after a wait for all, all are signalled. */
static void tell_signalled_of(NTSTATUS status, ULONG count, const HANDLE *handles, bool for_any)
{
    ULONG first = for_any ? (ULONG)status : 0, end = for_any ? first + 1 : count;
    if (status < 0 || (ULONG)status >= count || count > WAITS_MOST)
        return;
    for (ULONG i = first; i < end; i++)
        tell_signalled(handles[i]);
}

static NTSTATUS NTAPI handle_wait_for_several(ULONG count, const HANDLE *handles, int type,
                                              BOOLEAN alertable, LARGE_INTEGER *timeout)
{
    const char *peer = first_to_wait(count, handles);
    NTSTATUS status = tell_object(CALL_STEP_WAIT, peer);
    if (status != 0)
        return status;
    status = ORIGINAL(NtWaitForMultipleObjects, handle_wait_for_several)(count, handles, type,
                                                                         alertable, timeout);
    tell_wait_over(peer, status);
    tell_signalled_of(status, count, handles, type == WAIT_FOR_ANY);
    return status;
}

static NTSTATUS tell_signal(HANDLE handle)
{
    NTSTATUS status = tell_object(CALL_STEP_EVENT_SET, known_object(handle, OBJECT_EVENT));
    if (status == 0)
        status =
            tell_object(CALL_STEP_SEMAPHORE_RELEASE, known_object(handle, OBJECT_SEMAPHORE));
    if (status == 0)
        status = tell_object(CALL_STEP_MUTEX_RELEASE, known_object(handle, OBJECT_MUTEX));
    return status;
}

static NTSTATUS NTAPI handle_signal_and_wait(HANDLE signalled, HANDLE handle, BOOLEAN alertable,
                                             LARGE_INTEGER *timeout)
{
    const char *peer = known_to_wait(handle);
    NTSTATUS status = tell_signal(signalled);
    if (status == 0)
        status = tell_object(CALL_STEP_WAIT, peer);
    if (status != 0)
        return status;
    status = ORIGINAL(NtSignalAndWaitForSingleObject,
                      handle_signal_and_wait)(signalled, handle, alertable, timeout);
    tell_wait_over(peer, status);
    if (status == WAIT_OBJECT_0)
        operations_learn_of(OPERATION_BY_EVENT, handle);
    return status;
}

static struct call_hook hooks[PLACES] = {CALLS(CALL_HOOK)};

struct call_hooks object_call_hooks(void)
{
    return (struct call_hooks){.all = hooks, .count = PLACES};
}

#include "kit/inject/tell_win32.h"
#include "kit/inject/errors.h"
#include "kit/probe/injected.h"

#include <stdatomic.h>
#include <string.h>
#include <windows.h>
#include <winternl.h>

/* Where the PEB has the address of the loader lock, since Windows NT. Wine has it there, too.
 */
#define LOADER_LOCK_AT (sizeof(void *) == 8 ? 0x110 : 0xA0)

PEB *NTAPI RtlGetCurrentPeb(void);

static DWORD own_place = TLS_OUT_OF_INDEXES;
static const volatile CRITICAL_SECTION *loader_lock;
static _Atomic int is_exiting;

bool own_work_prepare(void)
{
    const char *peb = (const char *)RtlGetCurrentPeb();
    memcpy(&loader_lock, peb + LOADER_LOCK_AT, sizeof loader_lock);
    own_place = TlsAlloc();
    return own_place != TLS_OUT_OF_INDEXES;
}

bool own_work_begin(struct own_work *work)
{
    *work = (struct own_work){.last_error = GetLastError()}; /* TlsGetValue sets it */
    if (TlsGetValue(own_place)) {
        SetLastError(work->last_error);
        return false;
    }
    TlsSetValue(own_place, work);
    return true;
}

void own_work_end(const struct own_work *work)
{
    TlsSetValue(own_place, NULL);
    SetLastError(work->last_error);
}

/* Other threads may take and leave the lock meanwhile, but none of them changes the answer. */
static bool is_in_loader(void)
{
    const volatile CRITICAL_SECTION *lock = loader_lock;
    return lock && lock->OwningThread == (HANDLE)(ULONG_PTR)GetCurrentThreadId();
}

/* A process that ends itself takes the loader lock for good, and is in no DLL's code by that.
 */
static const char *by_loader(enum call_step step)
{
    return step != CALL_STEP_PROCESS_EXIT && is_in_loader() ? CALL_BY_LOADER : NULL;
}

static uint32_t call_step(enum call_step step, const struct call_told *told)
{
    static uint32_t ids[CALL_STEP_COUNT];
    const struct lifeline_facts facts = {.name = call_step_words[step],
                                         .by = by_loader(step),
                                         .peer = told->peer,
                                         .size = told->size,
                                         .sequence = told->sequence,
                                         .code = told->code};
    return probe_reach_call(&ids[step], &facts);
}

bool call_is_exiting(void)
{
    return atomic_load(&is_exiting) != 0;
}

long call_tell_message(enum call_step step, const struct call_told *told, int *spoil)
{
    struct own_work work;
    *spoil = 0;
    if (call_is_exiting() || !own_work_begin(&work))
        return 0;
    uint32_t error = call_step(step, told);
    *spoil = work.spoil;
    own_work_end(&work);
    return (long)status_of_error(error);
}

long call_tell(enum call_step step, const struct call_told *told)
{
    int spoil;
    return call_tell_message(step, told, &spoil);
}

/* The probe calls it at the step, on the thread that is about to send the message. */
static void LIFELINE_CALL spoil_message(void *context, const char *peer, int how)
{
    struct own_work *work = TlsGetValue(own_place);
    (void)context;
    (void)peer;
    if (work)
        work->spoil = how;
}

void call_messages_can_be_spoiled(void)
{
    lifeline_spoil_with(spoil_message, NULL);
}

void call_tell_status(enum call_step step, const char *peer, long status)
{
    const struct call_told told = {.peer = peer, .code = RtlNtStatusToDosError(status)};
    call_tell(step, &told);
}

void call_tell_exit(uint32_t code)
{
    struct own_work work;
    const struct call_told told = {.code = code};
    if (!own_work_begin(&work))
        return;
    if (atomic_exchange(&is_exiting, 1) == 0)
        call_step(CALL_STEP_PROCESS_EXIT, &told);
    own_work_end(&work);
}

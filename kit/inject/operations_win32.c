#include "kit/inject/operations_win32.h"
#include "kit/inject/calls_win32.h"
#include "kit/inject/tell_win32.h"

#include <assert.h>
#include <stddef.h>
#include <windows.h>
#include <winternl.h>

static_assert(sizeof(struct operation_block) == sizeof(IO_STATUS_BLOCK) &&
                  offsetof(struct operation_block, information) ==
                      offsetof(IO_STATUS_BLOCK, Information),
              "a block is read as what it is");

/*
 * The operations on pipes, and those on sockets. They are apart, because an operation on a pipe
 * whose end cannot be told makes the actor blind. A socket's does not: no rule reads its steps.
 */
static struct operations operations, of_sockets;
static bool keeps_operations;

static bool can_be_read(uint64_t block)
{
    return !IsBadReadPtr((const void *)(uintptr_t)block, sizeof(struct operation_block));
}

static void let_others_run(void)
{
    SwitchToThread();
}

void operations_start(_Atomic uint32_t *lost)
{
    operations.lost = lost;
    operations.is_there = of_sockets.is_there = can_be_read;
    operations.rest = of_sockets.rest = let_others_run;
    keeps_operations = true;
}

static uint64_t number_of_handle(const void *handle)
{
    return (uintptr_t)handle;
}

/* ---- steps ---- */

static bool is_of_socket(enum call_step done)
{
    return done >= CALL_STEP_SOCKET_CONNECT && done <= CALL_STEP_SOCKET_FAILED;
}

/* Of a connection the information is no number of bytes. */
static bool moves_bytes(enum call_step done)
{
    return done != CALL_STEP_SOCKET_CONNECTED && done != CALL_STEP_SOCKET_ACCEPTED;
}

void operation_tell_end(enum call_step done, const char *peer, long status, uint64_t size,
                        uint32_t number)
{
    struct call_told told = {.peer = peer, .sequence = number};
    if (!peer)
        return;
    if (status == OPERATION_PENDING) {
        call_tell(is_of_socket(done) ? CALL_STEP_SOCKET_PENDING : CALL_STEP_PIPE_PENDING,
                  &told);
    } else if (status >= 0) {
        told.size = moves_bytes(done) ? size : 0;
        call_tell(done, &told);
    } else {
        told.code = RtlNtStatusToDosError(status);
        call_tell(is_of_socket(done) ? CALL_STEP_SOCKET_FAILED : CALL_STEP_PIPE_FAILED, &told);
    }
}

static void tell_taken(const struct operation_end *end)
{
    operation_tell_end((enum call_step)end->done, end->peer, end->status, end->size,
                       end->number);
}

void operations_learn(enum operation_way way, uint64_t what)
{
    const struct operation_news news = {.way = way, .what = what};
    struct operation_end end;
    while (operations_take(&operations, &news, &end) ||
           operations_take(&of_sockets, &news, &end))
        tell_taken(&end);
}

void operations_learn_of(enum operation_way way, const void *what)
{
    operations_learn(way, (uintptr_t)what);
}

/* ---- around a call ---- */

/* The list for an operation that ends with this step. */
static struct operations *operations_with_end(enum call_step done)
{
    return is_of_socket(done) ? &of_sockets : &operations;
}

/* The list that an entry is of. */
static struct operations *operations_of(const struct operation *operation)
{
    bool is_socket =
        operation >= of_sockets.all && operation < of_sockets.all + OPERATIONS_MOST;
    return is_socket ? &of_sockets : &operations;
}

/* Runs instead of the program's routine, on the thread that made the call, in an alertable wait
 * of the program. */
static void NTAPI run_routine(void *context, IO_STATUS_BLOCK *io, ULONG reserved)
{
    operations_learn_of(OPERATION_BY_ROUTINE, context);
    struct operation_routine routine = operations_routine(operations_of(context), context);
    AS_FUNCTION(run_routine, routine.function)
    ((void *)(uintptr_t)routine.context, io, reserved);
}

struct under_way operation_begin(const char *peer, enum call_step done,
                                 const struct operation_given *given)
{
    struct under_way way = {
        .peer = peer, .done = done, .routine = given->routine, .context = given->context};
    const struct operation_call call = {.peer = peer,
                                        .done = (int)done,
                                        .file = number_of_handle(given->file),
                                        .event = number_of_handle(given->event),
                                        .block = (uintptr_t)given->io,
                                        .context = (uintptr_t)given->context,
                                        .routine = (uintptr_t)given->routine};
    if (!peer || !given->io || !keeps_operations || call_is_exiting())
        return way;
    way.operation = operations_begin(operations_with_end(done), &call);
    if (way.operation && given->routine) {
        way.routine = (void *)(uintptr_t)run_routine;
        way.context = way.operation;
    }
    return way;
}

/* A call that failed has no packet and no routine; a warning is no failure. */
static bool has_failed(long status)
{
    return ((unsigned long)status & 0xC0000000u) == 0xC0000000u;
}

void operation_end(const struct under_way *way, long status, uint64_t size)
{
    struct operation_end end;
    uint32_t number = 0;
    if (!way->peer)
        return;
    struct operations *of = operations_with_end(way->done);
    if (status != OPERATION_PENDING) {
        operations_over(of, way->operation, !has_failed(status));
    } else if (keeps_operations && !call_is_exiting()) {
        number = operations_number(of, way->operation);
    }
    operation_tell_end(way->done, way->peer, status, size, number);
    if (status == OPERATION_PENDING && operations_leave(of, way->operation, &end))
        tell_taken(&end);
}

/* ---- handles ---- */

void operations_new_handle(void *file)
{
    operations_opened(&operations, number_of_handle(file));
    operations_opened(&of_sockets, number_of_handle(file));
}

void operations_copy_handle(void *from, void *to)
{
    operations_share(&operations, number_of_handle(from), number_of_handle(to));
    operations_share(&of_sockets, number_of_handle(from), number_of_handle(to));
}

void operations_bind(void *file, bool has_port)
{
    operations_port(&operations, number_of_handle(file), has_port);
    operations_port(&of_sockets, number_of_handle(file), has_port);
}

void operations_before_close(void *file, bool goes)
{
    uint32_t thread = goes ? 0 : GetCurrentThreadId();
    operations_close(&operations, number_of_handle(file), thread);
    operations_close(&of_sockets, number_of_handle(file), thread);
}

void operations_after_close(void)
{
    if (!operations_none(&operations) || !operations_none(&of_sockets))
        operations_learn(OPERATION_BY_CLOSED, GetCurrentThreadId());
}

#include "kit/inject/operations.h"

/*
 * FILLING and HELD belong to one thread. An entry goes from CALLING to PENDING when the call
 * returned, or to LEARNED if the process learned of its end before. A routine that has still to
 * run keeps its entry in TOLD.
 */
enum {
    ENTRY_FREE,
    ENTRY_FILLING,
    ENTRY_CALLING,
    ENTRY_PENDING,
    ENTRY_HELD,
    ENTRY_LEARNED,
    ENTRY_TOLD
};

enum { HANDLE_HAS_PORT = 1, HANDLE_IS_SHARED = 2 };

#define LOOKS_MOST 100000u /* at an entry that is held: its thread may have been ended */

/* The two lowest bits of a handle are the program's own. */
static uint64_t handle_itself(uint64_t handle)
{
    return handle & ~UINT64_C(3);
}

static _Atomic uint8_t *handle_marks(struct operations *operations, uint64_t handle)
{
    uint64_t index = handle >> 2;
    return index > 0 && index < OBJECTS_HANDLES ? &operations->handles[index] : NULL;
}

static bool has_mark(struct operations *operations, uint64_t handle, uint8_t mark)
{
    _Atomic uint8_t *marks = handle_marks(operations, handle);
    return marks && (atomic_load_explicit(marks, memory_order_relaxed) & mark);
}

static void lose(struct operations *operations)
{
    if (operations->lost)
        atomic_fetch_add(operations->lost, 1);
}

static const volatile struct operation_block *block_at(uint64_t block)
{
    return (const void *)(uintptr_t)block;
}

/* The memory of a block can be gone where the program learned of the end by no call. */
static int32_t status_in(struct operations *operations, uint64_t block, uint64_t *information)
{
    if (operations->is_there && !operations->is_there(block))
        return OPERATION_PENDING;
    int32_t status = block_at(block)->status;
    atomic_thread_fence(memory_order_acquire);
    *information = block_at(block)->information;
    return status;
}

static void set_free(struct operations *operations, struct operation *operation)
{
    atomic_store_explicit(&operation->state, ENTRY_FREE, memory_order_release);
    atomic_fetch_sub(&operations->live, 1);
}

/* The end is told, or nobody will tell it. */
static void leave_entry(struct operations *operations, struct operation *operation)
{
    if (operation->routine)
        atomic_store_explicit(&operation->state, ENTRY_TOLD, memory_order_release);
    else
        set_free(operations, operation);
}

/* ---- which entries ---- */

static bool is_file_without_event(const struct operation *operation, uint64_t file)
{
    return atomic_load_explicit(&operation->file, memory_order_relaxed) == file &&
           atomic_load_explicit(&operation->event, memory_order_relaxed) == 0;
}

static bool is_meant(const struct operation *operation, const struct operation_news *news)
{
    uint64_t block = atomic_load_explicit(&operation->block, memory_order_relaxed);
    switch (news->way) {
    case OPERATION_BY_EVENT:
        return atomic_load_explicit(&operation->event, memory_order_relaxed) ==
                   handle_itself(news->what) ||
               is_file_without_event(operation, handle_itself(news->what));
    case OPERATION_BY_PACKET:
        return block == news->what ||
               atomic_load_explicit(&operation->context, memory_order_relaxed) == news->what;
    case OPERATION_BY_BLOCK:
        return block == news->what;
    case OPERATION_BY_PIPE:
        return is_file_without_event(operation, handle_itself(news->what));
    case OPERATION_BY_CLOSE:
        return atomic_load_explicit(&operation->file, memory_order_relaxed) ==
               handle_itself(news->what);
    case OPERATION_BY_CLOSED:
        return atomic_load_explicit(&operation->closer, memory_order_relaxed) == news->what;
    case OPERATION_BY_ROUTINE:
        return (uintptr_t)operation == news->what;
    }
    return false;
}

/* A packet or a routine will come, and only that says that the process has learned of it. */
static bool waits_for_more(const struct operation *operation, enum operation_way way)
{
    bool is_told = operation->has_packet || operation->routine;
    return is_told && (way == OPERATION_BY_PIPE || way == OPERATION_BY_CLOSE ||
                       way == OPERATION_BY_CLOSED);
}

/*
 * How the operation of an entry came out that this thread holds. What the process ended by a
 * close looks like a lost pipe to the system, or like a cancelled operation. It is no loss.
 */
static int32_t look_into(struct operations *operations, struct operation *operation,
                         enum operation_way way)
{
    uint64_t information = 0;
    int32_t status =
        status_in(operations, atomic_load_explicit(&operation->block, memory_order_relaxed),
                  &information);
    bool is_left = status == OPERATION_PENDING && way == OPERATION_BY_CLOSED;
    if (is_left || (status < 0 && operation->is_closed))
        status = OPERATION_CANCELLED;
    operation->status = status;
    operation->size = status >= 0 ? information : 0;
    return status;
}

static bool is_over(struct operations *operations, struct operation *operation,
                    enum operation_way way)
{
    bool is_look = way == OPERATION_BY_PIPE || way == OPERATION_BY_CLOSE;
    return !waits_for_more(operation, way) && (operation->block_tells || !is_look) &&
           look_into(operations, operation, way) != OPERATION_PENDING;
}

/* ---- taking one ---- */

/* Returns the state in which this thread now holds the entry, or ENTRY_FREE if it is not meant
 * or somebody else took it. */
static uint32_t hold_entry(struct operations *operations, struct operation *operation,
                           const struct operation_news *news)
{
    for (uint32_t looks = 0; looks < LOOKS_MOST && is_meant(operation, news); looks++) {
        uint32_t state = atomic_load_explicit(&operation->state, memory_order_acquire);
        bool is_open = state == ENTRY_CALLING || state == ENTRY_PENDING;
        if (is_open && atomic_compare_exchange_strong(&operation->state, &state, ENTRY_HELD)) {
            if (is_meant(operation, news))
                return state;
            atomic_store_explicit(&operation->state, state, memory_order_release);
            return ENTRY_FREE;
        }
        if (state != ENTRY_HELD)
            return ENTRY_FREE;
        if (operations->rest)
            operations->rest();
        if (looks + 1 == LOOKS_MOST)
            lose(operations);
    }
    return ENTRY_FREE;
}

static void copy_end(const struct operation *operation, struct operation_end *end)
{
    *end = (struct operation_end){.peer = operation->peer,
                                  .done = operation->done,
                                  .number = operation->number,
                                  .status = operation->status,
                                  .size = operation->size};
}

static bool take_one(struct operations *operations, struct operation *operation,
                     const struct operation_news *news, struct operation_end *end)
{
    uint32_t state = hold_entry(operations, operation, news);
    if (state == ENTRY_FREE)
        return false;
    bool over = is_over(operations, operation, news->way);
    if (news->way == OPERATION_BY_CLOSED)
        atomic_store_explicit(&operation->closer, 0, memory_order_relaxed);
    if (over && state == ENTRY_PENDING) {
        copy_end(operation, end);
        leave_entry(operations, operation);
        return true;
    }
    /* The thread that made the call tells the end right after it has told the call. */
    atomic_store_explicit(&operation->state, over ? ENTRY_LEARNED : state,
                          memory_order_release);
    return false;
}

bool operations_take(struct operations *operations, const struct operation_news *news,
                     struct operation_end *end)
{
    if (operations_none(operations) || news->what == 0)
        return false;
    uint32_t used = atomic_load(&operations->used);
    for (uint32_t i = 0; i < used; i++) {
        if (is_meant(&operations->all[i], news) &&
            take_one(operations, &operations->all[i], news, end))
            return true;
    }
    return false;
}

/* ---- from the call to its end ---- */

static struct operation *take_room(struct operations *operations)
{
    for (uint32_t i = 0; i < OPERATIONS_MOST; i++) {
        uint32_t state = ENTRY_FREE, used = atomic_load(&operations->used);
        if (atomic_load_explicit(&operations->all[i].state, memory_order_relaxed) !=
                ENTRY_FREE ||
            !atomic_compare_exchange_strong(&operations->all[i].state, &state, ENTRY_FILLING))
            continue;
        while (used <= i && !atomic_compare_exchange_weak(&operations->used, &used, i + 1))
            continue;
        atomic_fetch_add(&operations->live, 1);
        return &operations->all[i];
    }
    return NULL;
}

/*
 * The program uses the block again, so it knows that the earlier operation is over. It looked
 * into the block, and wrote it anew. After a close it need not know anything.
 */
static void forget_block(struct operations *operations, uint64_t block)
{
    const struct operation_news again = {.way = OPERATION_BY_BLOCK, .what = block};
    uint32_t used = operations_none(operations) ? 0 : atomic_load(&operations->used);
    for (uint32_t i = 0; i < used; i++) {
        struct operation *operation = &operations->all[i];
        uint32_t state = is_meant(operation, &again) ? hold_entry(operations, operation, &again)
                                                     : (uint32_t)ENTRY_FREE;
        if (state == ENTRY_CALLING) /* two calls at once have this block; both are told */
            atomic_store_explicit(&operation->state, state, memory_order_release);
        if (state != ENTRY_PENDING)
            continue;
        if (atomic_load_explicit(&operation->file, memory_order_relaxed) != 0)
            lose(operations);
        leave_entry(operations, operation);
    }
}

struct operation *operations_begin(struct operations *operations,
                                   const struct operation_call *call)
{
    forget_block(operations, call->block);
    struct operation *operation = take_room(operations);
    if (!operation)
        return NULL;
    uint64_t file = handle_itself(call->file);
    atomic_store_explicit(&operation->file, file, memory_order_relaxed);
    atomic_store_explicit(&operation->event, handle_itself(call->event), memory_order_relaxed);
    atomic_store_explicit(&operation->block, call->block, memory_order_relaxed);
    atomic_store_explicit(&operation->context, call->context, memory_order_relaxed);
    atomic_store_explicit(&operation->closer, 0, memory_order_relaxed);
    operation->routine = call->routine;
    operation->peer = call->peer;
    operation->done = call->done;
    operation->number = 0;
    operation->is_closed = false;
    operation->has_packet =
        call->context != 0 && has_mark(operations, file, HANDLE_HAS_PORT) && !call->routine;
    operation->block_tells = block_at(call->block)->status == OPERATION_PENDING;
    atomic_store_explicit(&operation->state, ENTRY_CALLING, memory_order_release);
    return operation;
}

uint32_t operations_number(struct operations *operations, struct operation *operation)
{
    if (!operation) {
        lose(operations);
        return 0;
    }
    operation->number = atomic_fetch_add(&operations->last_number, 1) + 1;
    return operation->number;
}

/* The state of an entry whose call is over. Nobody holds it any more. */
static uint32_t settle(struct operations *operations, struct operation *operation,
                       uint32_t becomes)
{
    for (uint32_t looks = 0; looks < LOOKS_MOST; looks++) {
        uint32_t state = ENTRY_CALLING;
        if (atomic_compare_exchange_strong(&operation->state, &state, becomes))
            return becomes;
        if (state != ENTRY_HELD)
            return state;
        if (operations->rest)
            operations->rest();
    }
    lose(operations);
    return ENTRY_HELD;
}

bool operations_leave(struct operations *operations, struct operation *operation,
                      struct operation_end *end)
{
    if (!operation || settle(operations, operation, ENTRY_PENDING) != ENTRY_LEARNED)
        return false;
    copy_end(operation, end);
    leave_entry(operations, operation);
    return true;
}

void operations_over(struct operations *operations, struct operation *operation,
                     bool runs_routine)
{
    if (!operation || settle(operations, operation, ENTRY_FILLING) == ENTRY_HELD)
        return;
    if (!runs_routine)
        operation->routine = 0;
    leave_entry(operations, operation);
}

struct operation_routine operations_routine(struct operations *operations,
                                            struct operation *operation)
{
    const struct operation_routine routine = {
        .function = operation->routine,
        .context = atomic_load_explicit(&operation->context, memory_order_relaxed)};
    operation->routine = 0;
    if (atomic_load_explicit(&operation->state, memory_order_acquire) == ENTRY_TOLD)
        set_free(operations, operation);
    return routine;
}

bool operations_none(struct operations *operations)
{
    return atomic_load_explicit(&operations->live, memory_order_relaxed) == 0;
}

/* ---- handles ---- */

void operations_opened(struct operations *operations, uint64_t file)
{
    _Atomic uint8_t *marks = handle_marks(operations, file);
    if (marks)
        atomic_store(marks, 0);
}

void operations_port(struct operations *operations, uint64_t file, bool has_port)
{
    _Atomic uint8_t *marks = handle_marks(operations, file);
    if (marks && has_port)
        atomic_fetch_or(marks, HANDLE_HAS_PORT);
    else if (marks)
        atomic_fetch_and(marks, (uint8_t)~HANDLE_HAS_PORT);
}

void operations_share(struct operations *operations, uint64_t from, uint64_t to)
{
    _Atomic uint8_t *marks = handle_marks(operations, from);
    _Atomic uint8_t *copied = handle_marks(operations, to);
    if (marks)
        atomic_fetch_or(marks, HANDLE_IS_SHARED);
    if (copied)
        atomic_store(copied, marks ? atomic_load(marks) : HANDLE_IS_SHARED);
}

void operations_close(struct operations *operations, uint64_t file, uint32_t thread)
{
    const struct operation_news closes = {.way = OPERATION_BY_CLOSE, .what = file};
    _Atomic uint8_t *marks = handle_marks(operations, file);
    uint8_t had = marks ? atomic_exchange(marks, 0) : 0;
    uint32_t used = operations_none(operations) ? 0 : atomic_load(&operations->used);
    for (uint32_t i = 0; i < used; i++) {
        struct operation *operation = &operations->all[i];
        uint32_t state = is_meant(operation, &closes)
                             ? hold_entry(operations, operation, &closes)
                             : (uint32_t)ENTRY_FREE;
        if (state == ENTRY_FREE)
            continue;
        atomic_store_explicit(&operation->file, 0, memory_order_relaxed);
        operation->is_closed = thread != 0 && !(had & HANDLE_IS_SHARED);
        atomic_store_explicit(&operation->closer, operation->is_closed ? thread : 0,
                              memory_order_relaxed);
        atomic_store_explicit(&operation->state, state, memory_order_release);
    }
}

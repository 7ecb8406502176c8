/*
 * The probe on Win32: finds the run, records steps, and carries out orders on its own process.
 * lifeline.h says what a program may expect of it; run_block.h describes the memory.
 */
#include "kit/base/ticks.h"
#include "kit/probe/field_win32.h"
#include "kit/probe/lifeline.h"
#include "kit/probe/injected.h"
#include "kit/probe/owner.h"
#include "kit/probe/request.h"

#include <stdio.h>
#include <string.h>
#include <windows.h>
#include <winternl.h>

NTSYSAPI LONG NTAPI NtSuspendProcess(HANDLE process);

/* Where this process's steps go; the values of `joined`. */
enum {
    NOWHERE = -1,
    NOT_KNOWN,
    IN_RUN,
    IN_LOG /* outside of a run, into a field log */
};

/* The state of this process's probe. A process takes part in at most one run. */
struct probe {
    _Atomic(struct run_block *) run; /* read by other threads during attach, for the run's
                                        clock */
    struct actor_block *actor;       /* of the run, or of the field log */
    HANDLE bell;
    HANDLE stop;
    uint32_t slot;
    bool injected; /* set before it attaches */
    struct owner owner;
};

volatile int lifeline_state;
static struct probe probe;

/*
 * The value of `lifeline_state` for this file. A thread that reads it also sees everything that
 * attach() wrote before (release and acquire). The public variable cannot promise that, since
 * C++ programs must be able to read it, too. So nothing in this file is decided by the public
 * one.
 */
static _Atomic int joined;

static int state(void)
{
    return atomic_load_explicit(&joined, memory_order_acquire);
}
static INIT_ONCE attach_once = INIT_ONCE_STATIC_INIT;

static HANDLE open_event(enum run_object object, uint32_t slot, uint32_t order)
{
    char name[RUN_OBJECT_NAME];
    run_object_name(name, probe.run->name, object, slot, order);
    return OpenEventA(SYNCHRONIZE | EVENT_MODIFY_STATE, FALSE, name);
}

static void ring_bell(void)
{
    if (atomic_exchange(&probe.actor->bell_rung, 1) == 0)
        SetEvent(probe.bell);
}

static uint64_t ticks_now(void)
{
    LARGE_INTEGER now;
    QueryPerformanceCounter(&now);
    return (uint64_t)now.QuadPart;
}

static bool is_name(uint32_t id, const char *name)
{
    const char *known = probe.actor->names[id].text;
    for (int i = 0; i < KIT_NAME - 1; i++) {
        if (known[i] != name[i])
            return false;
        if (!name[i])
            return true;
    }
    return true; /* a long name, which was cut */
}

/* Also valid before the process is admitted: a process can start while the run stands still. */
static uint64_t stood_so_far_ns(void)
{
    struct run_block *run = atomic_load_explicit(&probe.run, memory_order_acquire);
    return run ? atomic_load(&run->stood_ns) : 0;
}

/*
 * Both readings of `stood_ns` must be equal. This thread can be suspended by a pause between
 * them:
 * - It reads the clock before the pause and `stood_ns` after the pause: the result is far in
 *   the past, and a deadline computed from it comes too early.
 * - Both before, or both after: the result is right.
 *
 * If the two readings differ, a pause lay in between, and the loop reads again.
 */
uint64_t LIFELINE_CALL lifeline_now_ns(void)
{
    LARGE_INTEGER each, now;
    uint64_t stood_ns = 0, again_ns = 0;
    QueryPerformanceFrequency(&each);
    do {
        stood_ns = stood_so_far_ns();
        QueryPerformanceCounter(&now);
        again_ns = stood_so_far_ns();
    } while (stood_ns != again_ns);
    return ticks_to_ns((uint64_t)now.QuadPart, (uint64_t)each.QuadPart) - stood_ns;
}

/* Waits until `what` is signalled, at most timeout_ms on the run's clock. */
static void wait_on_run_clock(HANDLE what, uint32_t timeout_ms)
{
    uint64_t until_ns = lifeline_now_ns() + timeout_ms * UINT64_C(1000000), now_ns;
    while ((now_ns = lifeline_now_ns()) < until_ns) {
        DWORD left_ms = (DWORD)((until_ns - now_ns + 999999) / 1000000);
        if (WaitForSingleObject(what, left_ms) != WAIT_TIMEOUT)
            return;
    }
}

/*
 * A cache of the numbers of peers. Each step passes its peer as text, and a parent may have
 * sixty peers; so the last number found for a pointer is tried first.
 *
 * An entry holds the pointer and the number in one atomic word. A thread that reads it while
 * another thread writes it gets the old pair or the new pair, never a mixture. A thread-local
 * variable would need no atomics, but this compiler looks one up by a call that takes as long
 * as the rest of a step.
 */
#define PEERS 64 /* as many children as a parent has */

static uint32_t peer_id(const char *peer)
{
    static _Atomic uint64_t last[PEERS];
    if (!peer || !peer[0])
        return 0;
    uint64_t pointer = (uint64_t)(uintptr_t)peer << 16;
    _Atomic uint64_t *entry = &last[(((uintptr_t)peer >> 3) * 0x9E3779B1u >> 16) % PEERS];
    uint64_t found = atomic_load_explicit(entry, memory_order_relaxed);
    if ((found & ~UINT64_C(0xFFFF)) == pointer && is_name((uint32_t)(found & 0xFFFF), peer))
        return (uint32_t)(found & 0xFFFF);
    uint32_t id = actor_name_id(probe.actor, peer);
    atomic_store_explicit(entry, pointer | id, memory_order_relaxed);
    return id;
}

/* A step, report or call that was reached, with its numbers in the run. They are looked up and
 * counted once. */
struct reached {
    uint32_t name, peer;
    uint32_t for_peer, for_all; /* occurrences, from 1 */
    const struct lifeline_facts *facts;
};

/*
 * Of a call (the injected probe) the count over all pipes and objects, as lines count it: their
 * names come from the program, and no line can say one.
 */
static uint32_t occurrence_of(const struct reached *at)
{
    return probe.injected ? at->for_all : at->for_peer;
}

static void record_in_ring(enum ring_kind kind, const struct reached *at, uint32_t order)
{
    const struct lifeline_facts *facts = at->facts;
    struct ring_slot slot = {
        .ticks = ticks_now(),
        .name = (uint16_t)at->name,
        .peer = (uint16_t)at->peer,
        .by = (uint16_t)actor_name_id(probe.actor, facts->by),
        .kind = (uint8_t)kind,
        .order = (uint8_t)order,
        .tid = GetCurrentThreadId(),
        .occurrence = occurrence_of(at),
        .deadline_ms = facts->deadline_ms,
        .code = facts->code,
        .sequence = facts->sequence,
        .size = facts->size,
        .checksum = facts->checksum,
    };
    ring_put(probe.actor, &slot);
}

static bool open_run(const char *name)
{
    HANDLE section = OpenFileMappingA(FILE_MAP_READ | FILE_MAP_WRITE, FALSE, name);
    if (!section)
        return false;
    struct run_block *run = MapViewOfFile(section, FILE_MAP_READ | FILE_MAP_WRITE, 0, 0, 0);
    CloseHandle(section);
    if (!run)
        return false;
    MEMORY_BASIC_INFORMATION region;
    if (VirtualQuery(run, &region, sizeof region) && run_block_valid(run, region.RegionSize)) {
        atomic_store_explicit(&probe.run, run, memory_order_release); /* published after it
                                                                         was checked */
        return true;
    }
    UnmapViewOfFile(run);
    return false;
}

/* Maps the actor's block. Only this process has the handle, so only this process can write
 * there. */
static bool map_block(uint32_t block)
{
    HANDLE section = (HANDLE)(uintptr_t)block;
    MEMORY_BASIC_INFORMATION region;
    void *view = MapViewOfFile(section, FILE_MAP_READ | FILE_MAP_WRITE, 0, 0, 0);
    CloseHandle(section);
    if (view && VirtualQuery(view, &region, sizeof region) &&
        region.RegionSize >= sizeof(struct actor_block)) {
        probe.actor = view;
        return true;
    }
    if (view)
        UnmapViewOfFile(view);
    return false;
}

/*
 * Asks the runner which actor this process is, and waits until the runner holds a handle on the
 * process.
 *
 * Without the wait there is a race: a process that ends itself at its first step could be gone
 * before the runner has opened it, and the runner could not tell how it ended.
 */
static bool ask_whose(const char *name, HANDLE answered)
{
    struct request_words words = {.name = name,
                                  .pid = GetCurrentProcessId(),
                                  .event = (uint32_t)(uintptr_t)answered,
                                  .injected = probe.injected,
                                  .ticks = ticks_now()};
    uint32_t state, block = 0;
    int place = request_put(probe.run, &words, &state);
    if (place < 0)
        return false;
    SetEvent(probe.bell);
    wait_on_run_clock(answered, RUN_ADMIT_MS);
    return request_take(probe.run, place, state, &probe.slot, &block) && map_block(block);
}

static bool be_admitted(const char *name)
{
    HANDLE answered = CreateEventW(NULL, TRUE, FALSE, NULL);
    bool in_run = false;
    DWORD before;
    probe.bell = open_event(RUN_OBJECT_BELL, 0, 0);
    if (answered && probe.bell)
        in_run = ask_whose(name, answered);
    if (answered)
        CloseHandle(answered);
    /* From here on the shared block is read-only, so that a bug in this process cannot damage
     * it for the other processes. */
    VirtualProtect(probe.run, sizeof *probe.run, PAGE_READONLY, &before);
    return in_run;
}

static void count_ways_told(void);

const char *LIFELINE_CALL lifeline_version(void)
{
    return LIFELINE_VERSION;
}

static BOOL CALLBACK attach(INIT_ONCE *once, void *actor_name, void **unused)
{
    (void)once;
    (void)unused;
    char name[KIT_NAME * 2] = "";
    DWORD length = GetEnvironmentVariableA("LIFELINE_RUN", name, sizeof name);
    bool in_run =
        length > 0 && length < sizeof name && open_run(name) && be_admitted(actor_name);
    int where = in_run ? IN_RUN : NOWHERE;
    if (in_run)
        probe.stop = open_event(RUN_OBJECT_STOP, probe.slot, 0);
    else if ((probe.actor = field_begin(actor_name)) != NULL)
        where = IN_LOG;
    atomic_store_explicit(&joined, where, memory_order_release);
    lifeline_state = where;
    if (in_run)
        count_ways_told();
    return TRUE;
}

int LIFELINE_CALL lifeline_attach(const char *actor)
{
    InitOnceExecuteOnce(&attach_once, attach, (void *)(uintptr_t)actor, NULL);
    return state() == IN_RUN;
}

struct actor_block *probe_attach_injected(void)
{
    probe.injected = true;
    return lifeline_attach(NULL) ? probe.actor : NULL;
}

const struct run_block *probe_run(void)
{
    return atomic_load_explicit(&probe.run, memory_order_acquire);
}

static void stand_still(struct run_order *order)
{
    uint32_t index = (uint32_t)(order - probe.actor->orders);
    HANDLE gate = open_event(RUN_OBJECT_GATE, probe.slot, index);
    ring_bell();
    if (!gate)
        return;
    WaitForSingleObject(gate, INFINITE);
    CloseHandle(gate);
    atomic_store(&order->fired, RUN_ORDER_PASSED);
}

/*
 * A real access violation, so that the program's own crash handling is tested, too. Only the
 * system's dialog is suppressed: it would keep the process until a person clicks. The pointer
 * is volatile, since otherwise the compiler would emit a trap with another exit code.
 */
static void crash(void)
{
    static int *volatile nowhere;
    SetErrorMode(GetErrorMode() | SEM_NOGPFAULTERRORBOX);
    *nowhere = 1;
}

/* Ends when the runner ends the process as the run closes. */
static void spin(void)
{
    for (volatile uint32_t laps = 0;; laps++)
        ;
}

static_assert(LIFELINE_CLOSE == (int)DROP_CLOSE && LIFELINE_DISCONNECT == (int)DROP_DISCONNECT,
              "programs and the runner speak of the same ways");

/* A step at which an order is due. */
struct due {
    struct run_order *order;
    uint32_t index; /* the order's index */
    const struct reached *at;
};

static void record_due(const struct due *due, enum ring_kind kind)
{
    record_in_ring(kind, due->at, due->index);
}

static void kill_itself(const struct due *due)
{
    record_due(due, RING_STRUCK);
    TerminateProcess(GetCurrentProcess(), KIT_KILL_CODE);
}

static void hang(const struct due *due)
{
    record_due(due, RING_STRUCK);
    ring_bell();
    NtSuspendProcess(GetCurrentProcess());
}

/* The `how` that the program's function gets. */
static int how_of(const struct run_order *order)
{
    if (order->action == RUN_DROP)
        return (int)order->value;
    return order->action == RUN_TRUNCATE ? LIFELINE_TRUNCATE : LIFELINE_CORRUPT;
}

static void by_its_owner(const struct due *due)
{
    struct owner_call call;
    const char *peer = due->at->facts->peer;
    int how = how_of(due->order);
    enum owner_way way = due->order->action == RUN_DROP ? OWNER_DROPS : OWNER_SPOILS;
    bool able = owner_enter(&probe.owner, way, &call);
    record_due(due, able ? RING_STRUCK : RING_REFUSED);
    if (able) {
        call.function(call.context, peer ? peer : "", how);
        owner_leave(&probe.owner, &call);
        record_due(due, RING_DONE);
    }
    ring_bell();
}

static void crash_here(const struct due *due)
{
    record_due(due, RING_STRUCK);
    crash();
}

static void exit_here(const struct due *due)
{
    record_due(due, RING_STRUCK);
    ExitProcess(due->order->value);
}

static void spin_here(const struct due *due)
{
    record_due(due, RING_STRUCK);
    ring_bell();
    spin();
}

static void delay(const struct due *due)
{
    record_due(due, RING_STRUCK);
    ring_bell();
    wait_on_run_clock(GetCurrentProcess(), due->order->value); /* the wait itself is the
                                                                  fault */
    record_due(due, RING_DONE);
    ring_bell();
}

static void hold(const struct due *due)
{
    record_due(due, RING_HELD);
    stand_still(due->order);
}

static void stand_for_a_person(const struct due *due)
{
    record_due(due, RING_BROKE);
    stand_still(due->order);
}

/* What carries out an action at a step. RUN_FAIL has no function here, since it belongs to a
 * call. */
static void (*const carry_out[RUN_ACTION_COUNT])(const struct due *due) = {
    [RUN_KILL] = kill_itself,
    [RUN_HANG] = hang,
    [RUN_DROP] = by_its_owner,
    [RUN_TRUNCATE] = by_its_owner,
    [RUN_CORRUPT] = by_its_owner,
    [RUN_CRASH] = crash_here,
    [RUN_EXIT] = exit_here,
    [RUN_SPIN] = spin_here,
    [RUN_DELAY] = delay,
    [RUN_HOLD] = hold,
    [RUN_BREAK] = stand_for_a_person,
};

static uint32_t order_index(const struct run_order *order)
{
    return (uint32_t)(order - probe.actor->orders);
}

/* See probe_reach_call. A step of the program's own has no `by`. */
static bool is_refused_in_loader(const struct run_order *order, const struct reached *at)
{
    return probe.injected && at->facts->by &&
           (order->action == RUN_HOLD || order->action == RUN_BREAK ||
            order->action == RUN_CRASH);
}

static void refuse(const struct due *due)
{
    record_due(due, RING_REFUSED);
    ring_bell();
}

static void strike(struct run_order *order, const struct reached *at)
{
    struct due due = {.order = order, .index = order_index(order), .at = at};
    if (is_refused_in_loader(order, at))
        refuse(&due);
    else if (order->action < RUN_ACTION_COUNT && carry_out[order->action])
        carry_out[order->action](&due);
}

/*
 * Stands still until the runner has counted this process's handles, so that the count is of one
 * instant. If the process ran on, handles opened during the count would be counted in part. The
 * handle on the event is in each count alike.
 */
static void stand_counted(const struct reached *at)
{
    struct reached over_all = *at;
    HANDLE counted = open_event(RUN_OBJECT_COUNTED, probe.slot, 0);
    if (!counted)
        return;
    over_all.for_peer = at->for_all;
    record_in_ring(RING_QUIESCENT, &over_all, 0);
    ring_bell();
    WaitForSingleObject(counted, INFINITE);
    CloseHandle(counted);
}

static struct run_order *order_due(uint32_t *from, const struct reached *at)
{
    return actor_order_due(probe.actor, from, at->name, at->peer, at->for_peer, at->for_all);
}

static void obey(const struct reached *at)
{
    uint32_t from = 0;
    struct run_order *order;
    while ((order = order_due(&from, at)) != NULL)
        strike(order, at);
}

#define FACTS_NUMBERS (sizeof(void *) == 8 ? 24 : 16)
static_assert(offsetof(struct lifeline_facts, sequence) == FACTS_NUMBERS &&
                  offsetof(struct lifeline_facts, code) == FACTS_NUMBERS + 28 &&
                  sizeof(struct lifeline_facts) == FACTS_NUMBERS + 32,
              "programs that are compiled already, and other languages, have this layout");

static uint32_t name_number(uint32_t *id, const struct lifeline_facts *facts)
{
    _Atomic uint32_t *place = (_Atomic uint32_t *)id;
    uint32_t name = place ? atomic_load_explicit(place, memory_order_relaxed) : 0;
    if (name != 0 && is_name(name, facts->name))
        return name;
    name = actor_name_id(probe.actor, facts->name);
    if (place)
        atomic_store_explicit(place, name, memory_order_relaxed);
    return name;
}

static struct reached count_it(uint32_t *id, const struct lifeline_facts *facts)
{
    struct reached at = {.facts = facts};
    at.name = name_number(id, facts);
    at.peer = peer_id(facts->peer);
    actor_count(probe.actor, at.name, at.peer, &at.for_peer, &at.for_all);
    return at;
}

static_assert(OWNER_DROPS == (int)PROBE_WAY_DROP && OWNER_SPOILS == (int)PROBE_WAY_SPOIL &&
                  OWNER_WAYS == (int)PROBE_WAY_COUNT,
              "programs and the runner speak of the same ways");

/* Counts the way as a call is counted: a sweep then orders a drop only of a program that has
 * set one. */
static void count_way(enum owner_way way)
{
    static const char *const words[OWNER_WAYS] = {
#define X(way, word, meaning) word,
        KIT_PROBE_WAYS(X)
#undef X
    };
    const struct lifeline_facts facts = {.name = words[way]};
    count_it(NULL, &facts);
}

/* Counts the ways that the program set before it was in the run. A way that another thread sets
 * at this moment is counted here or by that thread, since `joined` is 1 before this function
 * looks. */
static void count_ways_told(void)
{
    for (int way = 0; way < OWNER_WAYS; way++) {
        struct owner_call call;
        if (!owner_enter(&probe.owner, (enum owner_way)way, &call))
            continue;
        owner_leave(&probe.owner, &call);
        count_way((enum owner_way)way);
    }
}

static uint32_t alarms_of(const struct reached *at)
{
    return atomic_load_explicit(&probe.actor->alarms[at->name], memory_order_relaxed);
}

/*
 * Returns false outside a run. In a field log no order is read: the file is a file, which
 * somebody else may have written to.
 */
static bool reach(uint32_t *id, enum ring_kind kind, const struct lifeline_facts *facts)
{
    if (state() == NOT_KNOWN)
        lifeline_attach(NULL);
    int where = state();
    if (where == NOWHERE)
        return false;
    struct reached at = count_it(id, facts);
    record_in_ring(kind, &at, 0);
    if (where == IN_LOG)
        return false;
    uint32_t alarms = alarms_of(&at);
    if (alarms & RUN_ALARM_BELL)
        ring_bell();
    if (alarms & RUN_ALARM_ORDER)
        obey(&at);
    if (alarms & RUN_ALARM_COUNT)
        stand_counted(&at);
    return true;
}

void LIFELINE_CALL lifeline_step(uint32_t *id, const struct lifeline_facts *facts)
{
    reach(id, RING_STEP, facts);
}

/* `told` are the facts of `at`. Returns the error. */
static uint32_t fail_here(const struct run_order *order, const struct reached *at,
                          struct lifeline_facts *told)
{
    told->code = order->value;
    record_in_ring(RING_STRUCK, at, order_index(order));
    record_in_ring(RING_DONE, at, order_index(order));
    ring_bell();
    return order->value;
}

/* A call makes no record: there are many calls, and only their number is used. */
uint32_t LIFELINE_CALL lifeline_fails(uint32_t *id, const struct lifeline_facts *facts)
{
    if (state() != IN_RUN)
        return 0;
    struct lifeline_facts told = *facts;
    struct reached at = count_it(id, &told);
    uint32_t from = 0, code = 0;
    if (!(alarms_of(&at) & RUN_ALARM_ORDER))
        return 0;
    struct run_order *order;
    while ((order = order_due(&from, &at)) != NULL) {
        if (order->action == RUN_FAIL)
            code = fail_here(order, &at, &told);
    }
    return code;
}

uint32_t probe_reach_call(uint32_t *id, const struct lifeline_facts *facts)
{
    if (state() != IN_RUN)
        return 0;
    struct lifeline_facts told = *facts;
    struct reached at = count_it(id, &told);
    uint32_t alarms = alarms_of(&at), from = 0, code = 0;
    record_in_ring(RING_STEP, &at, 0);
    if (alarms & RUN_ALARM_BELL)
        ring_bell();
    struct run_order *order;
    while ((alarms & RUN_ALARM_ORDER) && (order = order_due(&from, &at)) != NULL) {
        if (order->action == RUN_FAIL)
            code = fail_here(order, &at, &told);
        else
            strike(order, &at);
    }
    return code;
}

/* Reports are rare and the runner usually waits for one, so each report rings the bell. */
void LIFELINE_CALL lifeline_report(uint32_t *id, const struct lifeline_facts *facts)
{
    if (reach(id, RING_REPORT, facts))
        ring_bell();
}

void *LIFELINE_CALL lifeline_stop_event(void)
{
    if (!lifeline_attach(NULL))
        return NULL;
    atomic_store(&probe.actor->stoppable, 1);
    return probe.stop;
}

void LIFELINE_CALL lifeline_drop_with(lifeline_change *drop, void *context)
{
    owner_set(&probe.owner, OWNER_DROPS, drop, context);
    if (drop && state() == IN_RUN)
        count_way(OWNER_DROPS);
}

void LIFELINE_CALL lifeline_spoil_with(lifeline_change *spoil, void *context)
{
    owner_set(&probe.owner, OWNER_SPOILS, spoil, context);
    if (spoil && state() == IN_RUN)
        count_way(OWNER_SPOILS);
}

/*
 * Projects that took the probe before it was one file compile this file with run_block.c and
 * kit/base/text.c. The other files that it needs are included here.
 */
#if !defined KIT_BUILD && !defined LIFELINE_PROBE_IN_ONE
#include "kit/base/utf8.c"
#include "kit/probe/field_log.c"
#include "kit/probe/field_win32.c"
#include "kit/probe/owner_win32.c"
#include "kit/probe/request.c"
#endif

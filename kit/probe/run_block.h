#pragma once
/*
 * The shared memory of a run. The runner makes and owns it; the probes of all actors report and
 * take orders through it. All widths are fixed, so that a 32-bit actor and a 64-bit runner
 * agree. Pure: plain memory and C11 atomics, no lock, no allocation, no system call.
 *
 * Every process of the run finds the one struct run_block by name. In it a process asks which
 * actor it is (kit/probe/request.h). After the answer the process can no longer write there.
 *
 * Each actor has a struct actor_block in its own memory without a name. The runner gives it
 * only to the processes of that actor, so that no actor can speak for another.
 *
 * The runner fills `orders` and `alarms` before any actor starts. From then on the probe writes
 * its own block and reads `alarms` and `orders`; the runner reads, and writes only `alarms`,
 * `clocks_ms` and that it has heard the bell. The runner must not trust what an actor wrote:
 * the actor may be what is broken.
 */
#include "kit/base/clocks.h"
#include "kit/base/words.h"

#include <assert.h>
#include <stdatomic.h>
#include <stddef.h>

#define RUN_MAGIC    0x4C494E45u
#define RUN_VERSION  12u

/* How long an actor waits at its start until the runner knows it; then it goes on, outside the
 * run. */
#define RUN_ADMIT_MS 10000u

#define RUN_NAMES    192   /* names of steps, peers and ways that one actor uses; 0 is "none" */
#define RUN_ORDERS   65    /* of one actor: all of a scenario, and a break */
#define RUN_SLOTS    16384 /* of one ring: 0.3 s at 50,000 steps a second */
#define RUN_REQUESTS 256   /* that wait for an answer at once: one of each process */

/*
 * X(action, what the probe does when the step is reached). In addition each fault is an action:
 * the probe records that the fault struck and carries it out (kit/base/faults.h).
 */
#define RUN_ACTIONS(X)                                                                         \
    X(NONE, "no order stands here")                                                            \
    X(HOLD, "records that it stands still, and does so until the order's gate opens")          \
    X(BREAK, "as HOLD, for a person: the runner stops everything else meanwhile")

enum run_action {
#define X(action, meaning) RUN_##action,
    RUN_ACTIONS(X)
#undef X
#define X(fault, ...) RUN_##fault,
        KIT_FAULTS(X)
#undef X
            RUN_ACTION_COUNT
};

/* The action for a fault that the actor carries out itself. */
#define RUN_OF_FAULT(fault) ((enum run_action)(RUN_ACTION_COUNT - FAULT_COUNT + (int)(fault)))

/* X(kind, what the slot records) */
#define RING_KINDS(X)                                                                          \
    X(EMPTY, "nothing yet")                                                                    \
    X(STEP, "a step was reached")                                                              \
    X(REPORT, "a fact was reported")                                                           \
    X(STRUCK, "the order is being carried out from here on")                                   \
    X(DONE, "the order was carried out, and the actor lives to tell")                          \
    X(HELD, "a thread stands still by this order")                                             \
    X(BROKE, "a thread stands still by --break")                                               \
    X(QUIESCENT, "a thread stands still until the actor's handles are counted")                \
    X(REFUSED, "the order cannot be obeyed: the program told no way to do it")

enum ring_kind {
#define X(kind, meaning) RING_##kind,
    RING_KINDS(X)
#undef X
        RING_KIND_COUNT
};

/* One record, one cache line. `commit` is the record's number plus one when the record is
 * whole. Before that it also has RING_BUSY, and RING_HOLLOW if there is no record of this
 * number. */
#define RING_BUSY   (UINT64_C(1) << 63) /* a writer is in the slot */
#define RING_HOLLOW (UINT64_C(1) << 62) /* the last writer to come found another inside */
#define RING_NUMBER (RING_HOLLOW - 1)

struct ring_slot {
    _Atomic uint64_t commit;
    uint64_t ticks;
    uint16_t name;
    uint16_t peer;
    uint16_t by;
    uint8_t kind;
    uint8_t order;
    uint32_t tid;
    uint32_t occurrence;
    uint32_t deadline_ms;
    uint32_t code;
    uint64_t sequence;
    uint64_t size;
    uint64_t checksum;
};
static_assert(sizeof(struct ring_slot) == 64, "a slot is a cache line");

/* The values of `fired`. */
enum {
    RUN_ORDER_ARMED,
    RUN_ORDER_FIRED,
    RUN_ORDER_PASSED /* the thread has passed its gate and runs on */
};

/* The runner writes this before the run starts; the actor writes only `fired`. */
struct run_order {
    _Atomic uint32_t fired; /* RUN_ORDER_... */
    uint32_t action;
    uint32_t step; /* name's number */
    uint32_t peer; /* name's number; 0: any peer */
    uint32_t occurrence;
    uint32_t line_number; /* of the scenario */
    uint32_t value;       /* what the action takes, such as an exit code */
};

/* An entry of the name table: taken by a compare-and-swap, readable once `state` is READY. */
struct run_name {
    _Atomic uint32_t state; /* RUN_NAME_... */
    char text[KIT_NAME];
};

enum { RUN_NAME_FREE, RUN_NAME_TAKEN, RUN_NAME_READY };

/* What the runner wants at a step in addition to its record; bits of `alarms`. */
#define RUN_ALARM_ORDER 1u /* an order may be due here */
#define RUN_ALARM_BELL  2u /* ring the bell: the runner waits for this step */
#define RUN_ALARM_COUNT 4u /* stand still here until the runner has counted the handles */

/*
 * What an injected probe sees of its process's system calls (kit/inject). All zero for a linked
 * probe. `patched` and `dispatched` go on counting when another process takes the actor's
 * place. With 32 bits their halves are counted one after the other: they are read once the
 * process has ended.
 */
struct run_call_counts {
    uint32_t stubs;              /* functions of ntdll that are patched */
    uint32_t missing;            /* functions whose calls are steps, and that are not patched */
    uint32_t tested;             /* the dispatcher is counted, too */
    uint32_t clocks;             /* 1 << each clock that can be moved */
    _Atomic uint32_t lost;       /* operations on pipes whose end could not be told */
    _Atomic uint32_t beyond;     /* objects whose handle found no place */
    _Atomic uint64_t patched;    /* calls that passed a patched function */
    _Atomic uint64_t dispatched; /* calls at the system's dispatcher */
};

/* The block of one actor, whichever process plays it. Counts and orders go on when another
 * process takes the actor's place. */
struct actor_block {
    _Atomic uint32_t stoppable; /* the program asked for its stop event, so it can be asked
                                   to stop */
    _Atomic uint32_t unnamed;   /* names that found no place in the table */
    _Atomic uint32_t bell_rung; /* so that a hundred steps cost one SetEvent */
    uint32_t order_count;
    struct run_order orders[RUN_ORDERS];
    struct run_name names[RUN_NAMES];
    _Atomic uint8_t alarms[RUN_NAMES];
    _Atomic uint32_t counts[RUN_NAMES][RUN_NAMES]; /* by step and peer; peer 0 is the total */
    struct run_call_counts calls;
    _Atomic int64_t clocks_ms[CLOCK_COUNT]; /* how far the runner moved the actor's clocks */
    _Atomic uint64_t claimed;               /* records so far */
    struct ring_slot slots[RUN_SLOTS];
};

/* A process that asks which actor it is; kit/probe/request.h has the rules. Of a handle, 32
 * bits are significant in every process, so that it means the same in both widths. */
struct run_request {
    _Atomic uint32_t state;
    uint32_t pid;
    uint32_t event; /* a handle of that process: the runner sets the event after the answer */
    uint32_t block; /* a handle on its actor's block, given by the runner; 0: it is no actor */
    uint32_t slot;  /* the actor's index, for the names of its objects */
    uint32_t injected;   /* 1: the process carries the injected probe, and says no name */
    uint64_t ticks;      /* when it asked */
    char name[KIT_NAME]; /* the name that the process says; or empty */
};
static_assert(sizeof(struct run_request) == 64, "a request is a cache line");

/* What the scenario wants of each process with the injected probe; bits of `wants`. */
#define RUN_WANTS_CLOCKS        1u /* a line moves a clock */
#define RUN_WANTS_PRIVATE_NAMES 2u

/* What stands in front of a private name: the last digits of the run's name, and a point. */
#define RUN_PREFIX              10 /* bytes, with the terminator */
void run_name_prefix(char to[RUN_PREFIX], const char *run);

struct run_block {
    uint32_t magic;
    uint32_t version;
    uint32_t actor_size; /* sizeof(struct actor_block), so that versions cannot be mixed up */
    uint32_t wants;      /* RUN_WANTS_..., of the injected probe */
    uint32_t shims;      /* 1 << each of kit/protocol/shims.h, for the injected probe */
    char name[KIT_NAME * 2]; /* of the run; all its objects' names begin with it */
    uint32_t reserved;
    _Atomic uint64_t stood_ns; /* how long the run has stood still; written by the runner */
    struct run_request requests[RUN_REQUESTS];
};

/*
 * The same places in a 32-bit actor as in a 64-bit runner. Counters of 64 bits are changed by
 * one instruction in both: a lock of one process would be none in the other.
 */
static_assert(ATOMIC_LLONG_LOCK_FREE == 2 && sizeof(_Atomic uint64_t) == 8, "uint64_t");
static_assert(ATOMIC_INT_LOCK_FREE == 2 && sizeof(_Atomic uint32_t) == 4, "uint32_t");
static_assert(offsetof(struct ring_slot, ticks) == 8, "ring_slot.ticks");
static_assert(offsetof(struct ring_slot, tid) == 24, "ring_slot.tid");
static_assert(offsetof(struct ring_slot, checksum) == 56, "ring_slot.checksum");
static_assert(sizeof(struct run_order) == 28, "run_order");
static_assert(sizeof(struct run_name) == 4 + KIT_NAME, "run_name");
static_assert(offsetof(struct actor_block, orders) == 16, "actor_block.orders");
static_assert(offsetof(struct actor_block, names) == 1836, "actor_block.names");
static_assert(offsetof(struct actor_block, alarms) == 8748, "actor_block.alarms");
static_assert(offsetof(struct actor_block, counts) == 8940, "actor_block.counts");
static_assert(offsetof(struct actor_block, calls) == 156400, "actor_block.calls");
static_assert(sizeof(struct run_call_counts) == 40, "run_call_counts");
static_assert(offsetof(struct actor_block, clocks_ms) == 156440, "actor_block.clocks_ms");
static_assert(offsetof(struct actor_block, claimed) == 156464, "actor_block.claimed");
static_assert(offsetof(struct actor_block, slots) == 156472, "actor_block.slots");
static_assert(sizeof(struct actor_block) == 156472 + 64 * RUN_SLOTS, "actor_block");
static_assert(offsetof(struct run_request, ticks) == 24, "run_request.ticks");
static_assert(offsetof(struct run_request, name) == 32, "run_request.name");
static_assert(offsetof(struct run_block, stood_ns) == 88, "run_block.stood_ns");
static_assert(offsetof(struct run_block, requests) == 96, "run_block.requests");
static_assert(sizeof(struct run_block) == 96 + 64 * RUN_REQUESTS, "run_block");

/* X(object, word, what it is): the named events of a run, and one mutex, beside the section of
 * the block */
#define RUN_OBJECTS(X)                                                                         \
    X(BELL, "bell", "a process wants the runner to read what it wrote; one for all")           \
    X(STOP, "stop", "the runner asks the actor to end")                                        \
    X(COUNTED, "counted", "the actor's handles are counted")                                   \
    X(GATE, "gate", "the thread that stands still by this order goes on")                      \
    X(FIRST_PIPE, "first-pipe", "a mutex: who has it may make the first instance of a pipe")

enum run_object {
#define X(object, word, meaning) RUN_OBJECT_##object,
    RUN_OBJECTS(X)
#undef X
        RUN_OBJECT_COUNT
};

#define RUN_OBJECT_NAME 128 /* bytes of an object's name, with its terminator */

/* The name of an object of this run. `slot` is the actor's index, `order` the gate's place
 * among the actor's orders; both are 0 for objects without them. */
void run_object_name(char to[RUN_OBJECT_NAME], const char *run, enum run_object object,
                     uint32_t slot, uint32_t order);

/* Makes a block in zeroed memory. */
void run_block_make(struct run_block *run, const char *name);

/* True if `bytes` at `run` hold a block of this version. */
bool run_block_valid(const struct run_block *run, uint64_t bytes);

/*
 * The number of a name, given at its first use. 0 for NULL and "". If the table is full: 0,
 * counted in `unnamed`, and the run cannot be judged. A longer name is cut. Any thread of
 * either process; a few compares.
 */
uint32_t actor_name_id(struct actor_block *actor, const char *name);

/* The same, but never adds a name; 0 if the name is not there. */
uint32_t actor_name_find(const struct actor_block *actor, const char *name);

/* True if a name found no place; `last` is the name that took the last place. */
bool actor_names_spilled(const struct actor_block *actor, char last[KIT_NAME]);

/* The text of a number; "" if there is none. Copies, so that the result is bounded even if the
 * actor overwrites the table. */
void actor_name_text(const struct actor_block *actor, uint32_t id, char to[KIT_NAME]);

/* Counts the step and returns its occurrence, for this peer and over all peers. Inline, since
 * the call would be a tenth of a step's cost beside the clock. */
static inline void actor_count(struct actor_block *actor, uint32_t step, uint32_t peer,
                               uint32_t *for_peer, uint32_t *for_all)
{
    *for_all = atomic_fetch_add(&actor->counts[step][0], 1) + 1;
    *for_peer = peer ? atomic_fetch_add(&actor->counts[step][peer], 1) + 1 : *for_all;
}

/*
 * The next order of this actor, from *at on, that is due at this step; it is marked as fired.
 * NULL if there is none. *at moves behind it.
 */
struct run_order *actor_order_due(struct actor_block *actor, uint32_t *at, uint32_t step,
                                  uint32_t peer, uint32_t for_peer, uint32_t for_all);

/*
 * Puts a record into the ring; `what->commit` is not read. Any thread; never waits. A record
 * that comes a whole lap late, or whose slot another writer is in, is left out and counted as
 * lost.
 */
void ring_put(struct actor_block *actor, const struct ring_slot *what);

/* The two halves of ring_put, for tests that stop a writer in between. ring_enter enters the
 * slot of a claimed number, false if it must stay out; ring_leave marks the record whole. */
bool ring_enter(struct actor_block *actor, uint64_t number);
void ring_leave(struct actor_block *actor, uint64_t number);

/*
 * The runner's reader of one ring. It never waits for a writer. A record that is claimed but
 * not whole becomes a hole and is looked at again later: its writer may be suspended, or may be
 * just about to finish.
 */
#define RING_HOLES 32

struct ring_reader {
    uint64_t next;
    uint32_t hole_count;
    uint64_t holes[RING_HOLES];
    uint64_t lost; /* overwritten unread; the caller logs and zeroes it */
};

/* The next whole record, copied to *out; false if there is none. Records come in the order of
 * their claims, except those from holes. */
bool ring_take(struct actor_block *actor, struct ring_reader *reader, struct ring_slot *out);

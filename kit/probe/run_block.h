#pragma once
/*
 * The shared memory of a run, which the runner makes and owns, and through which the probes of
 * all actors report and take orders. Fixed width throughout, so that a 32-bit actor and a
 * 64-bit runner agree. Pure: plain memory and C11 atomics, no lock, no allocation, no system
 * call.
 *
 * There is one struct run_block, which every process of the run finds by name. In it a process
 * asks whose process it is (kit/probe/request.h), and can write nothing once that is answered.
 * For each actor there is one struct actor_block in memory of its own that has no name: the
 * runner hands it to the processes of that actor and to nobody else, so that no actor can speak
 * for another. The runner fills orders and alarms before anything starts; from then on the
 * probe writes its own block and reads `alarms` and `orders`; the runner reads, and writes
 * `alarms`, and that it has heard the bell. What an actor wrote is not to be trusted: it may be
 * the thing that is broken.
 */
#include "kit/base/words.h"

#include <assert.h>
#include <stdatomic.h>

#define RUN_MAGIC    0x4C494E45u
#define RUN_VERSION  10u

/* How long an actor waits at its start for the runner to know it; then it goes on, unknown. */
#define RUN_ADMIT_MS 10000u

#define RUN_NAMES    192   /* names of steps, peers and ways that one actor uses; 0 is "none" */
#define RUN_ORDERS   65    /* of one actor: all of a scenario, and a break */
#define RUN_SLOTS    16384 /* of one ring: 0.3 s at 50,000 steps a second */
#define RUN_REQUESTS 256   /* that wait for an answer at once: one of each process */

/*
 * X(action, what the probe does when the step is reached), beside the faults: for each of those
 * it records that it struck and carries the fault out (kit/base/faults.h says what that is).
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

/* The action of a fault that its actor carries out itself. */
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

/* One record, one cache line. `commit` is the record's number plus one once it is whole; before
 * that with RING_BUSY, and with RING_HOLLOW where there is no record of this number. */
#define RING_BUSY   (UINT64_C(1) << 63) /* a writer is in the slot */
#define RING_HOLLOW (UINT64_C(1) << 62) /* the last to come found another in it */
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

/* What `fired` says. */
enum {
    RUN_ORDER_ARMED,
    RUN_ORDER_FIRED,
    RUN_ORDER_PASSED /* its gate, and the thread goes on */
};

/* Written by the runner before the run starts; `fired` alone by the actor. */
struct run_order {
    _Atomic uint32_t fired; /* RUN_ORDER_... */
    uint32_t action;
    uint32_t step; /* name's number */
    uint32_t peer; /* name's number; 0: whoever */
    uint32_t occurrence;
    uint32_t line_number; /* of the scenario */
    uint32_t value;       /* what the action takes, such as an exit code */
};

/* An entry of the name table: taken by a compare-and-swap, readable once `state` says so. */
struct run_name {
    _Atomic uint32_t state; /* RUN_NAME_... */
    char text[KIT_NAME];
};

enum { RUN_NAME_FREE, RUN_NAME_TAKEN, RUN_NAME_READY };

/* What the runner wants of a step, beside its being recorded; bits of `alarms`. */
#define RUN_ALARM_ORDER 1u /* an order may stand here */
#define RUN_ALARM_BELL  2u /* ring the bell: somebody waits for this step */
#define RUN_ALARM_COUNT 4u /* stand still here until the runner has counted the handles */

/* One actor's, whichever process plays it: counts and orders go on where another process takes
 * the actor's place. */
struct actor_block {
    _Atomic uint32_t stoppable; /* the program asked for its stop event, so it can be asked */
    _Atomic uint32_t unnamed;   /* how often a name found no place in the table */
    _Atomic uint32_t bell_rung; /* so that a hundred steps cost one SetEvent */
    uint32_t order_count;
    struct run_order orders[RUN_ORDERS];
    struct run_name names[RUN_NAMES];
    _Atomic uint8_t alarms[RUN_NAMES];
    _Atomic uint32_t
        counts[RUN_NAMES][RUN_NAMES]; /* by step and peer; peer 0 counts them all */
    _Atomic uint64_t claimed;         /* records so far */
    struct ring_slot slots[RUN_SLOTS];
};

/* A process that asks whose it is; kit/probe/request.h has the rules. */
struct run_request {
    _Atomic uint32_t state;
    uint32_t pid;
    uint32_t event; /* a handle of that process: the runner sets it once it has answered */
    uint32_t block; /* a handle that the runner gave it on its actor's block; 0: nobody's */
    uint32_t slot;  /* the actor's index, for the names of its objects */
    uint32_t reserved;
    uint64_t ticks;      /* when it asked */
    char name[KIT_NAME]; /* that it gives itself; or empty */
};
static_assert(sizeof(struct run_request) == 64, "a request is a cache line");

struct run_block {
    uint32_t magic;
    uint32_t version;
    uint32_t actor_size; /* sizeof(struct actor_block), so that versions cannot be mixed up */
    uint32_t reserved;
    char name[KIT_NAME * 2];   /* of the run; all its objects' names begin with it */
    _Atomic uint64_t stood_ns; /* how long the run has stood still; the runner's word */
    struct run_request requests[RUN_REQUESTS];
};

/* X(object, word, what it is): the named events of a run, beside the section of the block */
#define RUN_OBJECTS(X)                                                                         \
    X(BELL, "bell", "a process wants the runner to read what it wrote; one for all")           \
    X(STOP, "stop", "the runner asks the actor to end")                                        \
    X(COUNTED, "counted", "the actor's handles are counted")                                   \
    X(GATE, "gate", "the thread that stands still by this order goes on")

enum run_object {
#define X(object, word, meaning) RUN_OBJECT_##object,
    RUN_OBJECTS(X)
#undef X
        RUN_OBJECT_COUNT
};

#define RUN_OBJECT_NAME 128 /* bytes of an object's name, with its terminator */

/* The name of an object of the run of this name; `slot` is the actor's index, `order` the
 * gate's place among the actor's orders. Both are 0 where the object has none. */
void run_object_name(char to[RUN_OBJECT_NAME], const char *run, enum run_object object,
                     uint32_t slot, uint32_t order);

/* Makes a block in zeroed memory. */
void run_block_make(struct run_block *run, const char *name);

/* True if `bytes` at `run` hold a block of this version. */
bool run_block_valid(const struct run_block *run, uint64_t bytes);

/*
 * The number of a name, which it gets at its first use; 0 for NULL, "" and when the table is
 * full, which is then counted as `unnamed`: the run cannot be judged. A longer name is cut. Any
 * thread of either process; a few compares.
 */
uint32_t actor_name_id(struct actor_block *actor, const char *name);

/* The same, but never adds a name; 0 if the name is not there. */
uint32_t actor_name_find(const struct actor_block *actor, const char *name);

/* True if a name found no place, with the one that took the last. */
bool actor_names_spilled(const struct actor_block *actor, char last[KIT_NAME]);

/* The text of a number, "" if there is none such. Copies, so that what it returns is bounded.
 */
void actor_name_text(const struct actor_block *actor, uint32_t id, char to[KIT_NAME]);

/* Counts the step and gives its occurrence: for this peer, and over all peers. Inline, for the
 * call is a tenth of what a step takes beside the clock. */
static inline void actor_count(struct actor_block *actor, uint32_t step, uint32_t peer,
                               uint32_t *for_peer, uint32_t *for_all)
{
    *for_all = atomic_fetch_add(&actor->counts[step][0], 1) + 1;
    *for_peer = peer ? atomic_fetch_add(&actor->counts[step][peer], 1) + 1 : *for_all;
}

/*
 * The next order of this actor, from *at on, that stands at this step now, and is marked as
 * fired; NULL if there is none. *at moves behind it.
 */
struct run_order *actor_order_due(struct actor_block *actor, uint32_t *at, uint32_t step,
                                  uint32_t peer, uint32_t for_peer, uint32_t for_all);

/*
 * Puts a record into the ring; `what->commit` is not read. Any thread; never waits. A record
 * that comes a whole lap late, or whose slot another is still in, is left out and counted lost.
 */
void ring_put(struct actor_block *actor, const struct ring_slot *what);

/* Its two ends, apart for tests that stop a writer in between: comes into the slot of a number
 * that was claimed, false if it is not let in; and leaves the slot with its record whole. */
bool ring_enter(struct actor_block *actor, uint64_t number);
void ring_leave(struct actor_block *actor, uint64_t number);

/*
 * A reader of one ring, the runner's. It never waits for a writer: a record that is claimed but
 * not whole (its thread was stopped in between) is left behind as a hole and looked at again
 * later, because a thread may also be just about to finish it.
 */
#define RING_HOLES 32

struct ring_reader {
    uint64_t next;
    uint32_t hole_count;
    uint64_t holes[RING_HOLES];
    uint64_t lost; /* overwritten before they were read; the caller logs and zeroes it */
};

/* The next whole record, copied to *out; false if there is none. Order is by claim, but for
 * holes. */
bool ring_take(struct actor_block *actor, struct ring_reader *reader, struct ring_slot *out);

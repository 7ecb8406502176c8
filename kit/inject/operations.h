#pragma once
/*
 * The operations of this process on pipes that were not done when their call returned. An entry
 * is made before the call, since another thread can learn of the end before the call returns.
 * The thread that learns of the end takes the entry, so that each end is told once. Any thread;
 * no allocation; pure.
 *
 * A thread waits for another one only while that one reads the block of an operation: some
 * instructions, without a call of the system. The block belongs to the program, which may give
 * its memory back as soon as it has learned of the end.
 */
#include "kit/inject/objects.h"

#define OPERATIONS_MOST                                                                        \
    1024u /* under way at once, calls that wait inside the system included */

/* The IO_STATUS_BLOCK: 16 bytes with 64 bits, 8 with 32. */
struct operation_block {
    int32_t status;
    uintptr_t information;
};

/* The statuses that count here. */
#define OPERATION_PENDING   ((int32_t)0x00000103) /* STATUS_PENDING */
#define OPERATION_CANCELLED ((int32_t)0xC0000120) /* STATUS_CANCELLED */

/* What is known when the call is made. Handles and addresses are numbers. */
struct operation_call {
    const char *peer; /* stays where it is */
    int done;         /* what its end is to the caller, if it succeeded */
    uint64_t file, event;
    uint64_t block;   /* address of a struct operation_block; not 0 */
    uint64_t context; /* the value of the packet at a completion port */
    uint64_t routine; /* runs when the operation is over; gets the context; or 0 */
};

struct operation {
    _Atomic uint32_t state;
    _Atomic uint64_t file, event, block, context;
    _Atomic uint32_t closer; /* the thread that closes the handle just now; or 0 */
    uint64_t routine;
    const char *peer;
    int done;
    uint32_t number;
    bool has_packet;  /* the end goes to a completion port */
    bool block_tells; /* the block said "pending" when the call was made */
    bool is_closed;   /* the process closed its only handle */
    int32_t status;   /* of an end that was learned of before the call returned */
    uint64_t size;
};

/* All zero is the initial state; the caller sets the rest. */
struct operations {
    struct operation all[OPERATIONS_MOST];
    _Atomic uint8_t handles[OBJECTS_HANDLES]; /* marks of each handle of a pipe */
    _Atomic uint32_t live;                    /* entries in use */
    _Atomic uint32_t used;                    /* entries that were in use once */
    _Atomic uint32_t last_number;             /* of the operations that were pending */
    _Atomic uint32_t *lost;           /* counts operations whose end cannot be told; or NULL */
    bool (*is_there)(uint64_t block); /* whether the memory can be read; NULL: it can */
    void (*rest)(void);               /* lets another thread run; or NULL */
};

/* How an operation came out. */
struct operation_end {
    const char *peer;
    int done;
    uint32_t number;
    int32_t status;
    uint64_t size; /* 0 unless it succeeded */
};

/* How the process learns of an end. X(way, what it has) */
#define OPERATION_WAYS(X)                                                                      \
    X(EVENT, "waited for this event, or for a file whose operations have no event")            \
    X(PACKET, "took this packet from a completion port")                                       \
    X(BLOCK, "looked into this block by a call")                                               \
    X(PIPE, "makes a call about this file, after a look into the block that no call shows")    \
    X(CLOSE, "closes this file, and learns nothing by packets or routines any more")           \
    X(CLOSED, "has closed a file; the number is that of the thread")                           \
    X(ROUTINE, "its routine runs; the number is the address of the entry")

enum operation_way {
#define X(way, meaning) OPERATION_BY_##way,
    OPERATION_WAYS(X)
#undef X
};

struct operation_news {
    enum operation_way way;
    uint64_t what;
};

/* Before the call. NULL: there is no room. The block may be one that an earlier operation had
 * whose end nobody has learned of: that one is over, and counts as lost. */
struct operation *operations_begin(struct operations *operations,
                                   const struct operation_call *call);

/* The call returned, and the operation goes on: the number by which its end is known. 0: it had
 * no room, and its end is lost. */
uint32_t operations_number(struct operations *operations, struct operation *operation);

/* After that was told. True if the process has learned of the end meanwhile: the caller tells
 * it. Else whoever learns of it does. */
bool operations_leave(struct operations *operations, struct operation *operation,
                      struct operation_end *end);

/* The call returned, and the operation is over. A routine runs all the same, unless the call
 * failed. NULL: nothing. */
void operations_over(struct operations *operations, struct operation *operation,
                     bool runs_routine);

/* Takes the next operation whose end the process has learned of in this way. False: none. */
bool operations_take(struct operations *operations, const struct operation_news *news,
                     struct operation_end *end);

/* The routine of an entry runs, after its end was taken: what it is and gets. The entry is
 * free. */
struct operation_routine {
    uint64_t function, context;
};
struct operation_routine operations_routine(struct operations *operations,
                                            struct operation *operation);

/* True if there is no operation: nothing has to be looked for. */
bool operations_none(struct operations *operations);

/* A new handle: nothing is known of it. */
void operations_opened(struct operations *operations, uint64_t file);

/* The ends of operations on this file go to a completion port; or do so no more. */
void operations_port(struct operations *operations, uint64_t file, bool has_port);

/* The handles are of one file object: an operation goes on when one of them is closed. */
void operations_share(struct operations *operations, uint64_t from, uint64_t to);

/* Before the handle is closed by this thread, so that nothing is found by its number any more.
 * OPERATION_BY_CLOSED takes afterwards what the close has ended. A thread of 0 closes nothing:
 * the handle only goes to another process. */
void operations_close(struct operations *operations, uint64_t file, uint32_t thread);

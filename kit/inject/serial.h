#pragma once
/*
 * Which handles share a lock, because on Windows the operations of their file object come one
 * after the other. A new file object gets a lock of its own, and its duplicates share it. The
 * locks themselves are the caller's, by number. Any thread; never waits; no allocation.
 */
#include "kit/inject/objects.h"

#include <stdint.h>

#define SERIAL_LOCKS 255u /* file objects beyond have no lock */

/* All zero is the initial state. */
struct serial {
    _Atomic uint8_t locks[OBJECTS_HANDLES];     /* by handle: the number of its lock, or 0 */
    _Atomic uint32_t handles[SERIAL_LOCKS + 1]; /* by lock: how many handles have it */
    _Atomic uint32_t last;                      /* the lock that was given last */
};

/* The handle is that of a new file object. */
void serial_begin(struct serial *serial, uint64_t handle);

/* The second handle is a duplicate of the first. */
void serial_share(struct serial *serial, uint64_t from, uint64_t to);

/* The handle is closed. */
void serial_end(struct serial *serial, uint64_t handle);

/* The number of the handle's lock, from 1 to SERIAL_LOCKS; 0: it has none. */
uint32_t serial_lock(struct serial *serial, uint64_t handle);

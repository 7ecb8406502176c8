#include "kit/inject/serial.h"

#include <stddef.h>

/* The two lowest bits of a handle are the program's own. */
static _Atomic uint8_t *lock_place(struct serial *serial, uint64_t handle)
{
    uint64_t index = handle >> 2;
    return index > 0 && index < OBJECTS_HANDLES ? &serial->locks[index] : NULL;
}

/*
 * Takes a lock that no handle has. The search goes on behind the lock that was given last: a
 * lock that was just given back may still be held by a thread that was inside an operation when
 * its handle was closed.
 */
static uint8_t take_free(struct serial *serial)
{
    uint32_t begin = atomic_fetch_add(&serial->last, 1);
    for (uint32_t i = 0; i < SERIAL_LOCKS; i++) {
        uint32_t lock = (begin + i) % SERIAL_LOCKS + 1, none = 0;
        if (atomic_compare_exchange_strong(&serial->handles[lock], &none, 1))
            return (uint8_t)lock;
    }
    return 0;
}

void serial_begin(struct serial *serial, uint64_t handle)
{
    _Atomic uint8_t *place = lock_place(serial, handle);
    serial_end(serial, handle);
    if (place)
        atomic_store(place, take_free(serial));
}

void serial_share(struct serial *serial, uint64_t from, uint64_t to)
{
    _Atomic uint8_t *place = lock_place(serial, to);
    uint32_t lock = serial_lock(serial, from);
    serial_end(serial, to);
    if (!place || lock == 0)
        return;
    atomic_fetch_add(&serial->handles[lock], 1);
    atomic_store(place, (uint8_t)lock);
}

void serial_end(struct serial *serial, uint64_t handle)
{
    _Atomic uint8_t *place = lock_place(serial, handle);
    uint32_t lock = place ? atomic_exchange(place, 0) : 0;
    if (lock > 0)
        atomic_fetch_sub(&serial->handles[lock], 1);
}

uint32_t serial_lock(struct serial *serial, uint64_t handle)
{
    _Atomic uint8_t *place = lock_place(serial, handle);
    return place ? atomic_load(place) : 0;
}

#pragma once
/*
 * The duty cycle of a `slow` fault: its actor stands still and runs in turn until it is
 * resumed. This part says when each turn begins; the caller suspends and resumes the process.
 * Pure; one thread.
 */
#include "kit/base/faults.h"

struct duty {
    bool on;           /* the fault is active */
    bool stands_still; /* the current turn: suspended or running */
    uint32_t off_ms, on_ms;
    int64_t next_ns; /* when the next turn begins */
};

/*
 * The fault struck, and the process was just suspended. Does nothing for a fault without turns.
 */
void duty_begin(struct duty *duty, enum kit_fault fault, int64_t now_ns);

/* The fault is over. True if the process is suspended by it now. */
bool duty_end(struct duty *duty);

/* True if the next turn begins now; `stands_still` says which. A late turn keeps its full
 * length: it counts from when it really begins. */
bool duty_next(struct duty *duty, int64_t now_ns);

/* How long until the next turn; INT64_MAX if there is none. */
int64_t duty_left_ns(const struct duty *duty, int64_t now_ns);

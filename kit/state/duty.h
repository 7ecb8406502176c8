#pragma once
/*
 * The duty cycle of a fault that goes on: its actor stands still and runs in turn, until it is
 * resumed. This says when which turn begins; the caller suspends the process and lets it run.
 * Pure; one thread.
 */
#include "kit/base/faults.h"

struct duty {
    bool on;           /* the fault goes on */
    bool stands_still; /* the turn that it is in */
    uint32_t off_ms, on_ms;
    int64_t next_ns; /* when the next turn begins */
};

/* The fault struck, and the process was just suspended. Nothing for one that does not go on. */
void duty_begin(struct duty *duty, enum kit_fault fault, int64_t now_ns);

/* The fault is over. True if the process stands still by it at this moment. */
bool duty_end(struct duty *duty);

/* True if the next turn begins now; `stands_still` says which. One that is late makes no turn
 * shorter: both get their time from when they really begin. */
bool duty_next(struct duty *duty, int64_t now_ns);

/* How long until the next turn; INT64_MAX if there is none. */
int64_t duty_left_ns(const struct duty *duty, int64_t now_ns);

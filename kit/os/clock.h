#pragma once
/*
 * One monotonic clock for all processes: QueryPerformanceCounter. Any thread; 0.3 us a call.
 * Deadlines are counted on the clock of the hooks where there are any (kit/os/hooks.h): in a
 * run on the run's, which stands still while a person looks.
 */
#include <stdint.h>

/* Ticks, as the probe records them; and nanoseconds of a count of ticks. */
uint64_t os_ticks(void);
int64_t os_ns(uint64_t ticks);
uint64_t os_ticks_per_s(void);

/* The wall clock as ISO 8601 in UTC, with seconds: "2026-01-31T12:00:00Z". */
void os_wall_clock(char to[32]);

/*
 * A deadline for all waits of one operation. `os_left` is the remaining time in milliseconds,
 * rounded up: 0 only after the deadline has passed.
 */
struct os_deadline {
    uint64_t at_ns;
};

struct os_deadline os_deadline_in(uint32_t timeout_ms);
uint32_t os_left(struct os_deadline deadline);

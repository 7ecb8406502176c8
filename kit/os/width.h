#pragma once
/*
 * Whether a process has 32 or 64 bits. Any thread; a call takes microseconds.
 *
 * A 64-bit process can read, and make threads in, processes of both widths. A 32-bit process
 * can do so only with its like: addresses of a 64-bit process do not fit into its own.
 */
#include <stdbool.h>
#include <stdint.h>

/* 32 or 64; 0 if the system does not say. */
uint32_t os_process_bits(void *process);

/* 32 or 64: of the calling program. */
uint32_t os_own_bits(void);

/* True if the process has a width that the caller can reach into. */
bool os_process_reachable(void *process);

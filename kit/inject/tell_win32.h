#pragma once
/*
 * Makes a step of a call. The probe itself makes calls of the system meanwhile, which pass the
 * same handlers: they are no steps of the program. Any thread.
 */
#include "kit/protocol/call_steps.h"

#include <stdbool.h>
#include <stdint.h>

/* A stretch in which this thread works for the probe. Also keeps the thread's last error. */
struct own_work {
    unsigned long last_error;
    int spoil; /* how the message of this call is spoiled by order; or 0 */
};

/* False if the system has no place that each thread has for itself. */
bool own_work_prepare(void);

/* False if this thread works for the probe already: its call is no step. */
bool own_work_begin(struct own_work *work);
void own_work_end(const struct own_work *work);

/* What is told of a call beside its word. */
struct call_told {
    const char *peer; /* or NULL; stays where it is */
    uint64_t size, sequence;
    uint32_t code;
};

/*
 * Reaches the step: the thread can stand still here, and the process can end. Returns the
 * status with which the call must fail by order; 0: make the call.
 */
long call_tell(enum call_step step, const struct call_told *told);

/* The same for a call that sends a message: *spoil becomes LIFELINE_TRUNCATE or
 * LIFELINE_CORRUPT if it must arrive so by order, or else 0. */
long call_tell_message(enum call_step step, const struct call_told *told, int *spoil);

/* Lets the runner order that. Before the probe attaches. */
void call_messages_can_be_spoiled(void);

/* The step after a call that failed: its status becomes the Win32 error. */
void call_tell_status(enum call_step step, const char *peer, long status);

/*
 * The step before the process ends itself, once. From then on no step is told: the system ends
 * all other threads, and one of them may have been inside the probe.
 */
void call_tell_exit(uint32_t code);

/* From that step on. */
bool call_is_exiting(void);

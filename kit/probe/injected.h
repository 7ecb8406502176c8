#pragma once
/*
 * How the injected probe (kit/inject) uses this one: it is a linked probe in a program that
 * does not know it. It makes steps as a program does, and needs the block for its own counts.
 */
#include "kit/probe/lifeline.h"
#include "kit/probe/run_block.h"

/* As lifeline_attach(NULL), and the runner is told that the probe was injected. NULL: in no
 * run. Once, before anything else of the probe. */
struct actor_block *probe_attach_injected(void);

/* The block of the run, also where the process is no actor of it; NULL outside a run. After
 * probe_attach_injected. */
const struct run_block *probe_run(void);

/*
 * As lifeline_step, for a step that is a call of the program. Returns the Win32 error with
 * which the call must fail by order, or 0. Does not attach.
 *
 * `by` is set if the calling thread holds the system's loader lock, and is NULL otherwise.
 * While it is held, no other thread of the process can start or end. So the thread does not
 * stand still there, and it does not crash, either, since the loader catches a crash: such an
 * order is recorded as refused.
 */
uint32_t probe_reach_call(uint32_t *id, const struct lifeline_facts *facts);

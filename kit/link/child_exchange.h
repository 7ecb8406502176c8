#pragma once
/*
 * One exchange of a child with its parent. On the thread of child_link_run.
 */
#include "kit/link/child_link_state.h"

/* Request, reply, shared memory, and a block if the reply announces one. */
enum link_status child_exchange(struct child_link *link);

#pragma once
/*
 * A block that a child hands to its parent. On the thread of child_link_run.
 */
#include "kit/link/child_link_state.h"

/* Makes the block that the parent asks for, copies, says when it is whole, lets go. */
enum link_status child_block(struct child_link *link);

/* Fills the block in halves, so that a fault can strike between them, and says that it is
 * whole. */
enum link_status child_block_copy(struct link_end *end, const struct child_block *block);

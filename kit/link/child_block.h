#pragma once
/*
 * The child's side of a block that it hands to its parent. On the thread of child_link_run.
 */
#include "kit/link/child_link_state.h"

/*
 * Makes the block that the parent asked for, fills it, says when it is whole, and releases it.
 */
enum link_status child_block(struct child_link *link);

/* Fills the block in two halves, so that a fault can strike between them, and then says that it
 * is whole. */
enum link_status child_block_copy(struct link_end *end, const struct child_block *block);

#pragma once
/*
 * A block that a parent takes from its child. On the thread that serves the child.
 */
#include "kit/link/parent_link_state.h"

/* Asks for a block, takes it and releases it. LINK_DONE also if the child had none. */
enum link_status parent_block(struct parent_link *link, uint32_t seed);

/* Compares the content with what was asked for and with the checksum that the child sent. */
enum link_status parent_block_check(struct parent_link *link, const struct parent_block *block);

#pragma once
/*
 * A block that a parent takes from its child. On the thread that serves the child.
 */
#include "kit/link/parent_link_state.h"

/* Asks for a block, takes it and lets go. LINK_DONE also where there was none to take. */
enum link_status parent_block(struct parent_link *link, uint32_t seed);

/* Compares the content with what was asked for and with what the child vouches for. */
enum link_status parent_block_check(struct parent_link *link, const struct parent_block *block);

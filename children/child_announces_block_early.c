/*
 * A broken child. Its one bug: it reports its block as whole when only half of it is copied;
 * the other half follows. The checksum that it sends is that of the complete block. A parent
 * that compares checksums finds the bug; any other parent takes half a block for a whole one.
 * Known cause: the second seed's order, where the handle is handed out first and the copy
 * follows.
 */
#include "kit/link/actor.h"
#include "kit/link/child_link_state.h"
#include "kit/link/tell.h"
#include "kit/protocol/block.h"

static enum link_status announce_early(struct link_end *end, const struct child_block *block)
{
    size_t size = (size_t)block->size, half = size / 2;
    union message message = {.bytes = {0}};
    block_fill(block->view, 0, half, block->seed);
    message.block_whole.checksum = block_right_checksum(size, block->seed);
    enum link_status status = end_send(end, &message, MESSAGE_BLOCK_WHOLE, PROTOCOL_BLOCK_HALF);
    if (status != LINK_DONE)
        return status;
    STEP(BLOCK_WHOLE, .peer = end->peer, .sequence = block->asked, .size = size,
         .checksum = message.block_whole.checksum);
    /* The bug: only half of the block is there. */
    STEP(BLOCK_HALF, .peer = end->peer, .size = half);
    block_fill(block->view, half, size - half, block->seed);
    return LINK_DONE;
}

static enum link_status run(struct child_link *link, struct kit_error *err)
{
    link->copy_block = announce_early;
    return child_link_run(link, err);
}

int wmain(int count, wchar_t **words)
{
    return child_actor_main(&(struct child_actor){.run = run}, count, words);
}

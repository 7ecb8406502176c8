/*
 * The second seed on the child's side. In the seed the child hands out the mapping and copies
 * into it afterwards, so its parent can read half a block. Here the child sends a message when
 * the copy is whole.
 *
 * The child keeps the mapping until the parent confirms that it has a duplicate. If the child
 * closed its handle before the parent duplicated it, the block would be lost.
 */
#include "kit/link/child_block.h"
#include "kit/link/tell.h"
#include "kit/os/section.h"
#include "kit/protocol/block.h"

/* If the block cannot be made, for example for want of memory, the child offers none. */
static void make_child_block(struct child_block *block, const union message *ask)
{
    uint64_t room = 0;
    block->size = ask->block_ask.size;
    block->seed = ask->block_ask.seed;
    block->asked = ask->head.sequence;
    if (block->size > SIZE_MAX ||
        os_section_create(NULL, block->size, false, &block->section, NULL) != KIT_OK)
        return;
    if (os_map(block->section, &block->view, &room, NULL) != KIT_OK || room < block->size) {
        os_unmap(&block->view);
        os_close(&block->section);
    }
}

static enum link_status offer_block(struct link_end *end, const struct child_block *block)
{
    union message message = {.bytes = {0}};
    message.block_offer.handle = (uint32_t)(uintptr_t)block->section;
    message.block_offer.size = block->section ? block->size : 0;
    enum link_status status =
        end_send(end, &message, MESSAGE_BLOCK_OFFER, PROTOCOL_BLOCK_BEGUN);
    if (status == LINK_DONE)
        STEP(BLOCK_OFFERED, .peer = end->peer, FACTS_OF(&message));
    return status;
}

enum link_status child_block_copy(struct link_end *end, const struct child_block *block)
{
    size_t size = (size_t)block->size, half = size / 2;
    union message message = {.bytes = {0}};
    struct block_sum sum;
    block_sum_begin(&sum);
    block_fill_and_sum(block->view, 0, half, block->seed, &sum);
    STEP(BLOCK_HALF, .peer = end->peer, .size = half);
    block_fill_and_sum(block->view, half, size - half, block->seed, &sum);
    message.block_whole.checksum = block_sum_end(&sum);
    enum link_status status = end_send(end, &message, MESSAGE_BLOCK_WHOLE, PROTOCOL_BLOCK_HALF);
    if (status == LINK_DONE)
        STEP(BLOCK_WHOLE, .peer = end->peer, .sequence = block->asked, .size = size,
             .checksum = message.block_whole.checksum);
    return status;
}

/*
 * Offers the whole block. The child no longer needs its view; only the handle must stay open.
 */
static enum link_status hand_over_block(struct child_link *link, struct child_block *block)
{
    struct link_end *end = &link->end;
    union message message;
    enum link_status status = offer_block(end, block);
    if (status != LINK_DONE)
        return status;
    STEP(BLOCK_ACK_WAIT, .peer = end->peer, .deadline_ms = end->deadline_ms);
    status = end_await(end, PROTOCOL_BLOCK_ACK_WAIT, &message);
    if (status != LINK_DONE || message.head.type == MESSAGE_BLOCK_TAKEN)
        return status; /* an empty offer needs no acknowledgement */
    if (!block->section)
        return end_violated(end, WRONG_PHASE);
    status = link->copy_block(end, block);
    os_unmap(&block->view);
    if (status != LINK_DONE)
        return status;
    STEP(BLOCK_TAKEN_WAIT, .peer = end->peer, .deadline_ms = end->deadline_ms);
    return end_await(end, PROTOCOL_BLOCK_TAKEN_WAIT, &message);
}

enum link_status child_block(struct child_link *link)
{
    struct link_end *end = &link->end;
    struct child_block block = {.section = NULL};
    union message ask;
    STEP(BLOCK_ASK_WAIT, .peer = end->peer, .deadline_ms = end->deadline_ms);
    enum link_status status = end_await(end, PROTOCOL_BLOCK_ASK_WAIT, &ask);
    if (status != LINK_DONE)
        return status;
    STEP(BLOCK_BEGUN, .peer = end->peer, .size = ask.block_ask.size);
    make_child_block(&block, &ask);
    status = hand_over_block(link, &block);
    os_unmap(&block.view);
    os_close(&block.section);
    if (status == LINK_DONE)
        STEP(BLOCK_DONE, .peer = end->peer);
    return status;
}

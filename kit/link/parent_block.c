/*
 * The second seed on the parent's side: a small request, and a large answer in the child's
 * memory. What the child says about the block is only a claim. The parent checks the real size
 * of the view and computes the checksum itself.
 */
#include "kit/link/parent_block.h"
#include "kit/link/tell.h"
#include "kit/os/event.h"
#include "kit/os/section.h"
#include "kit/protocol/block.h"

static enum link_status ask_for_block(struct parent_link *link, uint32_t seed)
{
    union message ask = {.bytes = {0}};
    ask.block_ask.size = link->options->block;
    ask.block_ask.seed = seed;
    enum link_status status =
        end_send(&link->end, &ask, MESSAGE_BLOCK_ASK, PROTOCOL_REPLY_SENT);
    if (status != LINK_DONE)
        return status;
    STEP(BLOCK_ASKED, .peer = link->end.peer, FACTS_OF(&ask));
    os_event_set(link->end.signal);
    return LINK_DONE;
}

static enum link_status say_taken(struct parent_link *link, bool ok)
{
    union message taken = {.bytes = {0}};
    taken.block_taken.ok = ok;
    enum link_status status =
        end_send(&link->end, &taken, MESSAGE_BLOCK_TAKEN, PROTOCOL_BLOCK_CHECKED);
    if (status != LINK_DONE)
        return status;
    STEP(BLOCK_TAKEN, .peer = link->end.peer, FACTS_OF(&taken));
    os_event_set(link->end.signal);
    return LINK_DONE;
}

static enum link_status acknowledge_block(struct parent_link *link)
{
    union message ack = {.bytes = {0}};
    enum link_status status =
        end_send(&link->end, &ack, MESSAGE_BLOCK_ACK, PROTOCOL_BLOCK_OFFER_WAIT);
    if (status != LINK_DONE)
        return status;
    STEP(BLOCK_ACKNOWLEDGED, .peer = link->end.peer, FACTS_OF(&ack));
    os_event_set(link->end.signal);
    return LINK_DONE;
}

/*
 * Checks both checksums. A child can send the correct checksum of wrong bytes; and it can send
 * the right checksum before all bytes are there.
 */
enum link_status parent_block_check(struct parent_link *link, const struct parent_block *block)
{
    uint64_t size = link->options->block;
    if (block->room < size)
        return end_violated(&link->end, WRONG_SIZE);
    uint64_t checksum = block_checksum(block->view, (size_t)size);
    if (checksum != block->vouched || checksum != block->right)
        return end_violated(&link->end, WRONG_BLOCK);
    STEP(BLOCK_CHECKED, .peer = link->end.peer, .sequence = block->asked, .size = size,
         .checksum = checksum);
    return LINK_DONE;
}

/*
 * Duplicates the handle out of the child, after the child has said that the block is whole. The
 * number in the message is a handle of the child only, so the parent must duplicate it.
 *
 * There is a race: the child can die first, and its handle dies with it. Then there is no
 * block, and the child is not at fault. If the duplicate comes first, the block survives the
 * child.
 *
 * The child is told before the parent releases the block: the child has nothing more to wait
 * for.
 */
static enum link_status take_block(struct parent_link *link, uint32_t handle,
                                   struct parent_block block)
{
    enum link_status status = LINK_NOTHING;
    if (os_take_handle(link->end.process, handle, &block.section, NULL) != KIT_OK)
        goto out;
    STEP(BLOCK_DUPLICATED, .peer = link->end.peer, .size = link->options->block);
    if (os_map(block.section, &block.view, &block.room, NULL) != KIT_OK)
        goto out;
    status = link->check_block(link, &block);
out:
    if (status == LINK_DONE || status == LINK_NOTHING)
        status = say_taken(link, status == LINK_DONE);
    os_unmap(&block.view);
    os_close(&block.section);
    return status;
}

enum link_status parent_block(struct parent_link *link, uint32_t seed)
{
    struct link_end *end = &link->end;
    union message offer, whole;
    enum link_status status = ask_for_block(link, seed);
    struct parent_block block = {.asked = end->sent};
    if (status != LINK_DONE)
        return status;

    STEP(BLOCK_OFFER_WAIT, .peer = end->peer, .deadline_ms = end->deadline_ms);
    status = end_await(end, PROTOCOL_BLOCK_OFFER_WAIT, &offer);
    if (status != LINK_DONE)
        return status;
    if (offer.block_offer.handle == 0) /* the child reports that it could not make one */
        return say_taken(link, false);
    block.offered = offer.block_offer.size;
    if (block.offered != link->options->block && !end->trusts)
        return end_violated(end, WRONG_SIZE);
    status = acknowledge_block(link);
    if (status != LINK_DONE)
        return status;

    /* Computed while the child fills the block. Later, the child would have to wait for it. */
    block.right = block_right_checksum((size_t)link->options->block, seed);
    STEP(BLOCK_WHOLE_WAIT, .peer = end->peer, .deadline_ms = end->deadline_ms);
    status = end_await(end, PROTOCOL_BLOCK_WHOLE_WAIT, &whole);
    if (status != LINK_DONE)
        return status;
    block.vouched = whole.block_whole.checksum;
    return take_block(link, offer.block_offer.handle, block);
}

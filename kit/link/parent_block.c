/*
 * The second seed, as the parent sees it: a small request, a big answer in memory of the
 * child's. What the child says about the block is a claim: the view is as large as it is,
 * whatever the message says, and the content is what its checksum says only if it is computed
 * here.
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
 * Both, as a child can vouch for the wrong bytes, and right bytes can be vouched for before
 * they are all there.
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
 * Taken out of the child only now that it is whole, and by duplicating: the number in the
 * message means something in the child alone. A child that dies in between takes the handle
 * with it, and then there is no block, which is no fault of the child's. It is told before the
 * block is let go here: it has nothing to wait for any more.
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
    if (offer.block_offer.handle == 0) /* it could not make one, and says so */
        return say_taken(link, false);
    block.offered = offer.block_offer.size;
    if (block.offered != link->options->block && !end->trusts)
        return end_violated(end, WRONG_SIZE);
    status = acknowledge_block(link);
    if (status != LINK_DONE)
        return status;

    /* While the child is busy with the block: afterwards it would have to wait for this. */
    block.right = block_right_checksum((size_t)link->options->block, seed);
    STEP(BLOCK_WHOLE_WAIT, .peer = end->peer, .deadline_ms = end->deadline_ms);
    status = end_await(end, PROTOCOL_BLOCK_WHOLE_WAIT, &whole);
    if (status != LINK_DONE)
        return status;
    block.vouched = whole.block_whole.checksum;
    return take_block(link, offer.block_offer.handle, block);
}

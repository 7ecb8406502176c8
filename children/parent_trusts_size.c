/*
 * A broken parent. Its one bug: it accepts a message without checking its checksum, and trusts
 * the size in it. It takes as many bytes as the message states, not as many as it asked for,
 * and so also copies what follows the block in the child's memory. The rule data-true must
 * catch it. Known cause: a length that comes with the data and is compared with nothing, as in
 * content_analysis_sdk PR#112.
 */
#include "kit/link/actor.h"
#include "kit/link/parent_link_state.h"
#include "kit/link/tell.h"
#include "kit/protocol/block.h"

/* Limited to its own view: the bug is that it trusts the size, not that it crashes. */
static enum link_status take(struct parent_link *link, const struct parent_block *block)
{
    uint64_t size = block->offered < block->room ? block->offered : block->room;
    STEP(BLOCK_CHECKED, .peer = link->end.peer, .sequence = block->asked, .size = size,
         .checksum = block_checksum(block->view, (size_t)size));
    return LINK_DONE;
}

static void believe(struct parent_link *link)
{
    link->end.trusts = true; /* the bug */
    link->check_block = take;
}

static void serve(struct child_pool *pool, const struct link_options *options)
{
    for (uint32_t i = 0; i < options->child_count; i++)
        believe(child_pool_link(pool, i));
    child_pool_start(pool);
    child_pool_serve(pool);
}

int wmain(int count, wchar_t **words)
{
    return parent_actor_main(&(struct parent_actor){.serve = serve}, count, words);
}

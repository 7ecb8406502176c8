/*
 * A broken parent: its one bug is that it takes a message as it comes, without a look at its
 * checksum, and believes the size in it. The block is as long as the message says, not as long
 * as was asked for; what lies behind it in the child's memory comes with it.
 * To be caught by the rule data-true. Cause seen in the wild: a length that comes with the data
 * and is compared with nothing, as in content_analysis_sdk PR#112.
 */
#include "kit/link/actor.h"
#include "kit/link/parent_link_state.h"
#include "kit/link/tell.h"
#include "kit/protocol/block.h"

/* No further than its own view: the bug is to believe, not to crash. */
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

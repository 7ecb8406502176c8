/*
 * A broken parent. Its one bug: it trusts what a child says about its block. It takes as many
 * bytes as the child states, and checks neither them nor their checksum. So it accepts half a
 * block as a whole one. The rule data-true must catch it. Known cause: content_analysis_sdk
 * PR#112, where overwritten and truncated chunks were passed on unchanged.
 */
#include "kit/link/actor.h"
#include "kit/link/parent_link_state.h"
#include "kit/link/tell.h"
#include "kit/protocol/block.h"

/* The checksum only reports what the parent took; the parent does not check it. */
static enum link_status trust(struct parent_link *link, const struct parent_block *block)
{
    size_t size = (size_t)link->options->block;
    STEP(BLOCK_CHECKED, .peer = link->end.peer, .sequence = block->asked, .size = size,
         .checksum = block_checksum(block->view, size));
    return LINK_DONE; /* the bug */
}

static void serve(struct child_pool *pool, const struct link_options *options)
{
    for (uint32_t i = 0; i < options->child_count; i++)
        child_pool_link(pool, i)->check_block = trust;
    child_pool_start(pool);
    child_pool_serve(pool);
}

int wmain(int count, wchar_t **words)
{
    return parent_actor_main(&(struct parent_actor){.serve = serve}, count, words);
}

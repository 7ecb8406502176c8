/*
 * A broken child. Its one bug: it keeps the first block that it made, and answers every later
 * request with it. The block is whole, and its checksum is right. Only a parent that compares
 * the block with its own request can see that it is the answer to another request.
 */
#include "kit/link/actor.h"
#include "kit/link/child_block.h"

static enum link_status copy_the_first(struct link_end *end, const struct child_block *block)
{
    static bool asked;
    static uint32_t first;
    struct child_block copy = *block;
    if (!asked)
        first = block->seed;
    asked = true;
    copy.seed = first; /* the bug */
    return child_block_copy(end, &copy);
}

static enum link_status run(struct child_link *link, struct kit_error *err)
{
    link->copy_block = copy_the_first;
    return child_link_run(link, err);
}

int wmain(int count, wchar_t **words)
{
    return child_actor_main(&(struct child_actor){.run = run}, count, words);
}

/*
 * A broken parent: its one bug is that it believes what a child says of its block. It takes as
 * many bytes as are said to be there, and compares neither them nor their checksum with
 * anything: half a block is a whole one to it.
 * To be caught by the rule data-true. Cause seen in the wild: content_analysis_sdk PR#112,
 * where overwritten and truncated chunks went on as they were.
 */
#include "kit/link/child_pool.h"
#include "kit/link/parent_link_own.h"
#include "kit/link/tell.h"
#include "kit/os/text.h"
#include "kit/protocol/block.h"

#include <stdio.h>
#include <stdlib.h>

/* The checksum is what there is to find out what it took; it does nothing with it. */
static enum link_status trust(struct parent_link *link, const struct parent_block *block)
{
    size_t size = (size_t)link->options->block;
    STEP(BLOCK_CHECKED, .peer = link->end.peer, .sequence = block->asked, .size = size,
         .checksum = block_checksum(block->view, size));
    return LINK_DONE; /* the bug */
}

static int play(int count, char *const *words)
{
    static struct link_options options;
    struct child_pool *pool = NULL;
    struct kit_error err;
    if (options_read_parent(count, words, &options, &err) != KIT_OK) {
        fprintf(stderr, "parent_trusts_block: %s\n", err.text);
        return LINK_USAGE;
    }
    lifeline_attach(options.actor);
    if (child_pool_make(&options, &pool, &err) != KIT_OK)
        return EXIT_FAILURE;
    for (uint32_t i = 0; i < options.child_count; i++)
        child_pool_link(pool, i)->check_block = trust;
    child_pool_start(pool);
    child_pool_serve(pool);
    child_pool_close(&pool);
    return EXIT_SUCCESS;
}

int wmain(int count, wchar_t **wide)
{
    char **words = os_arguments(count, wide);
    if (!words)
        return LINK_USAGE;
    int code = play(count, words);
    free(words);
    return code;
}

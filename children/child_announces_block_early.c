/*
 * A broken child: its one bug is that it says that its block is whole when half of it is
 * copied; the other half follows. What it vouches for is the checksum of what will be there.
 * A parent that compares finds it out; one that does not takes half a block for a whole one.
 * Cause seen in the wild: the second seed's order, where the handle is handed out first and the
 * copy follows.
 */
#include "kit/link/child_link_own.h"
#include "kit/link/tell.h"
#include "kit/os/text.h"
#include "kit/protocol/block.h"

#include <stdio.h>
#include <stdlib.h>

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
    STEP(BLOCK_HALF, .peer = end->peer, .size = half); /* the bug: it is half only now */
    block_fill(block->view, half, size - half, block->seed);
    return LINK_DONE;
}

static int play(int count, char *const *words)
{
    static struct link_options options;
    struct child_link *link = NULL;
    struct kit_error err;
    if (options_read_child(count, words, &options, &err) != KIT_OK) {
        fprintf(stderr, "child_announces_block_early: %s\n", err.text);
        return LINK_USAGE;
    }
    lifeline_attach(options.actor);
    if (child_link_make(&options, &link, &err) != KIT_OK)
        return EXIT_FAILURE;
    link->copy_block = announce_early;
    enum link_status why = child_link_run(link, &err);
    child_link_end(&link, why);
    return why == LINK_FAILED ? EXIT_FAILURE : EXIT_SUCCESS;
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

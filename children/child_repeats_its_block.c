/*
 * A broken child: its one bug is that it keeps what it was asked for first, and answers every
 * later request for a block with that. The block is whole, and so is the checksum that it
 * vouches for: only who knows what he asked for can see that it is another's answer.
 */
#include "kit/link/child_link_own.h"
#include "kit/link/tell.h"
#include "kit/os/text.h"

#include <stdio.h>
#include <stdlib.h>

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

static int play(int count, char *const *words)
{
    static struct link_options options;
    struct child_link *link = NULL;
    struct kit_error err;
    if (options_read_child(count, words, &options, &err) != KIT_OK) {
        fprintf(stderr, "child_repeats_its_block: %s\n", err.text);
        return LINK_USAGE;
    }
    lifeline_attach(options.actor);
    if (child_link_make(&options, &link, &err) != KIT_OK)
        return EXIT_FAILURE;
    link->copy_block = copy_the_first;
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

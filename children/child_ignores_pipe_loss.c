/*
 * A broken child. Its one bug: it ignores a lost pipe, and also the end of its parent. It makes
 * no more requests, and waits forever. Before the loss, and when it is stopped, it does what
 * the reference child does. The rule child-ends must catch it. Known cause: a catch around the
 * pipe's read that swallows the error and returns to the loop.
 */
#include "kit/link/actor.h"

static void configure(struct link_options *options)
{
    options->detect_mask = DETECT_NONE; /* the bug */
}

int wmain(int count, wchar_t **words)
{
    return child_actor_main(&(struct child_actor){.configure = configure}, count, words);
}

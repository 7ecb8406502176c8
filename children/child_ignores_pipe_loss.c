/*
 * A broken child: its one bug is that a lost pipe means nothing to it, and neither does the end
 * of its parent. It makes no more requests, and waits for ever for something to happen. Before
 * that, and when it is stopped, it does what the reference child does.
 * To be caught by the rule child-ends. Cause seen in the wild: a catch around the pipe's read
 * that swallows the error and goes back to the loop.
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

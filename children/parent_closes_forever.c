/*
 * A broken parent: its one bug is that it waits without a deadline for a child that it told to
 * end. A child that hangs keeps its parent from ending, too. In all else it does what the
 * reference parent does.
 * To be caught by the rule bounded. Cause seen in the wild: microsoft/terminal #1810, go-winio
 * #357, where the close waits for ever.
 */
#include "kit/link/actor.h"
#include "kit/os/event.h"

static void configure(struct link_options *options)
{
    options->deadline_ms = OS_FOREVER; /* the bug */
}

int wmain(int count, wchar_t **words)
{
    return parent_actor_main(&(struct parent_actor){.configure = configure}, count, words);
}

/*
 * A broken parent. Its one bug: it waits without a deadline for a child that it told to end. A
 * child that hangs keeps its parent from ending, too. Otherwise it does what the reference
 * parent does. The rule bounded must catch it. Known causes: microsoft/terminal #1810, go-winio
 * #357, where the close waits forever.
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

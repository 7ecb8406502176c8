/*
 * A broken parent: its one bug is that it waits for its children's events and for nothing else.
 * It never looks at a child's process, and takes no notice of a broken pipe; so a child that
 * dies is never reported. It serves the living as the reference parent does, and obeys the
 * stop. To be caught by the rule watchdog-detects. Cause seen in the wild: the first seed's
 * loop with INFINITE in place of the timeout.
 */
#include "kit/link/actor.h"

static void configure(struct link_options *options)
{
    options->detect_mask = DETECT_NONE; /* the bug */
}

int wmain(int count, wchar_t **words)
{
    return parent_actor_main(&(struct parent_actor){.configure = configure}, count, words);
}

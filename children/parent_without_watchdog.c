/*
 * A broken parent. Its one bug: it waits for its children's events only. It never checks a
 * child's process, and ignores a broken pipe, so a child that dies is never reported. It serves
 * the living children as the reference parent does, and obeys the stop. The rule
 * watchdog-detects must catch it. Known cause: the first seed's loop with INFINITE in place of
 * the timeout.
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

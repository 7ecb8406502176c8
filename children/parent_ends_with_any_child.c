/*
 * A broken parent. Its one bug: it ends when it loses any child. An error of one pipe is
 * handled like every other error, and the parent gives up. With one child the bug is invisible.
 * The rule parent-continues must catch it. Known causes: npipe PR#11 and go-winio PR#70, where
 * a client that connects and disconnects closes a listener.
 */
#include "kit/link/actor.h"

static void configure(struct link_options *options)
{
    options->stop_on_loss = true; /* the bug; no option asked for it */
}

int wmain(int count, wchar_t **words)
{
    return parent_actor_main(&(struct parent_actor){.configure = configure}, count, words);
}

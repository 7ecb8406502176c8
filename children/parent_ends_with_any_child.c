/*
 * A broken parent: its one bug is that the loss of one child is the end of all. An error of one
 * pipe goes where all errors go, and it gives up. With one child nobody sees it.
 * To be caught by the rule parent-continues. Cause seen in the wild: npipe PR#11 and go-winio
 * PR#70, where a listener is closed by one client that came and went.
 */
#include "kit/link/actor.h"

static void configure(struct link_options *options)
{
    options->stop_on_loss = true; /* the bug; nobody told it so */
}

int wmain(int count, wchar_t **words)
{
    return parent_actor_main(&(struct parent_actor){.configure = configure}, count, words);
}

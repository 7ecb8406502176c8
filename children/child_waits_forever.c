/*
 * A broken child. Its one bug: it waits without a deadline for the parent's answer. A parent
 * that hangs breaks no pipe, so the child neither continues nor reports that no answer comes.
 * When the parent is gone it ends, as the reference child does. The rule bounded must catch it.
 * Known cause: INFINITE in the wait for the answer, as in crashpad's
 * registration_protocol_win.cc.
 */
#include "kit/link/actor.h"
#include "kit/os/event.h"

static void configure(struct link_options *options)
{
    options->deadline_ms = OS_FOREVER; /* the bug */
}

int wmain(int count, wchar_t **words)
{
    return child_actor_main(&(struct child_actor){.configure = configure}, count, words);
}

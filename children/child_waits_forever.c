/*
 * A broken child: its one bug is that it waits for what it is owed without a deadline. A parent
 * that hangs breaks no pipe, so the child neither goes on nor says that nothing comes. When the
 * parent is gone it ends, as the reference child does.
 * To be caught by the rule bounded. Cause seen in the wild: INFINITE in the wait for the
 * answer, as in crashpad's registration_protocol_win.cc.
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

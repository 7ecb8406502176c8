/*
 * A broken child. Its one bug: it ends only after its second thread, and this thread waits
 * without a deadline for data from the parent. The child notices the loss and begins to clean
 * up, but the clean-up never ends. When it is done or stopped it ends, as the reference child
 * does. The rule child-ends must catch it. Known causes: yabridge #69, where the host stays
 * because threads are still in callbacks; proton PR#120, where the join hangs.
 */
#include "kit/link/actor.h"
#include "kit/os/event.h"
#include "kit/os/thread.h"
#include "kit/probe/lifeline.h"

static void work(void *context)
{
    void *const brought = context;
    void *const stop = lifeline_stop_event();
    void *const waited[] = {brought, stop};
    os_wait_any(waited, 2, OS_FOREVER); /* the bug */
}

static enum link_status run(struct child_link *link, struct kit_error *err)
{
    void *brought = NULL, *thread = NULL;
    if (os_event_create(NULL, OS_MANUAL_RESET, &brought, err) != KIT_OK ||
        os_thread_start(work, brought, &thread, err) != KIT_OK)
        return LINK_FAILED;
    enum link_status why = child_link_run(link, err);
    if (why == LINK_QUIT)
        os_event_set(brought);
    os_thread_join(&thread); /* after a loss the awaited event is never set */
    os_close(&brought);
    return why;
}

int wmain(int count, wchar_t **words)
{
    return child_actor_main(&(struct child_actor){.run = run}, count, words);
}

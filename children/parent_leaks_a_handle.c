/*
 * A broken parent. Its one bug is a handle leak: it opens each child's process once more, to
 * ask for its exit code later, and never closes this handle. This works for a long time, until
 * the process's table of handles is full, far from the faulty line. Otherwise it does what the
 * reference parent does with `--places 1`: one child after another, and a quiescent point after
 * each. The rule nothing-left must catch it. Known causes: deno PR#33941, where handles leak
 * with every spawn; cpython #87134.
 */
#include "kit/link/actor.h"
#include "kit/link/parent_link_state.h"
#include "kit/link/tell.h"

static void serve(struct child_pool *pool, const struct link_options *options)
{
    for (uint32_t i = 0; i < options->child_count && !child_pool_stopped(pool); i++) {
        struct parent_link *link = child_pool_link(pool, i);
        void *for_its_code = NULL;
        if (parent_link_start(link, NULL) != KIT_OK)
            continue;
        os_process_open(link->process.pid, &for_its_code, NULL); /* the bug: never closed */
        parent_link_serve(link);
        LIFELINE_STEP(step_words[PROTOCOL_FAMILY_REST]);
    }
    child_pool_wait_stop(pool);
}

int wmain(int count, wchar_t **words)
{
    return parent_actor_main(&(struct parent_actor){.serve = serve}, count, words);
}

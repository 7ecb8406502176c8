/*
 * A broken parent. Its one bug is a handle leak: each child inherits the parent's own end of
 * the pipe of the previous child. When the parent dies, the sibling keeps that end open, and a
 * child that watches only its pipe never notices the loss. The child notices it once the
 * sibling ends, so the bug is visible only while the sibling lives. The rule child-ends must
 * catch it. Known causes: inheritable handles and a start that inherits all of them, as in
 * joyent/libuv PR#343 and swift-tools-support-core PR#560, where the end is only seen when the
 * slowest sibling is gone.
 */
#include "kit/link/actor.h"
#include "kit/link/parent_link_state.h"

static void start(struct child_pool *pool)
{
    struct parent_link *before = NULL, *link;
    while ((link = child_pool_next(pool)) != NULL) {
        void *leaked = NULL;
        if (before) /* the bug */
            os_pipe_inheritable(before->end.pipe, &leaked, NULL);
        link->also = leaked;
        parent_link_start(link, NULL);
        os_close(&leaked); /* only the sibling has it now */
        before = link;
    }
}

static void serve(struct child_pool *pool, const struct link_options *options)
{
    (void)options;
    start(pool);
    child_pool_serve(pool);
}

int wmain(int count, wchar_t **words)
{
    return parent_actor_main(&(struct parent_actor){.serve = serve}, count, words);
}

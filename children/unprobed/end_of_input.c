/*
 * How a parent of this folder is asked to end. It has no probe, so it has no stop event of a
 * run. With the first argument `--until-end-of-input` it ends when its standard input ends, as
 * a server does whose client started it over a pipe. It tells its children to quit before, as
 * it does when a run stops it. Without this argument it never looks at its input.
 *
 * CMake builds children/NAME.c for this folder with parent_actor_main under the name
 * unprobed_parent_main, so that each parent has this argument without a line of its own.
 */
#include "kit/link/actor.h"
#include "kit/link/child_pool_state.h"
#include "kit/os/event.h"
#include "kit/os/thread.h"

#include <windows.h>

/* What the program itself does. `serve` has no context, and a process plays one parent. */
static const struct parent_actor *played;

/* Reads a byte at a time: what stands in the input makes no difference. */
static void hear_input(void *end)
{
    HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
    char byte;
    DWORD size;
    while (ReadFile(input, &byte, 1, &size, NULL) && size == 1)
        continue;
    os_event_set(end);
}

/* The thread gets a handle of its own: it may still read when the pool is closed. The thread
 * ends with the process. */
static void serve_until_end_of_input(struct child_pool *pool,
                                     const struct link_options *options)
{
    HANDLE self = GetCurrentProcess(), end = NULL;
    void *thread = NULL;
    if (!DuplicateHandle(self, pool->end, self, &end, 0, FALSE, DUPLICATE_SAME_ACCESS) ||
        os_thread_start(hear_input, end, &thread, NULL) != KIT_OK)
        return; /* nobody could ask it to end */
    os_close(&thread);
    if (played->serve) {
        played->serve(pool, options);
        return;
    }
    child_pool_start(pool);
    child_pool_serve(pool);
}

int unprobed_parent_main(const struct parent_actor *actor, int count, wchar_t **words);
int unprobed_parent_main(const struct parent_actor *actor, int count, wchar_t **words)
{
    if (count < 2 || wcscmp(words[1], L"--until-end-of-input") != 0)
        return parent_actor_main(actor, count, words);
    words[1] = words[0];
    played = actor;
    return parent_actor_main(&(struct parent_actor){.configure = actor->configure,
                                                    .serve = serve_until_end_of_input},
                             count - 1, words + 1);
}

/*
 * A broken parent. It keeps a list of its children's PIDs, so that it can end leftovers later.
 * Its one bug: the name of this list contains no number. When the parent has lost a child, it
 * ends all processes in the list, including the children of a second run of the program. (Here
 * the name contains the run's name, so that it can do no harm outside of it. The names of real
 * programs do not.) The rule nobody-else must catch it. Known causes: iceoryx2 #1880, where the
 * clean-up of dead nodes ends living processes; rancher-desktop-2 PR#377, where a reused PID
 * has this effect.
 */
#include "kit/link/actor.h"
#include "kit/link/parent_link_state.h"
#include "kit/os/section.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#define LIST_MOST   16
#define LEFT_BEHIND 1 /* the exit code that it leaves */

struct list {
    atomic_uint pids[LIST_MOST]; /* 0: free */
};

static struct list *open_list(void **section)
{
    char name[128];
    void *view = NULL;
    const char *run = getenv("LIFELINE_RUN");
    snprintf(name, sizeof name, "parent_ends_leftovers.%s", run ? run : "");
    /* the bug: the process may belong to another run */
    if (os_section_create(name, sizeof(struct list), false, section, NULL) != KIT_OK &&
        os_section_open(name, section, NULL) != KIT_OK)
        return NULL;
    return os_map(*section, &view, NULL, NULL) == KIT_OK ? view : NULL;
}

static void enter(struct list *list, uint32_t pid)
{
    for (int i = 0; i < LIST_MOST; i++) {
        unsigned vacant = 0;
        if (atomic_compare_exchange_strong(&list->pids[i], &vacant, pid))
            return;
    }
}

static void end_leftovers(struct list *list)
{
    for (int i = 0; i < LIST_MOST; i++) {
        void *process = NULL;
        uint32_t pid = atomic_exchange(&list->pids[i], 0);
        if (pid == 0 || os_process_open(pid, &process, NULL) != KIT_OK)
            continue;
        os_process_kill(process, LEFT_BEHIND, NULL);
        os_close(&process);
    }
}

/* The parent has one child. */
static void serve(struct child_pool *pool, const struct link_options *options)
{
    void *section = NULL;
    void *list = open_list(&section);
    struct parent_link *link = child_pool_link(pool, 0);
    (void)options;
    if (!list)
        return;
    child_pool_start(pool);
    enter(list, link->process.pid);
    if (link_is_lost(parent_link_serve(link)))
        end_leftovers(list);
    child_pool_wait_stop(pool);
    os_unmap(&list);
    os_close(&section);
}

int wmain(int count, wchar_t **words)
{
    return parent_actor_main(&(struct parent_actor){.serve = serve}, count, words);
}

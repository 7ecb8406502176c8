#pragma once
/*
 * The program of an actor, from its command line to its exit code: an example to copy for a
 * program of your own. The reference actors in children/ are nothing else. A broken actor sets
 * what it does in another way, and has its bug there.
 *
 *     int wmain(int count, wchar_t **words)
 *     {
 *         return parent_actor_main(&(struct parent_actor){.serve = serve}, count, words);
 *     }
 *
 * Both return the process's exit code: LINK_USAGE for a wrong command line, EXIT_FAILURE for an
 * actor that cannot do its part. The sentence is then on stderr.
 */
#include "kit/link/child_link.h"
#include "kit/link/child_pool.h"

#include <wchar.h>

/* What a parent does in another way than the reference parent; NULL: nothing. */
struct parent_actor {
    /* Changes the options after they were read. */
    void (*configure)(struct link_options *options);
    /* Instead of child_pool_start and child_pool_serve: until the parent has to end. */
    void (*serve)(struct child_pool *pool, const struct link_options *options);
};

int parent_actor_main(const struct parent_actor *actor, int count, wchar_t **words);

/* What a child does in another way than the reference child; NULL: nothing. */
struct child_actor {
    void (*configure)(struct link_options *options);
    /* Instead of child_link_run. */
    enum link_status (*run)(struct child_link *link, struct kit_error *err);
};

int child_actor_main(const struct child_actor *actor, int count, wchar_t **words);

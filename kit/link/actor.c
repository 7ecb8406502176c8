#include "kit/link/actor.h"
#include "kit/os/console.h"
#include "kit/os/text.h"
#include "kit/probe/lifeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Prints the error under the program's own name: "ref_child: ...". */
static void print_program_error(const char *program, const struct kit_error *err)
{
    for (const char *at = program; *at; at++)
        if (*at == '/' || *at == '\\')
            program = at + 1;
    os_complain("%.*s: %s", (int)strcspn(program, "."), program, err->text);
}

static int play_parent(const struct parent_actor *actor, int count, char *const *words)
{
    static struct link_options options; /* too large for a stack; this process plays once */
    struct child_pool *pool = NULL;
    struct kit_error err;
    if (options_read_parent(count, words, &options, &err) != KIT_OK) {
        print_program_error(words[0], &err);
        return LINK_USAGE;
    }
    if (actor->configure)
        actor->configure(&options);

    /* Outside a run this does nothing, and neither does any step. */
    lifeline_attach(options.actor);
    if (child_pool_make(&options, &pool, &err) != KIT_OK) {
        print_program_error(words[0], &err);
        return EXIT_FAILURE;
    }
    if (actor->serve) {
        actor->serve(pool, &options);
    } else {
        child_pool_start(pool);
        child_pool_serve(pool);
    }
    child_pool_close(&pool);
    return EXIT_SUCCESS;
}

static int play_child(const struct child_actor *actor, int count, char *const *words)
{
    static struct link_options options; /* too large for a stack; this process plays once */
    struct child_link *link = NULL;
    struct kit_error err;
    if (options_read_child(count, words, &options, &err) != KIT_OK) {
        print_program_error(words[0], &err);
        return LINK_USAGE;
    }
    if (actor->configure)
        actor->configure(&options);

    /* Outside a run this does nothing, and neither does any step. */
    lifeline_attach(options.actor);
    if (child_link_make(&options, &link, &err) != KIT_OK) {
        print_program_error(words[0], &err);
        return EXIT_FAILURE;
    }
    enum link_status why = actor->run ? actor->run(link, &err) : child_link_run(link, &err);
    if (why == LINK_FAILED)
        print_program_error(words[0], &err);
    child_link_end(&link, why);

    /* The loss of the parent is no failure of the child: the child did what it has to do. */
    return why == LINK_FAILED ? EXIT_FAILURE : EXIT_SUCCESS;
}

int parent_actor_main(const struct parent_actor *actor, int count, wchar_t **wide)
{
    char **words = os_arguments(count, wide);
    int code = words ? play_parent(actor, count, words) : LINK_USAGE;
    free(words);
    return code;
}

int child_actor_main(const struct child_actor *actor, int count, wchar_t **wide)
{
    char **words = os_arguments(count, wide);
    int code = words ? play_child(actor, count, words) : LINK_USAGE;
    free(words);
    return code;
}

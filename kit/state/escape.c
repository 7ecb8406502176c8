#include "kit/state/escape.h"

#include <assert.h>

const char *const escape_words[] = {NULL,
#define X(tie, word) word,
                                    ESCAPE_TIES(X)
#undef X
};

/* The member that created this process. The system reuses PIDs: a process that is older than
 * the member with its creator's PID had another creator. */
static const struct escape_member *creator_of(const struct escape_member *members, size_t count,
                                              const struct escape_outsider *outsider)
{
    for (size_t i = 0; i < count; i++) {
        if (members[i].pid == outsider->creator && members[i].created > 0 &&
            members[i].created <= outsider->created)
            return &members[i];
    }
    return NULL;
}

/* Only an actor that the runner starts itself has its name in the environment. */
static int family_named(const struct scenario *scenario, const char *name)
{
    int actor = name[0] ? scenario_actor(scenario, name) : -1;
    return actor >= 0 && !scenario->actors[actor].is_child ? actor : -1;
}

enum escape_tie escape_tie(const struct scenario *scenario, const char *run,
                           const struct escape_member *members, size_t count,
                           const struct escape_outsider *outsider, int *actor)
{
    assert(run[0] && outsider->run && outsider->family);
    const struct escape_member *creator = creator_of(members, count, outsider);
    *actor = -1;
    if (words_equal(outsider->run, run)) {
        *actor = family_named(scenario, outsider->family);
        return ESCAPE_ENVIRONMENT;
    }
    if (!creator)
        return ESCAPE_NONE;
    *actor = creator->actor;
    return ESCAPE_CREATOR;
}

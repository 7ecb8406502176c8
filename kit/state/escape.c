#include "kit/state/escape.h"

#include <assert.h>

const char *const escape_words[] = {NULL,
#define X(tie, word) word,
                                    ESCAPE_TIES(X)
#undef X
};

/* A process can get its time of creation after its creator has ended: under Wine it gets that
 * time with its first instruction. */
#define BORN_LATE (5 * INT64_C(10000000))

/*
 * The system reuses PIDs. A process that is older than the member with its creator's PID had
 * another creator. So had one that is younger than the process that has that PID now, and one
 * that was created long after the member had ended.
 */
bool escape_can_have_created(const struct escape_member *member,
                             const struct escape_outsider *outsider)
{
    bool is_taken_over = outsider->creator_created > member->created &&
                         outsider->creator_created <= outsider->created;
    return member->pid == outsider->creator && member->created > 0 &&
           member->created <= outsider->created && !is_taken_over &&
           (member->ended == 0 || outsider->created <= member->ended + BORN_LATE);
}

/* The member that created this process. Of two that had the same PID it is the younger one:
 * before it could have the PID, the other one and all its work were done. */
static const struct escape_member *creator_of(const struct escape_member *members, size_t count,
                                              const struct escape_outsider *outsider)
{
    const struct escape_member *youngest = NULL;
    for (size_t i = 0; i < count; i++) {
        if (escape_can_have_created(&members[i], outsider) &&
            (!youngest || youngest->created < members[i].created))
            youngest = &members[i];
    }
    return youngest;
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

#include "kit/state/identity.h"
#include "kit/base/image.h"

#include <assert.h>

bool identity_is_of_family(const struct identity *identity, int actor, uint32_t creator)
{
    int parent = identity->scenario->actors[actor].parent;
    if (!identity->scenario->actors[actor].is_child || creator == 0 ||
        identity->actors[parent].pid == creator)
        return true;
    for (uint32_t i = 0; i < identity->scenario->actor_count; i++) {
        if (identity->actors[i].pid == creator)
            return false;
    }
    return true;
}

static bool could_be(const struct identity *identity, int actor, const struct newcomer *process,
                     bool only_by_image)
{
    const struct scenario_actor *of = &identity->scenario->actors[actor];
    return (of->by_image || !only_by_image) && image_is(process->image, of->program) &&
           identity_is_of_family(identity, actor, process->creator);
}

/* Among the actors known by their image alone, the actor whose process ended first. Other
 * actors get no new process by their image: an actor with a probe names itself each time, and a
 * parent is started once. */
static int longest_vacant(const struct identity *identity, const struct newcomer *process)
{
    int best = IDENTITY_NOBODY;
    for (int i = 0; i < (int)identity->scenario->actor_count; i++) {
        if (!could_be(identity, i, process, true))
            continue;
        if (identity->actors[i].lives) {
            best = best == IDENTITY_NOBODY ? IDENTITY_TAKEN : best;
        } else if (best < 0 || identity->actors[i].ended_ns < identity->actors[best].ended_ns) {
            best = i;
        }
    }
    return best;
}

int identity_by_image(const struct identity *identity, const struct newcomer *process,
                      bool only_by_image)
{
    assert(process->image);
    for (int i = 0; i < (int)identity->scenario->actor_count; i++) {
        if (!identity->actors[i].had_process && could_be(identity, i, process, only_by_image))
            return i;
    }
    return longest_vacant(identity, process);
}

int identity_by_name(const struct identity *identity, const char *name)
{
    int actor = scenario_actor(identity->scenario, name);
    if (actor < 0)
        return IDENTITY_NOBODY;
    return identity->actors[actor].lives ? IDENTITY_TAKEN : actor;
}

#include "kit/state/identity.h"
#include "kit/base/image.h"
#include "kit/base/wildcard.h"

#include <assert.h>

bool identity_is_of_family(const struct identity *identity, int actor, uint32_t creator)
{
    int parent = identity->scenario->actors[actor].parent;
    if (!identity->scenario->actors[actor].is_child || creator == 0 ||
        identity->actors[parent].pid == creator)
        return true;
    bool by_command = identity->scenario->actors[actor].by_command;
    for (uint32_t i = 0; i < identity->scenario->actor_count; i++) {
        if (identity->actors[i].pid == creator)
            return by_command && identity->scenario->actors[i].parent == parent;
    }
    return true;
}

/* Whether the program, or the command line, is the one that the scenario names. */
static bool has_look(const struct scenario_actor *of, const struct newcomer *process)
{
    if (!of->by_command)
        return image_is(process->image, of->program);
    return process->command && process->command[0] &&
           wildcard_finds(of->program, process->command, false);
}

/* The runner starts all others itself, and knows their processes without a guess. */
static bool could_be(const struct identity *identity, int actor, const struct newcomer *process,
                     bool only_by_image)
{
    const struct scenario_actor *of = &identity->scenario->actors[actor];
    return of->is_child && (of->by_image || !only_by_image) && has_look(of, process) &&
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

int identity_rival(const struct identity *identity, int actor, const struct newcomer *process)
{
    const struct scenario *scenario = identity->scenario;
    for (int i = 0; i < (int)scenario->actor_count; i++) {
        if (i != actor && scenario->actors[i].by_command &&
            scenario->actors[actor].by_command &&
            !words_equal(scenario->actors[i].program, scenario->actors[actor].program) &&
            could_be(identity, i, process, true))
            return i;
    }
    return IDENTITY_NOBODY;
}

int identity_by_name(const struct identity *identity, const char *name)
{
    int actor = scenario_actor(identity->scenario, name);
    if (actor < 0)
        return IDENTITY_NOBODY;
    return identity->actors[actor].lives ? IDENTITY_TAKEN : actor;
}

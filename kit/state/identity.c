#include "kit/state/identity.h"

#include <assert.h>

static _Atomic uint32_t *owner_of(const struct identity *identity, uint32_t actor)
{
    return &run_actor(identity->block, actor)->pid;
}

int identity_of_pid(const struct identity *identity, uint32_t pid)
{
    assert(pid > 0);
    for (uint32_t i = 0; i < identity->scenario->actor_count; i++) {
        if (atomic_load(owner_of(identity, i)) == pid && !identity->actors[i].had_process)
            return (int)i;
    }
    return -1;
}

/* The first that puts its PID into a block has it, a probe or the runner. */
static bool is_free_for(const struct identity *identity, uint32_t actor, uint32_t pid)
{
    uint32_t owner = atomic_load(owner_of(identity, actor));
    return owner == 0 || owner == pid;
}

static int guess(const struct identity *identity, const char *image, uint32_t pid,
                 uint32_t creator, bool by_image)
{
    for (uint32_t i = 0; i < identity->scenario->actor_count; i++) {
        const struct scenario_actor *actor = &identity->scenario->actors[i];
        if ((actor->by_image || !by_image) && !identity->actors[i].had_process &&
            is_free_for(identity, i, pid) && actor_is_of_family(identity->block, i, creator) &&
            image_is(image, actor->program))
            return (int)i;
    }
    return -1;
}

int identity_guess(const struct identity *identity, const char *image, uint32_t pid,
                   uint32_t creator)
{
    return guess(identity, image, pid, creator, false);
}

/*
 * Between the look at a block and the claim of it the probe of another process of this program
 * may have taken it. Then that process is the actor, and this one gets the next block, or none.
 */
int identity_claim(const struct identity *identity, const char *image, uint32_t pid,
                   uint32_t creator)
{
    assert(pid > 0);
    for (uint32_t i = 0; i < identity->scenario->actor_count; i++) {
        uint32_t owner = 0;
        int actor = guess(identity, image, pid, creator, true);
        if (actor < 0 ||
            atomic_compare_exchange_strong(owner_of(identity, (uint32_t)actor), &owner, pid) ||
            owner == pid)
            return actor;
    }
    return -1;
}

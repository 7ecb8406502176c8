#include "kit/run/neighbours.h"

#include <assert.h>

void neighbours_add(struct neighbours *neighbours, uint32_t pid, int64_t created)
{
    assert(pid > 0);
    os_lock(&neighbours->lock);
    neighbours->all[neighbours->count++ % NEIGHBOURS] = (struct neighbour){pid, created};
    os_unlock(&neighbours->lock);
}

/* Whether one of this PID was created in [from, until]. */
static bool is_neighbour(struct neighbours *neighbours, uint32_t pid, int64_t from,
                         int64_t until)
{
    bool found = false;
    os_lock(&neighbours->lock);
    for (size_t i = 0; i < neighbours->count && i < NEIGHBOURS && !found; i++) {
        const struct neighbour *of = &neighbours->all[i];
        found = of->pid == pid && of->created >= from && of->created <= until;
    }
    os_unlock(&neighbours->lock);
    return found;
}

bool neighbours_has(struct neighbours *neighbours, uint32_t pid, int64_t created)
{
    return is_neighbour(neighbours, pid, created, created);
}

bool neighbours_made(struct neighbours *neighbours, uint32_t creator, int64_t created)
{
    return is_neighbour(neighbours, creator, 0, created);
}

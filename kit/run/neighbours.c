#include "kit/run/neighbours.h"

#include <assert.h>

void neighbours_add(struct neighbours *neighbours, uint32_t pid, int64_t created)
{
    assert(pid > 0);
    os_lock(&neighbours->lock);
    neighbours->all[neighbours->count++ % NEIGHBOURS] = (struct neighbour){pid, created};
    os_unlock(&neighbours->lock);
}

bool neighbours_made(struct neighbours *neighbours, uint32_t creator, int64_t created)
{
    bool made = false;
    os_lock(&neighbours->lock);
    for (size_t i = 0; i < neighbours->count && i < NEIGHBOURS && !made; i++)
        made = neighbours->all[i].pid == creator && neighbours->all[i].created <= created;
    os_unlock(&neighbours->lock);
    return made;
}

bool neighbours_has(struct neighbours *neighbours, uint32_t pid, int64_t created)
{
    bool has = false;
    os_lock(&neighbours->lock);
    for (size_t i = 0; i < neighbours->count && i < NEIGHBOURS && !has; i++)
        has = neighbours->all[i].pid == pid && neighbours->all[i].created == created;
    os_unlock(&neighbours->lock);
    return has;
}

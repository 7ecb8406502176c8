#pragma once
/*
 * A list of points that is being built. Only the files of this folder that find points include
 * this header. Pure.
 */
#include "kit/sweep/point.h"

/* Points for which there is no room are counted, too. */
struct sweep_list {
    struct sweep_point *to;
    size_t room, count;
};

void sweep_add(struct sweep_list *list, struct sweep_point point);

/*
 * A drop: a parent's end can be lost in two ways, and the other side sees a different error
 * each time.
 */
void sweep_add_drops(struct sweep_list *list, const struct scenario *scenario,
                     struct sweep_point point);

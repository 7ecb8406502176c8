#include "kit/sweep/point_list.h"

void sweep_add(struct sweep_list *list, struct sweep_point point)
{
    if (list->count < list->room)
        list->to[list->count] = point;
    list->count++;
}

void sweep_add_drops(struct sweep_list *list, const struct scenario *scenario,
                     struct sweep_point point)
{
    bool is_child = scenario->actors[point.actor].is_child;
    for (int way = DROP_CLOSE; way < DROP_COUNT && !is_child; way++) {
        point.drop = (enum kit_drop)way;
        sweep_add(list, point);
    }
    if (is_child)
        sweep_add(list, point);
}

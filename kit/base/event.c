#include "kit/base/event.h"

/*
 * An insertion sort: the facts arrive nearly sorted, each at most a few places from where it
 * belongs, so this is one pass, and it is stable.
 */
void events_sort(struct kit_event *events, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        if (events[i - 1].at_ns <= events[i].at_ns)
            continue;
        struct kit_event moved = events[i];
        size_t at = i;
        for (; at > 0 && events[at - 1].at_ns > moved.at_ns; at--)
            events[at] = events[at - 1];
        events[at] = moved;
    }
}

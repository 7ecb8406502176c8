#include "kit/base/event.h"

#include <stdlib.h>

/*
 * An insertion sort that gives up after `moves` moves. Facts arrive nearly sorted, each at most
 * a few places from its own, so this usually needs one pass.
 */
static bool insertion_sort(struct kit_event *events, size_t count, size_t moves)
{
    for (size_t i = 1; i < count; i++) {
        if (events[i - 1].at_ns <= events[i].at_ns)
            continue;
        struct kit_event moved = events[i];
        size_t at = i;
        for (; at > 0 && events[at - 1].at_ns > moved.at_ns && moves > 0; at--, moves--)
            events[at] = events[at - 1];
        events[at] = moved;
        if (moves == 0)
            return false;
    }
    return true;
}

static void merge_events(const struct kit_event *from, size_t left, size_t middle, size_t right,
                         struct kit_event *to)
{
    size_t a = left, b = middle;
    for (size_t i = left; i < right; i++) {
        bool take_left = a < middle && (b >= right || from[a].at_ns <= from[b].at_ns);
        to[i] = from[take_left ? a++ : b++];
    }
}

static size_t smaller_of(size_t value, size_t most)
{
    return value < most ? value : most;
}

/* A stable bottom-up merge sort; `spare` has room for as many events. */
static void merge_sort(struct kit_event *events, size_t count, struct kit_event *spare)
{
    struct kit_event *from = events, *to = spare;
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t left = 0; left < count; left += 2 * width)
            merge_events(from, left, smaller_of(left + width, count),
                         smaller_of(left + 2 * width, count), to);
        struct kit_event *swapped = from;
        from = to;
        to = swapped;
    }
    for (size_t i = 0; from != events && i < count; i++)
        events[i] = from[i];
}

void events_sort(struct kit_event *events, size_t count)
{
    /* A foreign log can have any order; sorting it must not take quadratic time. */
    if (insertion_sort(events, count, count * 8 + 64))
        return;
    struct kit_event *spare = malloc(count * sizeof *spare);
    if (spare)
        merge_sort(events, count, spare);
    else
        insertion_sort(events, count, SIZE_MAX);
    free(spare);
}

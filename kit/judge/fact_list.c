#include "kit/judge/fact_list.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

bool list_add(struct fact_list *list, const struct fact *fact)
{
    if (list->count == list->room) {
        size_t room = list->room ? list->room * 2 : 16;
        const struct fact **more = realloc((void *)list->at, room * sizeof *more);
        if (!more)
            return false;
        list->at = more;
        list->room = room;
    }
    list->at[list->count++] = fact;
    if (fact->occurrence > list->most)
        list->most = fact->occurrence;
    return true;
}

void list_free(struct fact_list *list)
{
    free((void *)list->at);
    *list = (struct fact_list){.at = NULL};
}

/* Of `count` facts in order of time: the index of the first one that is later. */
static size_t first_after(const struct fact *const *at, size_t count, int64_t at_ns)
{
    size_t low = 0, high = count;
    /* Most callers ask for the end of the list. */
    if (high > 0 && at[high - 1]->at_ns <= at_ns)
        return high;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (at[middle]->at_ns <= at_ns)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t list_after(const struct fact_list *list, int64_t at_ns)
{
    return first_after(list->at, list->count, at_ns);
}

size_t list_sorted(const struct fact_list *list, size_t sorted)
{
    size_t i = sorted > 0 ? sorted : 1;
    while (i < list->count && list->at[i - 1]->at_ns <= list->at[i]->at_ns)
        i++;
    return i < list->count ? i : list->count;
}

size_t list_kept(const struct fact_list *list, size_t i)
{
    int64_t earliest_ns = FACTS_NEVER;
    for (size_t k = i; k < list->count; k++) {
        if (list->at[k]->at_ns < earliest_ns)
            earliest_ns = list->at[k]->at_ns;
    }
    return first_after(list->at, i, earliest_ns);
}

/*
 * Merges two sorted runs, [0, middle) and [middle, count). `spare` has room for those facts of
 * the first run that have to move.
 */
static void merge_runs(const struct fact **at, size_t middle, size_t count,
                       const struct fact **spare)
{
    size_t to = first_after(at, middle, at[middle]->at_ns);
    size_t left = middle - to, a = 0, b = middle;
    memcpy((void *)spare, (const void *)&at[to], left * sizeof *spare);
    while (a < left) {
        bool takes_first = b == count || spare[a]->at_ns <= at[b]->at_ns;
        at[to++] = takes_first ? spare[a++] : at[b++];
    }
}

/* The size of two runs that follow each other; the last ones can be shorter. */
static size_t two_runs(size_t width, size_t left)
{
    return left < 2 * width ? left : 2 * width;
}

bool list_sort(struct fact_list *list, size_t i)
{
    assert(i <= list->count);
    size_t late = list->count - i, moved = i - list_kept(list, i);
    if (late == 0)
        return true;
    const struct fact **at = list->at + i;
    const struct fact **spare = malloc((late > moved ? late : moved) * sizeof *spare);
    if (!spare)
        return false;
    for (size_t width = 1; width < late; width *= 2) {
        for (size_t from = 0; from + width < late; from += 2 * width)
            merge_runs(at + from, width, two_runs(width, late - from), spare);
    }
    if (i > 0)
        merge_runs(list->at, i, list->count, spare);
    free((void *)spare);
    return true;
}

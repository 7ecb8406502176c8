#pragma once
/*
 * Facts in order of time; borrowed from the store (fact_store.h). Pure; on the heap; one
 * thread.
 */
#include "kit/judge/fact.h"

struct fact_list {
    const struct fact **at;
    size_t count;
    size_t room;
    uint32_t most; /* the highest occurrence that it ever held */
};

/* Appends a fact. False if there is no memory for it; the list is then as it was. */
bool list_add(struct fact_list *list, const struct fact *fact);
void list_free(struct fact_list *list);

/* The index of the first fact of a list that is later than the instant. */
size_t list_after(const struct fact_list *list, int64_t at_ns);

/*
 * The number of facts that stand in order of time, from the first on. The first `sorted` are
 * known to do so.
 */
size_t list_sorted(const struct fact_list *list, size_t sorted);

/* The number of facts that keep their place when the facts from the i-th on are sorted in. */
size_t list_kept(const struct fact_list *list, size_t i);

/*
 * Sorts in the facts from the i-th on; those before it are sorted. Facts of one instant keep
 * their order. False if there is no memory; the list is then as it was. The cost grows with how
 * far the facts have to move, and is never quadratic.
 */
bool list_sort(struct fact_list *list, size_t i);

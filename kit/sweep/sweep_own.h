#pragma once
/*
 * What the files of this folder have in common and nobody else needs. Pure.
 */
#include "kit/sweep/sweep.h"

/* Points in the making: those that there is no room for are counted, too. */
struct sweep_list {
    struct sweep_point *to;
    size_t room, count;
};

void sweep_add(struct sweep_list *list, struct sweep_point point);

/* A drop: a parent's end can be lost in two ways, and the other side sees another error each
 * time. */
void sweep_add_drops(struct sweep_list *list, const struct scenario *scenario,
                     struct sweep_point point);

/* Whether it is a step or report that a line can name. */
bool sweep_is_word(const struct kit_event *event);

/* STEP_*; what a step of the scenario's own can do nobody has told: 0. */
uint32_t sweep_step_flags(const char *step);

/* Whether the fault can be carried out at a step of these flags. */
bool sweep_obeys(enum kit_fault fault, uint32_t flags);

/* The protocol's order of steps, then that of calls. */
int sweep_step_rank(const char *step);

/* -1, 0 or 1, for qsort. */
int sweep_compare(int64_t a, int64_t b);

/* The index of a parent's peer. A child's steps are all for its parent, and its lines do not
 * say so: -1. */
int sweep_peer(const struct scenario *scenario, int actor, const char *peer);

/* Whether both are started from the same program with the same options. */
bool sweep_are_twins(const struct scenario *scenario, int left, int right);

/* How many actors above this one are started as it is. */
uint32_t sweep_twins_before(const struct scenario *scenario, int actor);

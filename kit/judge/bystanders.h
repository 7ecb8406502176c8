#pragma once
/*
 * Those whom nothing was done to while something was done to others. A family is a parent with
 * its children. Gathered in the pass of facts.c; the rule `nobody-else` reads it. Pure.
 */
#include "kit/base/event.h"
#include "kit/scenario/scenario.h"

struct bystander {
    const struct kit_event *act;    /* the last in another family, or NULL */
    const struct kit_event *before; /* the actor's last word before it, or NULL */
    const struct kit_event *after;  /* its first word since, or NULL */
    bool steady;                    /* it had been speaking without a pause */
};

struct bystanders {
    struct bystander of[SCENARIO_ACTORS];
    const struct kit_event *touched[SCENARIO_ACTORS]; /* first, by the index of the parent */
    const struct kit_event *said[SCENARIO_ACTORS];    /* last */
    int64_t
        steady_from_ns[SCENARIO_ACTORS]; /* since when there was no pause of half a window */
};

/* A step or report of an actor. */
void bystanders_said(struct bystanders *of, const struct scenario *scenario, int actor,
                     const struct kit_event *event);

/* Something was done to an actor: it was struck, or asked to stop. */
void bystanders_act(struct bystanders *of, const struct scenario *scenario, int actor,
                    const struct kit_event *act);

/* The parent of the actor's family. */
int family_head(const struct scenario *scenario, int actor);

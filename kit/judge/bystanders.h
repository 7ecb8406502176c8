#pragma once
/*
 * Bystanders: actors that no fault struck while a fault struck others. A family is a parent
 * with its children. Gathered in the pass of facts.c; the rule `nobody-else` reads it. Pure.
 */
#include "kit/judge/fact.h"

/* A span in which an actor logged nothing, beginning at an act in another family. */
struct quiet {
    const struct fact *act;   /* the first in the span; or NULL */
    const struct fact *after; /* the actor's event that ended the span, or NULL */
    /*
     * The timeout that it declared for its next event, to which the window is added; -1: none
     * is owed.
     */
    int64_t pause_ms;
};

struct bystander {
    const struct fact *act; /* the last in another family while it ran, or NULL */
    struct quiet now;       /* of the spans in which an event was owed: the last, */
    struct quiet longest;   /* and the most overdue one of those that are over */
    bool ended;
};

struct bystanders {
    struct bystander of[SCENARIO_ACTORS];
    const struct fact *touched[SCENARIO_ACTORS]; /* first, by the index of the parent */
    const struct fact *said[SCENARIO_ACTORS];    /* last */
    int64_t steady_from_ns[SCENARIO_ACTORS]; /* since when it made no pause of half a window */
};

/* A step or report of an actor. */
void bystanders_said(struct bystanders *of, const struct scenario *scenario, int actor,
                     const struct fact *event);

/* The actor was struck, or asked to stop. */
void bystanders_act(struct bystanders *of, const struct scenario *scenario, int actor,
                    const struct fact *act);

/* The actor's process is gone. It is no bystander of later acts. */
void bystanders_ended(struct bystanders *of, int actor);

/* The parent of the actor's family. */
int family_head(const struct scenario *scenario, int actor);

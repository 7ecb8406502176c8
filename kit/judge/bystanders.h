#pragma once
/*
 * Bystanders: actors that no fault struck while a fault struck others. A family is a parent
 * with its children. Gathered in the pass of facts.c; the rule `nobody-else` reads it. Pure.
 */
#include "kit/judge/fact.h"

/* A span in which an actor logged nothing, beginning at an act in another family. */
struct quiet {
    const struct fact *act;   /* the first in the span, or NULL: there was none */
    const struct fact *after; /* the actor's word that ended it, or NULL */
    int64_t pause_ms; /* how long its next word may take by its own account, behind which it has
                       * the window; -1: it owes none */
};

struct bystander {
    const struct fact *act; /* the last in another family while it ran, or NULL */
    struct quiet now;       /* of the spans in which a word was owed: the last, */
    struct quiet longest;   /* and of those that are over the one most overdue */
    bool ended;
};

struct bystanders {
    struct bystander of[SCENARIO_ACTORS];
    const struct fact *touched[SCENARIO_ACTORS]; /* first, by the index of the parent */
    const struct fact *said[SCENARIO_ACTORS];    /* last */
    int64_t
        steady_from_ns[SCENARIO_ACTORS]; /* since when there was no pause of half a window */
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

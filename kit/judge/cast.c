#include "kit/judge/cast.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

enum cast_flag {
    CAST_STARTED = 1,
    CAST_ATTACHED = 2,
    CAST_QUIT = 4, /* it said so itself */
    CAST_HUNG = 8,
    CAST_TOLD = 16 /* its parent said that it is lost, or that it said Quit */
};

/* Without the actors that it does not have: they are most of it, and pages that nobody wrote.
 */
static void copy_scenario(struct scenario *to, const struct scenario *from)
{
    const size_t behind = offsetof(struct scenario, actors) + sizeof from->actors;
    memcpy(to, from, offsetof(struct scenario, actors));
    memcpy(to->actors, from->actors, from->actor_count * sizeof from->actors[0]);
    memcpy((char *)to + behind, (const char *)from + behind, sizeof *from - behind);
}

void cast_begin(struct cast *cast, const struct scenario *scenario)
{
    copy_scenario(&cast->scenario, scenario);
    cast->spilled = 0;
    cast->declared = (int)scenario->actor_count;
    for (int i = 0; i < SCENARIO_ACTORS; i++) {
        cast->of[i] = cast->newest[i] = i;
        cast->incarnation[i] = 1;
        cast->flags[i] = 0;
        cast->before[i] = -1;
    }
}

/* ---- whose fact it is ---- */

static int find_process(const struct cast *cast, int actor, uint32_t incarnation)
{
    if (incarnation <= 1)
        return actor;
    for (int i = cast->declared; i < (int)cast->scenario.actor_count; i++) {
        if (cast->of[i] == actor && cast->incarnation[i] == incarnation)
            return i;
    }
    return -1;
}

static int add_process(struct cast *cast, int actor, uint32_t incarnation)
{
    int added = (int)cast->scenario.actor_count;
    if (added == SCENARIO_ACTORS)
        return -1;
    cast->scenario.actors[added] = cast->scenario.actors[actor];
    cast->scenario.actor_count++;
    cast->of[added] = actor;
    cast->incarnation[added] = incarnation;
    cast->before[added] = cast->newest[actor];
    cast->flags[added] = 0;
    return added;
}

static int process_of_fact(struct cast *cast, struct fact *fact)
{
    if (fact->actor_of < 0)
        return -1;
    int process = find_process(cast, fact->actor_of, fact->incarnation);
    if (process >= 0)
        return process;
    process = add_process(cast, fact->actor_of, fact->incarnation);
    if (process < 0) {
        cast->spilled++;
        fact->undo.spilled = true;
    }
    return process;
}

/* ---- whom a parent means ---- */

static bool is_end_told(const struct fact *fact)
{
    return fact->kind == EVENT_REPORT &&
           (fact_is_step(fact, PROTOCOL_CHILD_LOST) || fact_is_step(fact, PROTOCOL_CHILD_QUIT));
}

static bool is_owed_a_report(const struct cast *cast, int process)
{
    const uint8_t none = CAST_QUIT | CAST_HUNG | CAST_TOLD;
    return (cast->flags[process] & CAST_STARTED) && !(cast->flags[process] & none);
}

/* A parent can start the next process before it says that the one before is lost. */
static int oldest_untold(const struct cast *cast, int actor)
{
    int untold = cast->newest[actor];
    for (int i = untold; i >= 0; i = cast->before[i]) {
        if (is_owed_a_report(cast, i))
            untold = i;
    }
    return untold;
}

/*
 * A name that no actor has. Processes that are known by their image have whatever names their
 * parent gives them, and it may number them: worker 2 is then what takes the place of worker 1.
 */
static int oldest_untold_without_a_name(const struct cast *cast, int parent)
{
    for (int i = cast->declared; i < (int)cast->scenario.actor_count; i++) {
        const struct scenario_actor *child = &cast->scenario.actors[i];
        if (child->is_child && child->by_image && child->parent == parent &&
            is_owed_a_report(cast, i))
            return i;
    }
    return -1;
}

/* Before the probe of the newest is at work there is nothing between it and its parent. */
static int newest_at_work(const struct cast *cast, int actor)
{
    int newest = cast->newest[actor];
    bool is_at_work = cast->flags[newest] & CAST_ATTACHED;
    return cast->before[newest] >= 0 && !is_at_work ? cast->before[newest] : newest;
}

static int peer_of_fact(const struct cast *cast, const struct fact *fact)
{
    const struct scenario_actor *actors = cast->scenario.actors;
    if (is_end_told(fact) && fact->peer_of >= 0)
        return oldest_untold(cast, fact->peer_of);
    if (is_end_told(fact) && fact->actor >= 0 && fact->peer_name[0])
        return oldest_untold_without_a_name(cast, fact->actor);
    if (fact->peer_of < 0)
        return -1;
    /* A child has one parent. */
    if (fact->actor >= 0 && actors[fact->actor].is_child &&
        cast->of[actors[fact->actor].parent] == fact->peer_of)
        return actors[fact->actor].parent;
    return newest_at_work(cast, fact->peer_of);
}

/* ---- what it changes ---- */

static void set_flag(struct cast *cast, int process, enum cast_flag flag,
                     struct cast_undo *undo)
{
    undo->flagged = process;
    undo->flags = cast->flags[process];
    cast->flags[process] |= (uint8_t)flag;
}

/* The newest process of the actor, and a child of its parent's newest one. */
static void note_start(struct cast *cast, const struct fact *fact, struct cast_undo *undo)
{
    struct scenario_actor *actor = &cast->scenario.actors[fact->actor];
    undo->started = fact->actor;
    undo->newest = cast->newest[fact->actor_of];
    undo->parent = actor->parent;
    cast->newest[fact->actor_of] = fact->actor;
    if (actor->is_child)
        actor->parent = cast->newest[cast->of[actor->parent]];
    set_flag(cast, fact->actor, CAST_STARTED, undo);
}

static void note_fact(struct cast *cast, const struct fact *fact, struct cast_undo *undo)
{
    const struct fault *fault = fact->kind == EVENT_STRUCK ? fault_named(fact->name) : NULL;
    if (fact->kind == EVENT_STARTED && fact->actor >= 0)
        note_start(cast, fact, undo);
    else if ((fact->kind == EVENT_ATTACHED || fact_is_said(fact)) && fact->actor >= 0 &&
             !(cast->flags[fact->actor] & CAST_ATTACHED))
        set_flag(cast, fact->actor, CAST_ATTACHED, undo);
    else if (fact_is_step(fact, PROTOCOL_QUIT_SENT) && fact->actor >= 0)
        set_flag(cast, fact->actor, CAST_QUIT, undo);
    else if (is_end_told(fact) && fact->peer >= 0)
        set_flag(cast, fact->peer, CAST_TOLD, undo);
    else if (fault && fault->effect == EFFECT_HUNG && fact->actor >= 0)
        set_flag(cast, fact->actor, CAST_HUNG, undo);
}

void cast_take(struct cast *cast, struct fact *fact)
{
    fact->undo = (struct cast_undo){
        .count = (int)cast->scenario.actor_count, .flagged = -1, .started = -1};
    fact->actor = process_of_fact(cast, fact);
    fact->peer = peer_of_fact(cast, fact);
    note_fact(cast, fact, &fact->undo);
    fact->processes = (int)cast->scenario.actor_count;
}

void cast_take_back(struct cast *cast, const struct fact *fact)
{
    const struct cast_undo *undo = &fact->undo;
    if (undo->flagged >= 0)
        cast->flags[undo->flagged] = undo->flags;
    if (undo->started >= 0) {
        cast->newest[fact->actor_of] = undo->newest;
        cast->scenario.actors[undo->started].parent = undo->parent;
    }
    cast->spilled -= undo->spilled;
    cast->scenario.actor_count = (uint32_t)undo->count;
}

void cast_as_of(struct cast *cast, const struct fact *fact)
{
    assert(fact->processes >= cast->declared);
    cast->scenario.actor_count = (uint32_t)fact->processes;
}

#include "kit/judge/actor_processes.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

enum process_flag {
    PROCESS_STARTED = 1,
    PROCESS_ATTACHED = 2,
    PROCESS_QUIT = 4, /* the process logged it itself */
    PROCESS_HUNG = 8,
    PROCESS_END_REPORTED = 16 /* its parent reported that it is lost, or that it sent Quit */
};

/*
 * Copies without the unused actors: they are most of the struct, and their pages were never
 * written.
 */
static void copy_scenario(struct scenario *to, const struct scenario *from)
{
    const size_t behind = offsetof(struct scenario, actors) + sizeof from->actors;
    memcpy(to, from, offsetof(struct scenario, actors));
    memcpy(to->actors, from->actors, from->actor_count * sizeof from->actors[0]);
    memcpy((char *)to + behind, (const char *)from + behind, sizeof *from - behind);
}

void actor_processes_begin(struct actor_processes *processes, const struct scenario *scenario)
{
    copy_scenario(&processes->scenario, scenario);
    processes->spilled = 0;
    processes->declared = (int)scenario->actor_count;
    for (int i = 0; i < SCENARIO_ACTORS; i++) {
        processes->of[i] = processes->newest[i] = i;
        processes->incarnation[i] = 1;
        processes->flags[i] = 0;
        processes->before[i] = -1;
    }
}

/* ---- the process that a fact belongs to ---- */

static int find_process(const struct actor_processes *processes, int actor,
                        uint32_t incarnation)
{
    if (incarnation <= 1)
        return actor;
    for (int i = processes->declared; i < (int)processes->scenario.actor_count; i++) {
        if (processes->of[i] == actor && processes->incarnation[i] == incarnation)
            return i;
    }
    return -1;
}

static int add_process(struct actor_processes *processes, int actor, uint32_t incarnation)
{
    int added = (int)processes->scenario.actor_count;
    if (added == SCENARIO_ACTORS)
        return -1;
    processes->scenario.actors[added] = processes->scenario.actors[actor];
    processes->scenario.actor_count++;
    processes->of[added] = actor;
    processes->incarnation[added] = incarnation;
    processes->before[added] = processes->newest[actor];
    processes->flags[added] = 0;
    return added;
}

static int process_of_fact(struct actor_processes *processes, struct fact *fact)
{
    if (fact->actor_of < 0)
        return -1;
    int process = find_process(processes, fact->actor_of, fact->incarnation);
    if (process >= 0)
        return process;
    process = add_process(processes, fact->actor_of, fact->incarnation);
    if (process < 0) {
        processes->spilled++;
        fact->undo.spilled = true;
    }
    return process;
}

/* ---- the process that a parent refers to ---- */

static bool is_end_told(const struct fact *fact)
{
    return fact->kind == EVENT_REPORT &&
           (fact_is_step(fact, PROTOCOL_CHILD_LOST) || fact_is_step(fact, PROTOCOL_CHILD_QUIT));
}

static bool is_owed_a_report(const struct actor_processes *processes, int process)
{
    const uint8_t none = PROCESS_QUIT | PROCESS_HUNG | PROCESS_END_REPORTED;
    return (processes->flags[process] & PROCESS_STARTED) && !(processes->flags[process] & none);
}

/* A parent can start the next process before it reports that the previous one is lost. */
static int oldest_untold(const struct actor_processes *processes, int actor)
{
    int untold = processes->newest[actor];
    for (int i = untold; i >= 0; i = processes->before[i]) {
        if (is_owed_a_report(processes, i))
            untold = i;
    }
    return untold;
}

/*
 * A name that no actor has. A parent names the processes that are known by their image as it
 * likes, and may number them: worker 2 then takes the place of worker 1.
 */
static int oldest_untold_without_a_name(const struct actor_processes *processes, int parent)
{
    for (int i = processes->declared; i < (int)processes->scenario.actor_count; i++) {
        const struct scenario_actor *child = &processes->scenario.actors[i];
        if (child->is_child && child->by_image && child->parent == parent &&
            is_owed_a_report(processes, i))
            return i;
    }
    return -1;
}

/*
 * Before the probe of the newest process works, no event passes between this process and its
 * parent.
 */
static int newest_at_work(const struct actor_processes *processes, int actor)
{
    int newest = processes->newest[actor];
    bool is_at_work = processes->flags[newest] & PROCESS_ATTACHED;
    return processes->before[newest] >= 0 && !is_at_work ? processes->before[newest] : newest;
}

static int peer_of_fact(const struct actor_processes *processes, const struct fact *fact)
{
    const struct scenario_actor *actors = processes->scenario.actors;
    if (is_end_told(fact) && fact->peer_of >= 0)
        return oldest_untold(processes, fact->peer_of);
    if (is_end_told(fact) && fact->actor >= 0 && fact->peer_name[0])
        return oldest_untold_without_a_name(processes, fact->actor);
    if (fact->peer_of < 0)
        return -1;
    /* A child has one parent. */
    if (fact->actor >= 0 && actors[fact->actor].is_child &&
        processes->of[actors[fact->actor].parent] == fact->peer_of)
        return actors[fact->actor].parent;
    return newest_at_work(processes, fact->peer_of);
}

/* ---- how a fact changes the processes ---- */

static void set_flag(struct actor_processes *processes, int process, enum process_flag flag,
                     struct process_undo *undo)
{
    undo->flagged = process;
    undo->flags = processes->flags[process];
    processes->flags[process] |= (uint8_t)flag;
}

/* The newest process of the actor, and a child of its parent's newest one. */
static void note_start(struct actor_processes *processes, const struct fact *fact,
                       struct process_undo *undo)
{
    struct scenario_actor *actor = &processes->scenario.actors[fact->actor];
    undo->started = fact->actor;
    undo->newest = processes->newest[fact->actor_of];
    undo->parent = actor->parent;
    processes->newest[fact->actor_of] = fact->actor;
    if (actor->is_child)
        actor->parent = processes->newest[processes->of[actor->parent]];
    set_flag(processes, fact->actor, PROCESS_STARTED, undo);
}

static void note_fact(struct actor_processes *processes, const struct fact *fact,
                      struct process_undo *undo)
{
    const struct fault *fault = fact->kind == EVENT_STRUCK ? fault_named(fact->name) : NULL;
    if (fact->kind == EVENT_STARTED && fact->actor >= 0)
        note_start(processes, fact, undo);
    else if ((fact->kind == EVENT_ATTACHED || fact_is_said(fact)) && fact->actor >= 0 &&
             !(processes->flags[fact->actor] & PROCESS_ATTACHED))
        set_flag(processes, fact->actor, PROCESS_ATTACHED, undo);
    else if (fact_is_step(fact, PROTOCOL_QUIT_SENT) && fact->actor >= 0)
        set_flag(processes, fact->actor, PROCESS_QUIT, undo);
    else if (is_end_told(fact) && fact->peer >= 0)
        set_flag(processes, fact->peer, PROCESS_END_REPORTED, undo);
    else if (fault && fault->effect == EFFECT_HUNG && fact->actor >= 0)
        set_flag(processes, fact->actor, PROCESS_HUNG, undo);
}

void actor_processes_take(struct actor_processes *processes, struct fact *fact)
{
    fact->undo = (struct process_undo){
        .count = (int)processes->scenario.actor_count, .flagged = -1, .started = -1};
    fact->actor = process_of_fact(processes, fact);
    fact->peer = peer_of_fact(processes, fact);
    note_fact(processes, fact, &fact->undo);
    fact->processes = (int)processes->scenario.actor_count;
}

void actor_processes_take_back(struct actor_processes *processes, const struct fact *fact)
{
    const struct process_undo *undo = &fact->undo;
    if (undo->flagged >= 0)
        processes->flags[undo->flagged] = undo->flags;
    if (undo->started >= 0) {
        processes->newest[fact->actor_of] = undo->newest;
        processes->scenario.actors[undo->started].parent = undo->parent;
    }
    processes->spilled -= undo->spilled;
    processes->scenario.actor_count = (uint32_t)undo->count;
}

void actor_processes_as_of(struct actor_processes *processes, const struct fact *fact)
{
    assert(fact->processes >= processes->declared);
    processes->scenario.actor_count = (uint32_t)fact->processes;
}

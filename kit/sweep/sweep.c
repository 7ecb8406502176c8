#include "kit/sweep/sweep.h"
#include "kit/base/calls.h"
#include "kit/sweep/call_places.h"
#include "kit/sweep/free_run.h"
#include "kit/sweep/pairs.h"
#include "kit/sweep/places.h"
#include "kit/sweep/point_list.h"

#include <stdlib.h>
#include <string.h>

/* STILL_ACTIVE: the exit code that GetExitCodeProcess returns for a running process. */
#define STILL_ACTIVE_CODE 259u

struct gathering {
    const struct scenario *scenario;
    const struct kit_event *events;
    size_t event_count;
    struct sweep_list list;
    /* What the run without faults shows beside its steps (kit/sweep/free_run.h). */
    uint32_t times, delay_ms;
    uint32_t refused[SCENARIO_ACTORS]; /* faults that the actor cannot obey, 1 << each */
    uint64_t by_itself[(SCENARIO_ACTORS + 63) / 64];
    uint64_t asks_on[(SCENARIO_ACTORS + 63) / 64];
    /* Of the events so far. */
    struct call_kinds kinds;
    bool is_closing;
    bool was_started[SCENARIO_ACTORS];
};

/* The faults that are asked for at steps, in waits or at calls of this actor, 1 << each. */
static uint32_t wanted_faults(const struct scenario *scenario, enum statement_kind kind,
                              int actor)
{
    if (scenario->sweep_count == 0)
        return faults_of_sweep();
    for (uint32_t i = 0; i < scenario->sweep_count; i++) {
        const struct scenario_sweep *sweep = &scenario->sweeps[i];
        if (sweep->kind == kind && sweep->actor == actor)
            return sweep->faults ? sweep->faults : faults_of_sweep();
    }
    return 0;
}

/*
 * Exit codes of a child that its parent can misread: 0 looks like an announced end, 259
 * (STILL_ACTIVE) looks like no end. No process of its family asks for a parent's code.
 */
static void add_exits(struct gathering *g, struct sweep_point point)
{
    static const uint32_t told[] = {0, STILL_ACTIVE_CODE};
    point.code = KIT_EXIT_CODE;
    sweep_add(&g->list, point);
    for (size_t i = 0; i < sizeof told / sizeof told[0]; i++) {
        point.code = told[i];
        if (g->scenario->actors[point.actor].is_child)
            sweep_add(&g->list, point);
    }
}

/* One point, or one for each argument of the fault that is worth a run. */
static void add_with_arguments(struct gathering *g, struct sweep_point point)
{
    switch (faults[point.fault].takes) {
    case ARGUMENT_WAY:
        sweep_add_drops(&g->list, g->scenario, point);
        break;
    case ARGUMENT_CODE:
        add_exits(g, point);
        break;
    case ARGUMENT_NONE:
    case ARGUMENT_ERROR:
    case ARGUMENT_DURATION:
        sweep_add(&g->list, point);
        break;
    }
}

static void add_step_points(struct gathering *g, struct sweep_point point)
{
    uint32_t flags = sweep_flags_of(g->scenario, point.actor, point.step);
    uint32_t asked = wanted_faults(g->scenario, SAY_SWEEP_STEPS, point.actor);
    point.kind = SAY_AT;
    point.target = point.actor;
    for (int i = 0; i < FAULT_COUNT; i++) {
        point.fault = (enum kit_fault)i;
        if (!(asked >> i & 1u) || !sweep_obeys(point.fault, flags) ||
            (g->refused[point.actor] >> i & 1u))
            continue;
        add_with_arguments(g, point);
    }
}

/* Finds the actor that is waited for, -1 if it is unknown, and what keeps the wait open. False
 * if there was no wait. */
static bool see_wait(const struct gathering *g, const struct kit_event *event,
                     struct sweep_point *point, int *waited)
{
    if (!(sweep_flags_of(g->scenario, point->actor, point->step) & STEP_IS_WAIT))
        return false;
    if (actor_is_injected(g->scenario, point->actor)) {
        *waited = call_partner(g->scenario, g->events, g->event_count, event);
        return call_waits(g->scenario, g->events, g->event_count, event, *waited, &point->hold);
    }
    *waited = point->peer >= 0 ? point->peer : g->scenario->actors[point->actor].parent;
    point->hold = sweep_hold_for(g->scenario, g->events, g->event_count, event);
    return true;
}

/* Strikes both the waiting actor and the actor that it waits for. */
static void add_wait(struct gathering *g, const struct kit_event *event,
                     struct sweep_point point)
{
    int waited = -1;
    uint32_t asked = wanted_faults(g->scenario, SAY_SWEEP_WAITS, point.actor);
    if (asked == 0 || !see_wait(g, event, &point, &waited))
        return;
    point.kind = SAY_INSIDE;
    for (int i = 0; i < FAULT_COUNT; i++) {
        point.fault = (enum kit_fault)i;
        if (!(asked >> i & 1u) || !fault_strikes(point.fault, STRIKES_WAIT))
            continue;
        point.target = point.actor;
        sweep_add(&g->list, point);
        point.target = waited;
        if (waited >= 0)
            sweep_add(&g->list, point);
    }
}

/* One point for each error that the call can give. */
static void add_failures(struct gathering *g, struct sweep_point point, enum kit_call call)
{
    for (uint32_t i = 0; (point.code = call_code(call, i)) != 0; i++)
        sweep_add(&g->list, point);
}

static bool wants_failures(const struct gathering *g, int actor)
{
    return wanted_faults(g->scenario, SAY_SWEEP_CALLS, actor) >> fault_with(EFFECT_FAILED) & 1u;
}

/* A step of an injected actor can be a call that can fail, too. */
static void add_call_of_step(struct gathering *g, struct sweep_point point)
{
    int call = word_index(call_words, point.step);
    if (call < 0 || !actor_is_injected(g->scenario, point.actor) ||
        !wants_failures(g, point.actor))
        return;
    point.kind = SAY_FAIL;
    point.target = point.actor;
    point.fault = fault_with(EFFECT_FAILED);
    add_failures(g, point, (enum kit_call)call);
}

/* Whether all children that the scenario names were there. */
static bool are_children_there(const struct gathering *g, int actor)
{
    for (int i = 0; i < (int)g->scenario->actor_count; i++) {
        if (g->scenario->actors[i].parent == actor && !g->was_started[i])
            return false;
    }
    return true;
}

/*
 * Whether a sweep strikes at this step of an injected actor. What it does while the run closes,
 * it does because it is asked to end: a run with a strike would wait for that in vain. Before
 * its children are there, a strike keeps them from coming, and nothing is known of them.
 */
static bool is_struck_call(const struct gathering *g, int actor, const struct kit_event *event)
{
    return !g->is_closing && are_children_there(g, actor) && call_is_place(event);
}

/* Whether the step is among those that are struck. */
static bool is_in_reach(struct gathering *g, int actor, const struct kit_event *event)
{
    uint32_t times = event->occurrence;
    if (actor_is_injected(g->scenario, actor)) {
        if (!is_struck_call(g, actor, event))
            return false;
        times = call_times(&g->kinds, actor, event);
    }
    return g->times == 0 || times <= g->times;
}

/* What the events so far say of the whole run. */
static void see_event(struct gathering *g, const struct kit_event *event)
{
    int actor = event->kind == EVENT_STARTED ? scenario_actor(g->scenario, event->actor) : -1;
    g->is_closing |= event->kind == EVENT_CLOSING;
    if (actor >= 0)
        g->was_started[actor] = true;
}

static void gather_step_points(struct gathering *g, const struct kit_event *event)
{
    int actor = scenario_actor(g->scenario, event->actor);
    struct sweep_point point = {.actor = actor, .occurrence = event->occurrence};
    if (actor < 0 || !is_in_reach(g, actor, event))
        return;
    point.peer = sweep_peer(g->scenario, actor, event->peer);
    name_copy(point.step, event->name, strlen(event->name));
    if (actor_is_injected(g->scenario, actor))
        name_copy(point.about, event->peer, strlen(event->peer));
    add_step_points(g, point);
    add_wait(g, event, point);
    add_call_of_step(g, point);
}

/*
 * Calls that are for no child are counted together with all others, and a line cannot tell them
 * apart. So this returns their number, and the sweep strikes as many calls from the first on:
 * what a parent does for itself, it does before it has children.
 */
static uint64_t uses_of(const struct kit_event *events, size_t count,
                        const struct kit_event *called)
{
    uint64_t of_peers = 0;
    for (size_t i = 0; i < count && !called->peer[0]; i++) {
        const struct kit_event *event = &events[i];
        if (event->kind == EVENT_CALLED && event->peer[0] &&
            words_equal(event->actor, called->actor) && words_equal(event->name, called->name))
            of_peers += event->size;
    }
    return called->size > of_peers ? called->size - of_peers : 0;
}

/* The calls of an injected actor are among its steps: see add_call_of_step. */
static void take_calls(struct gathering *g, const struct kit_event *event, uint64_t uses)
{
    int call = word_index(call_words, event->name);
    int actor = scenario_actor(g->scenario, event->actor);
    if (actor < 0 || call < 0 || actor_is_injected(g->scenario, actor) ||
        !wants_failures(g, actor))
        return;
    struct sweep_point point = {.kind = SAY_FAIL,
                                .actor = actor,
                                .target = actor,
                                .peer = sweep_peer(g->scenario, actor, event->peer),
                                .fault = fault_with(EFFECT_FAILED)};
    name_copy(point.step, event->name, strlen(event->name));
    uint64_t most = g->times > 0 ? g->times : KIT_EVENTS_MOST;
    for (uint64_t n = 1; n <= uses && n <= most; n++) {
        point.occurrence = (uint32_t)n;
        add_failures(g, point, (enum kit_call)call);
    }
}

/* Computed once, because each of them reads all events. */
static void see_run(struct gathering *g)
{
    uint32_t own_ms = free_run_deadline_ms(g->scenario, g->events, g->event_count);
    g->times = free_run_times(g->scenario, g->events, g->event_count);
    g->delay_ms = sweep_delay_ms(g->scenario, own_ms);
    for (int i = 0; i < (int)g->scenario->actor_count; i++) {
        if (free_run_ends_itself(g->scenario, g->events, g->event_count, i) &&
            !g->scenario->actors[i].stops_on_loss)
            g->by_itself[i / 64] |= UINT64_C(1) << i % 64;
        if (free_run_asks_on(g->scenario, g->events, g->event_count, i))
            g->asks_on[i / 64] |= UINT64_C(1) << i % 64;
        for (int fault = 0; fault < FAULT_COUNT; fault++) {
            if (!free_run_obeys(g->scenario, g->events, g->event_count, i,
                                (enum kit_fault)fault))
                g->refused[i] |= 1u << fault;
        }
    }
}

size_t sweep_points(const struct scenario *scenario, const struct kit_event *events,
                    size_t count, struct sweep_point *to, size_t room)
{
    struct gathering g = {.scenario = scenario,
                          .events = events,
                          .event_count = count,
                          .list = {.to = to, .room = room}};
    see_run(&g);
    for (size_t i = 0; i < count; i++) {
        const struct kit_event *event = &events[i];
        see_event(&g, event);
        if (sweep_is_word(event))
            gather_step_points(&g, event);
        else if (event->kind == EVENT_CALLED)
            take_calls(&g, event, uses_of(events, count, event));
    }
    /* The first fault of a pair is a run of its own, too. */
    size_t left = g.list.count < room ? room - g.list.count : 0;
    size_t all = g.list.count +
                 sweep_firsts(scenario, events, count, left ? to + g.list.count : NULL, left);
    for (size_t i = 0; i < all && i < room; i++) {
        if (faults[to[i].fault].takes == ARGUMENT_DURATION)
            to[i].delay_ms = g.delay_ms;
        memcpy(to[i].by_itself, g.by_itself, sizeof g.by_itself);
        memcpy(to[i].asks_on, g.asks_on, sizeof g.asks_on);
    }
    return all;
}

/* ---- the order ---- */

/* The same place: everything except the number and the fault. */
static int by_place(const struct sweep_point *a, const struct sweep_point *b)
{
    int order = sweep_compare(a->actor, b->actor);
    order = order ? order : sweep_compare(a->peer, b->peer);
    order = order ? order : sweep_compare(a->kind, b->kind);
    order = order ? order : sweep_compare(sweep_step_rank(a->step), sweep_step_rank(b->step));
    return order ? order : strcmp(a->step, b->step);
}

static int by_fault(const struct sweep_point *a, const struct sweep_point *b)
{
    int order = sweep_compare(faults[a->fault].weight, faults[b->fault].weight);
    order = order ? order : sweep_compare(a->drop, b->drop);
    order = order ? order : sweep_compare(a->code, b->code);
    return order ? order : sweep_compare(a->target, b->target);
}

static int by_place_and_number(const void *left, const void *right)
{
    const struct sweep_point *a = left, *b = right;
    int order = by_place(a, b);
    order = order ? order : sweep_compare(a->occurrence, b->occurrence);
    return order ? order : by_fault(a, b);
}

static int turn_of(const struct sweep_point *point)
{
    if (point->occurrence == 1)
        return 0;
    return point->occurrence == point->last ? 1 : 2;
}

/* During the sort, `last` also holds the number of twins that precede the actor or its peer. */
#define TWIN_SHIFT 24u

static int points_by_likelihood(const void *left, const void *right)
{
    const struct sweep_point *a = left, *b = right;
    struct sweep_point plain_a = *a, plain_b = *b;
    plain_a.last &= (1u << TWIN_SHIFT) - 1;
    plain_b.last &= (1u << TWIN_SHIFT) - 1;
    int order = sweep_compare(turn_of(&plain_a), turn_of(&plain_b));
    order = order ? order : sweep_compare(a->last >> TWIN_SHIFT, b->last >> TWIN_SHIFT);
    order = order ? order : sweep_compare(faults[a->fault].weight, faults[b->fault].weight);
    order = order ? order : sweep_compare(sweep_step_rank(a->step), sweep_step_rank(b->step));
    order = order ? order : -sweep_compare(a->actor, b->actor);
    return order ? order : by_place_and_number(a, b);
}

size_t sweep_order(const struct scenario *scenario, struct sweep_point *points, size_t count)
{
    size_t kept = 0;
    if (count == 0)
        return 0;
    qsort(points, count, sizeof *points, by_place_and_number);
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || by_place_and_number(&points[kept - 1], &points[i]) != 0)
            points[kept++] = points[i];
        else if (points[i].owed)
            points[kept - 1].owed = points[i].owed;
    }
    for (size_t i = kept; i-- > 0;) {
        bool ends = i + 1 == kept || by_place(&points[i], &points[i + 1]) != 0;
        int twin = points[i].peer >= 0 ? points[i].peer : points[i].actor;
        points[i].last = ends ? points[i].occurrence : points[i + 1].last;
        points[i].last |= sweep_twins_before(scenario, twin) << TWIN_SHIFT;
    }
    qsort(points, kept, sizeof *points, points_by_likelihood);
    for (size_t i = 0; i < kept; i++)
        points[i].last &= (1u << TWIN_SHIFT) - 1;
    return kept;
}

/* ---- the result of a point's run ---- */

bool sweep_not_reached(const struct judgement *judgement)
{
    return judgement->verdict == VERDICT_VACUOUS;
}

int64_t sweep_detection_ns(const struct kit_event *events, size_t count)
{
    const struct kit_event *struck = NULL;
    for (size_t i = 0; i < count; i++) {
        if (!struck && events[i].kind == EVENT_STRUCK)
            struck = &events[i];
        else if (struck && sweep_tells_of_harm(&events[i]))
            return events[i].at_ns - struck->at_ns;
    }
    return -1;
}

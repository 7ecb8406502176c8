#include "kit/sweep/sweep.h"
#include "kit/base/calls.h"
#include "kit/sweep/pairs.h"
#include "kit/sweep/sweep_own.h"

#include <stdlib.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

/* STILL_ACTIVE: what GetExitCodeProcess says of a process that runs. */
#define STILL_ACTIVE_CODE 259u

/* Between the two lines of a pair; no word of a line. */
#define THEN              " then "

struct gathering {
    const struct scenario *scenario;
    const struct kit_event *events;
    size_t event_count;
    struct sweep_list list;
};

void sweep_add(struct sweep_list *list, struct sweep_point point)
{
    if (list->count < list->room)
        list->to[list->count] = point;
    list->count++;
}

void sweep_add_drops(struct sweep_list *list, const struct scenario *scenario,
                     struct sweep_point point)
{
    bool is_child = scenario->actors[point.actor].is_child;
    for (int way = DROP_CLOSE; way < DROP_COUNT && !is_child; way++) {
        point.drop = (enum kit_drop)way;
        sweep_add(list, point);
    }
    if (is_child)
        sweep_add(list, point);
}

bool sweep_is_word(const struct kit_event *event)
{
    return (event->kind == EVENT_STEP || event->kind == EVENT_REPORT) && event->occurrence > 0;
}

/* The faults that are asked for at steps, in waits or at calls of this actor, 1 << each. */
static uint32_t wanted(const struct scenario *scenario, enum statement_kind kind, int actor)
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

uint32_t sweep_step_flags(const char *step)
{
    int index = word_index(step_words, step);
    return index < 0 ? 0 : step_flags[index];
}

bool sweep_obeys(enum kit_fault fault, uint32_t flags)
{
    if (!fault_strikes(fault, STRIKES_STEP))
        return false;
    switch (faults[fault].needs) {
    case NEED_NOTHING:
        return true;
    case NEED_PIPE:
        return flags & STEP_CAN_DROP;
    case NEED_MESSAGE:
        return flags & STEP_CAN_SPOIL;
    }
    return false;
}

/*
 * What a child ends with is asked by its parent, and two codes read like something else: 0 like
 * an end that was said before, 259 (STILL_ACTIVE) like none. A parent's code nobody of its
 * family asks for.
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

static void add_step(struct gathering *g, struct sweep_point point)
{
    uint32_t flags = sweep_step_flags(point.step);
    uint32_t asked = wanted(g->scenario, SAY_SWEEP_STEPS, point.actor);
    point.kind = SAY_AT;
    point.target = point.actor;
    for (int i = 0; i < FAULT_COUNT; i++) {
        point.fault = (enum kit_fault)i;
        if (!(asked >> i & 1u) || !sweep_obeys(point.fault, flags))
            continue;
        add_with_arguments(g, point);
    }
}

/* Of who waits, and of whom he waits for. */
static void add_wait(struct gathering *g, const struct kit_event *event,
                     struct sweep_point point)
{
    int waited = point.peer >= 0 ? point.peer : g->scenario->actors[point.actor].parent;
    uint32_t asked = wanted(g->scenario, SAY_SWEEP_WAITS, point.actor);
    if (!(sweep_step_flags(point.step) & STEP_IS_WAIT))
        return;
    point.kind = SAY_INSIDE;
    point.hold = sweep_hold_for(g->scenario, g->events, g->event_count, event);
    for (int i = 0; i < FAULT_COUNT; i++) {
        point.fault = (enum kit_fault)i;
        if (!(asked >> i & 1u) || !fault_strikes(point.fault, STRIKES_OUTSIDE))
            continue;
        point.target = point.actor;
        sweep_add(&g->list, point);
        point.target = waited;
        if (waited >= 0)
            sweep_add(&g->list, point);
    }
}

int sweep_peer(const struct scenario *scenario, int actor, const char *peer)
{
    int index = peer[0] ? scenario_actor(scenario, peer) : -1;
    return scenario->actors[actor].is_child ? -1 : index;
}

static void take_step(struct gathering *g, const struct kit_event *event)
{
    int actor = scenario_actor(g->scenario, event->actor);
    struct sweep_point point = {.actor = actor, .occurrence = event->occurrence};
    if (actor < 0)
        return;
    point.peer = sweep_peer(g->scenario, actor, event->peer);
    name_copy(point.step, event->name, strlen(event->name));
    add_step(g, point);
    add_wait(g, event, point);
}

/*
 * The uses that are for no child are counted with all others, and no line can tell them apart:
 * as many of all as there are of them, from the first, since what a parent does for itself it
 * does before it has children.
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

static void take_calls(struct gathering *g, const struct kit_event *event, uint64_t uses)
{
    int call = word_index(call_words, event->name);
    int actor = scenario_actor(g->scenario, event->actor);
    enum kit_fault fault = fault_with(EFFECT_FAILED);
    if (actor < 0 || call < 0 || !(wanted(g->scenario, SAY_SWEEP_CALLS, actor) >> fault & 1u))
        return;
    struct sweep_point point = {.kind = SAY_FAIL,
                                .actor = actor,
                                .target = actor,
                                .peer = sweep_peer(g->scenario, actor, event->peer),
                                .fault = fault};
    name_copy(point.step, event->name, strlen(event->name));
    for (uint64_t n = 1; n <= uses && n <= KIT_EVENTS_MOST; n++) {
        point.occurrence = (uint32_t)n;
        for (uint32_t i = 0; (point.code = call_code((enum kit_call)call, i)) != 0; i++)
            sweep_add(&g->list, point);
    }
}

size_t sweep_points(const struct scenario *scenario, const struct kit_event *events,
                    size_t count, struct sweep_point *to, size_t room)
{
    struct gathering g = {.scenario = scenario,
                          .events = events,
                          .event_count = count,
                          .list = {.to = to, .room = room}};
    for (size_t i = 0; i < count; i++) {
        const struct kit_event *event = &events[i];
        if (sweep_is_word(event))
            take_step(&g, event);
        else if (event->kind == EVENT_CALLED)
            take_calls(&g, event, uses_of(events, count, event));
    }
    /* What a pair begins with is a run of its own, too. */
    size_t left = g.list.count < room ? room - g.list.count : 0;
    return g.list.count +
           sweep_firsts(scenario, events, count, left ? to + g.list.count : NULL, left);
}

/* ---- the order ---- */

int sweep_compare(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

int sweep_step_rank(const char *step)
{
    int index = word_index(step_words, step), call = word_index(call_words, step);
    if (index >= 0)
        return index;
    return PROTOCOL_STEP_COUNT + (call >= 0 ? call : CALL_COUNT);
}

/* The same place: all but the number and the fault. */
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

/* `last` holds for a while how many twins of the actor or its peer stand before it, too. */
#define TWIN_SHIFT 24u

static int by_likelihood(const void *left, const void *right)
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

bool sweep_are_twins(const struct scenario *scenario, int left, int right)
{
    const struct scenario_actor *a = &scenario->actors[left], *b = &scenario->actors[right];
    if (a->parent != b->parent || a->argument_count != b->argument_count ||
        !words_equal(a->program, b->program))
        return false;
    for (uint32_t i = 0; i < a->argument_count; i++) {
        if (!words_equal(a->arguments[i], b->arguments[i]))
            return false;
    }
    return true;
}

uint32_t sweep_twins_before(const struct scenario *scenario, int actor)
{
    uint32_t count = 0;
    for (int i = 0; i < actor; i++)
        count += sweep_are_twins(scenario, i, actor);
    return count;
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
    qsort(points, kept, sizeof *points, by_likelihood);
    for (size_t i = 0; i < kept; i++)
        points[i].last &= (1u << TWIN_SHIFT) - 1;
    return kept;
}

/* ---- what a point reads ---- */

static uint32_t larger(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

static uint32_t delay_ms(const struct scenario *scenario)
{
    uint32_t longest = 0;
    for (uint32_t i = 0; i < scenario->actor_count; i++) {
        longest = larger(longest, scenario->actors[i].watchdog_ms);
        longest = larger(longest, scenario->actors[i].deadline_ms);
    }
    if (longest > SWEEP_DELAY_MOST_MS - SWEEP_DELAY_MORE_MS)
        return SWEEP_DELAY_MOST_MS;
    return larger(longest + SWEEP_DELAY_MORE_MS, SWEEP_DELAY_LEAST_MS);
}

static void add_strike(const struct scenario *scenario, const struct sweep_point *point,
                       struct text *to)
{
    text_add(to, "%s %s %s", point->kind == SAY_INSIDE ? "inside" : "at",
             scenario->actors[point->actor].name, point->step);
    if (point->peer >= 0)
        text_add(to, " for %s", scenario->actors[point->peer].name);
    text_add(to, " #%u %s %s", (unsigned)point->occurrence, fault_words[point->fault],
             scenario->actors[point->target].name);
    enum fault_argument takes = faults[point->fault].takes;
    if (takes == ARGUMENT_ERROR || (takes == ARGUMENT_CODE && point->code != KIT_EXIT_CODE))
        text_add(to, " with %u", (unsigned)point->code);
    if (takes == ARGUMENT_DURATION)
        text_add(to, " by %ums", (unsigned)delay_ms(scenario));
    if (point->drop != DROP_USUAL)
        text_add(to, " by %s", drop_words[point->drop - 1]);
}

void sweep_line(const struct scenario *scenario, const struct sweep_point *point,
                struct text *to)
{
    if (point->first) {
        add_strike(scenario, point->first, to);
        text_add(to, THEN);
    }
    add_strike(scenario, point, to);
}

bool sweep_line_is_pair(const char *line, size_t size)
{
    for (size_t i = 0; i + strlen(THEN) <= size; i++) {
        if (memcmp(line + i, THEN, strlen(THEN)) == 0)
            return true;
    }
    return false;
}

static bool sweeps_at(const struct scenario *scenario, uint32_t line)
{
    for (uint32_t i = 0; i < scenario->sweep_count; i++) {
        if (scenario->sweeps[i].line == line)
            return true;
    }
    return false;
}

/* The strike, and around it the lines that hold a wait open and let go. */
static void add_lines(const struct scenario *scenario, const struct sweep_point *point,
                      struct text *to)
{
    const struct sweep_hold *hold = &point->hold;
    const char *held = scenario->actors[hold->actor].name;
    if (hold->step[0]) {
        text_add(to, "hold %s at %s", held, hold->step);
        if (hold->peer >= 0)
            text_add(to, " for %s", scenario->actors[hold->peer].name);
        text_add(to, " #%u\n", (unsigned)hold->occurrence);
    }
    add_strike(scenario, point, to);
    text_add(to, "\n");
    if (hold->step[0])
        text_add(to, "release %s\n", held);
}

void sweep_text(const struct scenario *scenario, const char *text, size_t size,
                const struct sweep_point *point, struct text *to)
{
    uint32_t line = 1;
    bool begins = true;
    for (size_t i = 0; i < size; i++) {
        if (begins && sweeps_at(scenario, line))
            text_add(to, "# ");
        text_add_bytes(to, text + i, 1);
        begins = text[i] == '\n';
        line += begins;
    }
    text_add(to, "%s", begins ? "" : "\n");
    if (point->first)
        add_lines(scenario, point->first, to);
    add_lines(scenario, point, to);
}

bool sweep_is_of_shard(const struct scenario *scenario, const struct sweep_point *point,
                       uint32_t shard, uint32_t shards)
{
    char key[SWEEP_LINE];
    struct text text = text_over(key, sizeof key);
    const struct sweep_point *first = point->first ? point->first : point;
    if (first->owed)
        text_add(&text, "%s %d %s", scenario->actors[first->actor].name, (int)first->owed,
                 first->peer >= 0 ? scenario->actors[first->peer].name : "");
    else
        sweep_line(scenario, point, &text);
    /* The same on every machine, and on those to come. */
    return XXH64(key, text.length, 0) % shards == shard - 1;
}

/* ---- what a run of one came to ---- */

bool sweep_not_reached(const struct judgement *judgement)
{
    return judgement->verdict == VERDICT_VACUOUS;
}

bool sweep_tells_of_harm(const struct kit_event *event)
{
    if (event->kind != EVENT_REPORT)
        return false;
    int step = word_index(step_words, event->name);
    if (step == PROTOCOL_CHILD_ENDING || step == PROTOCOL_PARENT_ENDING)
        return !words_equal(event->by, "quit") && !words_equal(event->by, "stop");
    return step == PROTOCOL_CHILD_LOST || step == PROTOCOL_CHILD_UNSTARTED ||
           step == PROTOCOL_PEER_SILENT || step == PROTOCOL_VIOLATION;
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

#include "kit/sweep/pairs.h"
#include "kit/sweep/call_pairs.h"
#include "kit/sweep/free_run.h"
#include "kit/sweep/places.h"
#include "kit/sweep/point_list.h"

#include <stdlib.h>
#include <string.h>

/* The faults of `sweep every pair` by default: a process is gone, silent, or disconnected. */

const char *const sweep_owed_meanings[OWED_COUNT + 1] = {
#define X(owed, debtor, meaning) meaning,
    SWEEP_OWED(X)
#undef X
};

static const enum sweep_debtor debtors[OWED_COUNT] = {
#define X(owed, debtor, meaning) DEBTOR_##debtor,
    SWEEP_OWED(X)
#undef X
};

enum sweep_owed sweep_owed_at(enum protocol_step step)
{
    switch (step) {
    case PROTOCOL_CHILD_PREPARED:
    case PROTOCOL_CHILD_STARTED:
    case PROTOCOL_CHILD_BEGUN:
        return OWED_BIRTH;
    case PROTOCOL_CONNECT_WAIT:
    case PROTOCOL_CONNECT_BEFORE:
    case PROTOCOL_CONNECTED:
        return OWED_CONNECTION;
    case PROTOCOL_IDLE_WAIT:
    case PROTOCOL_WATCHDOG_LOOKS:
    case PROTOCOL_BLOCK_TAKEN:
    case PROTOCOL_BLOCK_DONE:
        return OWED_NOTHING;
    case PROTOCOL_REQUEST_BEFORE:
        return OWED_REQUEST;
    case PROTOCOL_REQUEST_SENT:
    case PROTOCOL_REQUEST_SIGNALLED:
    case PROTOCOL_REQUEST_PEEK:
    case PROTOCOL_REQUEST_RECEIVED:
    case PROTOCOL_MEMORY_WRITTEN:
    case PROTOCOL_REPLY_WAIT:
        return OWED_REPLY;
    case PROTOCOL_REPLY_SENT:
    case PROTOCOL_REPLY_RECEIVED:
    case PROTOCOL_MEMORY_READ:
        return OWED_READING;
    case PROTOCOL_BLOCK_ASK_WAIT:
        return OWED_BLOCK_ASK;
    case PROTOCOL_BLOCK_ASKED:
    case PROTOCOL_BLOCK_BEGUN:
    case PROTOCOL_BLOCK_OFFER_WAIT:
        return OWED_BLOCK_OFFER;
    case PROTOCOL_BLOCK_OFFERED:
    case PROTOCOL_BLOCK_ACK_WAIT:
        return OWED_BLOCK_ACK;
    case PROTOCOL_BLOCK_ACKNOWLEDGED:
    case PROTOCOL_BLOCK_HALF:
    case PROTOCOL_BLOCK_WHOLE_WAIT:
        return OWED_BLOCK_WHOLE;
    case PROTOCOL_BLOCK_WHOLE:
    case PROTOCOL_BLOCK_DUPLICATED:
    case PROTOCOL_BLOCK_CHECKED:
    case PROTOCOL_BLOCK_TAKEN_WAIT:
        return OWED_BLOCK_TAKEN;
    case PROTOCOL_QUIT_SENT:
    case PROTOCOL_CLOSE_WAIT:
    case PROTOCOL_CLOSED:
    case PROTOCOL_CHILD_QUIT:
        return OWED_END;
    case PROTOCOL_FAMILY_REST:
    case PROTOCOL_CHILD_LOST:
    case PROTOCOL_CHILD_UNSTARTED:
    case PROTOCOL_PEER_SILENT:
    case PROTOCOL_VIOLATION:
    case PROTOCOL_CHILD_ENDING:
    case PROTOCOL_PARENT_ENDING:
    case PROTOCOL_BEAT:
    case PROTOCOL_STEP_COUNT:
        break;
    }
    return OWED_DEALING;
}

struct pairing {
    const struct scenario *scenario;
    const struct kit_event *events;
    size_t event_count;
    const struct sweep_point *first;
    uint32_t faults; /* the faults that are asked for; 0: no pairs */
    struct sweep_list list;
};

static struct pairing pairing_of(const struct scenario *scenario,
                                 const struct kit_event *events, size_t count,
                                 struct sweep_point *to, size_t room)
{
    struct pairing p = {.scenario = scenario,
                        .events = events,
                        .event_count = count,
                        .list = {.to = to, .room = room}};
    for (uint32_t i = 0; i < scenario->sweep_count; i++) {
        const struct scenario_sweep *sweep = &scenario->sweeps[i];
        if (sweep->kind == SAY_SWEEP_PAIRS)
            p.faults = sweep->faults ? sweep->faults : faults_that_strike(STRIKES_PAIRS);
    }
    return p;
}

/* What is owed at a step that the scenario declares itself is unknown. */
static enum sweep_owed owed_of(const char *step)
{
    int index = word_index(step_words, step);
    return index < 0 ? OWED_COUNT : sweep_owed_at((enum protocol_step)index);
}

/* ---- the first strike ---- */

/*
 * Whether the event is at a place where this actor can be struck by this fault while this
 * obligation is open. If twins (equal children) come into question, only the first twin counts.
 */
static bool is_place(const struct pairing *p, int actor, enum sweep_owed owed,
                     enum kit_fault fault, const struct kit_event *event)
{
    if (!sweep_is_word(event) || owed_of(event->name) != owed ||
        scenario_actor(p->scenario, event->actor) != actor ||
        !sweep_obeys(fault, sweep_step_flags(event->name)))
        return false;
    int peer = sweep_peer(p->scenario, actor, event->peer);
    return peer < 0 || sweep_twins_before(p->scenario, peer) == 0;
}

/*
 * The second occurrence, because the siblings are at work by then. If there is only a single
 * request, the second occurrence of a step would be there in some runs and not in others.
 */
static uint32_t best_time(const struct scenario *scenario)
{
    return scenario->requests == 1 ? 1 : 2;
}

/* The first of these places in the protocol's order, or NULL. */
static const struct kit_event *find_first_place(const struct pairing *p, int actor,
                                                enum sweep_owed owed, enum kit_fault fault)
{
    const struct kit_event *found = NULL;
    for (size_t i = 0; i < p->event_count; i++) {
        const struct kit_event *event = &p->events[i];
        if (event->occurrence > best_time(p->scenario) ||
            !is_place(p, actor, owed, fault, event))
            continue;
        int order =
            found ? sweep_compare(sweep_step_rank(event->name), sweep_step_rank(found->name))
                  : -1;
        if (order < 0 || (order == 0 && event->occurrence > found->occurrence))
            found = event;
    }
    return found;
}

static uint32_t usual_code(enum kit_fault fault)
{
    return faults[fault].takes == ARGUMENT_CODE ? KIT_EXIT_CODE : 0;
}

static void add_firsts(struct pairing *p, int actor, enum sweep_owed owed)
{
    for (int i = 0; i < FAULT_COUNT; i++) {
        enum kit_fault fault = (enum kit_fault)i;
        const struct kit_event *event =
            p->faults >> i & 1u ? find_first_place(p, actor, owed, fault) : NULL;
        if (!event || !free_run_obeys(p->scenario, p->events, p->event_count, actor, fault))
            continue;
        struct sweep_point point = {.kind = SAY_AT,
                                    .actor = actor,
                                    .target = actor,
                                    .peer = sweep_peer(p->scenario, actor, event->peer),
                                    .occurrence = event->occurrence,
                                    .fault = fault,
                                    .code = usual_code(fault),
                                    .owed = (uint8_t)(owed + 1)};
        name_copy(point.step, event->name, strlen(event->name));
        if (faults[fault].takes == ARGUMENT_WAY)
            sweep_add_drops(&p->list, p->scenario, point);
        else
            sweep_add(&p->list, point);
    }
}

/* Whether the struck actor can still act. */
static bool first_leaves_alive(const struct sweep_point *first)
{
    return fault_leaves_alive(first->fault);
}

/* One point for each fault that is asked for and that strikes this target there. */
static void add_targets(struct pairing *p, struct sweep_point point, int target)
{
    point.target = target;
    for (int i = 0; i < FAULT_COUNT && target >= 0; i++) {
        point.fault = (enum kit_fault)i;
        point.code = usual_code(point.fault);
        bool can =
            target == point.actor
                ? sweep_obeys(point.fault, sweep_flags_of(p->scenario, point.actor, point.step))
                : fault_strikes(point.fault, STRIKES_OUTSIDE);
        /* An actor that hangs cannot be hung again. */
        if (p->first && target == p->first->target && faults[i].proof == PROOF_SUSPENDED)
            can &= first_leaves_alive(p->first);
        if (can && p->faults >> i & 1u)
            sweep_add(&p->list, point);
    }
}

/* A line counts the calls of a kind about all pipes and objects. */
static void add_first_calls(struct pairing *p, int actor)
{
    const struct call_reach reach = call_reach(p->scenario, p->events, p->event_count, actor);
    struct call_firsts firsts;
    call_firsts_count(p->scenario, p->events, &reach, actor, &firsts);
    for (size_t i = reach.from; i < reach.to; i++) {
        const struct kit_event *event = &p->events[i];
        struct sweep_point point = {.kind = SAY_AT,
                                    .actor = actor,
                                    .peer = -1,
                                    .occurrence = event->occurrence,
                                    .owed = OWED_CALL + 1};
        if (!call_is_first(p->scenario, p->events, p->event_count, actor, event, &firsts))
            continue;
        name_copy(point.step, event->name, strlen(event->name));
        name_copy(point.about, event->peer, strlen(event->peer));
        add_targets(p, point, actor);
    }
}

size_t sweep_firsts(const struct scenario *scenario, const struct kit_event *events,
                    size_t count, struct sweep_point *to, size_t room)
{
    struct pairing p = pairing_of(scenario, events, count, to, room);
    for (int actor = 0; actor < (int)scenario->actor_count && p.faults; actor++) {
        if (sweep_twins_before(scenario, actor) > 0)
            continue;
        if (actor_is_injected(scenario, actor))
            add_first_calls(&p, actor);
        for (int owed = 0; owed < OWED_DEALING && !actor_is_injected(scenario, actor); owed++)
            add_firsts(&p, actor, (enum sweep_owed)owed);
    }
    return p.list.count;
}

/* ---- the second strike ---- */

/*
 * If children are started alike and lose their parent alike, one of them is enough, in addition
 * to the child that was at the place of the strike.
 */
static bool is_spare(const struct pairing *p, int child)
{
    bool is = false;
    for (int i = 0; i < child && child != p->first->peer; i++)
        is |= i != p->first->peer && sweep_are_twins(p->scenario, i, child);
    return is;
}

/* Whether this actor has to recover from the first strike, by what it does for this peer. */
static bool must_deal_with_first(const struct pairing *p, int actor, int peer)
{
    const struct sweep_point *first = p->first;
    const struct scenario_actor *actors = p->scenario->actors;
    bool child_is_struck = actors[first->target].is_child;
    int child = child_is_struck ? first->target : first->peer;
    if (actor == first->target && !first_leaves_alive(first))
        return false;
    if (!actors[actor].is_child)
        return (actor == first->target || actor == actors[first->target].parent) &&
               (peer == child || peer < 0);
    if (child_is_struck || first_leaves_alive(first))
        return actor == child;
    return actors[actor].parent == first->target && !is_spare(p, actor);
}

static bool same_word(const struct kit_event *a, const struct kit_event *b)
{
    return words_equal(a->actor, b->actor) && words_equal(a->name, b->name) &&
           words_equal(a->peer, b->peer);
}

/*
 * Searches the events after the strike: whether the same step came before, and whether this
 * actor has reported the harm to this peer by then.
 */
static void look_back(const struct pairing *p, size_t from, size_t at, bool *again, bool *told)
{
    const struct kit_event *event = &p->events[at];
    *again = *told = false;
    for (size_t i = from; i < at; i++) {
        const struct kit_event *earlier = &p->events[i];
        *again |= sweep_is_word(earlier) && same_word(earlier, event);
        *told |= sweep_tells_of_harm(earlier) && words_equal(earlier->actor, event->actor) &&
                 (words_equal(earlier->peer, event->peer) || !event->peer[0]);
    }
}

/* Whether an actor had not begun to end by then. */
static bool actor_is_alive_at(const struct pairing *p, int actor, size_t at)
{
    bool is = true;
    for (size_t i = 0; i < at; i++) {
        const struct kit_event *event = &p->events[i];
        int step = word_index(step_words, event->name);
        if (scenario_actor(p->scenario, event->actor) == actor)
            is &= event->kind != EVENT_EXITED && event->kind != EVENT_ENDED &&
                  !(sweep_is_word(event) &&
                    (step == PROTOCOL_QUIT_SENT || step == PROTOCOL_CHILD_ENDING));
    }
    return is;
}

/* The next child of the same parent that is alive by then, or -1. */
static int sibling_of(const struct pairing *p, int child, size_t at)
{
    const struct scenario_actor *actors = p->scenario->actors;
    for (int i = 0; i < (int)p->scenario->actor_count; i++) {
        if (i != child && actors[i].is_child && actors[i].parent == actors[child].parent &&
            actor_is_alive_at(p, i, at))
            return i;
    }
    return -1;
}

static struct sweep_point second_at(const struct pairing *p, const struct kit_event *event,
                                    int actor, int peer)
{
    struct sweep_point point = {.kind = SAY_AT,
                                .actor = actor,
                                .peer = peer,
                                .occurrence = event->occurrence,
                                .first = p->first};
    name_copy(point.step, event->name, strlen(event->name));
    return point;
}

/* Where the parent learns of the loss of a child, the next child is struck, too. */
static void add_second_calls(struct pairing *p, size_t at, int actor)
{
    const struct kit_event *event = &p->events[at];
    struct sweep_point point = second_at(p, event, actor, -1);
    name_copy(point.about, event->peer, strlen(event->peer));
    add_targets(p, point, actor);
    if (call_tells_of_loss(event) && p->scenario->actors[p->first->target].is_child)
        add_targets(p, point, sibling_of(p, p->first->target, at));
}

static void add_second_faults(struct pairing *p, size_t at, int actor, int peer)
{
    const struct kit_event *event = &p->events[at];
    int step = word_index(step_words, event->name);
    struct sweep_point point = second_at(p, event, actor, peer);
    add_targets(p, point, actor);
    /* Silence is reported late, when a sibling may or may not be ending. */
    if (step == PROTOCOL_PEER_SILENT && !first_leaves_alive(p->first))
        add_targets(p, point, p->first->target);
    else if (step != PROTOCOL_PEER_SILENT && sweep_tells_of_harm(event) && peer >= 0)
        add_targets(p, point, sibling_of(p, peer, at));
}

/*
 * Whether the struck actor's conversation was over, so that the run may have been closing by
 * then.
 */
static bool is_late(const struct sweep_point *first)
{
    return first->owed == OWED_END + 1;
}

/*
 * Whether an actor reaches this step as a recovery from harm, and not as a part of its
 * exchange. The steps by which a parent reports that all children are gone, and that it was
 * stopped, belong to the run's close.
 */
static bool is_dealing(const struct pairing *p, const struct kit_event *event, int actor)
{
    int step = word_index(step_words, event->name);
    enum sweep_owed owed = owed_of(event->name);
    if (step == PROTOCOL_FAMILY_REST || step == PROTOCOL_PARENT_ENDING)
        return is_late(p->first) || sweep_tells_of_harm(event);
    return owed == OWED_DEALING || (owed == OWED_END && !p->scenario->actors[actor].is_child);
}

/*
 * Whether this actor waits because the struck actor hangs. The run is kept open for this wait,
 * but not for a wait that begins later.
 */
static bool is_owed_to(const struct sweep_point *first, const struct scenario_actor *actors,
                       int actor)
{
    bool child_is_struck = actors[first->target].is_child;
    enum sweep_debtor debtor = first->owed ? debtors[first->owed - 1] : DEBTOR_NONE;
    return child_is_struck ? debtor == DEBTOR_CHILD
                           : debtor == DEBTOR_PARENT && actor == first->peer;
}

/*
 * Whether a step depends on timing. Steps that the run's close causes are no recovery, with one
 * exception: the end of children whose parent is gone or has disconnected them. They must
 * notice the loss, however late.
 */
static bool is_luck(const struct pairing *p, const struct kit_event *event, int actor,
                    bool closing)
{
    const struct sweep_point *first = p->first;
    const struct scenario_actor *actors = p->scenario->actors;
    enum fault_effect effect = faults[first->fault].effect;
    bool ends = effect == EFFECT_DEAD || effect == EFFECT_CUT;
    if (words_equal(event->name, step_words[PROTOCOL_PEER_SILENT]) &&
        !first_leaves_alive(first) && !is_owed_to(first, actors, actor))
        return true;
    return closing && !is_late(first) &&
           !(ends && !actors[first->target].is_child && actors[actor].is_child &&
             sweep_tells_of_harm(event));
}

static size_t first_event_of_kind(const struct kit_event *events, size_t count,
                                  enum kit_event_kind kind)
{
    size_t at = 0;
    while (at < count && events[at].kind != kind)
        at++;
    return at;
}

size_t sweep_seconds(const struct scenario *scenario, const struct sweep_point *first,
                     const struct kit_event *events, size_t count, struct sweep_point *to,
                     size_t room)
{
    size_t struck = first_event_of_kind(events, count, EVENT_STRUCK);
    size_t closing = first_event_of_kind(events, count, EVENT_CLOSING);
    struct pairing p = pairing_of(scenario, events, count, to, room);
    struct call_kinds kinds;
    p.first = first;
    call_recovery_begin(scenario, events, struck, &kinds);
    /* It is not determined which of the two ends first. */
    size_t from = struck < count && is_late(first) ? 0 : struck + 1;
    for (size_t i = from; i < count && p.faults; i++) {
        const struct kit_event *event = &events[i];
        int actor = scenario_actor(scenario, event->actor);
        bool again, told;
        if (actor < 0 || !sweep_is_word(event))
            continue;
        int peer = sweep_peer(scenario, actor, event->peer);
        if (!must_deal_with_first(&p, actor, peer))
            continue;
        if (actor_is_injected(scenario, actor)) {
            if (i > struck && i < closing && call_is_recovery(&kinds, actor, event))
                add_second_calls(&p, i, actor);
            continue;
        }
        look_back(&p, from, i, &again, &told);
        told = told && owed_of(event->name) != OWED_DEALING;
        if (!again && !is_luck(&p, event, actor, i > closing) &&
            (told || is_dealing(&p, event, actor)))
            add_second_faults(&p, i, actor, peer);
    }
    return p.list.count;
}

/* ---- the order ---- */

static bool same_second(const struct sweep_point *a, const struct sweep_point *b)
{
    return a->actor == b->actor && a->peer == b->peer && a->target == b->target &&
           a->fault == b->fault && a->occurrence == b->occurrence &&
           words_equal(a->step, b->step);
}

static size_t length_of(const struct sweep_point *pairs, size_t count)
{
    size_t length = 0;
    while (length < count && pairs[length].first == pairs[0].first)
        length++;
    return length;
}

/* The same seconds of the same first, whatever their order. */
static bool same_seconds(const struct sweep_point *a, size_t a_count,
                         const struct sweep_point *b, size_t b_count)
{
    if (a_count != b_count)
        return false;
    for (size_t i = 0; i < a_count; i++) {
        size_t k = 0;
        while (k < b_count && !same_second(&a[i], &b[k]))
            k++;
        if (k == b_count)
            return false;
    }
    return true;
}

static bool same_place(const struct sweep_point *a, const struct sweep_point *b)
{
    return a->actor == b->actor && a->owed == b->owed;
}

static bool is_shown_before(const struct sweep_point *pairs, size_t kept,
                            const struct sweep_point *run, size_t length)
{
    for (size_t i = 0, other; i < kept; i += other) {
        other = length_of(&pairs[i], kept - i);
        if (same_place(pairs[i].first, run->first) &&
            same_seconds(&pairs[i], other, run, length))
            return true;
    }
    return false;
}

static int pairs_by_likelihood(const void *left, const void *right)
{
    const struct sweep_point *a = left, *b = right;
    int order = sweep_compare(faults[a->fault].weight + faults[a->first->fault].weight,
                              faults[b->fault].weight + faults[b->first->fault].weight);
    order = order ? order : sweep_compare(a->first->owed, b->first->owed);
    order = order ? order : -sweep_compare(a->first->actor, b->first->actor);
    order = order ? order : sweep_compare(a->first->fault, b->first->fault);
    order = order ? order : sweep_compare(a->first->drop, b->first->drop);
    order = order ? order : sweep_compare(sweep_step_rank(a->step), sweep_step_rank(b->step));
    order = order ? order : strcmp(a->step, b->step);
    order = order ? order : sweep_compare(a->actor, b->actor);
    order = order ? order : sweep_compare(a->peer, b->peer);
    order = order ? order : sweep_compare(a->target, b->target);
    return order ? order : sweep_compare(a->occurrence, b->occurrence);
}

size_t sweep_pairs_obeyed(const struct scenario *scenario, const struct kit_event *events,
                          size_t count, struct sweep_point *pairs, size_t pair_count)
{
    size_t kept = 0;
    for (size_t i = 0; i < pair_count; i++) {
        if (pairs[i].target != pairs[i].actor ||
            free_run_obeys(scenario, events, count, pairs[i].actor, pairs[i].fault))
            pairs[kept++] = pairs[i];
    }
    return kept;
}

size_t sweep_pairs_order(struct sweep_point *pairs, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0, length; i < count; i += length) {
        length = length_of(&pairs[i], count - i);
        if (is_shown_before(pairs, kept, &pairs[i], length))
            continue;
        memmove(&pairs[kept], &pairs[i], length * sizeof *pairs);
        kept += length;
    }
    if (kept > 0)
        qsort(pairs, kept, sizeof *pairs, pairs_by_likelihood);
    return kept;
}

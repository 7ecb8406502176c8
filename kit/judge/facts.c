#include "kit/judge/facts.h"
#include "kit/base/calls.h"

#include <stdlib.h>
#include <string.h>

/* Names to actors, sorted: a hundred thousand events, and 72 names to search for each. */
struct names {
    struct named {
        const char *name;
        int actor;
    } all[SCENARIO_ACTORS];
    uint32_t count;
};

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct named *)a)->name, ((const struct named *)b)->name);
}

static void names_fill(struct names *names, const struct scenario *scenario)
{
    names->count = scenario->actor_count;
    for (uint32_t i = 0; i < names->count; i++)
        names->all[i] = (struct named){scenario->actors[i].name, (int)i};
    qsort(names->all, names->count, sizeof *names->all, by_name);
}

static int names_find(const struct names *names, const char *name)
{
    const struct named key = {name, -1};
    const struct named *found =
        bsearch(&key, names->all, names->count, sizeof *names->all, by_name);
    return found ? found->actor : -1;
}

/* Steps and reports that make a mark; `of_peer` if it is made on the peer. */
static const struct {
    enum protocol_step step;
    enum mark mark;
    bool of_peer;
} marking_steps[] = {
    {PROTOCOL_CHILD_PREPARED, MARK_PREPARED, true},
    {PROTOCOL_CHILD_BEGUN, MARK_BEGUN, false},
    {PROTOCOL_CONNECTED, MARK_CONNECTED, false},
    {PROTOCOL_CHILD_STARTED, MARK_MADE, true},
    {PROTOCOL_CHILD_UNSTARTED, MARK_UNSTARTED, true},
    {PROTOCOL_CHILD_ENDING, MARK_ENDING, false},
    {PROTOCOL_CHILD_LOST, MARK_LOST, true},
    {PROTOCOL_CHILD_QUIT, MARK_QUIT, true},
    {PROTOCOL_QUIT_SENT, MARK_QUIT, false},
};

static int marking_step(const char *name)
{
    for (size_t i = 0; i < sizeof marking_steps / sizeof *marking_steps; i++) {
        if (words_equal(step_words[marking_steps[i].step], name))
            return (int)i;
    }
    return -1;
}

/* A call that a child makes says by some errors that the parent is gone. What a parent's call
 * says of one child, it says to the parent. */
static enum mark mark_of_failure(const struct kit_event *event)
{
    int call = word_index(call_words, event->by);
    bool loss = call >= 0 && call_tells_loss((enum kit_call)call, event->code);
    return loss && !event->peer[0] ? MARK_CUT : MARK_FAILED;
}

static const enum mark effect_marks[] = {
    [EFFECT_DEAD] = MARK_KILLED,     [EFFECT_HUNG] = MARK_HUNG,
    [EFFECT_CUT] = MARK_DROPPED,     [EFFECT_SPOILED] = MARK_SPOILED,
    [EFFECT_DELAYED] = MARK_DELAYED, [EFFECT_FAILED] = MARK_FAILED,
};

static enum mark mark_of_fault(const struct kit_event *event)
{
    const struct fault *fault = fault_named(event->name);
    if (!fault)
        return MARK_NONE;
    return fault->effect == EFFECT_FAILED ? mark_of_failure(event)
                                          : effect_marks[fault->effect];
}

static enum mark mark_of_proof(enum mark fault)
{
    if (fault == MARK_KILLED)
        return MARK_KILL_SEEN;
    return fault == MARK_DELAYED ? MARK_WENT_ON : MARK_NONE;
}

enum mark mark_of(const struct kit_event *event)
{
    int step;
    switch (event->kind) {
    case EVENT_STEP:
    case EVENT_REPORT:
        step = marking_step(event->name);
        return step < 0 ? MARK_NONE : marking_steps[step].mark;
    case EVENT_STRUCK:
        return mark_of_fault(event);
    case EVENT_CONFIRMED:
        return mark_of_proof(mark_of_fault(event));
    case EVENT_STARTED:
        return MARK_STARTED;
    case EVENT_ATTACHED:
        return MARK_ATTACHED;
    case EVENT_HELD:
        return MARK_HELD;
    case EVENT_RELEASED:
        return MARK_RELEASED;
    case EVENT_STOP:
        return MARK_STOPPED;
    case EVENT_EXITED:
        return MARK_EXITED;
    case EVENT_ENDED:
    case EVENT_LEFT: /* what is left the runner ends, and its end is none of its own */
        return MARK_ENDED;
    case EVENT_CLOSING:
        return MARK_CLOSING;
    case EVENT_LIMIT:
        return MARK_LIMIT;
    case EVENT_END:
        return MARK_END;
    case EVENT_RESUMED:
        return MARK_RESUMED;
    case EVENT_BREAK: /* no time passed: it is nothing to anybody */
    case EVENT_MISSED:
    case EVENT_LINE:
    case EVENT_CALLED:
    case EVENT_HANDLES:
    case EVENT_STALL:
    case EVENT_GAP:
    case EVENT_ABSENT:
    case EVENT_TROUBLE:
    case EVENT_KIND_COUNT:
        break;
    }
    return MARK_NONE;
}

static bool is_for_peer(enum mark mark)
{
    return mark == MARK_DROPPED || mark == MARK_SPOILED || mark == MARK_FAILED;
}

/* A drop on the parent's own end `for` a child parts that child, whoever carried it out; a
 * message that it spoils, and a call that fails `for` a child, is a strike at that child, too.
 */
static bool is_of_peer(const struct kit_event *event)
{
    if (event->kind == EVENT_STRUCK)
        return is_for_peer(mark_of_fault(event)) && event->peer[0];
    /* A parent that is held at such a step is held itself. */
    if (event->kind != EVENT_STEP && event->kind != EVENT_REPORT)
        return false;
    int step = marking_step(event->name);
    return step >= 0 && marking_steps[step].of_peer;
}

static int child_and_parent(const struct scenario *scenario, int a, int b)
{
    if (a >= 0 && b >= 0 && scenario->actors[b].parent == a && scenario->actors[b].is_child)
        return b;
    return -1;
}

static int subject_of(const struct scenario *scenario, const struct kit_event *event, int actor,
                      int peer)
{
    enum mark mark = mark_of(event);
    if (mark == MARK_CLOSING || mark == MARK_LIMIT || mark == MARK_END)
        return THE_RUN;
    if (!is_of_peer(event))
        return actor;
    int child = child_and_parent(scenario, actor, peer);
    /* A child that drops its own end names its parent as the peer, or nobody. */
    return child < 0 && is_for_peer(mark) ? actor : child;
}

int64_t instant_of(const struct kit_event *event)
{
    return event ? event->at_ns : FACTS_NEVER;
}

int64_t marked_at(const struct facts *facts, int actor, enum mark mark)
{
    return instant_of(facts->marks[actor][mark]);
}

const struct kit_event *earlier(const struct kit_event *a, const struct kit_event *b)
{
    return instant_of(b) < instant_of(a) ? b : a;
}

static void note_first(const struct kit_event **first, const struct kit_event *event)
{
    if (!*first)
        *first = event;
}

/* By the runner's hold or by a delay: no deadline of the actor runs meanwhile. */
static void note_hold(struct facts *facts, int actor, enum mark mark, int64_t at_ns)
{
    if (mark == MARK_HELD || mark == MARK_DELAYED)
        holds_begin(&facts->holds, actor, at_ns);
    else if (mark == MARK_RELEASED || mark == MARK_WENT_ON)
        holds_end(&facts->holds, actor, at_ns);
}

/* What hung and was let go again was held, as far as its deadlines go; it owes as before. */
static void note_resume(struct facts *facts, int actor, const struct kit_event *event)
{
    const struct kit_event **hung = &facts->marks[actor][MARK_HUNG];
    if (!*hung)
        return;
    note_first(&facts->marks[actor][MARK_HELD], *hung);
    holds_add(&facts->holds, actor, (*hung)->at_ns, event->at_ns);
    *hung = NULL;
}

static int line_index(const struct scenario *scenario, uint32_t line)
{
    for (uint32_t i = 0; i < scenario->line_count; i++) {
        if (line > 0 && scenario->lines[i].line == line)
            return (int)i;
    }
    return -1;
}

/* Acts are what `within` counts from. One at the very instant of a LINE is before it, too. */
static void note_act(struct facts *facts, const struct kit_event *act)
{
    for (uint32_t i = 0; i < facts->scenario->line_count; i++) {
        struct line_facts *line = &facts->lines[i];
        if (line->begun && line->begun->at_ns == act->at_ns)
            line->act = act;
    }
}

static void note_line(struct facts *facts, const struct kit_event *event,
                      const struct kit_event *last_act)
{
    int index = line_index(facts->scenario, event->line);
    if (index < 0)
        return;
    struct line_facts *line = &facts->lines[index];
    if (event->kind == EVENT_LINE && !line->begun) {
        line->begun = event;
        line->act = last_act;
    } else if (event->kind == EVENT_STRUCK) {
        note_first(&line->struck, event);
    } else if (event->kind == EVENT_CONFIRMED) {
        note_first(&line->confirmed, event);
    } else if (event->kind == EVENT_HELD) {
        note_first(&line->held, event);
    } else if (event->kind == EVENT_MISSED) {
        line->missed++;
    }
}

static void note_stall(struct facts *facts, const struct kit_event *event)
{
    struct stall *last = facts->stalls + facts->stall_count - 1;
    uint32_t core = event->occurrence < FACTS_CORES ? event->occurrence : FACTS_CORES;
    if (event->until_ns <= event->at_ns)
        return;
    if (core > facts->core_count)
        facts->core_count = core;
    if (facts->stall_count == FACTS_STALLS) {
        last->core = 0;
        if (last->until_ns < event->until_ns)
            last->until_ns = event->until_ns;
        return;
    }
    facts->stalls[facts->stall_count++] = (struct stall){event->at_ns, event->until_ns, core};
}

static void note_strike(struct facts *facts, const struct kit_event *event, int subject)
{
    if (!facts->scenario->actors[subject].is_child || facts->strike_count == FACTS_STRIKES)
        return;
    facts->strikes[facts->strike_count++] = (struct strike){event, subject};
}

static void note_request(struct facts *facts, const struct kit_event *event, int actor)
{
    if (facts->strike_count > 0 && !facts->request[actor] &&
        words_equal(event->name, step_words[PROTOCOL_REQUEST_SENT]))
        facts->request[actor] = event;
}

bool was_struck(const struct facts *facts, int child, int64_t at_ns)
{
    for (uint32_t k = 0; k < facts->strike_count; k++) {
        if (facts->strikes[k].child == child && facts->strikes[k].event->at_ns <= at_ns)
            return true;
    }
    return false;
}

/* What a child asks for once it was struck itself is nobody's debt, and must not stand in the
 * place of what it asked for before. */
static void note_answer(struct facts *facts, const struct kit_event *event, int child)
{
    const struct kit_event *request = facts->request[child];
    struct exchange *slowest = &facts->slowest[child];
    if (!request)
        return;
    bool slower = !slowest->request || event->at_ns - request->at_ns >
                                           slowest->answer->at_ns - slowest->request->at_ns;
    if (slower && !was_struck(facts, child, request->at_ns))
        *slowest = (struct exchange){request, event};
    facts->request[child] = NULL;
}

/*
 * A reply on its way to a child, or, where the parent makes no such step, with it: its parent
 * serves it. What a child receives after a strike can have been sent before, so that it proves
 * nothing where better is to be had. Costs each strike once.
 */
static void note_service(struct facts *facts, const struct kit_event *event, int actor,
                         int peer)
{
    int served = -1;
    if (words_equal(event->name, step_words[PROTOCOL_REPLY_SENT])) {
        served = child_and_parent(facts->scenario, actor, peer);
        if (served >= 0)
            facts->answered[served] = true;
    } else if (words_equal(event->name, step_words[PROTOCOL_REPLY_RECEIVED])) {
        served = facts->answered[actor] ? -1 : actor;
    }
    if (served < 0)
        return;
    note_answer(facts, event, served);
    uint32_t *done = &facts->served_strikes[served];
    for (; *done < facts->strike_count; (*done)++)
        facts->served_ns[*done][served] = event->at_ns;
}

static bool is_possible(int64_t at_ns)
{
    return at_ns >= 0 && at_ns <= FACTS_LATEST;
}

/* A release by a line of the scenario is an act. One that only lets go an actor that stood
 * still for another's fault is part of that strike: what the strike brings about can come
 * before it. */
static bool is_act(const struct scenario *scenario, const struct kit_event *event)
{
    if (event->kind == EVENT_RELEASED) {
        int held_by = line_index(scenario, event->line);
        return held_by < 0 || scenario->lines[held_by].kind == SAY_HOLD;
    }
    return event->kind == EVENT_STRUCK || event->kind == EVENT_STOP ||
           event->kind == EVENT_ENDED || event->kind == EVENT_RESUMED;
}

static void note(struct facts *facts, const struct kit_event *event, int actor, int peer)
{
    enum mark mark = mark_of(event);
    int subject = subject_of(facts->scenario, event, actor, peer);
    if (event->kind == EVENT_STALL)
        note_stall(facts, event);
    if (subject < 0)
        return;
    if (event->kind == EVENT_STEP || event->kind == EVENT_REPORT) {
        note_first(&facts->marks[actor][MARK_ATTACHED], event);
        note_service(facts, event, actor, peer);
        note_request(facts, event, actor);
        parcels_said(&facts->parcels, facts->scenario, actor, peer, event);
        bystanders_said(&facts->bystanders, facts->scenario, actor, event);
        operations_said(&facts->operations, facts->scenario, actor, event);
    }
    if (mark == MARK_EXITED && !facts->marks[subject][mark]) {
        operations_ended(&facts->operations, facts->scenario, subject, event);
        bystanders_ended(&facts->bystanders, subject);
    }
    if (event->kind == EVENT_STRUCK)
        facts->last_strike = event;
    bool acts = event->kind == EVENT_STRUCK || event->kind == EVENT_STOP;
    if (acts && subject != THE_RUN && !facts->marks[THE_RUN][MARK_CLOSING])
        bystanders_act(&facts->bystanders, facts->scenario, subject, event);
    if (mark == MARK_NONE)
        return;
    note_first(&facts->marks[subject][mark], event);
    if (subject == THE_RUN)
        return;
    note_hold(facts, subject, mark, event->at_ns);
    if (mark == MARK_RESUMED)
        note_resume(facts, subject, event);
    if (event->kind == EVENT_STRUCK)
        note_strike(facts, event, subject);
}

static void facts_clear(struct facts *facts)
{
    memset(facts, 0, sizeof *facts);
    for (int k = 0; k < FACTS_STRIKES; k++) {
        for (int i = 0; i < SCENARIO_ACTORS; i++)
            facts->served_ns[k][i] = FACTS_NEVER;
    }
}

void facts_gather(struct facts *out, const struct scenario *scenario,
                  const struct kit_event *events, size_t count, int64_t now_ns)
{
    struct names names;
    const struct kit_event *last_act = NULL;
    names_fill(&names, scenario);
    facts_clear(out);
    out->scenario = scenario;
    out->events = events;
    out->count = count;
    for (size_t i = 0; i < count; i++) {
        const struct kit_event *event = &events[i];
        if (!is_possible(event->at_ns) || !is_possible(event->until_ns))
            out->impossible = "a time that no run has";
        note(out, event, names_find(&names, event->actor), names_find(&names, event->peer));
        if (is_act(scenario, event)) {
            last_act = event;
            note_act(out, event);
        }
        if (event->line > 0)
            note_line(out, event, last_act);
    }
    if (out->holds.spilled)
        out->impossible = "more holds and delays than its scenario has lines";
    /* What the end of a run says about absence is the same live and in a log. */
    const struct kit_event *end = out->marks[THE_RUN][MARK_END];
    out->horizon_ns = end ? end->at_ns : now_ns;
}

bool line_arms(const struct scenario_line *line)
{
    return (statement_when[line->kind] & STATEMENT_ARMS) != 0;
}

bool line_strikes(const struct scenario_line *line)
{
    return line->kind == SAY_STRIKE || line->kind == SAY_AFTER;
}

int64_t armed_at(const struct facts *facts, uint32_t line)
{
    const struct line_facts *at = &facts->lines[line];
    if (facts->scenario->lines[line].kind == SAY_HOLD)
        return instant_of(at->held);
    return at->confirmed ? instant_of(at->struck) : FACTS_NEVER;
}

/* The first index whose event is later than `at_ns`. */
static size_t events_until(const struct facts *facts, int64_t at_ns)
{
    size_t low = 0, high = facts->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (facts->events[middle].at_ns <= at_ns)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_said(const struct kit_event *event)
{
    return event->kind == EVENT_STEP || event->kind == EVENT_REPORT;
}

static bool word_matches(const char *wanted, const char *seen)
{
    return !wanted || words_equal(wanted, seen);
}

/* A child has one peer, its parent, and need not name it. */
static bool peer_matches(const struct pattern *pattern, const struct kit_event *event)
{
    return word_matches(pattern->peer, event->peer) || (pattern->only_peer && !event->peer[0]);
}

static bool matches(const struct pattern *pattern, const struct kit_event *event)
{
    return is_said(event) && words_equal(pattern->actor, event->actor) &&
           word_matches(pattern->name, event->name) && peer_matches(pattern, event) &&
           word_matches(pattern->by, event->by) &&
           (pattern->occurrence == 0 || pattern->occurrence == event->occurrence);
}

const struct kit_event *facts_find(const struct facts *facts, const struct pattern *pattern,
                                   int64_t from_ns, int64_t until_ns)
{
    size_t first = from_ns > INT64_MIN ? events_until(facts, from_ns - 1) : 0;
    for (size_t i = first; i < facts->count && facts->events[i].at_ns <= until_ns; i++) {
        if (matches(pattern, &facts->events[i]))
            return &facts->events[i];
    }
    return NULL;
}

const struct kit_event *facts_last_said(const struct facts *facts, int actor, int64_t at_ns)
{
    const struct pattern any = {.actor = facts->scenario->actors[actor].name};
    for (size_t i = events_until(facts, at_ns); i > 0; i--) {
        if (matches(&any, &facts->events[i - 1]))
            return &facts->events[i - 1];
    }
    return NULL;
}

const char *facts_last_step(const struct facts *facts, int actor, int64_t at_ns)
{
    const struct kit_event *last = facts_last_said(facts, actor, at_ns);
    return last ? last->name : "";
}

uint32_t facts_occurrences(const struct facts *facts, const struct pattern *pattern)
{
    uint32_t most = 0;
    for (size_t i = 0; i < facts->count; i++) {
        const struct kit_event *event = &facts->events[i];
        if (matches(pattern, event) && event->occurrence > most)
            most = event->occurrence;
    }
    return most;
}

uint64_t facts_lost(const struct facts *facts, int actor, int64_t from_ns, int64_t until_ns)
{
    const char *name = facts->scenario->actors[actor].name;
    int64_t before_ns = INT64_MIN;
    uint64_t lost = 0;
    for (size_t i = 0; i < facts->count; i++) {
        const struct kit_event *event = &facts->events[i];
        if (!words_equal(event->actor, name))
            continue;
        if (event->kind == EVENT_GAP && event->at_ns >= from_ns && before_ns <= until_ns)
            lost += event->size > 0 ? event->size : 1;
        if (is_said(event))
            before_ns = event->at_ns;
    }
    return lost;
}

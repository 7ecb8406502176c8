#include "kit/judge/facts.h"
#include "kit/judge/marks.h"
#include "kit/judge/system_processes.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

void facts_begin(struct facts *out, const struct scenario *scenario,
                 const struct fact_store *store)
{
    out->scenario = scenario;
    out->store = store;
}

/* ---- marks ---- */

/* Facts are constant for all other code except for this one link, which only the marks use. */
static void link_next(const struct fact *fact, const struct fact *next)
{
    ((struct fact *)(uintptr_t)fact)->next = next;
}

static void chain_add(struct mark_chain *chain, const struct fact *fact)
{
    link_next(fact, NULL);
    if (chain->last)
        link_next(chain->last, fact);
    else
        chain->first = fact;
    chain->last = fact;
}

static void chain_add_first(struct mark_chain *chain, const struct fact *fact)
{
    if (!chain->first)
        *chain = (struct mark_chain){fact, fact};
}

const struct fact *marked(const struct facts *facts, int subject, enum mark mark)
{
    return facts->marks[subject][mark].first;
}

const struct fact *first_act_on(const struct facts *facts, int actor)
{
    static const enum mark acts[] = {MARK_KILLED,  MARK_HUNG,  MARK_DROPPED, MARK_SPOILED,
                                     MARK_FAILED,  MARK_CUT,   MARK_DELAYED, MARK_HELD,
                                     MARK_STOPPED, MARK_ENDED, MARK_RESUMED};
    const struct fact *first = NULL;
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
        first = earlier(first, marked(facts, actor, acts[i]));
    return first;
}

int64_t marked_at(const struct facts *facts, int subject, enum mark mark)
{
    return instant_of(marked(facts, subject, mark));
}

/* The last fact of a chain may link to a fact that was taken back since. */
static const struct fact *chain_next(const struct mark_chain *chain, const struct fact *fact)
{
    return fact == chain->last ? NULL : fact->next;
}

const struct fact *marked_after(const struct facts *facts, int subject, enum mark mark,
                                int64_t at_ns)
{
    const struct mark_chain *chain = &facts->marks[subject][mark];
    const struct fact *fact = chain->first;
    while (fact && fact->at_ns <= at_ns)
        fact = chain_next(chain, fact);
    return fact;
}

const struct fact *marked_before(const struct facts *facts, int subject, enum mark mark,
                                 int64_t at_ns)
{
    const struct mark_chain *chain = &facts->marks[subject][mark];
    const struct fact *last = NULL;
    for (const struct fact *fact = chain->first; fact && fact->at_ns < at_ns;
         fact = chain_next(chain, fact))
        last = fact;
    return last;
}

/* ---- how a fact changes the state ---- */

static void note_first(const struct fact **first, const struct fact *fact)
{
    if (!*first)
        *first = fact;
}

/* Paused by the runner's hold or by a delay: no deadline of the actor runs meanwhile. */
static void note_hold(struct facts *facts, int actor, enum mark mark, int64_t at_ns)
{
    if (mark == MARK_HELD || mark == MARK_DELAYED)
        pauses_begin(&facts->pauses, actor, at_ns);
    else if (mark == MARK_RELEASED || mark == MARK_WENT_ON)
        pauses_end(&facts->pauses, actor, at_ns);
}

/*
 * For deadlines, an actor that hung and was resumed counts as held; its obligations remain. If
 * it did not hang, the resume ends a fault that only slowed it down.
 */
static void note_resume(struct facts *facts, int actor, const struct fact *fact)
{
    struct mark_chain *hung = &facts->marks[actor][MARK_HUNG];
    if (!hung->first) {
        pauses_end(&facts->pauses, actor, fact->at_ns);
        return;
    }
    chain_add_first(&facts->marks[actor][MARK_HELD], hung->first);
    pauses_add(&facts->pauses, actor, hung->first->at_ns, fact->at_ns);
    *hung = (struct mark_chain){NULL, NULL};
}

/* `within` counts from an act. An act at the same instant as a LINE is before it, too. */
static void note_act(struct facts *facts, const struct fact *act)
{
    for (uint32_t i = 0; i < facts->scenario->line_count; i++) {
        struct line_facts *line = &facts->lines[i];
        if (line->begun && line->begun->at_ns == act->at_ns)
            line->act = act;
    }
}

static void note_absent(struct facts *facts, const struct fact *fact)
{
    for (uint32_t n = 0; n < facts->scenario->need_count; n++)
        facts->absent[n] |= facts->scenario->needs[n].note.line_number == fact->line_number;
}

static void note_line(struct facts *facts, const struct fact *fact)
{
    if (fact->kind == EVENT_ABSENT)
        note_absent(facts, fact);
    if (fact->line_index < 0)
        return;
    struct line_facts *line = &facts->lines[fact->line_index];
    if (fact->kind == EVENT_LINE && !line->begun) {
        line->begun = fact;
        line->act = facts->last_act;
    } else if (fact->kind == EVENT_STRUCK) {
        note_first(&line->struck, fact);
    } else if (fact->kind == EVENT_CONFIRMED) {
        note_first(&line->confirmed, fact);
    } else if (fact->kind == EVENT_HELD) {
        note_first(&line->held, fact);
    } else if (fact->kind == EVENT_MISSED) {
        line->missed++;
    }
}

static void note_stall(struct facts *facts, const struct fact *fact)
{
    uint32_t count = facts->stall_count, core_of = fact->occurrence;
    uint32_t core = core_of < FACTS_CORES ? core_of : FACTS_CORES;
    if (fact->until_ns <= fact->at_ns)
        return;
    if (core > facts->core_count)
        facts->core_count = core;
    int64_t latest_ns = fact->until_ns;
    if (count > 0 && facts->stalled_until_ns[count - 1] > latest_ns)
        latest_ns = facts->stalled_until_ns[count - 1];
    if (count == FACTS_STALLS) {
        struct stall *last = &facts->stalls[count - 1];
        last->core = 0;
        if (last->until_ns < fact->until_ns)
            last->until_ns = fact->until_ns;
        facts->stalled_until_ns[count - 1] = latest_ns;
        return;
    }
    facts->stalls[count] = (struct stall){fact->at_ns, fact->until_ns, core};
    facts->stalled_until_ns[count] = latest_ns;
    facts->stall_count++;
}

static void note_strike(struct facts *facts, const struct fact *fact)
{
    if (!facts->scenario->actors[fact->subject].is_child)
        return;
    if (facts->strike_count == FACTS_STRIKES) {
        facts->impossible = "more strikes than its scenario has lines";
        return;
    }
    int64_t *served_ns = facts->served_ns[facts->strike_count];
    int64_t *paces_ns = facts->paces_ns[facts->strike_count];
    for (int i = 0; i < SCENARIO_ACTORS; i++) {
        int64_t since_ns = fact->at_ns - facts->served_last_ns[i];
        served_ns[i] = FACTS_NEVER;
        paces_ns[i] = facts->pace_ns[i];
        if (paces_ns[i] > 0 && since_ns > paces_ns[i])
            paces_ns[i] = since_ns;
    }
    facts->strikes[facts->strike_count++] = (struct strike){fact, fact->subject};
}

static void note_request(struct facts *facts, const struct fact *fact)
{
    if (fact_is_step(fact, PROTOCOL_REQUEST_SENT))
        note_first(&facts->asked[fact->actor], fact);
    if (facts->strike_count > 0 && !facts->request[fact->actor] &&
        fact_is_step(fact, PROTOCOL_REQUEST_SENT))
        facts->request[fact->actor] = fact;
}

bool was_struck(const struct facts *facts, int child, int64_t at_ns)
{
    for (uint32_t k = 0; k < facts->strike_count; k++) {
        if (facts->strikes[k].child == child && facts->strikes[k].event->at_ns <= at_ns)
            return true;
    }
    return false;
}

/*
 * A parent logs its reply once it is written. Its thread can stand still in between, and the
 * child can have read the reply and made its next request by then.
 */
static bool answers_earlier(const struct fact *answer, const struct fact *request)
{
    return answer->sequence > 0 && answer->sequence < request->sequence;
}

/*
 * A request that a child makes after it was struck itself need not be answered, and must not
 * replace its earlier request.
 */
static void note_answer(struct facts *facts, const struct fact *fact, int child)
{
    const struct fact *request = facts->request[child];
    struct exchange *slowest = &facts->slowest[child];
    if (!request || answers_earlier(fact, request))
        return;
    bool slower = !slowest->request || fact->at_ns - request->at_ns >
                                           slowest->answer->at_ns - slowest->request->at_ns;
    if (slower && !was_struck(facts, child, request->at_ns))
        *slowest = (struct exchange){request, fact};
    facts->request[child] = NULL;
}

/* Either side may send the request. */
static bool fact_serves(const struct fact *fact, bool by_child)
{
    enum protocol_step served = by_child ? PROTOCOL_REPLY_RECEIVED : PROTOCOL_REPLY_SENT;
    enum protocol_step asked = by_child ? PROTOCOL_REQUEST_RECEIVED : PROTOCOL_REQUEST_SENT;
    return fact_is_step(fact, served) || fact_is_step(fact, asked) ||
           (!by_child && fact_is_step(fact, PROTOCOL_REPLY_RECEIVED));
}

/*
 * The child that is served by this event, or -1: its parent answers it or asks it. A message
 * that a child receives after a strike may have been sent before it. So it proves nothing if
 * the parent reports when it answers or asks.
 */
static int served_by(struct facts *facts, const struct fact *fact)
{
    bool by_child = facts->scenario->actors[fact->actor].is_child;
    if (!fact_serves(fact, by_child))
        return -1;
    if (by_child)
        return facts->answered[fact->actor] ? -1 : fact->actor;
    int child = child_meant(facts->scenario, fact);
    if (child >= 0)
        facts->answered[child] = true;
    return child;
}

/* How long the pair normally takes from one service to the next. */
static void note_pace(struct facts *facts, const struct fact *fact, int child)
{
    int64_t last_ns = facts->served_last_ns[child] > 0 ? facts->served_last_ns[child]
                                                       : marked_at(facts, child, MARK_STARTED);
    int64_t pace_ns = last_ns < fact->at_ns ? fact->at_ns - last_ns : 1;
    if (pace_ns > facts->pace_ns[child])
        facts->pace_ns[child] = pace_ns;
    facts->served_last_ns[child] = fact->at_ns;
}

/*
 * Whether the child had the reply before the strike that would be the next to be served: then
 * the parent only logged it late.
 */
static bool was_before_strike(const struct facts *facts, const struct fact *fact, int child)
{
    const struct fact *replied = facts->replied[child];
    uint32_t k = facts->served_strikes[child];
    return replied && k < facts->strike_count && fact->sequence > 0 &&
           fact->sequence <= replied->sequence &&
           replied->at_ns < facts->strikes[k].event->at_ns;
}

/*
 * A parent serves a child by sending a reply, or, if the parent has no such step, when the
 * child has the reply. This costs time for each strike once only.
 */
static void note_service(struct facts *facts, const struct fact *fact)
{
    int served = served_by(facts, fact);
    if (fact_is_step(fact, PROTOCOL_REPLY_RECEIVED) &&
        facts->scenario->actors[fact->actor].is_child)
        facts->replied[fact->actor] = fact;
    if (served < 0 || was_before_strike(facts, fact, served))
        return;
    note_answer(facts, fact, served);
    note_pace(facts, fact, served);
    uint32_t *done = &facts->served_strikes[served];
    for (; *done < facts->strike_count; (*done)++)
        facts->served_ns[*done][served] = fact->at_ns;
}

static bool is_possible(int64_t at_ns)
{
    return at_ns >= 0 && at_ns <= FACTS_LATEST;
}

/* A line that starts an actor; or one that begins a round in which nothing else is an act: or
 * else one event would meet the lines of all rounds. */
static bool is_act_by_itself(const struct scenario_line *line)
{
    return line->kind == SAY_START || line->begins_round;
}

/*
 * A release by a line of the scenario is an act. A release that only frees an actor which was
 * paused for another actor's fault is part of that strike: an effect of the strike can come
 * before the release.
 */
static bool fact_is_act(const struct scenario *scenario, const struct fact *fact)
{
    const struct scenario_line *line =
        fact->line_index >= 0 ? &scenario->lines[fact->line_index] : NULL;
    if (fact->kind == EVENT_RELEASED)
        return !line || line->kind == SAY_HOLD;
    return fact->kind == EVENT_STRUCK || fact->kind == EVENT_STOP ||
           fact->kind == EVENT_ENDED || fact->kind == EVENT_RESUMED ||
           fact->kind == EVENT_NOT_RESUMED ||
           (fact->kind == EVENT_INPUT && fact->line_number > 0) ||
           ((fact->kind == EVENT_SIGNALLED || fact->kind == EVENT_WROTE ||
             fact->kind == EVENT_JUMPED) &&
            fact->code == 0) ||
           (fact->kind == EVENT_LINE && line && is_act_by_itself(line));
}

static void note_speaker(struct speakers *of, uint32_t tid)
{
    of->several |= of->any && of->first_tid != tid;
    if (!of->any)
        of->first_tid = tid;
    of->any = true;
}

/* A call of an injected actor is no word of the program: the rules read none of it. A probe of
 * the program's own says words there, too. */
static void note_said(struct facts *facts, const struct fact *fact)
{
    if (actor_is_injected(facts->scenario, fact->actor) &&
        !marked(facts, fact->actor, MARK_ATTACHED))
        return;
    chain_add_first(&facts->marks[fact->actor][MARK_ATTACHED], fact);
    note_speaker(&facts->speakers[fact->actor], fact->tid);
    note_service(facts, fact);
    note_request(facts, fact);
    deliveries_said(&facts->deliveries, facts->scenario, fact);
    bystanders_said(&facts->bystanders, facts->scenario, fact->actor, fact);
    operations_said(&facts->operations, facts->scenario, fact->actor, fact);
}

/*
 * The fact is in the list of its kind already. When facts are folded again, later ones are,
 * too.
 */
static void note_quiescent_count(struct facts *facts, const struct fact *fact)
{
    struct quiescent_counts *of = &facts->quiescent[fact->actor];
    const struct fact_list *list = facts_of_kind(facts->store, EVENT_HANDLES);
    size_t at = list_after(list, fact->at_ns);
    while (list->at[--at] != fact)
        assert(at > 0);
    if (!of->first) {
        of->first = fact;
        of->first_at = at;
    }
    if (!of->last || of->last->occurrence != fact->occurrence) {
        of->last = fact;
        of->last_at = at;
    }
}

static void note_nameless(struct facts *facts, const struct fact *fact)
{
    if (fact->kind == EVENT_STARTED && !fact->actor_name[0] && !is_systems_own(fact->name))
        note_first(&facts->stranger, fact);
    if (fact->kind == EVENT_ATTACHED && !fact->actor_name[0] && fact->name[0])
        note_first(&facts->misnamed, fact);
}

/*
 * A parent logs that it is about to create a child before the process exists. So only now is it
 * known that a further process was meant.
 */
static void note_further(struct facts *facts, const struct fact *started)
{
    struct mark_chain *marks = facts->marks[started->actor];
    int actor = started->actor_of;
    if (started->actor != actor && facts->prepared[actor])
        chain_add_first(&marks[MARK_PREPARED], facts->prepared[actor]);
    if (started->actor != actor && facts->made[actor])
        chain_add_first(&marks[MARK_MADE], facts->made[actor]);
    facts->prepared[actor] = facts->made[actor] = NULL;
}

static void note_birth(struct facts *facts, const struct fact *fact)
{
    if (fact->mark == MARK_PREPARED)
        facts->prepared[fact->peer_of] = fact;
    else if (fact->mark == MARK_MADE)
        facts->made[fact->peer_of] = fact;
    else if (fact->mark == MARK_STARTED)
        note_further(facts, fact);
}

static void note_mark(struct facts *facts, const struct fact *fact)
{
    if (fact->mark == MARK_NONE)
        return;
    if (fact->subject != THE_RUN)
        note_birth(facts, fact);
    chain_add(&facts->marks[fact->subject][fact->mark], fact);
    if (fact->subject == THE_RUN)
        return;
    note_hold(facts, fact->subject, fact->mark, fact->at_ns);
    if (fact->mark == MARK_RESUMED)
        note_resume(facts, fact->subject, fact);
    if (fact->kind == EVENT_STRUCK)
        note_strike(facts, fact);
}

static void note_subject(struct facts *facts, const struct fact *fact)
{
    if (fact_is_said(fact))
        note_said(facts, fact);
    if (fact->kind == EVENT_HANDLES && fact->line_number == 0)
        note_quiescent_count(facts, fact);
    if (fact->kind == EVENT_ATTACHED && fact->text[0])
        note_first(&facts->words[fact->subject], fact);
    if (fact->mark == MARK_EXITED && !marked(facts, fact->subject, MARK_EXITED)) {
        operations_ended(&facts->operations, facts->scenario, fact->subject, fact);
        bystanders_ended(&facts->bystanders, fact->subject);
    }
    if (fact->kind == EVENT_STRUCK)
        facts->last_strike = fact;
    bool acts = fact->kind == EVENT_STRUCK || fact->kind == EVENT_STOP ||
                (fact->kind == EVENT_INPUT && fact->mark == MARK_SPOILED);
    if (acts && !marked(facts, THE_RUN, MARK_CLOSING))
        bystanders_act(&facts->bystanders, facts->scenario, fact->subject, fact);
    note_mark(facts, fact);
}

void facts_take(struct facts *facts, const struct fact *fact)
{
    facts->last_ns = fact->at_ns;
    if (!is_possible(fact->at_ns) || !is_possible(fact->until_ns))
        facts->impossible = "a time that no run can have";
    if (fact->kind == EVENT_STALL)
        note_stall(facts, fact);
    note_nameless(facts, fact);
    if (fact->subject >= 0)
        note_subject(facts, fact);
    if (fact_is_act(facts->scenario, fact)) {
        facts->last_act = fact;
        note_act(facts, fact);
    }
    if (fact->line_number > 0)
        note_line(facts, fact);
    if (facts->pauses.spilled)
        facts->impossible = "more holds and delays than its scenario has lines";
}

void facts_copy(struct facts *to, const struct facts *from)
{
    uint32_t line_count = from->scenario ? from->scenario->line_count : SCENARIO_LINES;
    memcpy(to, from, offsetof(struct facts, lines));
    memcpy(to->lines, from->lines, line_count * sizeof from->lines[0]);
    memcpy(to->strikes, from->strikes, from->strike_count * sizeof from->strikes[0]);
    memcpy(to->served_ns, from->served_ns, from->strike_count * sizeof from->served_ns[0]);
    memcpy(to->paces_ns, from->paces_ns, from->strike_count * sizeof from->paces_ns[0]);
    memcpy(to->stalls, from->stalls, from->stall_count * sizeof from->stalls[0]);
    memcpy(to->stalled_until_ns, from->stalled_until_ns,
           from->stall_count * sizeof from->stalled_until_ns[0]);
    operations_copy(&to->operations, &from->operations);
    deliveries_copy(&to->deliveries, &from->deliveries);
}

/* ---- questions ---- */

bool line_arms(const struct scenario_line *line)
{
    return (statement_when[line->kind] & STATEMENT_ARMS) != 0;
}

bool line_expects(const struct scenario_line *line)
{
    return (statement_when[line->kind] & STATEMENT_EXPECTS) == STATEMENT_EXPECTS;
}

bool line_strikes(const struct scenario_line *line)
{
    return line->kind == SAY_STRIKE || line->kind == SAY_AFTER;
}

int64_t armed_at(const struct facts *facts, uint32_t line_index)
{
    const struct line_facts *at = &facts->lines[line_index];
    if (facts->scenario->lines[line_index].kind == SAY_HOLD)
        return instant_of(at->held);
    return at->confirmed ? instant_of(at->struck) : FACTS_NEVER;
}

static bool word_matches(const char *wanted, const char *seen)
{
    return !wanted || words_equal(wanted, seen);
}

/* A child has one peer, its parent, and need not name it. */
static bool fact_matches(const struct pattern *pattern, const struct fact *fact)
{
    if (pattern->line_number > 0)
        return fact->line_number == pattern->line_number &&
               (pattern->occurrence == 0 || pattern->occurrence == fact->occurrence);
    bool peer = word_matches(pattern->peer, fact->peer_name) ||
                (pattern->only_peer && !fact->peer_name[0]);
    return peer && word_matches(pattern->by, fact->by) &&
           (pattern->occurrence == 0 || pattern->occurrence == fact->occurrence);
}

static const struct fact_list *list_of(const struct facts *facts, const struct pattern *pattern)
{
    if (pattern->line_number > 0)
        return facts_of_kind(facts->store, EVENT_MATCHED);
    assert(pattern->name || !pattern->by_all);
    if (pattern->by_all)
        return facts_named_by_all(facts->store, pattern->actor, pattern->name);
    return pattern->name ? facts_named(facts->store, pattern->actor, pattern->name)
                         : facts_said(facts->store, pattern->actor);
}

void search_take_back(struct search *search, int64_t at_ns)
{
    if (!search->is_stale || at_ns < search->stale_ns)
        search->stale_ns = at_ns;
    search->is_stale = true;
}

static void search_freshen(struct search *search, const struct fact_list *list)
{
    if (!search->is_stale)
        return;
    size_t sure = list_after(list, search->stale_ns);
    if (search->looked_at > sure)
        search->looked_at = sure;
    if (search->found && search->found->at_ns > search->stale_ns)
        search->found = NULL;
    search->is_stale = false;
}

const struct fact *facts_find(const struct facts *facts, const struct pattern *pattern,
                              int64_t from_ns, int64_t until_ns, struct search *search)
{
    assert(from_ns > INT64_MIN);
    const struct fact_list *list = list_of(facts, pattern);
    struct search fresh = {.from_ns = from_ns};
    if (!search)
        search = &fresh;
    if (search->from_ns != from_ns)
        *search = fresh;
    search_freshen(search, list);
    size_t first = list_after(list, from_ns - 1);
    if (search->looked_at < first)
        search->looked_at = first;
    while (!search->found && search->looked_at < list->count &&
           list->at[search->looked_at]->at_ns <= until_ns) {
        const struct fact *fact = list->at[search->looked_at++];
        if (fact_matches(pattern, fact))
            search->found = fact;
    }
    return search->found && search->found->at_ns <= until_ns ? search->found : NULL;
}

const struct fact *facts_last_said(const struct facts *facts, int actor, int64_t at_ns)
{
    const struct fact_list *said = facts_said(facts->store, actor);
    size_t after = list_after(said, at_ns);
    return after > 0 ? said->at[after - 1] : NULL;
}

const char *facts_last_step(const struct facts *facts, int actor, int64_t at_ns)
{
    const struct fact *last = facts_last_said(facts, actor, at_ns);
    return last ? last->name : "";
}

const struct fact *facts_next_of_thread(const struct facts *facts, const struct fact *said,
                                        int64_t until_ns)
{
    const struct fact_list *list = facts_said(facts->store, said->actor);
    size_t end = list_after(list, until_ns), i = list_after(list, said->at_ns - 1);
    while (i < end && list->at[i] != said)
        i++;
    for (i++; i < end; i++) {
        if (list->at[i]->tid == said->tid)
            return list->at[i];
    }
    return NULL;
}

uint32_t facts_occurrences(const struct facts *facts, const struct pattern *pattern)
{
    assert(!pattern->by && pattern->occurrence == 0);
    const struct fact_list *list = list_of(facts, pattern);
    uint32_t most = 0;
    if (pattern->line_number == 0 && !pattern->peer && !pattern->by_all && list->count > 0 &&
        list->at[0]->incarnation > 1) /* the count continues that of the previous process */
        return list->at[list->count - 1]->occurrence - list->at[0]->occurrence + 1;
    if (!pattern->peer && pattern->line_number == 0)
        return list->most;
    for (size_t i = 0; i < list->count; i++) {
        if (!fact_matches(pattern, list->at[i]))
            continue;
        if (pattern->counts)
            most++;
        else if (list->at[i]->occurrence > most)
            most = list->at[i]->occurrence;
    }
    return most;
}

uint64_t facts_lost(const struct facts *facts, int actor, int64_t from_ns, int64_t until_ns)
{
    const struct fact_list *gaps = facts_of_kind(facts->store, EVENT_GAP);
    uint64_t lost = 0;
    for (size_t i = list_after(gaps, from_ns - 1); i < gaps->count; i++) {
        const struct fact *gap = gaps->at[i];
        const struct fact *before =
            gap->actor == actor ? facts_last_said(facts, actor, gap->at_ns) : NULL;
        if (gap->actor == actor && (!before || before->at_ns <= until_ns))
            lost += gap->size > 0 ? gap->size : 1;
    }
    return lost;
}

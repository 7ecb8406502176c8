/* parent-continues: a parent outlives the loss of a child and serves the others on. */
#include "kit/judge/rule.h"

/* The last strike at a child of `parent` up to an instant, by index; -1 if there is none. */
static int last_strike(const struct bench *bench, int parent, int64_t at_ns)
{
    int last = -1;
    for (uint32_t k = 0; k < bench->facts->strike_count; k++) {
        const struct strike *strike = &bench->facts->strikes[k];
        if (parent_of(bench, strike->child) == parent && strike->event->at_ns <= at_ns)
            last = (int)k;
    }
    return last;
}

/* Whether a parent that ended left this child behind: one that neither it nor anybody else had
 * let go, and that was not about to end by itself. */
static bool is_left_by(const struct bench *bench, int parent, int child, int64_t exited_ns)
{
    const struct fact *ending = event_of(bench, child, MARK_ENDING);
    bool was_let_go = ending && (ending->at_ns <= exited_ns || words_equal(ending->by, "quit"));
    return actor_of(bench, child)->is_child && parent_of(bench, child) == parent &&
           has_probe(bench, child) && instant_at(bench, child, MARK_STARTED) <= exited_ns &&
           instant_at(bench, child, MARK_EXITED) > exited_ns &&
           instant_at(bench, child, MARK_QUIT) > exited_ns && !was_let_go;
}

/*
 * What was done to the parent itself and takes no duty away, before it ended and left a child
 * behind: a delay, a hold, a hang that was resumed. NULL if there was none, or if it may have
 * ended since all was done.
 */
static const struct fact *own_trial(const struct bench *bench, int parent, int64_t exited_ns)
{
    const struct fact *held = event_of(bench, parent, MARK_HELD);
    const struct fact *trial = first_of(bench, parent, MARK_DELAYED, MARK_RESUMED);
    if (held && held->kind == EVENT_HELD)
        trial = earlier(trial, held);
    if (instant_of(trial) > exited_ns)
        return NULL;
    for (int child = 0; child < (int)bench->scenario->actor_count; child++) {
        if (is_left_by(bench, parent, child, exited_ns))
            return trial;
    }
    return NULL;
}

/* Whether the parent ended unasked after a strike at one of its children, or at itself; that is
 * told here. */
static bool parent_gave_up(struct bench *bench, int parent)
{
    const struct fact *exit = event_of(bench, parent, MARK_EXITED);
    int64_t exited_ns = instant_of(exit);
    if (instant_of(asked(bench, parent)) <= exited_ns)
        return false;
    int k = last_strike(bench, parent, exited_ns);
    const struct fact *cause =
        k >= 0 ? bench->facts->strikes[k].event : own_trial(bench, parent, exited_ns);
    if (!cause)
        return false;
    struct charge charge = rule_charge(RULE_PARENT_CONTINUES, VERDICT_FAIL, parent, exited_ns);
    struct finding *finding =
        bench_find(bench, &charge, "%s ended (exit code %s) %lld ms after %s; it must go on",
                   name_of(bench, parent), code_text(exit->code).text,
                   ms_between(cause->at_ns, exited_ns), told(cause).text);
    if (k >= 0)
        bench_likely(finding, "an error on one child's pipe is taken for the end of all: "
                              "docs/races.md#one-loss-ends-all");
    return true;
}

/* Whether a sibling is still to be served when the strike falls. */
static bool is_served_by_then(const struct bench *bench, int child, int64_t strike_ns)
{
    return instant_at(bench, child, MARK_UNSTARTED) == FACTS_NEVER &&
           instant_at(bench, child, MARK_EXITED) > strike_ns &&
           instant_at(bench, child, MARK_QUIT) > strike_ns &&
           instant_at(bench, child, MARK_LOST) > strike_ns &&
           instant_at(bench, child, MARK_DROPPED) > strike_ns &&
           instant_at(bench, child, MARK_SPOILED) > strike_ns &&
           instant_of(asked(bench, child)) > strike_ns;
}

/* Whether a child took the place of another only after the strike. */
static bool came_later(const struct bench *bench, int child, int64_t strike_ns)
{
    int64_t started_ns = instant_at(bench, child, MARK_STARTED);
    return started_ns > strike_ns && started_ns < FACTS_NEVER;
}

/* It may have said Quit where words of it were lost. */
static void let_go(struct bench *bench, int parent, int child, const struct fact *strike)
{
    const struct fact *exit = event_of(bench, child, MARK_EXITED);
    struct window span = bench_by_then(exit->at_ns);
    struct charge charge = rule_charge(RULE_PARENT_CONTINUES, bench_absent(bench, &span, child),
                                       parent, exit->at_ns);
    struct finding *finding = bench_find(bench, &charge,
                                         "%s ended (exit code %s) %lld ms after %s and was "
                                         "served no more; %s must go on serving it",
                                         name_of(bench, child), code_text(exit->code).text,
                                         ms_between(strike->at_ns, exit->at_ns),
                                         told(strike).text, name_of(bench, parent));
    bench_excuse(bench, finding, &span, child);
    bench_likely(finding, "the parent let all children go with the one that it lost: "
                          "docs/races.md#one-loss-ends-all");
}

static void not_served(struct bench *bench, int parent, int child, const struct window *window,
                       const struct fact *strike)
{
    bool later = came_later(bench, child, strike->at_ns);
    int speaker = has_probe(bench, parent) ? parent : child;
    struct charge charge =
        rule_charge(RULE_PARENT_CONTINUES, bench_absent(bench, window, speaker), parent,
                    window->deadline_ns);
    struct finding *finding =
        bench_find(bench, &charge, "%s did not serve %s within %u ms after %s",
                   name_of(bench, parent), name_of(bench, child), (unsigned)window->length_ms,
                   later ? "it started that child" : told(strike).text);
    bench_excuse(bench, finding, window, speaker);
    bench_likely(finding,
                 "one thread or one lock serves all children and waits for the lost one: "
                 "docs/races.md#served-in-turn");
}

/* What nobody can see is said once it is certain that it was not seen. */
static void service_unseen(struct bench *bench, int parent, int child,
                           const struct window *window, const char *why)
{
    struct charge charge =
        rule_charge(RULE_PARENT_CONTINUES, VERDICT_UNSEEN, parent, window->deadline_ns);
    bench_find(bench, &charge, "whether %s serves %s is not known: %s", name_of(bench, parent),
               name_of(bench, child), why);
}

/*
 * A child that was told how many requests to make says Quit when it has made them. If none of
 * them went unanswered, it had its last reply before the strike: there was nothing more that it
 * could have been served with.
 */
static bool needed_no_more(const struct bench *bench, int child, int64_t strike_ns)
{
    struct pattern silence = {.actor = child, .name = step_words[PROTOCOL_PEER_SILENT]};
    return bench->scenario->requests > 0 && has_probe(bench, child) &&
           !bench->facts->request[child] &&
           !facts_find(bench->facts, &silence, strike_ns, FACTS_NEVER, NULL);
}

/* When the tick is over for which a child waited at an instant, and has nothing to ask for
 * before; else that instant. */
static int64_t next_tick(const struct bench *bench, int child, int64_t at_ns)
{
    if (instant_at(bench, child, MARK_ATTACHED) > at_ns) /* nothing said: do not look for it */
        return at_ns;
    const struct fact *last = facts_last_said(bench->facts, child, at_ns);
    if (!last || !fact_is_step(last, PROTOCOL_IDLE_WAIT) || last->deadline_ms == 0 ||
        last->deadline_ms == UINT32_MAX)
        return at_ns;
    int64_t over_ns = last->at_ns + last->deadline_ms * NS_PER_MS;
    return over_ns > at_ns ? over_ns : at_ns;
}

/* Who is started only later has its service from then on, and who waits for its tick when it
 * has that. */
static struct window service_window(const struct bench *bench, int parent, int child,
                                    int64_t strike_ns)
{
    int64_t from_ns = came_later(bench, child, strike_ns)
                          ? instant_at(bench, child, MARK_STARTED)
                          : next_tick(bench, child, strike_ns);
    struct window window = window_for(bench->facts, parent, from_ns,
                                      bench->scenario->window_ms[RULE_PARENT_CONTINUES]);
    struct window own = window_for(bench->facts, child, from_ns, window.length_ms);
    /* It cannot ask while it stands still by order. */
    return own.deadline_ns > window.deadline_ns ? own : window;
}

/* It may be others' turn first; whether it ever is started is known when the run is over. */
static bool may_yet_start(const struct bench *bench, int child)
{
    return instant_at(bench, child, MARK_STARTED) == FACTS_NEVER &&
           !event_of(bench, THE_RUN, MARK_LIMIT) && !event_of(bench, THE_RUN, MARK_END);
}

/*
 * Whether the child had asked within the window and got no answer for as long as it waits for
 * one: then it is not the second strike that kept it from being served. A stall explains it.
 */
static bool waited_in_vain(const struct bench *bench, int child, const struct window *window,
                           int64_t until_ns)
{
    struct pattern asks = {.actor = child, .name = step_words[PROTOCOL_REQUEST_SENT]};
    struct pattern silence = {.actor = asks.actor, .name = step_words[PROTOCOL_PEER_SILENT]};
    const struct fact *request =
        facts_find(bench->facts, &asks, window->from_ns, until_ns, NULL);
    const struct fact *silent =
        request ? facts_find(bench->facts, &silence, request->at_ns, until_ns, NULL) : NULL;
    if (!silent || window->deadline_ns == FACTS_NEVER)
        return false;
    uint32_t waited_ms = (uint32_t)ms_between(request->at_ns, silent->at_ns);
    return window_open(bench->facts, request->at_ns, waited_ms).stalled_ns == 0;
}

/* True if it was taken away by order: who is struck owes, or is owed, no more. Else it was cut
 * off, and says so. */
static bool taken_away(struct bench *bench, int parent, int child, const struct window *window,
                       const struct fact *strike, const struct fact *dissolver)
{
    struct phrase awaited;
    struct text text = text_over(awaited.text, sizeof awaited.text);
    if (dissolver->kind == EVENT_STRUCK &&
        !waited_in_vain(bench, child, window, dissolver->at_ns))
        return true;
    text_add(&text, "whether %s serves %s", name_of(bench, parent), name_of(bench, child));
    rule_unseen(bench, RULE_PARENT_CONTINUES, parent, window, strike, dissolver, awaited.text);
    return false;
}

/* True if nobody owes it any more, by order. */
static bool serves_on(struct bench *bench, int parent, int child, uint32_t k)
{
    const struct fact *strike = bench->facts->strikes[k].event;
    struct window window = service_window(bench, parent, child, strike->at_ns);
    const struct fact *dissolver =
        earlier(earlier(earlier(asked(bench, parent), asked(bench, child)),
                        first_of(bench, child, MARK_DROPPED, MARK_QUIT)),
                event_of(bench, child, MARK_SPOILED));
    int64_t exited_ns = instant_at(bench, child, MARK_EXITED);
    const struct fact *quit = event_of(bench, child, MARK_QUIT);
    enum due due =
        window_due(bench->facts, &window, bench->facts->served_ns[k][child], &dissolver);
    if (due == DUE_KEPT)
        bench_met(bench, RULE_PARENT_CONTINUES);
    if (due == DUE_DISSOLVED && quit && dissolver == quit &&
        needed_no_more(bench, child, strike->at_ns))
        due = DUE_KEPT;
    if (exited_ns < instant_of(earlier(dissolver, event_of(bench, THE_RUN, MARK_LIMIT))) &&
        exited_ns <= window.deadline_ns)
        due = DUE_BROKEN;
    if (due == DUE_BROKEN && may_yet_start(bench, child)) {
        bench_wait(bench, child, "", bench->scenario->limit_ms * NS_PER_MS);
        return false;
    }
    switch (due) {
    case DUE_KEPT:
        break;
    case DUE_OPEN:
        bench_wait(bench, parent, step_words[PROTOCOL_REPLY_SENT], window.deadline_ns);
        bench_wait(bench, child, step_words[PROTOCOL_REPLY_RECEIVED], window.deadline_ns);
        break;
    case DUE_DISSOLVED:
        return taken_away(bench, parent, child, &window, strike, dissolver);
    case DUE_BROKEN:
        if (instant_at(bench, child, MARK_STARTED) == FACTS_NEVER)
            service_unseen(bench, parent, child, &window, "the child was never started");
        else if (!has_probe(bench, parent) && !has_probe(bench, child))
            service_unseen(bench, parent, child, &window, "neither has a probe");
        else if (exited_ns <= window.deadline_ns)
            let_go(bench, parent, child, strike);
        else
            not_served(bench, parent, child, &window, strike);
        break;
    }
    return false;
}

/* The same for a child beside those struck; -1, too, if it was struck itself by then. */
static int last_strike_beside(const struct bench *bench, int parent, int child, int64_t at_ns)
{
    return was_struck(bench->facts, child, at_ns) ? -1 : last_strike(bench, parent, at_ns);
}

/*
 * Once served is not served on: each later request has its window, too. The run is not kept
 * open for it, or it would never end while children ask; a request is judged as far as the run
 * goes.
 */
static void answers(struct bench *bench, int parent, int child, const struct exchange *exchange)
{
    int64_t from_ns = exchange->request->at_ns;
    int k = last_strike_beside(bench, parent, child, from_ns);
    if (k < 0 || bench->facts->served_ns[k][child] > from_ns)
        return;
    struct window window = window_for(bench->facts, parent, from_ns,
                                      bench->scenario->window_ms[RULE_PARENT_CONTINUES]);
    struct window own = window_for(bench->facts, child, from_ns, window.length_ms);
    if (own.deadline_ns > window.deadline_ns)
        window = own;
    const struct fact *dissolver = earlier(earlier(asked(bench, parent), asked(bench, child)),
                                           earlier(first_of(bench, child, MARK_LOST, MARK_QUIT),
                                                   event_of(bench, child, MARK_EXITED)));
    dissolver = earlier(dissolver, first_of(bench, child, MARK_DROPPED, MARK_SPOILED));
    if (window_due(bench->facts, &window, instant_of(exchange->answer), &dissolver) !=
        DUE_BROKEN)
        return;
    int speaker = has_probe(bench, parent) ? parent : child;
    struct charge charge =
        rule_charge(RULE_PARENT_CONTINUES, bench_absent(bench, &window, speaker), parent,
                    window.deadline_ns);
    struct finding *finding = bench_find(
        bench, &charge,
        "%s did not answer a request of %s within %u ms, though it had served it since %s",
        name_of(bench, parent), name_of(bench, child), (unsigned)window.length_ms,
        told(bench->facts->strikes[k].event).text);
    bench_excuse(bench, finding, &window, speaker);
    bench_likely(finding,
                 "one thread or one lock serves all children and waits for the lost one: "
                 "docs/races.md#served-in-turn");
}

static void answers_always(struct bench *bench, int parent, int child)
{
    const struct exchange open = {.request = bench->facts->request[child]};
    if (bench->facts->slowest[child].request)
        answers(bench, parent, child, &bench->facts->slowest[child]);
    if (open.request)
        answers(bench, parent, child, &open);
}

/* It was seen to live on: by a word of its own before anybody asked it to end, or, of one that
 * has no probe, by its process when the window had passed. */
static bool lived_on(const struct bench *bench, int parent, int64_t strike_ns)
{
    struct pattern word = {.actor = parent};
    struct window window = window_for(bench->facts, parent, strike_ns,
                                      bench->scenario->window_ms[RULE_PARENT_CONTINUES]);
    int64_t until_ns =
        instant_of(earlier(asked(bench, parent), event_of(bench, parent, MARK_EXITED)));
    return has_probe(bench, parent)
               ? facts_find(bench->facts, &word, strike_ns + 1, until_ns - 1, NULL) != NULL
               : until_ns > window.deadline_ns &&
                     bench->facts->horizon_ns >= window.deadline_ns;
}

/* The obligations that one strike puts on the parent of the struck child. False if a second
 * strike took all of them away, so that it asked for nothing. */
static bool parent_after_strike(struct bench *bench, uint32_t k)
{
    const struct strike *strike = &bench->facts->strikes[k];
    int parent = parent_of(bench, strike->child);
    int64_t strike_ns = strike->event->at_ns;
    uint32_t owed = 0, away = 0;
    for (int child = 0; child < (int)bench->scenario->actor_count; child++) {
        if (child != strike->child && actor_of(bench, child)->is_child &&
            parent_of(bench, child) == parent && is_served_by_then(bench, child, strike_ns)) {
            owed++;
            away += serves_on(bench, parent, child, k);
        }
    }
    return owed == 0 || away < owed;
}

void rule_parent_continues(struct bench *bench)
{
    bool gave_up[SCENARIO_ACTORS], looked_at[SCENARIO_ACTORS] = {false};
    for (int i = 0; i < (int)bench->scenario->actor_count; i++) {
        const struct scenario_actor *actor = actor_of(bench, i);
        gave_up[i] = !actor->is_child && !actor->stops_on_loss && parent_gave_up(bench, i);
        bench->in_play += gave_up[i];
    }
    for (uint32_t k = 0; k < bench->facts->strike_count; k++) {
        const struct strike *strike = &bench->facts->strikes[k];
        int parent = parent_of(bench, strike->child);
        if (actor_of(bench, parent)->stops_on_loss || gave_up[parent] ||
            instant_of(asked(bench, parent)) <= strike->event->at_ns)
            continue;
        bench->in_play++;
        bool asks = parent_after_strike(bench, k);
        if (!asks || looked_at[parent])
            continue;
        if (lived_on(bench, parent, strike->event->at_ns))
            bench_met(bench, RULE_PARENT_CONTINUES);
        looked_at[parent] = true; /* who outlived one, has said so of those after it, too */
    }
    for (int i = 0; i < (int)bench->scenario->actor_count; i++) {
        int parent = parent_of(bench, i);
        if (actor_of(bench, i)->is_child && !actor_of(bench, parent)->stops_on_loss &&
            !gave_up[parent])
            answers_always(bench, parent, i);
    }
}

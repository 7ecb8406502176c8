/* parent-continues: a parent outlives the loss of a child and continues to serve the others. */
#include "kit/judge/given_up.h"
#include "kit/judge/service_by_calls.h"

/*
 * Whether a parent that ended left this child behind: neither the parent nor another cause had
 * released it, and it was not about to end by itself.
 */
static bool is_left_by(const struct verdict_builder *builder, int parent, int child,
                       int64_t exited_ns)
{
    const struct fact *ending = event_of(builder, child, MARK_ENDING);
    bool was_let_go = ending && (ending->at_ns <= exited_ns || words_equal(ending->by, "quit"));
    return actor_of(builder, child)->is_child && parent_of(builder, child) == parent &&
           has_probe(builder, child) && instant_at(builder, child, MARK_STARTED) <= exited_ns &&
           instant_at(builder, child, MARK_EXITED) > exited_ns &&
           instant_at(builder, child, MARK_QUIT) > exited_ns && !was_let_go;
}

/*
 * A fault on the parent itself that takes no duty away, before it ended and left a child
 * behind: a delay, a hold, a hang that was resumed. NULL if there was none, or if the parent
 * may have ended because all its work was done.
 */
static const struct fact *own_trial(const struct verdict_builder *builder, int parent,
                                    int64_t exited_ns)
{
    const struct fact *held = event_of(builder, parent, MARK_HELD);
    const struct fact *trial = first_of(builder, parent, MARK_DELAYED, MARK_RESUMED);
    if (held && held->kind == EVENT_HELD)
        trial = earlier(trial, held);
    if (instant_of(trial) > exited_ns)
        return NULL;
    for (int child = 0; child < (int)builder->scenario->actor_count; child++) {
        if (is_left_by(builder, parent, child, exited_ns))
            return trial;
    }
    return NULL;
}

/*
 * Whether the parent ended unasked after a strike at one of its children, or at itself. If so,
 * this function adds the finding.
 */
static bool parent_gave_up(struct verdict_builder *builder, int parent)
{
    const struct fact *exit = event_of(builder, parent, MARK_EXITED);
    int64_t exited_ns = instant_of(exit);
    if (instant_of(asked(builder, parent)) <= exited_ns || is_expected_end(builder, exit))
        return false;
    int k = service_last_strike(builder, parent, exited_ns);
    const struct fact *cause =
        k >= 0 ? builder->facts->strikes[k].event : own_trial(builder, parent, exited_ns);
    if (!cause)
        return false;
    struct finding_header header =
        rule_header(RULE_PARENT_CONTINUES, VERDICT_FAIL, parent, exited_ns);
    struct finding *finding =
        add_finding(builder, &header, "%s ended (exit code %s) %lld ms after %s; it must go on",
                    name_of(builder, parent), code_text(exit->code).text,
                    ms_between(cause->at_ns, exited_ns), describe_fact(cause).text);
    if (k >= 0)
        add_cause(finding,
                  "%s takes the loss of one child for the end of all: "
                  "docs/races.md#one-loss-ends-all",
                  finding->actor);
    return true;
}

/* Whether a sibling still needs service when the strike comes. */
static bool is_served_by_then(const struct verdict_builder *builder, int child,
                              int64_t strike_ns)
{
    return instant_at(builder, child, MARK_UNSTARTED) == FACTS_NEVER &&
           instant_at(builder, child, MARK_EXITED) > strike_ns &&
           instant_at(builder, child, MARK_QUIT) > strike_ns &&
           instant_at(builder, child, MARK_TOLD_QUIT) > strike_ns &&
           instant_at(builder, child, MARK_LOST) > strike_ns &&
           instant_of(parted(builder, child)) > strike_ns &&
           instant_of(asked(builder, child)) > strike_ns;
}

/*
 * Whether the scenario states for the user's own programs how many requests each makes. Then
 * each child asks, and a child that has not asked yet is owed service, too.
 */
static bool all_ask(const struct verdict_builder *builder)
{
    for (int i = 0; i < builder->processes->declared; i++) {
        if (actor_of(builder, i)->is_child && scenario_is_told(builder->scenario, i))
            return false;
    }
    return builder->scenario->requests > 0;
}

static bool is_known_to_ask(const struct verdict_builder *builder, int child)
{
    return actor_of(builder, child)->asks_on || all_ask(builder);
}

/*
 * A user's own child that neither asked nor was asked before the strike, and asks for nothing
 * after it, has no obligation and is owed none. It may only listen or write, or have nothing to
 * ask for yet. How often it asks is unknown, so no request counts as missing.
 */
static bool has_no_service(const struct verdict_builder *builder, int child, uint32_t k)
{
    return is_users_own(builder, child) && builder->facts->paces_ns[k][child] == 0 &&
           !builder->facts->asked[child] && !is_known_to_ask(builder, child) &&
           builder->facts->served_ns[k][child] == FACTS_NEVER;
}

/* Whether a child took the place of another only after the strike. */
static bool child_came_later(const struct verdict_builder *builder, int child,
                             int64_t strike_ns)
{
    int64_t started_ns = instant_at(builder, child, MARK_STARTED);
    return started_ns > strike_ns && started_ns < FACTS_NEVER;
}

/* Who ended the child, if a call tells it. */
static void add_child_end(struct text *to, const struct verdict_builder *builder, int child)
{
    if (process_end_of(builder, child).by != ENDER_UNKNOWN)
        text_add(to, "; ");
    add_process_end(to, builder, child, name_of(builder, child));
}

/* If events of the child were lost, its Quit may be among them. */
static void report_unserved_child(struct verdict_builder *builder, int parent, int child,
                                  const struct fact *strike)
{
    const struct fact *exit = event_of(builder, child, MARK_EXITED);
    struct window span = span_until(exit->at_ns);
    const struct given_up given_up = given_up_by_silence(builder, child, exit->at_ns);
    struct finding_header header =
        rule_header(RULE_PARENT_CONTINUES,
                    verdict_of_given_up(&given_up, verdict_of_absence(builder, &span, child)),
                    parent, exit->at_ns);
    struct finding *finding =
        add_finding(builder, &header,
                    "%s ended (exit code %s) %lld ms after %s, and %s did not serve it in that "
                    "time; %s must go on serving it",
                    name_of(builder, child), code_text(exit->code).text,
                    ms_between(strike->at_ns, exit->at_ns), describe_fact(strike).text,
                    name_of(builder, parent), name_of(builder, parent));
    add_excuse(builder, finding, &span, child);
    struct text text = text_after(finding->text, sizeof finding->text);
    add_child_end(&text, builder, child);
    add_given_up(builder, finding, &given_up);
    if (process_end_of(builder, child).by != ENDER_ITSELF)
        add_cause(finding,
                  "%s let all its children go when it lost one: "
                  "docs/races.md#one-loss-ends-all",
                  finding->actor);
}

/*
 * A parent that logged nothing since, or whose last event names the struck child, waits for
 * that child. If it continued with other children, this is unknown.
 */
static void likely_waits(const struct verdict_builder *builder, int parent,
                         const struct fact *strike, int64_t since_ns, struct finding *finding)
{
    const struct fact *last = facts_last_said(builder->facts, parent, finding->at_ns);
    if (last && last->at_ns > since_ns && last->peer_of != strike->actor_of)
        return;
    if (has_probe(builder, parent))
        add_cause(finding,
                  "one thread or one lock serves all children and waits for the lost one: "
                  "docs/races.md#served-in-turn");
}

static void report_not_served(struct verdict_builder *builder, int parent, int child,
                              const struct window *window, const struct fact *strike)
{
    bool later = child_came_later(builder, child, strike->at_ns);
    int speaker = has_probe(builder, parent) ? parent : child;
    struct finding_header header =
        rule_header(RULE_PARENT_CONTINUES, verdict_of_absence(builder, window, speaker), parent,
                    window->deadline_ns);
    struct finding *finding = add_finding(
        builder, &header, "%s did not serve %s within %u ms after %s", name_of(builder, parent),
        name_of(builder, child), (unsigned)window->length_ms,
        later ? "it started that child" : describe_fact(strike).text);
    add_peer(builder, finding, child);
    add_excuse(builder, finding, window, speaker);
    likely_waits(builder, parent, strike, strike->at_ns, finding);
}

/*
 * Whether the calls prove that a child did not end by itself. The exit code is no proof:
 * TerminateProcess gives any code, and a job gives 0.
 */
static bool was_ended(const struct verdict_builder *builder, int parent, int child)
{
    struct process_end end = process_end_of(builder, child);
    return end.by == ENDER_OUTSIDE || (end.by == ENDER_ACTOR && end.call->actor == parent);
}

/*
 * Whether a child that ended beside the struck one may have finished its work: it did not log
 * `child.ending`, its program has neither this word nor `quit.sent`, its exit code is 0, and
 * neither a line nor a call says otherwise.
 */
static bool may_have_ended_its_work(const struct verdict_builder *builder, int parent,
                                    int child)
{
    const struct fact *exit = event_of(builder, child, MARK_EXITED);
    return is_users_own(builder, child) && exit && exit->code == 0 &&
           !actor_of(builder, child)->asks_on && !was_ended(builder, parent, child) &&
           !event_of(builder, child, MARK_ENDING) &&
           !can_say(builder, child, PROTOCOL_CHILD_ENDING) &&
           !can_say(builder, child, PROTOCOL_QUIT_SENT);
}

static void note_end(struct verdict_builder *builder, int parent, int child,
                     const struct fact *strike)
{
    const struct fact *exit = event_of(builder, child, MARK_EXITED);
    struct short_text end = {""};
    struct text text = text_over(end.text, sizeof end.text);
    add_child_end(&text, builder, child);
    rule_note(builder, RULE_PARENT_CONTINUES, parent, exit->at_ns,
              "%s ended (exit code 0) %lld ms after %s; Lifeline cannot tell whether its work "
              "was done or %s let it go%s",
              name_of(builder, child), ms_between(strike->at_ns, exit->at_ns),
              describe_fact(strike).text, name_of(builder, parent), end.text);
}

/*
 * A child that was told how many requests to make sends Quit when it has made them. If all of
 * them were answered, its last reply came before the strike, and no further service was
 * possible.
 */
static bool needed_no_more(const struct verdict_builder *builder, int child, int64_t strike_ns)
{
    struct pattern silence = {.actor = child, .name = step_words[PROTOCOL_PEER_SILENT]};
    return builder->scenario->requests > 0 && has_probe(builder, child) &&
           !builder->facts->request[child] &&
           !facts_find(builder->facts, &silence, strike_ns, FACTS_NEVER, NULL);
}

/*
 * When the tick is over for which the child waited at an instant, before which it has nothing
 * to ask for. Otherwise that instant.
 */
static int64_t next_tick(const struct verdict_builder *builder, int child, int64_t at_ns)
{
    if (instant_at(builder, child, MARK_ATTACHED) >
        at_ns) /* nothing was logged, so there is nothing to search */
        return at_ns;
    const struct fact *last = facts_last_said(builder->facts, child, at_ns);
    if (!last || !fact_is_step(last, PROTOCOL_IDLE_WAIT) || last->deadline_ms == UINT32_MAX)
        return at_ns;
    int64_t over_ns = last->at_ns + last->deadline_ms * NS_PER_MS;
    return over_ns > at_ns ? over_ns : at_ns;
}

/*
 * A child that is started later is owed service from its start on. A child that waits for its
 * tick is owed service after the tick.
 */
static struct window service_window(const struct verdict_builder *builder, int parent,
                                    int child, uint32_t k)
{
    int64_t strike_ns = builder->facts->strikes[k].event->at_ns;
    int64_t from_ns = child_came_later(builder, child, strike_ns)
                          ? instant_at(builder, child, MARK_STARTED)
                          : next_tick(builder, child, strike_ns);
    const struct fact *asked = builder->facts->asked[child];
    if (is_users_own(builder, child) && builder->facts->paces_ns[k][child] == 0 && asked &&
        asked->at_ns > from_ns && !is_known_to_ask(builder, child))
        from_ns = asked->at_ns;
    struct window window = window_for(builder->facts, parent, from_ns,
                                      builder->scenario->window_ms[RULE_PARENT_CONTINUES] +
                                          service_pace_ms(builder, child, k));
    struct window own = window_for(builder->facts, child, from_ns, window.length_ms);
    /* The child cannot ask while it is paused by a fault. */
    return own.deadline_ns > window.deadline_ns ? own : window;
}

/*
 * Other children may have their turn first. Whether the child is ever started is known when the
 * run is over.
 */
static bool may_yet_start(const struct verdict_builder *builder, int child)
{
    return instant_at(builder, child, MARK_STARTED) == FACTS_NEVER &&
           !event_of(builder, THE_RUN, MARK_LIMIT) && !event_of(builder, THE_RUN, MARK_END);
}

/*
 * Whether the child had asked within the window and got no answer for as long as its timeout.
 * Then the second strike is not the reason that it was not served. A stall excuses it.
 */
static bool waited_in_vain(const struct verdict_builder *builder, int child,
                           const struct window *window, int64_t until_ns)
{
    struct pattern asks = {.actor = child, .name = step_words[PROTOCOL_REQUEST_SENT]};
    struct pattern silence = {.actor = asks.actor, .name = step_words[PROTOCOL_PEER_SILENT]};
    const struct fact *request =
        facts_find(builder->facts, &asks, window->from_ns, until_ns, NULL);
    const struct fact *silent =
        request ? facts_find(builder->facts, &silence, request->at_ns, until_ns, NULL) : NULL;
    if (!silent || window->deadline_ns == FACTS_NEVER)
        return false;
    uint32_t waited_ms = (uint32_t)ms_between(request->at_ns, silent->at_ns);
    return window_open(builder->facts, request->at_ns, waited_ms).stalled_ns == 0;
}

/*
 * True if the obligation was removed on purpose: a struck actor neither owes nor is owed
 * anything more. Otherwise the obligation was cut off, and this is reported.
 */
static bool taken_away(struct verdict_builder *builder, int parent, int child,
                       const struct window *window, const struct fact *strike,
                       const struct fact *dissolver)
{
    struct short_text awaited;
    struct text text = text_over(awaited.text, sizeof awaited.text);
    if (dissolver->kind == EVENT_STRUCK &&
        !waited_in_vain(builder, child, window, dissolver->at_ns))
        return true;
    text_add(&text, "serves %s", name_of(builder, child));
    rule_unseen(builder, RULE_PARENT_CONTINUES, parent, window, strike, dissolver,
                awaited.text);
    return false;
}

/*
 * Whether the child had logged each reply by then. Such a child has received no reply that it
 * did not log.
 */
static bool tells_of_replies(const struct verdict_builder *builder, int parent, int child,
                             int64_t until_ns)
{
    const struct fact_store *store = builder->facts->store;
    const struct fact_list *got =
        facts_named(store, child, step_words[PROTOCOL_REPLY_RECEIVED]);
    const struct fact_list *sent = facts_named(store, parent, step_words[PROTOCOL_REPLY_SENT]);
    size_t told = list_after(got, until_ns), count = list_after(sent, until_ns), made = 0;
    for (size_t i = 0; i < count; i++)
        made += sent->at[i]->peer == child;
    return told > 0 && told + 1 >= made;
}

/*
 * The child's event that it waited in vain, after the reply that its parent logged. A child
 * that had given up earlier may discard a late reply.
 */
static const struct fact *silence_after(const struct verdict_builder *builder, int child,
                                        int64_t strike_ns, int64_t served_ns)
{
    struct pattern silence = {.actor = child, .name = step_words[PROTOCOL_PEER_SILENT]};
    const struct fact *first =
        facts_find(builder->facts, &silence, strike_ns, FACTS_NEVER, NULL);
    return instant_of(first) > served_ns ? first : NULL;
}

/*
 * A parent's event that it replied is believed, unless the child contradicts it: the child logs
 * each reply that it gets, waited for this one in vain, and got none for the length of a
 * window.
 */
static void reply_must_come(struct verdict_builder *builder, int parent, int child,
                            const struct fact *strike, int64_t served_ns)
{
    struct pattern got = {.actor = child, .name = step_words[PROTOCOL_REPLY_RECEIVED]};
    const struct fact *received =
        facts_find(builder->facts, &got, strike->at_ns, FACTS_NEVER, NULL);
    const struct fact *dissolver =
        earlier(earlier(asked(builder, parent), asked(builder, child)),
                earlier(first_of(builder, child, MARK_LOST, MARK_QUIT),
                        event_of(builder, child, MARK_EXITED)));
    if (!silence_after(builder, child, strike->at_ns, served_ns) ||
        !tells_of_replies(builder, parent, child, strike->at_ns))
        return;
    dissolver = earlier(dissolver, parted(builder, child));
    struct window window = window_for(builder->facts, child, served_ns,
                                      builder->scenario->window_ms[RULE_PARENT_CONTINUES]);
    if (window_due(builder->facts, &window, instant_of(received), &dissolver) != DUE_BROKEN)
        return;
    struct finding_header header =
        rule_header(RULE_PARENT_CONTINUES, verdict_of_absence(builder, &window, child), parent,
                    window.deadline_ns);
    struct finding *finding = add_finding(
        builder, &header,
        "%s said that it served %s after %s, but %s received nothing within %u ms",
        name_of(builder, parent), name_of(builder, child), describe_fact(strike).text,
        name_of(builder, child), (unsigned)window.length_ms);
    add_excuse(builder, finding, &window, child);
}

/*
 * Whether a user's own child asks again after the strike, even if a request was under way then.
 * It does if the scenario says so. It does, too, if the scenario states how many requests each
 * child makes, and this child has made fewer or more. A child that has made exactly as many may
 * have nothing more to ask for.
 */
static bool asks_again(const struct verdict_builder *builder, int child, int64_t strike_ns)
{
    const struct fact_list *sent =
        facts_named(builder->facts->store, child, step_words[PROTOCOL_REQUEST_SENT]);
    size_t made = list_after(sent, strike_ns); /* requests by the strike */
    bool goes_on = actor_of(builder, child)->asks_on ||
                   (all_ask(builder) && made != builder->scenario->requests);
    return is_users_own(builder, child) && goes_on && made > 0 &&
           instant_at(builder, child, MARK_ATTACHED) < strike_ns;
}

/*
 * When the child was first served after the strike. For a child that asks again, only an answer
 * to a later request counts: a request that was under way at the strike proves nothing about
 * later service.
 */
static int64_t served_after(const struct verdict_builder *builder, int parent, int child,
                            uint32_t k)
{
    int64_t strike_ns = builder->facts->strikes[k].event->at_ns;
    struct pattern asks = {.actor = child, .name = step_words[PROTOCOL_REQUEST_SENT]};
    struct pattern got = {.actor = child, .name = step_words[PROTOCOL_REPLY_RECEIVED]};
    struct pattern sent = {.actor = parent,
                           .name = step_words[PROTOCOL_REPLY_SENT],
                           .peer = name_of(builder, child)};
    if (says_calls(builder, child))
        return pair_answered_after(builder, parent, child, strike_ns);
    if (!asks_again(builder, child, strike_ns))
        return builder->facts->served_ns[k][child];
    const struct fact *request =
        facts_find(builder->facts, &asks, strike_ns, FACTS_NEVER, NULL);
    if (!request)
        return FACTS_NEVER;
    return instant_of(
        earlier(facts_find(builder->facts, &got, request->at_ns, FACTS_NEVER, NULL),
                facts_find(builder->facts, &sent, request->at_ns, FACTS_NEVER, NULL)));
}

static void await_answer(struct verdict_builder *builder, int parent, int child,
                         const struct window *window)
{
    await(builder, parent, step_words[PROTOCOL_REPLY_SENT], window->deadline_ns);
    await(builder, child, step_words[PROTOCOL_REPLY_RECEIVED], window->deadline_ns);
}

/* True if an order of the scenario removed the obligation. */
static bool serves_on(struct verdict_builder *builder, int parent, int child, uint32_t k)
{
    const struct fact *strike = builder->facts->strikes[k].event;
    struct window window = service_window(builder, parent, child, k);
    const struct fact *dissolver =
        earlier(earlier(asked(builder, parent), asked(builder, child)),
                earlier(parted(builder, child), event_of(builder, child, MARK_QUIT)));
    int64_t exited_ns = instant_at(builder, child, MARK_EXITED);
    const struct fact *quit = event_of(builder, child, MARK_QUIT);
    if (actor_of(builder, child)->may_end && exited_ns <= window.deadline_ns)
        return false;
    int64_t served_ns = served_after(builder, parent, child, k);
    enum due due = window_due(builder->facts, &window, served_ns, &dissolver);
    if (due == DUE_KEPT) {
        obligation_met(builder, RULE_PARENT_CONTINUES);
        reply_must_come(builder, parent, child, strike, served_ns);
    }
    if (due == DUE_DISSOLVED && quit && dissolver == quit &&
        needed_no_more(builder, child, strike->at_ns))
        due = DUE_KEPT;
    if (exited_ns < instant_of(earlier(dissolver, event_of(builder, THE_RUN, MARK_LIMIT))) &&
        exited_ns <= window.deadline_ns)
        due = DUE_BROKEN;
    if (due == DUE_BROKEN && may_yet_start(builder, child)) {
        await(builder, child, "", builder->scenario->limit_ms * NS_PER_MS);
        return false;
    }
    switch (due) {
    case DUE_KEPT:
        break;
    case DUE_OPEN:
        await_answer(builder, parent, child, &window);
        break;
    case DUE_DISSOLVED:
        return taken_away(builder, parent, child, &window, strike, dissolver);
    case DUE_BROKEN:
        if (instant_at(builder, child, MARK_STARTED) == FACTS_NEVER)
            service_unseen(builder, parent, child, &window, "the child was never started");
        else if (exited_ns <= window.deadline_ns &&
                 may_have_ended_its_work(builder, parent, child))
            note_end(builder, parent, child, strike);
        else if (exited_ns <= window.deadline_ns)
            report_unserved_child(builder, parent, child, strike);
        else if (!has_probe(builder, parent) && !has_probe(builder, child))
            service_by_calls_judge(builder, child, k, &window);
        else
            report_not_served(builder, parent, child, &window, strike);
        break;
    }
    return false;
}

/* Each later request has its own window. It is judged as far as the run goes, which waits only
 * for an overdue answer. */
static void judge_later_request(struct verdict_builder *builder, int parent, int child,
                                const struct exchange *exchange)
{
    int64_t from_ns = exchange->request->at_ns;
    int k = service_strike_beside(builder, parent, child, from_ns);
    if (k < 0 || builder->facts->served_ns[k][child] > from_ns)
        return;
    struct window window = answer_window(builder, child, from_ns, (uint32_t)k);
    const struct fact *dissolver = answer_dissolver(builder, child);
    enum due due =
        window_due(builder->facts, &window, instant_of(exchange->answer), &dissolver);
    if (due == DUE_OPEN && answer_is_overdue(builder, child, from_ns, (uint32_t)k))
        await_answer(builder, parent, child, &window);
    if (due != DUE_BROKEN)
        return;
    int speaker = has_probe(builder, parent) ? parent : child;
    struct finding_header header =
        rule_header(RULE_PARENT_CONTINUES, verdict_of_absence(builder, &window, speaker),
                    parent, window.deadline_ns);
    struct finding *finding = add_finding(
        builder, &header,
        "%s did not answer a request of %s within %u ms, though it had served %s after %s",
        name_of(builder, parent), name_of(builder, child), (unsigned)window.length_ms,
        name_of(builder, child), describe_fact(builder->facts->strikes[k].event).text);
    add_peer(builder, finding, child);
    add_excuse(builder, finding, &window, speaker);
    likely_waits(builder, parent, builder->facts->strikes[k].event, from_ns, finding);
}

static void answers_always(struct verdict_builder *builder, int parent, int child)
{
    const struct exchange open = {.request = builder->facts->request[child]};
    if (builder->facts->slowest[child].request)
        judge_later_request(builder, parent, child, &builder->facts->slowest[child]);
    if (open.request)
        judge_later_request(builder, parent, child, &open);
    if (says_calls(builder, child) && actor_of(builder, child)->asks_on)
        service_by_calls_always(builder, child);
}

/*
 * Whether the child was seen to live on: by its own event before it was asked to end or,
 * without a probe, by its process when the window had passed.
 */
static bool lived_on(const struct verdict_builder *builder, int parent, int64_t strike_ns)
{
    struct pattern word = {.actor = parent};
    uint32_t length_ms = builder->scenario->window_ms[RULE_PARENT_CONTINUES];
    if (builder->scenario->settle_ms < length_ms)
        length_ms = builder->scenario->settle_ms; /* how long the run continues after a fault */
    struct window window = window_for(builder->facts, parent, strike_ns, length_ms);
    int64_t until_ns =
        instant_of(earlier(asked(builder, parent), event_of(builder, parent, MARK_EXITED)));
    if (has_probe(builder, parent) &&
        facts_find(builder->facts, &word, strike_ns + 1, until_ns - 1, NULL))
        return true;
    return (is_users_own(builder, parent) || !has_probe(builder, parent)) &&
           until_ns > window.deadline_ns && builder->facts->horizon_ns >= window.deadline_ns;
}

/*
 * A child that gets no service meets the rule by staying alive: it must not be released
 * together with the struck child. True if nothing else is owed to it.
 */
static bool lives_on_unserved(struct verdict_builder *builder, int parent, int child,
                              uint32_t k)
{
    const struct fact *strike = builder->facts->strikes[k].event;
    const struct fact *exit = event_of(builder, child, MARK_EXITED);
    if (!has_no_service(builder, child, k))
        return false;
    struct window window = window_for(builder->facts, parent, strike->at_ns,
                                      builder->scenario->window_ms[RULE_PARENT_CONTINUES]);
    const struct fact *dissolver = earlier(
        earlier(asked(builder, parent), asked(builder, child)),
        earlier(event_of(builder, child, MARK_DROPPED), event_of(builder, child, MARK_QUIT)));
    bool lives_on = instant_of(exit) > window.deadline_ns ||
                    instant_of(dissolver) <= instant_of(exit) ||
                    actor_of(builder, child)->may_end;
    if (lives_on) {
        if (!has_probe(builder, parent) || !has_probe(builder, child))
            service_by_calls_note(builder, child, k);
        return true;
    }
    if (may_have_ended_its_work(builder, parent, child))
        note_end(builder, parent, child, strike);
    else
        report_unserved_child(builder, parent, child, strike);
    return true;
}

/*
 * For a user's own program, whether and why a replacement of the struck child is started is its
 * parent's policy.
 */
static bool is_next_of(const struct verdict_builder *builder, int child, int struck)
{
    return is_users_own(builder, child) &&
           builder->processes->of[child] == builder->processes->of[struck];
}

/*
 * The obligations that one strike puts on the parent of the struck child. False if a second
 * strike removed all of them, so that this strike required nothing.
 */
static bool parent_after_strike(struct verdict_builder *builder, uint32_t k)
{
    const struct strike *strike = &builder->facts->strikes[k];
    int parent = parent_of(builder, strike->child);
    int64_t strike_ns = strike->event->at_ns;
    uint32_t owed = 0, away = 0;
    for (int child = 0; child < (int)builder->scenario->actor_count; child++) {
        if (child != strike->child && !is_next_of(builder, child, strike->child) &&
            actor_of(builder, child)->is_child && parent_of(builder, child) == parent &&
            is_served_by_then(builder, child, strike_ns) &&
            !lives_on_unserved(builder, parent, child, k)) {
            owed++;
            away += serves_on(builder, parent, child, k);
        }
    }
    return owed == 0 || away < owed;
}

void rule_parent_continues(struct verdict_builder *builder)
{
    bool gave_up[SCENARIO_ACTORS], looked_at[SCENARIO_ACTORS] = {false};
    for (int i = 0; i < (int)builder->scenario->actor_count; i++) {
        const struct scenario_actor *actor = actor_of(builder, i);
        gave_up[i] = !actor->is_child && !actor->stops_on_loss && parent_gave_up(builder, i);
        builder->in_play += gave_up[i];
    }
    for (uint32_t k = 0; k < builder->facts->strike_count; k++) {
        const struct strike *strike = &builder->facts->strikes[k];
        int parent = parent_of(builder, strike->child);
        if (actor_of(builder, parent)->stops_on_loss || gave_up[parent] ||
            instant_of(asked(builder, parent)) <= strike->event->at_ns)
            continue;
        builder->in_play++;
        bool asks = parent_after_strike(builder, k);
        if (!asks || looked_at[parent])
            continue;
        if (lived_on(builder, parent, strike->event->at_ns))
            obligation_met(builder, RULE_PARENT_CONTINUES);
        looked_at[parent] = true; /* a parent that outlived one strike is not checked again */
    }
    for (int i = 0; i < (int)builder->scenario->actor_count; i++) {
        int parent = parent_of(builder, i);
        if (actor_of(builder, i)->is_child && !actor_of(builder, parent)->stops_on_loss &&
            !gave_up[parent])
            answers_always(builder, parent, i);
    }
}

/*
 * nothing-left: when the run is over, so are its processes; and a parent that lets a child go
 * keeps no handle for it.
 */
#include "kit/judge/rule.h"

#define CENSUS_MOST 1024 /* events of one instant that are looked through for one parent's */

/* A rule was still waiting for it to end when the run was over, so that it was not late yet. */
static bool is_awaited_still(const struct bench *bench, int actor)
{
    const struct judgement *judgement = &bench->out->judgement;
    for (uint32_t i = 0; i < judgement->count; i++) {
        const struct finding *finding = &judgement->findings[i];
        if (finding->source == SOURCE_RULE && finding->rule == RULE_CHILD_ENDS &&
            finding->verdict == VERDICT_UNSEEN &&
            words_equal(finding->actor, name_of(bench, actor)))
            return true;
    }
    return false;
}

/* What the runner itself keeps from ending, or what never came to life, is nobody's leftover.
 */
static bool is_excused(const struct bench *bench, int actor)
{
    return instant_at(bench, actor, MARK_HUNG) < FACTS_NEVER ||
           bench->facts->holds.now[actor] > 0 ||
           (actor_of(bench, actor)->is_child && was_never_born(bench, actor));
}

static void left_behind(struct bench *bench, const struct fact *left,
                        const struct window *window)
{
    int actor = left->actor;
    struct charge charge =
        rule_charge(RULE_NOTHING_LEFT, bench_absent(bench, window, -1), actor, left->at_ns);
    /* Whose it is is what could not be told: that is said, and this follows from it. */
    if (actor < 0 && bench->troubled)
        return;
    if (actor < 0) {
        bench_find(bench, &charge,
                   "process %u (%s) was left when the run was over; it is none of "
                   "the scenario's actors",
                   (unsigned)left->pid, left->name);
        return;
    }
    if (is_charged(bench, actor) || is_awaited_still(bench, actor) || is_excused(bench, actor))
        return;
    struct finding *finding =
        bench_find(bench, &charge, "%s (pid %u) still ran when the run was over; %s",
                   name_of(bench, actor), (unsigned)left->pid,
                   last_step_text(bench, actor, left->at_ns).text);
    bench_excuse(bench, finding, window, -1);
}

/* Everybody had this long to go, from when the run began to close. */
static void judge_leftovers(struct bench *bench)
{
    const struct fact *closing = event_of(bench, THE_RUN, MARK_CLOSING);
    struct window window = {.from_ns = FACTS_NEVER};
    const struct fact_list *left = facts_of_kind(bench->facts->store, EVENT_LEFT);
    for (size_t i = 0; i < left->count; i++) {
        const struct fact *event = left->at[i];
        if (window.from_ns == FACTS_NEVER)
            window = window_open(bench->facts, closing ? closing->at_ns : event->at_ns,
                                 bench->scenario->window_ms[RULE_NOTHING_LEFT]);
        bench->in_play++;
        left_behind(bench, event, &window);
    }
}

/* ---- handles ---- */

/* The handles that a parent held at one rest: a count for each type, one behind another. */
struct census {
    const struct fact *first; /* NULL: it never rested */
    size_t at;                /* the first's index in the list of EVENT_HANDLES */
};

static const struct fact_list *handles(const struct bench *bench)
{
    return facts_of_kind(bench->facts->store, EVENT_HANDLES);
}

/* The i-th count of handles, where it is one of this census; else NULL. A census is of one
 * instant. */
static const struct fact *count_of(const struct bench *bench, const struct census *census,
                                   size_t i)
{
    const struct fact *event = handles(bench)->at[i];
    return event->occurrence == census->first->occurrence &&
                   event->actor == census->first->actor
               ? event
               : NULL;
}

/* Behind the last count that can be of a census. A system has some sixty types of handles, and
 * who claims to have more of them than this is not listened to. */
static size_t end_of_census(const struct bench *bench, const struct census *census)
{
    size_t end = list_after(handles(bench), census->first->at_ns);
    return end - census->at < CENSUS_MOST ? end : census->at + CENSUS_MOST;
}

/* What a census has not counted is not there. */
static uint64_t handles_of(const struct bench *bench, const struct census *census,
                           const char *type)
{
    for (size_t i = census->at; i < end_of_census(bench, census); i++) {
        const struct fact *event = count_of(bench, census, i);
        if (event && words_equal(event->name, type))
            return event->size;
    }
    return 0;
}

/* What there is more of at the last rest than at the first. */
struct growth {
    uint64_t more;    /* of all types */
    bool even;        /* of each type, a whole number for each rest between the two */
    struct text told; /* "Event 9 and not 6, Thread 5 and not 2" */
    struct text each; /* "1 Event, 1 Thread" */
    char told_at[160], each_at[96];
};

static void compare_rests(const struct bench *bench, const struct census *first,
                          const struct census *last, struct growth *out)
{
    uint64_t rests = last->first->occurrence - first->first->occurrence;
    *out = (struct growth){.even = true};
    out->told = text_over(out->told_at, sizeof out->told_at);
    out->each = text_over(out->each_at, sizeof out->each_at);
    for (size_t i = last->at; i < end_of_census(bench, last); i++) {
        const struct fact *event = count_of(bench, last, i);
        if (!event)
            continue;
        uint64_t before = handles_of(bench, first, event->name);
        if (event->size <= before)
            continue;
        uint64_t more = event->size - before;
        const char *comma = out->more > 0 ? ", " : "";
        text_add(&out->told, "%s%s %llu and not %llu", comma, event->name,
                 (unsigned long long)event->size, (unsigned long long)before);
        text_add(&out->each, "%s%llu %s", comma, (unsigned long long)(more / rests),
                 event->name);
        out->even = out->even && more % rests == 0;
        out->more += more;
    }
}

static void tell_growth(struct bench *bench, int actor, const struct census *first,
                        const struct census *last)
{
    struct growth growth;
    struct charge charge =
        rule_charge(RULE_NOTHING_LEFT, VERDICT_FAIL, actor, last->first->at_ns);
    compare_rests(bench, first, last, &growth);
    if (growth.more == 0)
        return;
    struct finding *finding = bench_find(
        bench, &charge,
        "%s holds %llu %s more at its rest #%u, where it had let all its children go, "
        "than at rest #%u: %s",
        name_of(bench, actor), (unsigned long long)growth.more,
        growth.more == 1 ? "handle" : "handles", (unsigned)last->first->occurrence,
        (unsigned)first->first->occurrence, growth.told_at);
    if (growth.even)
        bench_likely(finding,
                     "with each child that was let go, %s was kept: docs/races.md#kept-handle",
                     growth.each_at);
    else
        bench_likely(finding,
                     "not as many with each child: kept on one way of losing a child alone, "
                     "or made at a first use that came after the first rest: "
                     "docs/races.md#kept-handle");
}

/* Whose children come one after another rests after each, if he lives. */
static void unseen_rests(struct bench *bench, int actor)
{
    const struct fact *end = event_of(bench, THE_RUN, MARK_END);
    bool survived = instant_at(bench, actor, MARK_KILLED) == FACTS_NEVER &&
                    instant_at(bench, actor, MARK_HUNG) == FACTS_NEVER;
    struct charge charge =
        rule_charge(RULE_NOTHING_LEFT, VERDICT_UNSEEN, actor, instant_of(end));
    if (!end || !survived || is_charged(bench, actor) || bench->troubled)
        return;
    bench_find(bench, &charge,
               "not seen whether %s keeps handles: it did not rest (family.rest) twice, after "
               "a first child and after a last one",
               name_of(bench, actor));
}

static void judge_handles(struct bench *bench, int actor)
{
    const struct rest_counts *rests = &bench->facts->rests[actor];
    struct census first = {rests->first, rests->first_at};
    struct census last = {rests->last, rests->last_at};
    if (first.first && last.first->occurrence > first.first->occurrence) {
        bench->in_play++;
        bench_met(bench, RULE_NOTHING_LEFT);
        tell_growth(bench, actor, &first, &last);
    } else if (actor_of(bench, actor)->places == 1) {
        bench->in_play++;
        unseen_rests(bench, actor);
    }
}

/* Who still ran when the run began to close had to go, and went by itself. */
static void went(struct bench *bench, int actor)
{
    int64_t exited_ns = instant_at(bench, actor, MARK_EXITED);
    if (exited_ns > instant_at(bench, THE_RUN, MARK_CLOSING) &&
        exited_ns < instant_at(bench, THE_RUN, MARK_END) &&
        !first_of(bench, actor, MARK_KILLED, MARK_HUNG) && !event_of(bench, actor, MARK_ENDED))
        bench_met(bench, RULE_NOTHING_LEFT);
}

void rule_nothing_left(struct bench *bench)
{
    for (int i = 0; i < (int)bench->scenario->actor_count; i++) {
        went(bench, i);
        if (!actor_of(bench, i)->is_child && !actor_of(bench, i)->is_bystander)
            judge_handles(bench, i);
    }
    judge_leftovers(bench);
}

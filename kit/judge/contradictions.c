#include "kit/judge/contradictions.h"
#include "kit/judge/calls.h"

/* Events of one actor, by name and peer. Those beyond this number are not checked. */
#define WORDS 512u

/*
 * How often an actor logged the same name for the same peer. Each such event has its number,
 * from 1.
 */
struct count {
    const char *name, *peer; /* no name: the slot is free */
    uint32_t tid;            /* of the first */
    bool several;            /* threads */
    uint32_t least, most;
    uint64_t times, sum;
    size_t first; /* where the first of them stands among all that the actor logged */
};

static void add_contradiction(struct verdict_builder *builder, int64_t at_ns, const char *what,
                              const char *of)
{
    struct finding_header header = {
        .source = SOURCE_RUN, .verdict = VERDICT_ERROR, .actor = -1, .at_ns = at_ns};
    add_finding(builder, &header,
                "the log contradicts itself: %s %s; the log was written wrongly, or a part of "
                "it is missing",
                of, what);
}

static uint32_t hash_word(const char *name, const char *peer)
{
    uintptr_t key = (uintptr_t)name * 31u + (uintptr_t)peer;
    return (uint32_t)(key >> 3) % WORDS;
}

/* `peer` is NULL where the events of all peers have one count. */
static struct count *find_word_count(struct count counts[WORDS], const struct fact *fact,
                                     const char *peer)
{
    for (uint32_t i = 0; i < WORDS; i++) {
        struct count *count = &counts[(hash_word(fact->name, peer) + i) % WORDS];
        if (!count->name)
            *count = (struct count){
                .name = fact->name, .peer = peer, .tid = fact->tid, .least = fact->occurrence};
        if (count->name == fact->name && count->peer == peer)
            return count;
    }
    return NULL;
}

/*
 * Whether each number from 1 on is there exactly once. A process that takes its actor's place
 * continues the count of its predecessor. A thread can be ended between its count and its event
 * while another thread makes the next one. So the check does not apply to events of several
 * threads.
 */
static bool numbers_are_complete(const struct count *count, bool counts_on)
{
    uint64_t least = count->least, most = count->most;
    return count->several || most == 0 ||
           ((counts_on || least == 1) && count->times == most - least + 1 &&
            count->sum == (least + most) * (most - least + 1) / 2);
}

/* The name of an event of which one is missing or there twice; or NULL. */
static const char *broken_count(const struct verdict_builder *builder, int actor)
{
    struct count counts[WORDS] = {{.name = NULL}};
    const struct count *broken = NULL;
    bool counts_on = builder->processes->incarnation[actor] > 1;
    bool by_peer = !says_calls(builder, actor);
    const struct fact_list *said = facts_said(builder->facts->store, actor);
    for (size_t i = 0; i < said->count; i++) {
        const struct fact *fact = said->at[i];
        struct count *count = find_word_count(counts, fact, by_peer ? fact->peer_name : NULL);
        if (!count)
            continue;
        count->first = count->times == 0 ? i : count->first;
        count->several |= count->tid != fact->tid;
        count->times++;
        count->sum += fact->occurrence;
        if (fact->occurrence > count->most)
            count->most = fact->occurrence;
        if (fact->occurrence < count->least)
            count->least = fact->occurrence;
    }
    /* The first one in the log: the slots have an order that differs from call to call. */
    for (uint32_t i = 0; i < WORDS; i++) {
        if (counts[i].name && !numbers_are_complete(&counts[i], counts_on) &&
            (!broken || counts[i].first < broken->first))
            broken = &counts[i];
    }
    return broken ? broken->name : NULL;
}

/* What the runner logged of the processes of one actor. */
struct process_tally {
    uint32_t started, ended, gone; /* `gone`: ended, or left */
    int64_t last_end_ns;
    bool lost_words;
};

/*
 * The runner logs the id of each process that it sees. If the id is missing, the log was
 * written by hand and describes only a part of a run: a scene of a test.
 */
static bool tells_of_processes(const struct verdict_builder *builder)
{
    const struct fact_list *started = facts_of_kind(builder->facts->store, EVENT_STARTED);
    return started->count > 0 && started->at[0]->pid != 0;
}

/*
 * A process that was first assigned to one actor by its image, and then announced the name of
 * another, is logged as started twice. The first start belongs to no actor.
 */
static bool start_is_corrected(const struct verdict_builder *builder,
                               const struct fact *started)
{
    const struct fact_list *starts = facts_of_kind(builder->facts->store, EVENT_STARTED);
    const struct fact_list *exits = facts_of_kind(builder->facts->store, EVENT_EXITED);
    int64_t again_ns = FACTS_NEVER;
    bool is_behind = false;
    for (size_t i = 0; i < starts->count && again_ns == FACTS_NEVER; i++) {
        const struct fact *other = starts->at[i];
        if (is_behind && other->pid == started->pid && other->actor_of != started->actor_of)
            again_ns = other->at_ns;
        is_behind |= other == started;
    }
    for (size_t i = 0; i < exits->count && again_ns < FACTS_NEVER; i++) {
        const struct fact *exit = exits->at[i];
        if (exit->pid == started->pid && exit->at_ns >= started->at_ns &&
            exit->at_ns < again_ns)
            return false;
    }
    return again_ns < FACTS_NEVER;
}

static void count_processes(const struct verdict_builder *builder,
                            struct process_tally of[SCENARIO_ACTORS])
{
    static const enum kit_event_kind kinds[] = {EVENT_STARTED, EVENT_EXITED, EVENT_LEFT,
                                                EVENT_GAP};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        const struct fact_list *list = facts_of_kind(builder->facts->store, kinds[k]);
        for (size_t i = 0; i < list->count; i++) {
            const struct fact *fact = list->at[i];
            if (fact->actor < 0 ||
                (fact->kind == EVENT_STARTED && start_is_corrected(builder, fact)))
                continue;
            struct process_tally *processes = &of[fact->actor];
            processes->started += fact->kind == EVENT_STARTED;
            processes->ended += fact->kind == EVENT_EXITED;
            processes->gone += fact->kind == EVENT_EXITED || fact->kind == EVENT_LEFT;
            processes->lost_words |= fact->kind == EVENT_GAP;
            if (fact->kind == EVENT_EXITED)
                processes->last_end_ns = fact->at_ns;
        }
    }
}

static bool tell_of_actor(struct verdict_builder *builder, int actor,
                          const struct process_tally *of)
{
    const struct fact *last = facts_last_said(builder->facts, actor, FACTS_NEVER);
    const char *name = name_of(builder, actor), *word;
    int64_t at_ns = builder->facts->last_ns;
    if (of->started == 0 && (last || of->gone > 0)) {
        add_contradiction(builder, at_ns, "acted, but none of its processes was started", name);
        return true;
    }
    if (of->ended > of->started) {
        add_contradiction(builder, at_ns, "ended more often than it was started", name);
        return true;
    }
    if (of->started > of->gone) {
        add_contradiction(
            builder, at_ns,
            "was started, but the log records neither its end nor that it was left", name);
        return true;
    }
    if (last && of->started == of->gone && last->at_ns > of->last_end_ns &&
        of->last_end_ns > 0) {
        add_contradiction(builder, last->at_ns,
                          "made a step or a report after its process had ended", name);
        return true;
    }
    word = of->started == 1 && !of->lost_words ? broken_count(builder, actor) : NULL;
    if (word) {
        struct finding_header header = {
            .source = SOURCE_RUN, .verdict = VERDICT_ERROR, .actor = actor, .at_ns = at_ns};
        add_finding(
            builder, &header,
            "the log contradicts itself: one %s of %s is missing or stands there twice, and no "
            "gap is recorded; the log was written wrongly, or a part of it is missing",
            word, name);
        ;
        return true;
    }
    return false;
}

/*
 * The fault of a line is the one that strikes at this line. The same holds for its confirmation
 * and for a hold.
 */
static bool is_of_its_line(const struct verdict_builder *builder, const struct fact *fact)
{
    const struct scenario_line *line = &builder->scenario->lines[fact->line_index];
    if (fact->kind == EVENT_HELD)
        return words_equal(line->step, fact->name) && fact->actor_of == line->actor;
    return words_equal(fault_words[line->fault], fact->name) && fact->actor_of == line->target;
}

static const struct fact *foreign_act(const struct verdict_builder *builder)
{
    static const enum kit_event_kind kinds[] = {EVENT_STRUCK, EVENT_CONFIRMED, EVENT_HELD};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        const struct fact_list *list = facts_of_kind(builder->facts->store, kinds[k]);
        for (size_t i = 0; i < list->count; i++) {
            if (list->at[i]->line_index >= 0 && !is_of_its_line(builder, list->at[i]))
                return list->at[i];
        }
    }
    return NULL;
}

bool contradictions_tell(struct verdict_builder *builder)
{
    struct process_tally of[SCENARIO_ACTORS] = {{0, 0, 0, 0, false}};
    const struct fact *end = marked(builder->facts, THE_RUN, MARK_END);
    const struct fact *act = foreign_act(builder);
    if (end && builder->facts->last_ns > end->at_ns) {
        add_contradiction(builder, builder->facts->last_ns, "goes on after its end", "the run");
        return true;
    }
    if (act) {
        add_contradiction(builder, act->at_ns,
                          "is recorded for a line that orders something else", act->name);
        return true;
    }
    if (!tells_of_processes(builder))
        return false;
    count_processes(builder, of);
    for (int actor = 0; actor < (int)builder->scenario->actor_count; actor++) {
        if (tell_of_actor(builder, actor, &of[actor]))
            return true;
    }
    return false;
}

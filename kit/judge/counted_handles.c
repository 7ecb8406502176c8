#include "kit/judge/counted_handles.h"
#include "kit/judge/made_handles.h"

#include <assert.h>

/* A count of one process is a row of facts of one line, one for each type. */
#define COUNTS_MOST SCENARIO_LINES

/* A system has some sixty types; a log that claims more than this is not believed. */
#define TYPES_MOST  1024

/* The counts of one process, in order of time. */
struct counts {
    const struct fact_list *facts;
    int actor;
    uint32_t count;
    uint32_t longest;          /* the most types that one of them has */
    size_t first[COUNTS_MOST]; /* the first fact of each */
};

static bool is_of(const struct fact *fact, int actor)
{
    return fact->line_number > 0 && fact->actor == actor;
}

static void find_counts(const struct verdict_builder *builder, int actor, struct counts *out)
{
    const struct fact *last = NULL;
    uint32_t types = 0;
    *out = (struct counts){.facts = facts_of_kind(builder->facts->store, EVENT_HANDLES),
                           .actor = actor};
    for (size_t i = 0; i < out->facts->count; i++) {
        const struct fact *fact = out->facts->at[i];
        if (!is_of(fact, actor))
            continue;
        bool begins = !last || last->line_number != fact->line_number;
        if (begins && out->count < COUNTS_MOST)
            out->first[out->count++] = i;
        types = begins ? 1 : types + 1;
        out->longest = types > out->longest ? types : out->longest;
        last = fact;
    }
}

/* A type that was not counted has no handles. */
static uint64_t handles_at(const struct counts *counts, uint32_t n, const char *type)
{
    const struct fact_list *facts = counts->facts;
    uint32_t line_number = facts->at[counts->first[n]]->line_number;
    for (size_t i = counts->first[n]; i < facts->count; i++) {
        const struct fact *fact = facts->at[i];
        if (is_of(fact, counts->actor) && fact->line_number == line_number &&
            words_equal(fact->name, type))
            return fact->size;
        if (is_of(fact, counts->actor) && fact->line_number != line_number)
            break;
    }
    return 0;
}

/* From so many counts on, two neighbours are one step. */
#define COUNTS_OF_PAIRS 6

/* Whether all counts of a step, which begins at `n`, have more of a type than all counts of the
 * step before. */
static bool rises(const struct counts *counts, const char *type, uint32_t n, uint32_t size)
{
    for (uint32_t before = n - size; before < n; before++) {
        for (uint32_t i = n; i < n + size; i++) {
            if (handles_at(counts, i, type) <= handles_at(counts, before, type))
                return false;
        }
    }
    return true;
}

/*
 * The same for all steps from the count `begin` on. A last count that makes no step has more
 * than the step before it: it does not end the growth.
 */
static bool grows_from(const struct counts *counts, const char *type, uint32_t begin,
                       uint32_t size)
{
    uint32_t end = counts->count - (counts->count - begin) % size;
    if (end - begin < SCENARIO_COUNTS * size)
        return false;
    for (uint32_t n = begin + size; n < end; n += size) {
        if (!rises(counts, type, n, size))
            return false;
    }
    for (uint32_t n = end - size; n < end && end < counts->count; n++) {
        if (handles_at(counts, end, type) <= handles_at(counts, n, type))
            return false;
    }
    return true;
}

/*
 * Whether the handles of a type grow from step to step. A handle that is open by chance at a
 * count is closed at another one. Steps of two counts also see a handle that is left each
 * second time, be it at the first of the two or at the second. So the first step can begin at
 * the second count, where the first one is a warm-up.
 */
static bool grows(const struct counts *counts, const char *type)
{
    uint32_t size = counts->count < COUNTS_OF_PAIRS ? 1 : 2;
    bool any = false;
    for (uint32_t begin = 0; begin < size; begin++)
        any |= grows_from(counts, type, begin, size);
    return any;
}

static void add_row(struct text *to, const struct counts *counts, const char *type)
{
    text_add(to, "%s%s", to->length > 0 ? "; " : "", type);
    for (uint32_t n = 0; n < counts->count; n++)
        text_add(to, "%s %llu", n > 0 ? "," : "",
                 (unsigned long long)handles_at(counts, n, type));
}

static void judge_counts(struct verdict_builder *builder, const struct counts *counts)
{
    char rows[200], calls[120];
    struct text told = text_over(rows, sizeof rows), made = text_over(calls, sizeof calls);
    const struct fact *first = counts->facts->at[counts->first[0]];
    const struct fact *last = counts->facts->at[counts->first[counts->count - 1]];
    struct finding_header header =
        rule_header(RULE_NOTHING_LEFT, VERDICT_FAIL, counts->actor, last->at_ns);
    for (size_t i = counts->first[counts->count - 1]; i < counts->facts->count; i++) {
        const struct fact *fact = counts->facts->at[i];
        if (!is_of(fact, counts->actor) || !grows(counts, fact->name))
            continue;
        add_row(&told, counts, fact->name);
        add_makers(&made, builder, counts->actor, fact->name, first->at_ns, last->at_ns);
    }
    obligation_met(builder, RULE_NOTHING_LEFT);
    if (told.length == 0)
        return;
    struct finding *finding =
        add_finding(builder, &header, "%s holds more and more handles, counted %u times: %s",
                    name_of(builder, counts->actor), (unsigned)counts->count, rows);
    add_cause(finding,
              "what it does between two counts leaves a handle open: "
              "docs/races.md#kept-handle%s",
              calls);
}

/* The lines that count the handles of this actor of the scenario. */
static uint32_t lines_that_count(const struct verdict_builder *builder, int actor)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < builder->scenario->line_count; i++)
        count += builder->scenario->lines[i].kind == SAY_COUNT_HANDLES &&
                 builder->scenario->lines[i].actor == actor;
    return count;
}

static void too_few(struct verdict_builder *builder, const struct counts *counts)
{
    const struct fact *closing = event_of(builder, THE_RUN, MARK_CLOSING);
    struct finding_header header =
        rule_header(RULE_NOTHING_LEFT, VERDICT_UNSEEN, counts->actor, instant_of(closing));
    if (has_failed_a_rule(builder, counts->actor))
        return;
    add_finding(builder, &header,
                "cannot tell whether %s leaks handles: one process of it was counted %u times "
                "at most, and it takes %u",
                name_of(builder, counts->actor), (unsigned)counts->count, SCENARIO_COUNTS);
}

static void too_many(struct verdict_builder *builder, const struct counts *counts)
{
    struct finding_header header =
        rule_header(RULE_NOTHING_LEFT, VERDICT_ERROR, counts->actor,
                    instant_of(event_of(builder, THE_RUN, MARK_CLOSING)));
    add_finding(builder, &header,
                "too many types of handles to judge: more than %d at one count of %s",
                TYPES_MOST, name_of(builder, counts->actor));
}

/* The process of the actor that was counted most often: an actor that was started again begins
 * with other handles. */
static void find_longest(const struct verdict_builder *builder, int actor, struct counts *out)
{
    const struct actor_processes *processes = builder->processes;
    find_counts(builder, actor, out);
    for (int i = processes->declared; i < (int)processes->scenario.actor_count; i++) {
        struct counts other;
        if (processes->of[i] != actor)
            continue;
        find_counts(builder, i, &other);
        if (other.count > out->count)
            *out = other;
    }
}

void counted_handles_judge(struct verdict_builder *builder)
{
    if (!event_of(builder, THE_RUN, MARK_CLOSING))
        return;
    for (int actor = 0; actor < builder->processes->declared; actor++) {
        struct counts counts;
        if (lines_that_count(builder, actor) == 0)
            continue;
        builder->in_play++;
        find_longest(builder, actor, &counts);
        if (counts.longest > TYPES_MOST)
            too_many(builder, &counts);
        else if (counts.count < SCENARIO_COUNTS)
            too_few(builder, &counts);
        else
            judge_counts(builder, &counts);
    }
}

#include "kit/judge/rules.h"
#include "kit/judge/rule.h"

const struct scenario_actor *actor_of(const struct bench *bench, int actor)
{
    return &bench->scenario->actors[actor];
}

int64_t instant_at(const struct bench *bench, int actor, enum mark mark)
{
    return marked_at(bench->facts, actor, mark);
}

const struct fact *event_of(const struct bench *bench, int actor, enum mark mark)
{
    return marked(bench->facts, actor, mark);
}

const struct fact *first_of(const struct bench *bench, int actor, enum mark a, enum mark b)
{
    return earlier(event_of(bench, actor, a), event_of(bench, actor, b));
}

const struct fact *kill_of(const struct bench *bench, int actor)
{
    const struct fact *proof = first_of(bench, actor, MARK_KILL_SEEN, MARK_EXITED);
    return proof ? event_of(bench, actor, MARK_KILLED) : NULL;
}

const struct fact *asked(const struct bench *bench, int actor)
{
    const struct fact *struck = first_of(bench, actor, MARK_KILLED, MARK_HUNG);
    const struct fact *told_to = first_of(bench, actor, MARK_STOPPED, MARK_ENDED);
    const struct fact *failed = first_of(bench, actor, MARK_FAILED, MARK_CUT);
    return earlier(earlier(earlier(struck, failed), told_to),
                   event_of(bench, THE_RUN, MARK_CLOSING));
}

struct charge rule_charge(enum kit_rule rule, enum kit_verdict verdict, int actor,
                          int64_t at_ns)
{
    return (struct charge){.source = SOURCE_RULE,
                           .rule = rule,
                           .verdict = verdict,
                           .actor = actor,
                           .at_ns = at_ns};
}

void rule_unseen(struct bench *bench, enum kit_rule rule, int actor,
                 const struct window *window, const struct fact *cause,
                 const struct fact *dissolver, const char *awaited)
{
    struct charge charge = rule_charge(rule, VERDICT_UNSEEN, actor, instant_of(dissolver));
    bench_find(bench, &charge,
               "not seen %s: %s %lld ms after %s, before its window of %u ms "
               "had passed",
               awaited, told(dissolver).text,
               ms_between(instant_of(cause), instant_of(dissolver)), told(cause).text,
               (unsigned)window->length_ms);
}

int parent_of(const struct bench *bench, int child)
{
    return actor_of(bench, child)->parent;
}

bool was_never_born(const struct bench *bench, int child)
{
    int parent = parent_of(bench, child);
    /* A parent that says when it creates a child, and did not come to say that it had. One that
     * was hung there is ended by the runner, which is the same to the child. */
    return !has_probe(bench, child) && instant_at(bench, child, MARK_PREPARED) < FACTS_NEVER &&
           instant_at(bench, child, MARK_MADE) == FACTS_NEVER &&
           first_of(bench, parent, MARK_KILLED, MARK_ENDED) != NULL;
}

bool is_charged(const struct bench *bench, int actor)
{
    const struct judgement *judgement = &bench->out->judgement;
    for (uint32_t i = 0; i < judgement->count; i++) {
        const struct finding *finding = &judgement->findings[i];
        if (finding->source == SOURCE_RULE && finding->verdict >= VERDICT_FAIL &&
            words_equal(finding->actor, name_of(bench, actor)))
            return true;
    }
    return false;
}

static void (*const rules[RULE_COUNT])(struct bench *bench) = {
    [RULE_PARENT_CONTINUES] = rule_parent_continues,
    [RULE_CHILD_ENDS] = rule_child_ends,
    [RULE_WATCHDOG_DETECTS] = rule_watchdog_detects,
    [RULE_BOUNDED] = rule_bounded, /* yields to them, too */
    [RULE_DATA_TRUE] = rule_data_true,
    [RULE_NOBODY_ELSE] = rule_nobody_else,
    [RULE_NOTHING_LEFT] = rule_nothing_left, /* last: it yields to what the others found */
};

void rules_judge(struct bench *bench)
{
    bench->in_rules = true;
    for (int rule = 0; rule < RULE_COUNT; rule++) {
        if (!bench->scenario->waived[rule])
            rules[rule](bench);
    }
}

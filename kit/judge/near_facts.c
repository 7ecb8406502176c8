#include "kit/judge/near_facts.h"

#include <assert.h>
#include <stdlib.h>

/* An instant from which a report looks back, and how far it can see of each actor. */
struct look_back {
    int64_t until_ns;
    int64_t from_ns[SCENARIO_ACTORS];
};

struct near_facts {
    uint32_t count;
    struct look_back looks[2 * (KIT_FINDINGS + 1)];
};

/* When the last NEAR_STEPS steps of an actor until an instant begin. */
static int64_t steps_begin(const struct fact_list *said, int64_t until_ns)
{
    size_t i = list_after(said, until_ns);
    for (uint32_t steps = 0; i > 0 && steps < NEAR_STEPS; i--)
        steps += said->at[i - 1]->kind == EVENT_STEP;
    return i > 0 ? said->at[i]->at_ns : INT64_MIN;
}

static void look_back_from(struct near_facts *near, const struct fact_store *store,
                           int64_t until_ns)
{
    struct look_back *look = &near->looks[near->count++];
    look->until_ns = until_ns;
    for (int actor = 0; actor < SCENARIO_ACTORS; actor++)
        look->from_ns[actor] = steps_begin(facts_said(store, actor), until_ns);
}

/* From an instant, and from the last strike until then. */
static void look_back_twice(struct near_facts *near, const struct fact_store *store,
                            int64_t until_ns)
{
    const struct fact_list *strikes = facts_of_kind(store, EVENT_STRUCK);
    size_t struck = list_after(strikes, until_ns);
    look_back_from(near, store, until_ns);
    if (struck > 0)
        look_back_from(near, store, strikes->at[struck - 1]->at_ns);
}

struct near_facts *near_facts_new(const struct fact_store *store,
                                  const struct judgement *judgement)
{
    struct near_facts *near = malloc(sizeof *near);
    if (!near)
        return NULL;
    near->count = 0;
    /* A report of no finding, or of one without an instant, is of the run's end. */
    look_back_twice(near, store, INT64_MAX);
    for (uint32_t i = 0; i < judgement->count; i++) {
        if (judgement->findings[i].at_ns > 0)
            look_back_twice(near, store, judgement->findings[i].at_ns);
    }
    return near;
}

void near_facts_free(struct near_facts *near)
{
    free(near);
}

bool fact_is_near(const struct near_facts *near, const struct fact *fact)
{
    if (fact->kind != EVENT_STEP || fact->actor < 0)
        return true;
    for (uint32_t i = 0; i < near->count; i++) {
        const struct look_back *look = &near->looks[i];
        if (fact->at_ns <= look->until_ns && fact->at_ns >= look->from_ns[fact->actor])
            return true;
    }
    return false;
}

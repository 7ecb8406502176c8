#include "kit/sweep/coverage.h"
#include "kit/protocol/call_steps.h"
#include "kit/sweep/call_places.h"
#include "kit/sweep/free_run.h"
#include "kit/sweep/places.h"

#include <assert.h>
#include <string.h>

/* The width at which lines wrap, and the indent of their continuation. */
#define COLUMNS 96
#define INDENT  4

static_assert(PROTOCOL_STEP_COUNT <= 64 && CALL_STEP_COUNT <= 64 && CALL_COUNT <= 32 &&
                  2 * CALL_CODES <= 32,
              "each has a bit");

const char *const coverage_titles[COVERAGE_GAP_COUNT + 1] = {
#define X(gap, title, meaning) title,
    COVERAGE_GAPS(X)
#undef X
};

const char *const coverage_meanings[COVERAGE_GAP_COUNT + 1] = {
#define X(gap, title, meaning) meaning,
    COVERAGE_GAPS(X)
#undef X
};

static bool set_has(uint64_t set, int member)
{
    return set >> member & 1u;
}

/* ---- what the sweep covered ---- */

uint64_t coverage_steps(const struct kit_event *events, size_t count)
{
    uint64_t seen = 0;
    for (size_t i = 0; i < count; i++) {
        bool is_word = events[i].kind == EVENT_STEP || events[i].kind == EVENT_REPORT;
        int step = is_word ? word_index(step_words, events[i].name) : -1;
        if (step >= 0)
            seen |= UINT64_C(1) << step;
    }
    return seen;
}

/* The step of an injected actor, at which a sweep strikes; 0 for all other events. */
static uint64_t call_bit(const struct scenario *scenario, int actor, const char *name)
{
    int step = word_index(call_step_words, name);
    bool counts = step >= 0 && actor_is_injected(scenario, actor) && call_is_struck(name);
    return counts ? UINT64_C(1) << step : 0;
}

/* The actor reached this step: records the faults that it can obey there. */
static void see_step(struct coverage *coverage, int actor, uint64_t step)
{
    if (coverage->can_drop[actor] && coverage->scenario->actors[actor].is_child)
        coverage->child_drops |= step;
    else if (coverage->can_drop[actor])
        coverage->parent_drops |= step;
    if (coverage->can_spoil[actor])
        coverage->spoils |= step;
}

static void see_actors(struct coverage *coverage, const struct kit_event *events, size_t count)
{
    const struct scenario *scenario = coverage->scenario;
    for (int i = 0; i < (int)scenario->actor_count; i++) {
        coverage->can_drop[i] |= free_run_obeys(scenario, events, count, i, FAULT_DROP);
        coverage->can_spoil[i] |= free_run_obeys(scenario, events, count, i, FAULT_TRUNCATE);
    }
    for (size_t i = 0; i < count; i++) {
        int actor = scenario_actor(scenario, events[i].actor);
        if (actor < 0)
            continue;
        see_step(coverage, actor, coverage_steps(&events[i], 1));
        if (sweep_is_word(&events[i]))
            coverage->calls_seen |= call_bit(scenario, actor, events[i].name);
    }
}

/* A step of an injected actor can be a call that can fail, too. */
static uint32_t calls_used(uint64_t steps)
{
    uint32_t used = 0;
    for (int i = 0; i < CALL_STEP_COUNT; i++) {
        int call = set_has(steps, i) ? word_index(call_words, call_step_words[i]) : -1;
        used |= call >= 0 ? 1u << call : 0;
    }
    return used;
}

void coverage_see(struct coverage *coverage, const struct kit_event *events, size_t count)
{
    struct text free_run = text_over(coverage->free_run, sizeof coverage->free_run);
    coverage->seen |= coverage_steps(events, count);
    see_actors(coverage, events, count);
    free_run_text(coverage->scenario, events, count, &free_run);
    for (size_t i = 0; i < count; i++) {
        int call = events[i].kind == EVENT_CALLED ? word_index(call_words, events[i].name) : -1;
        if (call >= 0 && events[i].size > 0)
            coverage->used |= 1u << call;
    }
    coverage->used |= calls_used(coverage->calls_seen);
}

static void fail_call(struct coverage *coverage, const struct sweep_point *point)
{
    int call = word_index(call_words, point->step);
    uint32_t code;
    if (call < 0)
        return;
    coverage->used |= 1u << call;
    coverage->failed |= 1u << call;
    for (uint32_t i = 0; (code = call_code((enum kit_call)call, i)) != 0; i++) {
        if (code == point->code)
            coverage->codes[call] |= 1u << i;
    }
}

static void take_point(struct coverage *coverage, const struct sweep_point *point)
{
    int step = word_index(step_words, point->step);
    uint64_t bit = step >= 0 ? UINT64_C(1) << step : 0;
    uint64_t call = call_bit(coverage->scenario, point->actor, point->step);
    coverage->seen |= bit;
    coverage->calls_seen |= call;
    see_step(coverage, point->actor, bit);
    coverage->faults |= 1u << point->fault;
    if (faults[point->fault].takes == ARGUMENT_WAY)
        coverage->drops |= 1u << point->drop;
    if (point->kind == SAY_FAIL) {
        fail_call(coverage, point);
    } else if (point->kind == SAY_INSIDE) {
        coverage->inside |= bit;
        coverage->calls_inside |= call;
    } else {
        coverage->struck |= bit;
        coverage->calls_struck |= call;
    }
}

void coverage_take(struct coverage *coverage, const struct sweep_result *results, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (results[i].state != SWEEP_PASSED && results[i].state != SWEEP_FAILED)
            continue;
        take_point(coverage, &results[i].point);
        coverage->rules |= results[i].exercised;
    }
}

/* ---- gaps ---- */

/* A list that is being built. */
struct listing {
    struct text *to;
    bool any;
};

static void list_word(struct listing *list, const char *word, size_t length)
{
    text_add(list->to, "%s", list->any ? ", " : "");
    text_add_bytes(list->to, word, length);
    list->any = true;
}

static size_t family_length(const char *word)
{
    const char *dot = strchr(word, '.');
    return dot ? (size_t)(dot - word) + 1 : 0;
}

static bool are_family(const char *a, const char *b)
{
    size_t length = family_length(a);
    return length > 0 && strncmp(a, b, length) == 0;
}

/*
 * Whether all possible words of this word's family are missing, and the family has more than
 * one.
 */
static bool is_all_missed(const char *const *words, uint64_t could, uint64_t missed, int member)
{
    int family = 0;
    for (int i = 0; words[i]; i++) {
        if (!set_has(could, i) || !are_family(words[member], words[i]))
            continue;
        if (!set_has(missed, i))
            return false;
        family++;
    }
    return family > 1;
}

/*
 * Deduplicates: one word stands for a family that is missing as a whole, and one for
 * everything.
 */
static void list_missed_words(struct listing *list, const char *const *words, uint64_t could,
                              uint64_t missed, const char *everything)
{
    if (missed == could && (could & (could - 1)) != 0 && everything) {
        list_word(list, everything, strlen(everything));
        return;
    }
    for (int i = 0; words[i]; i++) {
        bool is_told = false;
        if (!set_has(missed, i))
            continue;
        bool all = is_all_missed(words, could, missed, i);
        for (int k = 0; k < i && all; k++)
            is_told |= set_has(missed, k) && are_family(words[i], words[k]);
        if (is_told)
            continue;
        list_word(list, words[i], all ? family_length(words[i]) : strlen(words[i]));
        if (all)
            text_add(list->to, "*");
    }
}

/* The steps that parents and children have, and those of them that are waits. */
static uint64_t steps_with(uint32_t flags)
{
    uint64_t steps = 0;
    for (int i = 0; i < PROTOCOL_STEP_COUNT; i++) {
        if (!(step_flags[i] & STEP_BY_OTHERS) && step_flags[i] & flags)
            steps |= UINT64_C(1) << i;
    }
    return steps;
}

static uint64_t call_steps_that_wait(void)
{
    uint64_t steps = 0;
    for (int i = 0; i < CALL_STEP_COUNT; i++)
        steps |= call_step_flags(call_step_words[i]) & STEP_IS_WAIT ? UINT64_C(1) << i : 0;
    return steps;
}

/* Steps of both kinds of actors; `everything` stands for all of them. */
static void list_missed_steps(struct listing *list, uint64_t could, uint64_t did,
                              uint64_t calls_could, uint64_t calls_did, const char *everything)
{
    bool all = (could & did) == 0 && (calls_could & calls_did) == 0;
    if (all && could && calls_could) {
        list_word(list, everything, strlen(everything));
        return;
    }
    list_missed_words(list, step_words, could, could & ~did, all ? everything : NULL);
    list_missed_words(list, call_step_words, calls_could, calls_could & ~calls_did,
                      all ? everything : NULL);
}

/* Whether an actor can have a linked probe: only such a one makes steps of the protocol. */
static bool has_linked(const struct scenario *scenario)
{
    for (int i = 0; i < (int)scenario->actor_count; i++) {
        if (!actor_is_injected(scenario, i))
            return true;
    }
    return false;
}

/*
 * The end of a child can be lost in one way, the end of a parent in several. Each possible way
 * that no run covered is a gap.
 */
static void list_missed_drops(struct listing *list, const struct coverage *coverage)
{
    uint64_t steps = steps_with(STEP_CAN_DROP);
    const char *drop = fault_words[fault_taking(ARGUMENT_WAY)];
    if (coverage->child_drops & steps && !set_has(coverage->drops, DROP_USUAL))
        list_word(list, drop, strlen(drop));
    for (int way = DROP_CLOSE; way < DROP_COUNT; way++) {
        char words[KIT_NAME * 2];
        struct text text = text_over(words, sizeof words);
        text_add(&text, "%s by %s", drop, drop_words[way - 1]);
        if (coverage->parent_drops & steps && !set_has(coverage->drops, way))
            list_word(list, words, text.length);
    }
}

static bool can_strike(const struct coverage *coverage, enum kit_fault fault)
{
    uint64_t steps = faults[fault].needs == NEED_MESSAGE ? coverage->spoils : coverage->seen;
    bool can = fault_strikes(fault, STRIKES_CALL) && coverage->used != 0;
    if (fault_strikes(fault, STRIKES_ASKED))
        return set_has(coverage->faults, fault);
    if (faults[fault].takes == ARGUMENT_WAY) /* listed by its ways */
        return false;
    for (int i = 0; i < PROTOCOL_STEP_COUNT; i++)
        can |= set_has(steps, i) && sweep_obeys(fault, step_flags[i]);
    for (int i = 0; i < CALL_STEP_COUNT; i++)
        can |= set_has(coverage->calls_seen, i) &&
               sweep_obeys(fault, call_step_flags(call_step_words[i]));
    return can;
}

static void list_missed_faults(struct listing *list, const struct coverage *coverage)
{
    uint64_t could = 0;
    for (int i = 0; i < FAULT_COUNT; i++)
        could |= can_strike(coverage, (enum kit_fault)i) ? UINT64_C(1) << i : 0;
    list_missed_words(list, fault_words, could, could & ~(uint64_t)coverage->faults, NULL);
    list_missed_drops(list, coverage);
}

static void list_missed_codes(struct listing *list, const struct coverage *coverage)
{
    for (int call = 0; call < CALL_COUNT; call++) {
        uint32_t code;
        bool any = false;
        for (uint32_t i = 0; (code = call_code((enum kit_call)call, i)) != 0; i++) {
            if (!set_has(coverage->failed, call) || set_has(coverage->codes[call], (int)i))
                continue;
            if (!any)
                list_word(list, call_words[call], strlen(call_words[call]));
            text_add(list->to, " %u", (unsigned)code);
            any = true;
        }
    }
}

/* Whether an obligation of this rule is possible at all. */
static bool can_apply(const struct scenario *scenario, enum kit_rule rule)
{
    uint32_t heads = 0, children = 0, enders = 0, bound = 0;
    for (uint32_t i = 0; i < scenario->actor_count; i++) {
        const struct scenario_actor *actor = &scenario->actors[i];
        heads += !actor->is_child;
        children += actor->is_child;
        enders += actor->is_child && !actor->may_stay;
        bound += actor->is_child && !scenario->actors[actor->parent].stops_on_loss;
    }
    if (scenario->waived[rule])
        return false;
    switch (rule) {
    case RULE_PARENT_CONTINUES:
        return bound > 0;
    case RULE_CHILD_ENDS:
        return enders > 0;
    case RULE_WATCHDOG_DETECTS:
    case RULE_DATA_TRUE:
    case RULE_CHILD_STAYS:
        return children > 0;
    case RULE_NOBODY_ELSE:
        return heads > 1;
    case RULE_BOUNDED:
    case RULE_NO_CRASH:
    case RULE_NOTHING_LEFT:
        return true;
    case RULE_COUNT:
        break;
    }
    return false;
}

static void list_missed_rules(struct listing *list, const struct coverage *coverage)
{
    uint64_t could = 0;
    for (int i = 0; i < RULE_COUNT; i++) {
        if (can_apply(coverage->scenario, (enum kit_rule)i))
            could |= UINT64_C(1) << i;
    }
    list_missed_words(list, rule_words, could, could & ~(uint64_t)coverage->rules, NULL);
}

void coverage_gap(const struct coverage *coverage, enum coverage_gap gap, struct text *to)
{
    struct listing list = {.to = to};
    bool linked = has_linked(coverage->scenario);
    uint64_t seen = coverage->seen, steps = linked ? steps_with(UINT32_MAX) : 0;
    uint64_t calls = linked ? (UINT64_C(1) << CALL_OS_COUNT) - 1 : 0;
    switch (gap) {
    case COVERAGE_SEEN:
        list_missed_words(&list, step_words, steps, steps & ~seen, NULL);
        break;
    case COVERAGE_STRUCK:
        list_missed_steps(&list, seen, coverage->struck, coverage->calls_seen,
                          coverage->calls_struck, "any step");
        break;
    case COVERAGE_INSIDE:
        list_missed_steps(&list, seen & steps_with(STEP_IS_WAIT), coverage->inside,
                          coverage->calls_seen & call_steps_that_wait(), coverage->calls_inside,
                          "any wait");
        break;
    case COVERAGE_FAULTS:
        list_missed_faults(&list, coverage);
        break;
    case COVERAGE_USED:
        list_missed_words(&list, call_words, calls, calls & ~(uint64_t)coverage->used, NULL);
        break;
    case COVERAGE_FAILED:
        list_missed_words(&list, call_words, coverage->used, coverage->used & ~coverage->failed,
                          "any call");
        break;
    case COVERAGE_CODES:
        list_missed_codes(&list, coverage);
        break;
    case COVERAGE_RULES:
        list_missed_rules(&list, coverage);
        break;
    case COVERAGE_GAP_COUNT:
        break;
    }
}

/* ---- output ---- */

/* "never seen: a, b, c", wrapped between words. */
static void add_wrapped(struct text *to, const char *title, const char *list)
{
    size_t column = strlen(title) + 1;
    text_add(to, "%s:", title);
    while (*list) {
        const char *comma = strstr(list, ", ");
        size_t length = comma ? (size_t)(comma - list) + 1 : strlen(list);
        if (column + 1 + length > COLUMNS) {
            text_add(to, "\n%*s", INDENT - 1, "");
            column = INDENT - 1;
        }
        text_add(to, " ");
        text_add_bytes(to, list, length);
        column += 1 + length;
        list += length + (comma ? 1 : 0);
    }
    text_add(to, "\n");
}

void coverage_text(const struct coverage *coverage, struct text *to)
{
    text_add(to, "%s", coverage->free_run);
    for (int gap = 0; gap < COVERAGE_GAP_COUNT; gap++) {
        char list[2048];
        struct text text = text_over(list, sizeof list);
        coverage_gap(coverage, (enum coverage_gap)gap, &text);
        if (text.length > 0)
            add_wrapped(to, coverage_titles[gap], list);
    }
}

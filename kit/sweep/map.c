#include "kit/sweep/map.h"
#include "kit/base/calls.h"

#include <stdlib.h>
#include <string.h>

/* Room for the times of one row; a row with more than these tells of these. */
#define ROW_TIMES 512

const char *const sweep_state_meanings[SWEEP_STATES_COUNT + 1] = {
#define X(state, meaning) meaning,
    SWEEP_STATES(X)
#undef X
};

size_t sweep_count(const struct sweep_result *results, size_t count, enum sweep_state state)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++)
        found += results[i].state == state;
    return found;
}

/* What a row is called; two points with the same name stand in one. */
static void name_row(const struct scenario *scenario, const struct sweep_point *point,
                     struct text *to)
{
    if (point->kind == SAY_INSIDE)
        text_add(to, "in %s%s%s", point->step, point->target == point->actor ? "" : ": ",
                 point->target == point->actor              ? ""
                 : scenario->actors[point->target].is_child ? "child"
                                                            : "parent");
    else if (point->kind == SAY_FAIL)
        text_add(to, "%s %u", point->step, (unsigned)point->code);
    else
        text_add(to, "%s", point->step);
}

static int rank(const struct sweep_point *point)
{
    int step = word_index(step_words, point->step), call = word_index(call_words, point->step);
    if (point->kind == SAY_FAIL)
        return 2 * PROTOCOL_STEP_COUNT + 2 + call;
    return (step >= 0 ? step : PROTOCOL_STEP_COUNT) +
           (point->kind == SAY_INSIDE ? PROTOCOL_STEP_COUNT + 1 : 0);
}

static int compare(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* By actor and row, then by all else, so that a list of them is always in one order. */
static int by_row(const void *left, const void *right)
{
    const struct sweep_point *a = &((const struct sweep_result *)left)->point;
    const struct sweep_point *b = &((const struct sweep_result *)right)->point;
    int order = compare(a->actor, b->actor);
    order = order ? order : compare(rank(a), rank(b));
    order = order ? order : strcmp(a->step, b->step);
    if (a->kind == SAY_FAIL && b->kind == SAY_FAIL) /* it is in the row's name */
        order = order ? order : compare(a->code, b->code);
    order = order ? order : compare(a->target == a->actor, b->target == b->actor);
    order = order ? order : compare(a->peer, b->peer);
    order = order ? order : compare(a->occurrence, b->occurrence);
    order = order ? order : compare(a->fault, b->fault);
    order = order ? order : compare(a->drop, b->drop);
    order = order ? order : compare(a->code, b->code);
    return order ? order : compare(a->target, b->target);
}

struct row {
    const struct sweep_result *first;
    size_t count;
    char name[64];
};

static bool next_row(const struct scenario *scenario, const struct sweep_result *results,
                     size_t count, struct row *row)
{
    const struct sweep_result *at = row->first ? row->first + row->count : results;
    struct text name = text_over(row->name, sizeof row->name);
    if (at == results + count)
        return false;
    *row = (struct row){.first = at};
    name = text_over(row->name, sizeof row->name);
    name_row(scenario, &at->point, &name);
    for (; at + row->count < results + count; row->count++) {
        char other[64];
        struct text text = text_over(other, sizeof other);
        name_row(scenario, &at[row->count].point, &text);
        if (at[row->count].point.actor != at->point.actor || !words_equal(other, row->name))
            break;
    }
    return true;
}

/* How many runs, and behind it how many of them were no pass. */
static void add_cell(struct text *to, const struct row *row, enum kit_fault fault)
{
    size_t states[SWEEP_STATES_COUNT] = {0}, made = 0;
    char cell[32];
    struct text text = text_over(cell, sizeof cell);
    for (size_t i = 0; i < row->count; i++) {
        if (row->first[i].point.fault != fault)
            continue;
        states[row->first[i].state]++;
        made++;
    }
    size_t bad = states[SWEEP_FAILED] + states[SWEEP_TROUBLED];
    if (made > 0 && bad > 0)
        text_add(&text, "%lu!%lu", (unsigned long)made, (unsigned long)bad);
    else if (made > 0 && states[SWEEP_UNREACHED] > 0)
        text_add(&text, "%lu?%lu", (unsigned long)made, (unsigned long)states[SWEEP_UNREACHED]);
    else if (made > 0 && states[SWEEP_OPEN] > 0)
        text_add(&text, "%lu-%lu", (unsigned long)made, (unsigned long)states[SWEEP_OPEN]);
    else if (made > 0)
        text_add(&text, "%lu", (unsigned long)made);
    text_add(to, " %8s", cell);
}

static int by_time(const void *left, const void *right)
{
    return compare(*(const int64_t *)left, *(const int64_t *)right);
}

static void add_times(struct text *to, const struct row *row)
{
    int64_t times[ROW_TIMES];
    size_t count = 0;
    for (size_t i = 0; i < row->count && count < ROW_TIMES; i++) {
        if (row->first[i].state != SWEEP_OPEN && row->first[i].detection_ns >= 0)
            times[count++] = row->first[i].detection_ns;
    }
    if (count == 0)
        return;
    qsort(times, count, sizeof *times, by_time);
    text_add(to, " %7lld %7lld", (long long)(times[(count - 1) / 2] / NS_PER_MS),
             (long long)(times[count - 1] / NS_PER_MS));
}

static bool has_fault(const struct sweep_result *results, size_t count, int actor, int fault)
{
    for (size_t i = 0; i < count; i++) {
        if (results[i].point.actor == actor && results[i].point.fault == (enum kit_fault)fault)
            return true;
    }
    return false;
}

static void add_table(const struct scenario *scenario, const struct sweep_result *results,
                      size_t count, int actor, struct text *to)
{
    struct row row = {0};
    text_add(to, "\n%-22s", scenario->actors[actor].name);
    for (int i = 0; i < FAULT_COUNT; i++) {
        if (has_fault(results, count, actor, i))
            text_add(to, " %8s", fault_words[i]);
    }
    text_add(to, "  median   worst\n");
    while (next_row(scenario, results, count, &row)) {
        if (row.first->point.actor != actor)
            continue;
        text_add(to, "%-22s", row.name);
        for (int i = 0; i < FAULT_COUNT; i++) {
            if (has_fault(results, count, actor, i))
                add_cell(to, &row, (enum kit_fault)i);
        }
        add_times(to, &row);
        text_add(to, "\n");
    }
}

static void add_list(const struct scenario *scenario, const struct sweep_result *results,
                     size_t count, enum sweep_state state, struct text *to)
{
    if (sweep_count(results, count, state) == 0)
        return;
    text_add(to, "\n%s:\n", sweep_state_meanings[state]);
    for (size_t i = 0; i < count; i++) {
        if (results[i].state != state)
            continue;
        text_add(to, "  ");
        sweep_line(scenario, &results[i].point, to);
        text_add(to, "\n");
    }
}

static bool has_word(const struct sweep_result *results, size_t count, const char *word)
{
    for (size_t i = 0; i < count; i++) {
        if (words_equal(results[i].point.step, word))
            return true;
    }
    return false;
}

/* What no point stands at, of the steps and calls that a parent or a child can have. */
static void add_never(const struct sweep_result *results, size_t count, struct text *to)
{
    bool any = false;
    for (int i = 0; i < PROTOCOL_STEP_COUNT + CALL_COUNT; i++) {
        bool is_step = i < PROTOCOL_STEP_COUNT;
        const char *word = is_step ? step_words[i] : call_words[i - PROTOCOL_STEP_COUNT];
        if ((is_step && step_flags[i] & STEP_BY_OTHERS) || has_word(results, count, word))
            continue;
        text_add(to, "%s %s", any ? "," : "\nnever struck at:", word);
        any = true;
    }
    text_add(to, "%s", any ? "\n" : "");
}

void sweep_map(const struct scenario *scenario, struct sweep_result *results, size_t count,
               struct text *to)
{
    if (count > 0)
        qsort(results, count, sizeof *results, by_row);
    for (int i = 0; i < (int)scenario->actor_count; i++) {
        bool any = false;
        for (size_t k = 0; k < count && !any; k++)
            any = results[k].point.actor == i;
        if (any)
            add_table(scenario, results, count, i, to);
    }
    text_add(to,
             "\nruns; !n failed, ?n not reached, -n not run; ms from the strike to the first "
             "word of it\n");
    add_never(results, count, to);
    add_list(scenario, results, count, SWEEP_UNREACHED, to);
    add_list(scenario, results, count, SWEEP_FAILED, to);
    add_list(scenario, results, count, SWEEP_TROUBLED, to);
    text_add(to, "\n");
}

void sweep_closing(const struct sweep_result *results, size_t count, struct text *to)
{
    size_t open = sweep_count(results, count, SWEEP_OPEN);
    text_add(to, "%lu runs: %lu passed, %lu failed, %lu not reached",
             (unsigned long)(count - open),
             (unsigned long)sweep_count(results, count, SWEEP_PASSED),
             (unsigned long)(sweep_count(results, count, SWEEP_FAILED) +
                             sweep_count(results, count, SWEEP_TROUBLED)),
             (unsigned long)sweep_count(results, count, SWEEP_UNREACHED));
    if (open > 0)
        text_add(to, ", %lu not run", (unsigned long)open);
    text_add(to, "\n");
}

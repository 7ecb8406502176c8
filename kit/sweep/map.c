#include "kit/sweep/map.h"
#include "kit/base/calls.h"
#include "kit/sweep/places.h"

#include <stdlib.h>
#include <string.h>

/*
 * The size of a cell, with its terminator; and of the name's column, so that all tables of a
 * map look alike.
 */
#define CELL_MOST  48
#define NAME_LEAST 22

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

int sweep_table_of(const struct sweep_point *point)
{
    return point->first ? SCENARIO_ACTORS + point->first->actor : point->actor;
}

void sweep_table_name(const struct scenario *scenario, int table, struct text *to)
{
    bool is_of_pairs = table >= SCENARIO_ACTORS;
    text_add(to, "%s%s", scenario->actors[is_of_pairs ? table - SCENARIO_ACTORS : table].name,
             is_of_pairs ? ", and then" : "");
}

/* A table of pairs contains the second strikes of all actors. */
static void name_pair(const struct scenario *scenario, const struct sweep_point *point,
                      struct text *to)
{
    text_add(to, "%s %s", scenario->actors[point->actor].name, point->step);
    if (point->target != point->actor)
        text_add(to, ": %s", scenario->actors[point->target].name);
}

/* The name of a row. Two points with the same name are in one row. */
static void name_row(const struct scenario *scenario, const struct sweep_point *point,
                     struct text *to)
{
    if (point->first)
        name_pair(scenario, point, to);
    else if (point->kind == SAY_INSIDE)
        text_add(to, "in %s%s%s", point->step, point->target == point->actor ? "" : ": ",
                 point->target == point->actor              ? ""
                 : scenario->actors[point->target].is_child ? "child"
                                                            : "parent");
    else if (point->kind == SAY_FAIL)
        text_add(to, "%s %u", point->step, (unsigned)point->code);
    else
        text_add(to, "%s", point->step);
}

static int row_rank(const struct sweep_point *point)
{
    int step = word_index(step_words, point->step), call = word_index(call_words, point->step);
    if (point->kind == SAY_FAIL)
        return 2 * PROTOCOL_STEP_COUNT + 2 + call;
    return (step >= 0 ? step : PROTOCOL_STEP_COUNT) +
           (point->kind == SAY_INSIDE ? PROTOCOL_STEP_COUNT + 1 : 0);
}

static int by_first(const struct sweep_point *a, const struct sweep_point *b)
{
    int order = sweep_compare(a->owed, b->owed);
    order = order ? order : sweep_compare(a->fault, b->fault);
    return order ? order : sweep_compare(a->drop, b->drop);
}

static int by_row(const void *left, const void *right)
{
    const struct sweep_point *a = &((const struct sweep_result *)left)->point;
    const struct sweep_point *b = &((const struct sweep_result *)right)->point;
    int order = sweep_compare(sweep_table_of(a), sweep_table_of(b));
    order = order ? order : sweep_compare(a->actor, b->actor);
    order = order ? order : sweep_compare(row_rank(a), row_rank(b));
    order = order ? order : strcmp(a->step, b->step);
    if (a->kind == SAY_FAIL && b->kind == SAY_FAIL) /* the code is in the row's name */
        order = order ? order : sweep_compare(a->code, b->code);
    order = order ? order : sweep_compare(a->target == a->actor, b->target == b->actor);
    order = order ? order : a->first ? sweep_compare(a->target, b->target) : 0;
    order = order ? order : sweep_compare(a->peer, b->peer);
    order = order ? order : sweep_compare(a->occurrence, b->occurrence);
    order = order ? order : sweep_compare(a->fault, b->fault);
    order = order ? order : sweep_compare(a->drop, b->drop);
    order = order ? order : sweep_compare(a->code, b->code);
    order = order ? order : sweep_compare(a->target, b->target);
    return order || !a->first ? order : by_first(a->first, b->first);
}

void sweep_sort(struct sweep_result *results, size_t count)
{
    if (count > 0)
        qsort(results, count, sizeof *results, by_row);
}

bool sweep_next_row(const struct scenario *scenario, const struct sweep_result *results,
                    size_t count, struct sweep_row *row)
{
    const struct sweep_result *at = row->first ? row->first + row->count : results;
    if (at == results + count)
        return false;
    *row = (struct sweep_row){.first = at};
    struct text name = text_over(row->name, sizeof row->name);
    name_row(scenario, &at->point, &name);
    for (; at + row->count < results + count; row->count++) {
        char other[sizeof row->name];
        struct text text = text_over(other, sizeof other);
        name_row(scenario, &at[row->count].point, &text);
        if (sweep_table_of(&at[row->count].point) != sweep_table_of(&at->point) ||
            !words_equal(other, row->name))
            break;
    }
    return true;
}

struct sweep_cell sweep_cell_of(const struct sweep_row *row, enum kit_fault fault)
{
    struct sweep_cell cell = {0};
    for (size_t i = 0; i < row->count; i++) {
        if (row->first[i].point.fault != fault)
            continue;
        cell.in[row->first[i].state]++;
        cell.made++;
    }
    return cell;
}

/* The number of runs, followed by the number of those that were no pass. */
static void add_map_cell(struct text *to, const struct sweep_row *row, enum kit_fault fault)
{
    struct sweep_cell cell = sweep_cell_of(row, fault);
    if (cell.made == 0)
        return;
    text_add(to, "%lu", (unsigned long)cell.made);
    if (cell.in[SWEEP_FAILED] > 0)
        text_add(to, "!%lu", (unsigned long)cell.in[SWEEP_FAILED]);
    else if (cell.in[SWEEP_TROUBLED] > 0)
        text_add(to, "~%lu", (unsigned long)cell.in[SWEEP_TROUBLED]);
    else if (cell.in[SWEEP_UNREACHED] > 0)
        text_add(to, "?%lu", (unsigned long)cell.in[SWEEP_UNREACHED]);
    else if (cell.in[SWEEP_OPEN] > 0)
        text_add(to, "-%lu", (unsigned long)cell.in[SWEEP_OPEN]);
}

/* -1: no actor reported the harm. */
static int64_t detection_time(const struct sweep_result *result)
{
    return result->state == SWEEP_OPEN ? -1 : result->detection_ns;
}

/* How many times of the row are no longer than this one. */
static size_t times_up_to(const struct sweep_row *row, int64_t time_ns)
{
    size_t count = 0;
    for (size_t i = 0; i < row->count; i++)
        count +=
            detection_time(&row->first[i]) >= 0 && detection_time(&row->first[i]) <= time_ns;
    return count;
}

/* The shortest time up to which there are so many: a bisection, which needs no memory. */
static int64_t time_at(const struct sweep_row *row, size_t count, int64_t most_ns)
{
    int64_t least_ns = 0;
    while (least_ns < most_ns) {
        int64_t middle_ns = least_ns + (most_ns - least_ns) / 2;
        if (times_up_to(row, middle_ns) >= count)
            most_ns = middle_ns;
        else
            least_ns = middle_ns + 1;
    }
    return least_ns;
}

bool sweep_times(const struct sweep_row *row, long long *median_ms, long long *worst_ms)
{
    int64_t longest_ns = -1;
    for (size_t i = 0; i < row->count; i++) {
        if (detection_time(&row->first[i]) > longest_ns)
            longest_ns = detection_time(&row->first[i]);
    }
    if (longest_ns < 0)
        return false;
    size_t count = times_up_to(row, longest_ns);
    *median_ms = (long long)(time_at(row, (count + 1) / 2, longest_ns) / NS_PER_MS);
    *worst_ms = (long long)(longest_ns / NS_PER_MS);
    return true;
}

bool sweep_has_fault(const struct sweep_result *results, size_t count, int table,
                     enum kit_fault fault)
{
    for (size_t i = 0; i < count; i++) {
        if (sweep_table_of(&results[i].point) == table && results[i].point.fault == fault)
            return true;
    }
    return false;
}

bool sweep_has_table(const struct sweep_result *results, size_t count, int table)
{
    for (size_t i = 0; i < count; i++) {
        if (sweep_table_of(&results[i].point) == table)
            return true;
    }
    return false;
}

/* The width of each column of a table. A fault of width 0 has no column. */
struct widths {
    size_t name, faults[FAULT_COUNT];
};

static void widen_column(size_t *width, size_t least)
{
    *width = *width < least ? least : *width;
}

static struct widths measure_columns(const struct scenario *scenario,
                                     const struct sweep_result *results, size_t count,
                                     int table)
{
    struct widths widths = {.name = NAME_LEAST};
    struct sweep_row row = {0};
    char name[sizeof row.name];
    struct text heading = text_over(name, sizeof name);
    sweep_table_name(scenario, table, &heading);
    widen_column(&widths.name, heading.length);
    for (int i = 0; i < FAULT_COUNT; i++) {
        if (sweep_has_fault(results, count, table, (enum kit_fault)i))
            widths.faults[i] = strlen(fault_words[i]);
    }
    while (sweep_next_row(scenario, results, count, &row)) {
        if (sweep_table_of(&row.first->point) != table)
            continue;
        widen_column(&widths.name, strlen(row.name));
        for (int i = 0; i < FAULT_COUNT; i++) {
            char cell[CELL_MOST];
            struct text text = text_over(cell, sizeof cell);
            add_map_cell(&text, &row, (enum kit_fault)i);
            widen_column(&widths.faults[i], text.length);
        }
    }
    return widths;
}

static void add_map_row(struct text *to, const struct widths *widths,
                        const struct sweep_row *row)
{
    long long median_ms, worst_ms;
    text_add(to, "%-*s", (int)widths->name, row->name);
    for (int i = 0; i < FAULT_COUNT; i++) {
        char cell[CELL_MOST];
        struct text text = text_over(cell, sizeof cell);
        add_map_cell(&text, row, (enum kit_fault)i);
        if (widths->faults[i] > 0)
            text_add(to, " %*s", (int)widths->faults[i], cell);
    }
    if (sweep_times(row, &median_ms, &worst_ms))
        text_add(to, " %7lld %7lld", median_ms, worst_ms);
    while (to->at[to->length - 1] == ' ') /* the blanks of empty cells */
        to->at[--to->length] = 0;
    text_add(to, "\n");
}

static void add_map_table(const struct scenario *scenario, const struct sweep_result *results,
                          size_t count, int table, struct text *to)
{
    struct widths widths = measure_columns(scenario, results, count, table);
    struct sweep_row row = {0};
    char name[sizeof row.name];
    struct text heading = text_over(name, sizeof name);
    sweep_table_name(scenario, table, &heading);
    text_add(to, "\n%-*s", (int)widths.name, name);
    for (int i = 0; i < FAULT_COUNT; i++) {
        if (widths.faults[i] > 0)
            text_add(to, " %*s", (int)widths.faults[i], fault_words[i]);
    }
    text_add(to, "  median   worst\n");
    while (sweep_next_row(scenario, results, count, &row)) {
        if (sweep_table_of(&row.first->point) == table)
            add_map_row(to, &widths, &row);
    }
}

static void add_map_list(const struct scenario *scenario, const struct sweep_result *results,
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

void sweep_map(const struct scenario *scenario, struct sweep_result *results, size_t count,
               struct text *to)
{
    sweep_sort(results, count);
    for (int table = 0; table < SWEEP_TABLES; table++) {
        if (sweep_has_table(results, count, table))
            add_map_table(scenario, results, count, table, to);
    }
    text_add(to, "\nruns; !n failed, ~n not judged, ?n not reached, -n not run; ms from the "
                 "strike to the first report of it\n");
    add_map_list(scenario, results, count, SWEEP_UNREACHED, to);
    add_map_list(scenario, results, count, SWEEP_FAILED, to);
    add_map_list(scenario, results, count, SWEEP_TROUBLED, to);
    text_add(to, "\n");
}

void sweep_closing(const struct sweep_result *results, size_t count, struct text *to)
{
    size_t open = sweep_count(results, count, SWEEP_OPEN);
    size_t troubled = sweep_count(results, count, SWEEP_TROUBLED);
    text_add(to, "%lu runs: %lu passed, %lu failed, %lu not reached",
             (unsigned long)(count - open),
             (unsigned long)sweep_count(results, count, SWEEP_PASSED),
             (unsigned long)sweep_count(results, count, SWEEP_FAILED),
             (unsigned long)sweep_count(results, count, SWEEP_UNREACHED));
    if (troubled > 0)
        text_add(to, ", %lu not judged", (unsigned long)troubled);
    if (open > 0)
        text_add(to, ", %lu not run", (unsigned long)open);
    text_add(to, "\n");
}

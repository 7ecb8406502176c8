#include "kit/report/excerpt.h"
#include "kit/base/shown_text.h"

#include "kit/report/event_text.h"

#include <stdlib.h>
#include <string.h>

/* All actors that the finding may concern beside its own: the parent, and the struck actors. */
#define NEAR_MOST   8u

/*
 * The row with the state of the finding's actor at the decisive instant, and the one fact after
 * it.
 */
#define ROWS_BEFORE (EXCERPT_ROWS - 2)

#define BIT(kind)   (UINT64_C(1) << EVENT_##kind)

_Static_assert(EVENT_KIND_COUNT <= 64, "kinds of event are bits of 64");

enum who {
    WHO_FOCUS,  /* the finding's actor */
    WHO_OTHERS, /* the actors that the finding may concern, too */
    WHO_NEAR,   /* both */
    WHO_ANYONE
};

/*
 * Which facts are shown, the most important first: each row takes the last `most` facts of
 * these kinds, until the table has `rows`. The numbers were chosen by experience with scenarios
 * of one fault and two or three actors, from which most failures come.
 */
static const struct choice {
    uint64_t kinds;
    enum who who;
    uint32_t most;
    uint32_t rows;
    bool before_strike; /* the last ones before the last strike, not before the end */
} choices[] = {
    {BIT(STRUCK) | BIT(SIGNALLED) | BIT(WROTE) | BIT(JUMPED), WHO_ANYONE, 3, ROWS_BEFORE,
     false},
    {BIT(HELD) | BIT(RELEASED) | BIT(RESUMED) | BIT(NOT_RESUMED) | BIT(BREAK) | BIT(MISSED) |
         BIT(LEFT) | BIT(ESCAPED) | BIT(ENDED) | BIT(RECORD_END),
     WHO_ANYONE, 3, ROWS_BEFORE, false},
    {BIT(LIMIT) | BIT(SETTLING) | BIT(TROUBLE) | BIT(ABSENT) | BIT(LOAD) | BIT(STALL) |
         BIT(GAP),
     WHO_ANYONE, 2, ROWS_BEFORE, false},
    {BIT(STEP) | BIT(REPORT) | BIT(EXITED), WHO_FOCUS, 4, ROWS_BEFORE, false},
    {BIT(PRINTED) | BIT(INPUT) | BIT(CHECKED) | BIT(FOLDER), WHO_NEAR, 4, ROWS_BEFORE, false},
    {BIT(REPORT) | BIT(EXITED), WHO_OTHERS, 3, ROWS_BEFORE, false},
    {BIT(STEP), WHO_FOCUS, 1, ROWS_BEFORE, true},
    {BIT(STEP), WHO_OTHERS, 3, ROWS_BEFORE, false},
    {BIT(CONFIRMED) | BIT(STOP) | BIT(ATTACHED), WHO_NEAR, 2, ROWS_BEFORE, false},
    {BIT(REPORT) | BIT(EXITED), WHO_ANYONE, 1, 6, false},
    {BIT(PRINTED) | BIT(INPUT) | BIT(CHECKED) | BIT(FOLDER) | BIT(MATCHED), WHO_ANYONE, 1, 6,
     false},
    {BIT(STARTED) | BIT(LINE) | BIT(CALLED) | BIT(SELF_TEST) | BIT(HANDLES) | BIT(KEEPS) |
         BIT(CLOSING) | BIT(END),
     WHO_ANYONE, 1, 6, false},
};

struct excerpt {
    const struct kit_event *events;
    size_t count;
    size_t until;  /* events up to the decisive instant */
    size_t strike; /* index of the last strike before it; `until` if there is none */
    int64_t decisive_ns;
    const char *focus; /* may be empty */
    const char *near[NEAR_MOST];
    uint32_t near_count;
    size_t chosen[EXCERPT_ROWS];
    uint32_t chosen_count;
};

static void add_near(struct excerpt *excerpt, const char *actor)
{
    for (uint32_t i = 0; i < excerpt->near_count; i++) {
        if (words_equal(excerpt->near[i], actor))
            return;
    }
    if (actor[0] && excerpt->near_count < NEAR_MOST)
        excerpt->near[excerpt->near_count++] = actor;
}

static void excerpt_begin(struct excerpt *excerpt, const struct scenario *scenario,
                          const struct finding *finding)
{
    excerpt->focus = finding->actor;
    excerpt->decisive_ns = finding->at_ns;
    if (finding->at_ns <= 0 && excerpt->count > 0)
        excerpt->decisive_ns = excerpt->events[excerpt->count - 1].at_ns;
    while (excerpt->until < excerpt->count &&
           excerpt->events[excerpt->until].at_ns <= excerpt->decisive_ns)
        excerpt->until++;
    add_near(excerpt, finding->actor);
    int actor = finding->actor[0] ? scenario_actor(scenario, finding->actor) : -1;
    if (actor >= 0 && scenario->actors[actor].parent >= 0)
        add_near(excerpt, scenario->actors[scenario->actors[actor].parent].name);
    excerpt->strike = excerpt->until;
    for (size_t i = excerpt->until; i-- > 0;) {
        if (excerpt->events[i].kind != EVENT_STRUCK)
            continue;
        add_near(excerpt, excerpt->events[i].actor);
        if (excerpt->strike == excerpt->until)
            excerpt->strike = i;
    }
}

static bool event_concerns(const struct excerpt *excerpt, const struct kit_event *event,
                           enum who who)
{
    bool is_focus = event->actor[0] && words_equal(event->actor, excerpt->focus);
    if (who == WHO_FOCUS || is_focus)
        return is_focus && who != WHO_OTHERS;
    /* A finding that names no actor concerns all actors. */
    if (who == WHO_ANYONE || !excerpt->focus[0])
        return true;
    for (uint32_t i = 0; i < excerpt->near_count; i++) {
        if (words_equal(excerpt->near[i], event->actor))
            return true;
    }
    return false;
}

/* Whether a chosen row names this step already, because an actor was struck or held at it. */
static bool step_is_in_excerpt(const struct excerpt *excerpt, const struct kit_event *step)
{
    for (uint32_t i = 0; i < excerpt->chosen_count; i++) {
        const struct kit_event *told = &excerpt->events[excerpt->chosen[i]];
        const char *at = told->kind == EVENT_STRUCK ? told->by
                         : told->kind == EVENT_HELD ? told->name
                                                    : "";
        if (words_equal(at, step->name) && words_equal(told->actor, step->actor) &&
            told->occurrence == step->occurrence && words_equal(told->peer, step->peer))
            return true;
    }
    return false;
}

static bool is_chosen(const struct excerpt *excerpt, size_t index)
{
    for (uint32_t i = 0; i < excerpt->chosen_count; i++) {
        if (excerpt->chosen[i] == index)
            return true;
    }
    return false;
}

static void choose_rows(struct excerpt *excerpt, const struct choice *choice)
{
    size_t from = choice->before_strike ? excerpt->strike : excerpt->until;
    uint32_t taken = 0;
    for (size_t i = from; i-- > 0;) {
        const struct kit_event *event = &excerpt->events[i];
        if (taken == choice->most || excerpt->chosen_count >= choice->rows)
            return;
        if (!(choice->kinds >> event->kind & 1) || !event_concerns(excerpt, event, choice->who))
            continue;
        if (event->kind == EVENT_STEP && step_is_in_excerpt(excerpt, event))
            continue;
        if (!is_chosen(excerpt, i))
            excerpt->chosen[excerpt->chosen_count++] = i;
        taken++;
    }
}

/* The late event: the end of the finding's actor, or its step or report. */
static void choose_after(struct excerpt *excerpt)
{
    const uint64_t kinds = BIT(EXITED) | BIT(ENDED) | BIT(REPORT) | BIT(LEFT) | BIT(ESCAPED);
    for (size_t i = excerpt->until; i < excerpt->count; i++) {
        const struct kit_event *event = &excerpt->events[i];
        if (!(kinds >> event->kind & 1) || !event_concerns(excerpt, event, WHO_FOCUS))
            continue;
        excerpt->chosen[excerpt->chosen_count++] = i;
        return;
    }
}

static int by_index(const void *a, const void *b)
{
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return (x > y) - (x < y);
}

/* The state of the finding's actor at the decisive instant. */
struct last_state {
    bool was_seen, is_gone, is_hung, is_spinning, is_held;
    bool has_just_spoken; /* the decisive fact is its own */
    const char *step;
};

static struct last_state find_last_state(const struct excerpt *excerpt)
{
    struct last_state s = {.step = ""};
    for (size_t i = 0; i < excerpt->until; i++) {
        const struct kit_event *event = &excerpt->events[i];
        if (!event_concerns(excerpt, event, WHO_FOCUS))
            continue;
        bool is_strike = event->kind == EVENT_STRUCK;
        const struct fault *fault = is_strike ? fault_named(event->name) : NULL;
        s.was_seen = true;
        s.has_just_spoken = event->at_ns == excerpt->decisive_ns;
        s.is_gone |= event->kind == EVENT_EXITED || event->kind == EVENT_ENDED ||
                     (fault && fault->effect == EFFECT_DEAD);
        s.is_hung |= fault && fault->effect == EFFECT_HUNG && fault->proof == PROOF_SUSPENDED;
        s.is_hung &= event->kind != EVENT_RESUMED;
        s.is_spinning |= fault && fault->proof == PROOF_BUSY;
        if (event->kind == EVENT_HELD || event->kind == EVENT_RELEASED)
            s.is_held = event->kind == EVENT_HELD;
        if (event->kind == EVENT_STEP || event->kind == EVENT_HELD)
            s.step = event->name;
    }
    return s;
}

/* By a naming convention of the protocol: `idle.wait`, `block.ack-wait`. */
static bool step_is_wait(const char *step)
{
    size_t length = strlen(step);
    return length > 5 && words_equal(step + length - 4, "wait") &&
           (step[length - 5] == '.' || step[length - 5] == '-');
}

/* False if the row would only repeat the facts. */
static bool add_last_state_text(const struct excerpt *excerpt, const char *step,
                                struct text *to)
{
    struct last_state s = find_last_state(excerpt);
    if (!s.was_seen || s.is_gone || s.has_just_spoken)
        return false;
    step = step[0] ? step : s.step;
    if (s.is_hung)
        text_add(to, "still suspended");
    else if (s.is_spinning)
        text_add(to, "still spinning");
    else if (!step[0])
        text_add(to, "still runs; it has reached no step");
    else if (s.is_held)
        text_add(to, "still held at %s", step);
    else if (step_is_wait(step))
        text_add(to, "still waiting in %s", step);
    else
        text_add(to, "still runs; its last step was %s", step);
    return true;
}

struct row {
    char when[32];
    struct event_text event_text;
};

struct table {
    struct row rows[EXCERPT_ROWS];
    uint32_t count;
};

static struct row *add_excerpt_row(struct table *table, int64_t at_ns)
{
    struct row *row = &table->rows[table->count++];
    uint64_t ms = (at_ns < 0 ? 0 - (uint64_t)at_ns : (uint64_t)at_ns) / 1000000;
    struct text when = text_over(row->when, sizeof row->when);
    text_add(&when, "%s%llu.%03u s", at_ns < 0 ? "-" : "", (unsigned long long)(ms / 1000),
             (unsigned)(ms % 1000));
    return row;
}

static void add_last_state_row(struct table *table, const struct excerpt *excerpt,
                               const struct finding *finding)
{
    char said[96];
    struct text text = text_over(said, sizeof said);
    if (!excerpt->focus[0] || !add_last_state_text(excerpt, finding->step, &text))
        return;
    struct row *row = add_excerpt_row(table, excerpt->decisive_ns);
    struct text who = text_over(row->event_text.who, sizeof row->event_text.who);
    struct text what = text_over(row->event_text.what, sizeof row->event_text.what);
    text_add(&who, "%s", excerpt->focus);
    text_add(&what, "%s", said);
    shown_rest(&who, 0, false);
    shown_rest(&what, 0, false);
    row->event_text.note[0] = 0;
}

static int wider_of(int width, const char *than)
{
    int length = (int)strlen(than);
    return length > width ? length : width;
}

static void table_write(struct text *to, const struct table *table)
{
    int when = 0, who = 0, what = 0;
    for (uint32_t i = 0; i < table->count; i++) {
        when = wider_of(when, table->rows[i].when);
        who = wider_of(who, table->rows[i].event_text.who);
        if (table->rows[i].event_text.note[0])
            what = wider_of(what, table->rows[i].event_text.what);
    }
    for (uint32_t i = 0; i < table->count; i++) {
        const struct row *row = &table->rows[i];
        text_add(to, "      %*s  %-*s  ", when, row->when, who, row->event_text.who);
        if (row->event_text.note[0])
            text_add(to, "%-*s  %s\n", what, row->event_text.what, row->event_text.note);
        else
            text_add(to, "%s\n", row->event_text.what);
    }
}

void excerpt_write(struct text *to, const struct scenario *scenario,
                   const struct kit_event *events, size_t count, const struct finding *finding)
{
    struct excerpt excerpt = {.events = events, .count = count};
    struct table table = {.count = 0};
    excerpt_begin(&excerpt, scenario, finding);
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++)
        choose_rows(&excerpt, &choices[i]);
    if (excerpt.focus[0])
        choose_after(&excerpt);
    qsort(excerpt.chosen, excerpt.chosen_count, sizeof *excerpt.chosen, by_index);
    bool has_last_state = false;
    for (uint32_t i = 0; i < excerpt.chosen_count; i++) {
        if (excerpt.chosen[i] >= excerpt.until) { /* there is at most one such fact */
            add_last_state_row(&table, &excerpt, finding);
            has_last_state = true;
        }
        const struct kit_event *event = &events[excerpt.chosen[i]];
        event_text_make(scenario, event, &add_excerpt_row(&table, event->at_ns)->event_text);
    }
    if (!has_last_state)
        add_last_state_row(&table, &excerpt, finding);
    table_write(to, &table);
}

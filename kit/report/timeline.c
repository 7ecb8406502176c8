#include "kit/report/timeline.h"
#include "kit/base/line_number.h"
#include "kit/base/shown_text.h"
#include "kit/base/wildcard.h"
#include "kit/report/event_text.h"
#include "kit/report/wrap.h"

#include <assert.h>
#include <string.h>

#define LANE_RUNNER   SCENARIO_ACTORS
#define TIME_WIDTH    10 /* "   0.112 s" */
#define LEFT_WIDTH    (TIME_WIDTH + 2)
#define LANE_USUAL    26u /* most events fit, so that neighbours do not hide each other's bars */
#define LANE_LEAST    2u
#define TEXT_LEAST    36u /* for the text of the last lane */
#define COLUMNS_USUAL 100u
#define COLUMNS_LEAST 60u

/* Behind the time, so that a search finds what matters. */
static const char marks[] = {
    [TIMELINE_EVENT] = ' ', [TIMELINE_STRIKE] = '*', [TIMELINE_FINDING] = '!'};

/* What is written of one event or finding. */
struct timeline_row {
    enum timeline_kind kind;
    int64_t at_ns;
    uint32_t lane;
    char words[KIT_FINDING_TEXT + KIT_EVENT_TEXT];
};

/* ---- which events are shown ---- */

static uint32_t lane_of_actor(const struct scenario *scenario, const char *actor)
{
    int index = actor[0] ? scenario_actor(scenario, actor) : -1;
    return index < 0 ? LANE_RUNNER : (uint32_t)index;
}

static bool event_names(const struct kit_event *event, const char *pattern)
{
    const char *name = event->kind == EVENT_STRUCK ? event->by : event->name;
    return name[0] && wildcard_matches(pattern, name);
}

static bool is_in_time(const struct timeline *timeline, int64_t at_ns)
{
    return at_ns >= timeline->wanted.from_ns && at_ns <= timeline->wanted.to_ns;
}

static bool event_is_wanted(const struct timeline *timeline, const struct kit_event *event)
{
    uint32_t lane = lane_of_actor(timeline->scenario, event->actor);
    return timeline->is_wanted[lane] && is_in_time(timeline, event->at_ns) &&
           (!timeline->wanted.step || event_names(event, timeline->wanted.step));
}

static bool finding_is_wanted(const struct timeline *timeline, const struct finding *finding)
{
    uint32_t lane = lane_of_actor(timeline->scenario, finding->actor);
    bool has_time = finding->at_ns > 0; /* otherwise it is of the run as a whole */
    return timeline->is_wanted[lane] && !timeline->wanted.step &&
           (!has_time || is_in_time(timeline, finding->at_ns));
}

/* ---- the lanes ---- */

static enum kit_status fail_for_actor(const struct scenario *scenario, const char *name,
                                      size_t length, struct kit_error *err)
{
    char names[KIT_ERROR_TEXT / 2];
    struct text text = text_over(names, sizeof names);
    for (uint32_t i = 0; i < scenario->actor_count; i++)
        text_add(&text, "%s, ", scenario->actors[i].name);
    return kit_fail(err, KIT_BAD_INPUT,
                    "the run has no actor '%.*s'; it has %s" TIMELINE_RUNNER,
                    (int)(length < KIT_NAME ? length : KIT_NAME), name, names);
}

static enum kit_status choose_actors(struct timeline *timeline, struct kit_error *err)
{
    const char *at = timeline->wanted.actors;
    if (!at)
        memset(timeline->is_wanted, true, sizeof timeline->is_wanted);
    while (at) {
        char name[KIT_NAME];
        size_t length = strcspn(at, ",");
        bool fits = name_copy(name, at, length);
        int actor = fits ? scenario_actor(timeline->scenario, name) : -1;
        if (actor < 0 && !words_equal(name, TIMELINE_RUNNER))
            return fail_for_actor(timeline->scenario, at, length, err);
        timeline->is_wanted[actor < 0 ? LANE_RUNNER : (uint32_t)actor] = true;
        at = at[length] == ',' ? at + length + 1 : NULL;
    }
    return KIT_OK;
}

static const char *lane_name(const struct timeline *timeline, uint32_t lane)
{
    return lane == LANE_RUNNER ? TIMELINE_RUNNER : timeline->scenario->actors[lane].name;
}

static uint32_t columns_of(const struct timeline *timeline)
{
    uint32_t columns = timeline->wanted.columns;
    if (columns == 0)
        return COLUMNS_USUAL;
    return columns < COLUMNS_LEAST ? COLUMNS_LEAST : columns;
}

/* The lanes share what the time and the text of the last one leave. */
static void place_lanes(struct timeline *timeline)
{
    uint32_t longest = LANE_USUAL;
    for (uint32_t lane = 0; lane < TIMELINE_LANES; lane++) {
        if (timeline->place[lane] < 0)
            continue;
        timeline->place[lane] = (int)timeline->lane_count++;
        uint32_t width = (uint32_t)strlen(lane_name(timeline, lane)) + 2;
        longest = width > longest ? width : longest;
    }
    timeline->lane_width = longest;
    if (timeline->lane_count > 1) {
        uint32_t most =
            (columns_of(timeline) - LEFT_WIDTH - TEXT_LEAST) / (timeline->lane_count - 1);
        timeline->lane_width = longest < most ? longest : most;
    }
    if (timeline->lane_width < LANE_LEAST)
        timeline->lane_width = LANE_LEAST;
}

/* An actor of which nothing is shown gets no lane. */
static void find_lanes(struct timeline *timeline)
{
    memset(timeline->place, -1, sizeof timeline->place);
    for (size_t i = 0; i < timeline->event_count; i++) {
        if (event_is_wanted(timeline, &timeline->events[i]))
            timeline->place[lane_of_actor(timeline->scenario, timeline->events[i].actor)] = 0;
    }
    for (uint32_t i = 0; i < timeline->judgement->count; i++) {
        const struct finding *finding = &timeline->judgement->findings[i];
        if (finding_is_wanted(timeline, finding))
            timeline->place[lane_of_actor(timeline->scenario, finding->actor)] = 0;
    }
    place_lanes(timeline);
}

enum kit_status timeline_begin(struct timeline *timeline, const struct scenario *scenario,
                               const struct kit_event *events, size_t count,
                               const struct judgement *judgement,
                               const struct timeline_wanted *wanted, struct kit_error *err)
{
    *timeline = (struct timeline){.wanted = *wanted,
                                  .scenario = scenario,
                                  .events = events,
                                  .event_count = count,
                                  .judgement = judgement};
    assert(judgement->count <= KIT_FINDINGS);
    enum kit_status status = choose_actors(timeline, err);
    if (status == KIT_OK)
        find_lanes(timeline);
    return status;
}

/* ---- one line ---- */

static uint32_t column_of(const struct timeline *timeline, uint32_t lane)
{
    return LEFT_WIDTH + (uint32_t)timeline->place[lane] * timeline->lane_width;
}

/* Pads the line from its `*column` to this one. */
static void move_to(struct text *to, uint32_t *column, uint32_t until)
{
    if (*column < until)
        text_add(to, "%*s", (int)(until - *column), "");
    *column = *column < until ? until : *column;
}

static void add_life_bar(const struct timeline *timeline, uint32_t lane, struct text *to,
                         uint32_t *column)
{
    uint32_t at = column_of(timeline, lane);
    bool has_room = *column < at || (*column == at && at == LEFT_WIDTH);
    if (!timeline->is_alive[lane] || !has_room)
        return;
    move_to(to, column, at);
    text_add(to, "|");
    ++*column;
}

/* A piece of the row's words in its lane, with bars in the others where there is room. */
static void add_piece(const struct timeline *timeline, const struct timeline_row *row,
                      const char *piece, size_t size, struct text *to)
{
    uint32_t column = LEFT_WIDTH;
    for (uint32_t lane = 0; lane < TIMELINE_LANES; lane++) {
        if (timeline->place[lane] < 0)
            continue;
        if (lane != row->lane) {
            add_life_bar(timeline, lane, to, &column);
            continue;
        }
        move_to(to, &column, column_of(timeline, lane));
        text_add_bytes(to, piece, size);
        column += shown_width(piece, size);
    }
    text_add(to, "\n");
}

/* How wide the words of a lane may be; many lanes reach beyond a narrow terminal. */
static uint32_t room_of(const struct timeline *timeline, uint32_t lane)
{
    uint32_t columns = columns_of(timeline), used = column_of(timeline, lane);
    return used + TEXT_LEAST < columns ? columns - used : TEXT_LEAST;
}

static void add_timeline_row(const struct timeline *timeline, const struct timeline_row *row,
                             struct text *to)
{
    char when[32];
    struct text time = text_over(when, sizeof when);
    uint64_t us = (row->at_ns < 0 ? 0 - (uint64_t)row->at_ns : (uint64_t)row->at_ns) / 1000;
    uint32_t room = room_of(timeline, row->lane);
    const char *words = row->words;
    text_add(&time, "%s%llu.%03u s", row->at_ns < 0 ? "-" : "",
             (unsigned long long)(us / 1000000), (unsigned)(us / 1000 % 1000));
    text_add(to, "%*s%c ", TIME_WIDTH, when, marks[row->kind]);
    do {
        size_t size =
            timeline->wanted.columns == 0 ? strlen(words) : bytes_of_line(words, room);
        add_piece(timeline, row, words, size, to);
        words += size;
        words += strspn(words, " ");
        if (*words)
            text_add(to, "%*s", LEFT_WIDTH, "");
    } while (*words);
}

/* ---- what is written ---- */

static void say_event(const struct timeline *timeline, const struct kit_event *event,
                      struct timeline_row *row)
{
    struct event_text said;
    struct text words = text_over(row->words, sizeof row->words);
    event_text_make(timeline->scenario, event, &said);
    row->at_ns = event->at_ns;
    row->kind = event->kind == EVENT_STRUCK ? TIMELINE_STRIKE : TIMELINE_EVENT;
    row->lane = lane_of_actor(timeline->scenario, event->actor);
    if (row->lane == LANE_RUNNER && !words_equal(said.who, TIMELINE_RUNNER))
        text_add(&words, "%s: ", said.who);
    text_add(&words, "%s%s%s", said.what, said.note[0] ? "  " : "", said.note);
}

/* The finding's sentence is escaped, since a log can have any text there. */
static void say_finding(const struct timeline *timeline, const struct finding *finding,
                        struct timeline_row *row)
{
    struct text words = text_over(row->words, sizeof row->words);
    bool is_note = finding->verdict == VERDICT_PASS;
    row->lane = lane_of_actor(timeline->scenario, finding->actor);
    row->kind = finding->verdict > VERDICT_SKIP ? TIMELINE_FINDING : TIMELINE_EVENT;
    if (is_note)
        text_add(&words, "note: ");
    else
        report_add_upper(&words, verdict_words[finding->verdict]);
    if (!is_note && finding->source == SOURCE_RULE)
        text_add(&words, " %s: ", rule_words[finding->rule]);
    else if (!is_note && finding->source == SOURCE_LINE)
        text_add(&words, " %s: ", line_words(finding->line_number).text);
    else if (!is_note)
        text_add(&words, ": ");
    size_t from = words.length;
    text_add(&words, "%s", finding->text);
    shown_rest(&words, from, false);
}

static void note_life(struct timeline *timeline, const struct kit_event *event)
{
    uint32_t lane = lane_of_actor(timeline->scenario, event->actor);
    if (event->kind == EVENT_STARTED || event->kind == EVENT_ATTACHED ||
        event->kind == EVENT_STEP)
        timeline->is_alive[lane] = lane != LANE_RUNNER;
    else if (event->kind == EVENT_EXITED || event->kind == EVENT_ENDED ||
             event->kind == EVENT_RECORD_END)
        timeline->is_alive[lane] = false;
}

static int64_t last_ns(const struct timeline *timeline)
{
    return timeline->event_count > 0 ? timeline->events[timeline->event_count - 1].at_ns : 0;
}

/* A finding comes after the events of its instant, and without an instant after all of them. */
static bool finding_is_next(const struct timeline *timeline)
{
    if (timeline->next_finding >= timeline->judgement->count)
        return false;
    const struct finding *finding = &timeline->judgement->findings[timeline->next_finding];
    return timeline->next_event >= timeline->event_count ||
           (finding->at_ns > 0 &&
            finding->at_ns < timeline->events[timeline->next_event].at_ns);
}

/* False if the finding is not wanted. */
static bool add_next_finding(struct timeline *timeline, struct text *to,
                             enum timeline_kind *kind)
{
    struct timeline_row row;
    const struct finding *finding = &timeline->judgement->findings[timeline->next_finding++];
    if (!finding_is_wanted(timeline, finding))
        return false;
    say_finding(timeline, finding, &row);
    row.at_ns = finding->at_ns > 0 ? finding->at_ns : last_ns(timeline);
    add_timeline_row(timeline, &row, to);
    *kind = row.kind;
    return true;
}

/* The same for an event. */
static bool add_next_event(struct timeline *timeline, struct text *to, enum timeline_kind *kind)
{
    struct timeline_row row;
    const struct kit_event *event = &timeline->events[timeline->next_event++];
    bool is_shown = event_is_wanted(timeline, event);
    if (is_shown) {
        say_event(timeline, event, &row);
        add_timeline_row(timeline, &row, to);
        *kind = row.kind;
        timeline->shown++;
    }
    note_life(timeline, event);
    return is_shown;
}

bool timeline_next(struct timeline *timeline, struct text *to, enum timeline_kind *kind)
{
    bool is_added = false;
    while (!is_added) {
        if (finding_is_next(timeline))
            is_added = add_next_finding(timeline, to, kind);
        else if (timeline->next_event < timeline->event_count)
            is_added = add_next_event(timeline, to, kind);
        else
            return false;
    }
    return true;
}

void timeline_head(const struct timeline *timeline, struct text *to)
{
    uint32_t column = TIME_WIDTH;
    text_add(to, "%*s", TIME_WIDTH, "time");
    for (uint32_t lane = 0; lane < TIMELINE_LANES; lane++) {
        if (timeline->place[lane] < 0)
            continue;
        if (column + 2 > column_of(timeline, lane)) { /* a name is longer than its lane */
            text_add(to, "\n");
            column = 0;
        }
        move_to(to, &column, column_of(timeline, lane));
        size_t from = to->length;
        text_add(to, "%s", lane_name(timeline, lane));
        shown_rest(to, from, false);
        column += shown_width(to->at + from, to->length - from);
    }
    text_add(to, "\n");
}

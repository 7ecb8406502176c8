#pragma once
/*
 * Scenes: the building blocks of the judge's tests. A scene is a scenario as a user writes it,
 * the events of a run in shorthand, and the findings that must result, complete and in their
 * order. A missing finding, an additional finding and another verdict fail the test. The
 * shorthand, each event on its own line or between '|':
 *
 *     <ms> <kind> <actor or -> [<name> [<peer>]] [n=..] [by=..] [line=..] [code=..] [until=..]
 *
 * `time=..` stands behind the line that it belongs to.
 *
 * The events of a scene are sorted by time before they are judged, as the runner does. Only
 * tests include this header.
 */
#include "kit/base/line_number.h"
#include "kit/judge/judge.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define MS          INT64_C(1000000)

/* ---- shorthand ---- */

#define MOST_EVENTS 512

struct stage {
    struct scenario scenario;
    struct kit_platform platform; /* Wine */
    struct kit_event events[MOST_EVENTS];
    size_t count;
    struct judge_result result;
};

/* `~` stands for a blank, which ends a word of a scene. */
static inline void set_text(struct kit_event *event, const char *value)
{
    snprintf(event->text, sizeof event->text, "%s", value);
    for (char *at = event->text; *at; at++)
        *at = *at == '~' ? ' ' : *at;
}

static inline void set(struct kit_event *event, const char *key, const char *value)
{
    if (words_equal(key, "by"))
        name_copy(event->by, value, strlen(value));
    else if (words_equal(key, "n"))
        event->occurrence = (uint32_t)strtoul(value, NULL, 10);
    else if (words_equal(key, "line"))
        event->line_number = (uint32_t)strtoul(value, NULL, 10);
    else if (words_equal(key, "time"))
        event->line_number =
            line_number_at(event->line_number, (uint32_t)strtoul(value, NULL, 10));
    else if (words_equal(key, "words"))
        snprintf(event->text, sizeof event->text, "words: %s", value);
    else if (words_equal(key, "code"))
        event->code = (uint32_t)strtoul(value, NULL, 0);
    else if (words_equal(key, "pid"))
        event->pid = (uint32_t)strtoul(value, NULL, 10);
    else if (words_equal(key, "process"))
        event->incarnation = (uint32_t)strtoul(value, NULL, 10);
    else if (words_equal(key, "tid"))
        event->tid = (uint32_t)strtoul(value, NULL, 10);
    else if (words_equal(key, "deadline"))
        event->deadline_ms = (uint32_t)strtoul(value, NULL, 10);
    else if (words_equal(key, "seq"))
        event->sequence = strtoull(value, NULL, 10);
    else if (words_equal(key, "sum"))
        event->checksum = strtoull(value, NULL, 16);
    else if (words_equal(key, "size"))
        event->size = strtoull(value, NULL, 10);
    else if (words_equal(key, "until"))
        event->until_ns = strtoll(value, NULL, 10) * MS;
    else if (words_equal(key, "text"))
        set_text(event, value);
    else
        fail_msg("no such key in a scene: %s", key);
}

/* Copies the next word of *at, up to a blank or the end of the event; false if there is none.
 */
static inline bool next_word(const char **at, char *word, size_t size)
{
    *at += strspn(*at, " ");
    size_t length = strcspn(*at, " |\n");
    if (length == 0)
        return false;
    assert_true(length < size);
    memcpy(word, *at, length);
    word[length] = 0;
    *at += length;
    return true;
}

static inline void read_event(const char **at, struct kit_event *event)
{
    char *places[] = {event->actor, event->name, event->peer};
    size_t place = 0;
    char word[64];
    *event = (struct kit_event){0};
    assert_true(next_word(at, word, sizeof word));
    event->at_ns = strtoll(word, NULL, 10) * MS;
    assert_true(next_word(at, word, sizeof word));
    assert_true(word_index(event_words, word) >= 0);
    event->kind = (enum kit_event_kind)word_index(event_words, word);
    while (next_word(at, word, sizeof word)) {
        char *equals = strchr(word, '=');
        if (equals) {
            *equals = 0;
            set(event, word, equals + 1);
            continue;
        }
        assert_true(place < 3);
        if (!words_equal(word, "-"))
            name_copy(places[place], word, strlen(word));
        place++;
    }
}

static inline void read_events(struct stage *stage, const char *text)
{
    stage->count = 0;
    for (text += strspn(text, " |\n"); *text; text += strspn(text, " |\n")) {
        assert_true(stage->count < MOST_EVENTS);
        read_event(&text, &stage->events[stage->count++]);
    }
    events_sort(stage->events, stage->count);
}

static inline struct stage *stage_set(const char *scenario, const char *events)
{
    struct stage *stage = calloc(1, sizeof *stage);
    struct kit_error err;
    assert_non_null(stage);
    if (scenario_read("a.scenario", scenario, strlen(scenario), &stage->scenario, &err) !=
        KIT_OK)
        fail_msg("%s", err.text);
    read_events(stage, events);
    return stage;
}

/* now_ms < 0: the last event's time, as for a log. */
static inline const struct judge_result *play(struct stage *stage, int64_t now_ms)
{
    int64_t last_ns = stage->count > 0 ? stage->events[stage->count - 1].at_ns : 0;
    judge(&stage->scenario, stage->platform, stage->events, stage->count,
          now_ms < 0 ? last_ns : now_ms * MS, &stage->result);
    return &stage->result;
}

/* Takes in the events of every third instant, from the `first` on, and looks after each. */
static inline void play_third(struct judging *judging, const struct stage *stage, size_t first,
                              struct judge_result *out)
{
    size_t instant = 0;
    for (size_t i = 0; i < stage->count; i++) {
        instant += i > 0 && stage->events[i].at_ns != stage->events[i - 1].at_ns;
        if (instant % 3 != first)
            continue;
        judging_take(judging, &stage->events[i]);
        judging_look(judging, stage->events[i].at_ns, out);
    }
}

/*
 * The worst case of a live run: two thirds of the events come late, with a look after each. The
 * result must be the same as if all events were judged at once.
 */
static inline const struct judge_result *play_in_parts(const struct stage *stage,
                                                       struct judge_result *out)
{
    int64_t last_ns = stage->count > 0 ? stage->events[stage->count - 1].at_ns : 0;
    struct judging *judging = judging_begin(&stage->scenario, stage->platform);
    assert_non_null(judging);
    for (size_t third = 0; third < 3; third++)
        play_third(judging, stage, third, out);
    judging_look(judging, last_ns, out);
    judging_end(judging);
    return out;
}

static inline bool findings_equal(const struct finding *a, const struct finding *b)
{
    return a->source == b->source && a->verdict == b->verdict && a->rule == b->rule &&
           a->line_number == b->line_number && a->at_ns == b->at_ns &&
           words_equal(a->actor, b->actor) && words_equal(a->step, b->step) &&
           words_equal(a->text, b->text) && words_equal(a->likely, b->likely);
}

static inline bool results_equal(const struct judge_result *a, const struct judge_result *b)
{
    bool equal = a->judgement.verdict == b->judgement.verdict &&
                 a->judgement.count == b->judgement.count &&
                 a->judgement.exercised == b->judgement.exercised &&
                 a->wait_count == b->wait_count && a->owing == b->owing &&
                 a->unfinished == b->unfinished && a->hopeless == b->hopeless;
    for (uint32_t i = 0; equal && i < a->judgement.count; i++)
        equal = findings_equal(&a->judgement.findings[i], &b->judgement.findings[i]);
    for (uint32_t i = 0; equal && i < SCENARIO_LINES; i++)
        equal = a->lines[i] == b->lines[i] && a->armed_done[i] == b->armed_done[i];
    return equal;
}

static inline bool is_same_in_parts(const struct stage *stage)
{
    struct judge_result *parts = calloc(1, sizeof *parts);
    assert_non_null(parts);
    bool equal = results_equal(&stage->result, play_in_parts(stage, parts));
    free(parts);
    return equal;
}

/* "fail child-ends cs: ..." with its likely mechanism after it. */
static inline void finding_text(const struct finding *finding, char *to, size_t size)
{
    snprintf(to, size, "%s %s%s%s:%s @%lld %s -- %s, of line %u.",
             verdict_words[finding->verdict],
             finding->source == SOURCE_RULE ? rule_words[finding->rule]
                                            : source_words[finding->source],
             finding->actor[0] ? " " : "", finding->actor, finding->step,
             (long long)(finding->at_ns / MS), finding->text, finding->likely,
             (unsigned)finding->line_number);
}

/*
 * Whether the pieces of `wanted`, which are separated by " .. ", occur in `text` in their
 * order.
 */
static inline bool says(const char *text, const char *wanted)
{
    while (text && wanted) {
        char piece[512];
        const char *dots = strstr(wanted, " .. ");
        size_t length = dots ? (size_t)(dots - wanted) : strlen(wanted);
        assert_true(length < sizeof piece);
        memcpy(piece, wanted, length);
        piece[length] = 0;
        text = strstr(text, piece);
        text = text ? text + length : NULL;
        wanted = dots ? dots + 4 : NULL;
    }
    return text != NULL;
}

static inline void show(const struct judgement *judgement)
{
    char text[1024];
    print_error("verdict %s\n", verdict_words[judgement->verdict]);
    for (uint32_t i = 0; i < judgement->count; i++) {
        finding_text(&judgement->findings[i], text, sizeof text);
        print_error("  %s\n", text);
    }
}

/* ---- scenes ---- */

#define FINDINGS 4

struct scene {
    const char *claim;
    const char *scenario;
    const char *events;
    enum kit_verdict verdict;
    const char *findings[FINDINGS]; /* all of them, in order */
};

static inline bool scene_holds(const struct scene *scene)
{
    struct stage *stage = stage_set(scene->scenario, scene->events);
    const struct judgement *judgement = &play(stage, -1)->judgement;
    uint32_t wanted = 0;
    while (wanted < FINDINGS && scene->findings[wanted])
        wanted++;
    bool holds = judgement->verdict == scene->verdict && judgement->count == wanted;
    for (uint32_t i = 0; holds && i < wanted; i++) {
        char text[1024];
        finding_text(&judgement->findings[i], text, sizeof text);
        holds = says(text, scene->findings[i]);
    }
    if (holds && !is_same_in_parts(stage)) {
        print_error("red: %s: another result where the events come late\n", scene->claim);
        holds = false;
    } else if (!holds) {
        print_error("red: %s\nwanted %s, got ", scene->claim, verdict_words[scene->verdict]);
        show(judgement);
    }
    free(stage);
    return holds;
}

static inline void all_hold(const struct scene *scenes, size_t count)
{
    size_t red = 0;
    for (size_t i = 0; i < count; i++)
        red += !scene_holds(&scenes[i]);
    assert_int_equal(red, 0);
}

#define ALL_HOLD(scenes) all_hold(scenes, sizeof(scenes) / sizeof *(scenes))

/* Lines 1 to 3, so that the scene's own first line is line 4. */
#define PAIR             "parent host is ref_parent\nchild cs is ref_child\nchild vb is ref_child\n"
#define ONE              "parent host is ref_parent\nchild cs is ref_child\n\n"

#define HOST_BEGUN       "0 started host|1 attached host|"
#define CS_BEGUN                                                                               \
    "5 step host child.started cs|5 started cs|6 attached cs|7 step cs connected|"             \
    "7 step host connected cs|"
#define VB_BEGUN                                                                               \
    "8 step host child.started vb|8 started vb|9 attached vb|10 step vb connected|"            \
    "10 step host connected vb|"
#define BEGUN HOST_BEGUN CS_BEGUN VB_BEGUN

/* cs is killed at 100 ms by line 4; host notices at 105. */
#define CS_STRUCK                                                                              \
    "100 step cs request.sent n=3|100 struck cs kill by=request.sent line=4|"                  \
    "101 confirmed cs kill line=4|101 exited cs code=9|"
/* The same, but cs ends itself, with the code 0. */
#define CS_EXITS_0                                                                             \
    "100 step cs request.sent n=3 tid=7|100 struck cs exit by=request.sent tid=7 line=4|"      \
    "101 confirmed cs exit line=4|101 exited cs code=0|"
#define CS_LOST   "105 report host child.lost cs by=process|"
#define CS_KILLED CS_STRUCK CS_LOST
#define VB_SERVED "150 step host reply.sent vb n=4|151 step vb reply.received n=4|"

/* host is killed at 100 ms by line 4. */
#define HOST_KILLED                                                                            \
    "100 step host reply.sent cs n=2|100 struck host kill by=reply.sent line=4|"               \
    "101 confirmed host kill line=4|101 exited host code=9|"
#define CS_ENDS "110 report cs child.ending by=pipe|112 exited cs code=0|"
#define VB_ENDS "111 report vb child.ending by=pipe|113 exited vb code=0|"

/* The runner closes: host is asked to stop, the children end with it. */
#define CLOSED                                                                                 \
    "5000 closing -|5001 stop host|5010 exited host code=0|5011 report cs child.ending "       \
    "by=pipe|"                                                                                 \
    "5011 report vb child.ending by=pipe|5012 exited cs|5012 exited vb|5020 end -"
#define CLOSED_WITHOUT_CS                                                                      \
    "5000 closing -|5001 stop host|5010 exited host code=0|"                                   \
    "5011 report vb child.ending by=pipe|5012 exited vb|5020 end -"
#define END          "6000 end -"

/* The same, but both children have gone before. */
#define CLOSED_ALONE "5000 closing -|5001 stop host|5010 exited host code=0|5020 end -"

#define CS_GONE_QUIETLY                                                                        \
    "4900 step cs quit.sent|4901 report cs child.ending by=quit|4902 exited cs|"

#define PAIR_ON_LOSS                                                                           \
    "parent host is ref_parent on loss stop\nchild cs is ref_child\nchild vb is ref_child\n"   \
    "at cs request.sent #3 kill cs\n"

#define KILL_CS   PAIR "at cs request.sent #3 kill cs\n"
#define KILL_HOST PAIR "at host reply.sent for cs #2 kill host\n"

/* The parent notices a loss in one way only, with a watchdog of 200 ms. */
#define WATCHED(way)                                                                           \
    "parent host is ref_parent watchdog 200ms notice by " way "\nchild cs is ref_child\n\n"    \
    "at cs request.sent #3 kill cs\n"
#define CS_GONE "5000 closing -|5001 stop host|5010 exited host code=0|5020 end -"

/* From here on the rules hold or are waived, so that a scene tests only its lines. */
#define QUIET                                                                                  \
    "waive parent-continues\nwaive child-ends\nwaive watchdog-detects\nwaive bounded\n"        \
    "waive data-true\nwaive nobody-else\nwaive nothing-left\nwaive no-crash\n"                 \
    "waive child-stays\n"
#define KILLED_ONE ONE "at cs request.sent #3 kill cs\n"
#define DEAD       HOST_BEGUN CS_BEGUN CS_STRUCK

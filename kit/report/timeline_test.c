/*
 * Goal: a reader sees who did what and when, in any width, and nothing in a log can leave its
 * column or reach the terminal. Method: exact texts over scenarios made by hand; every width.
 */
#include "kit/report/timeline.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define MS     INT64_C(1000000)
#define EVENTS 64

static struct scenario scenario;
static struct kit_event events[EVENTS];
static size_t event_count;
static struct judgement judgement;
static struct timeline timeline;
static struct kit_error err;
static char room[64 * 1024];
static struct text text;

static void add_actor(const char *name, int parent)
{
    struct scenario_actor *actor = &scenario.actors[scenario.actor_count++];
    snprintf(actor->name, sizeof actor->name, "%s", name);
    actor->parent = parent;
    actor->is_child = parent >= 0;
}

static struct kit_event *add_event(int64_t at_ns, enum kit_event_kind kind, const char *actor,
                                   const char *name)
{
    struct kit_event *event = &events[event_count++];
    *event = (struct kit_event){.at_ns = at_ns, .kind = kind};
    snprintf(event->actor, sizeof event->actor, "%s", actor);
    snprintf(event->name, sizeof event->name, "%s", name);
    return event;
}

/* host with cs; host is killed at its second reply, and cs runs on. */
static int begin(void **state)
{
    (void)state;
    memset(&scenario, 0, sizeof scenario);
    memset(&judgement, 0, sizeof judgement);
    event_count = 0;
    add_actor("host", -1);
    add_actor("cs", 0);
    scenario.lines[scenario.line_count++] = (struct scenario_line){
        .kind = SAY_AT, .line_number = 5, .actor = 0, .target = 0, .peer = -1};
    add_event(10 * MS, EVENT_STARTED, "host", "a.exe")->pid = 12;
    add_event(30 * MS, EVENT_STARTED, "cs", "b.exe")->pid = 16;
    add_event(110 * MS, EVENT_STEP, "cs", "request.sent")->occurrence = 2;
    struct kit_event *step = add_event(111 * MS, EVENT_STEP, "host", "reply.sent");
    step->occurrence = 2;
    strcpy(step->peer, "cs");
    struct kit_event *struck = add_event(111 * MS + 1, EVENT_STRUCK, "host", "kill");
    struck->occurrence = 2;
    struck->line_number = 5;
    strcpy(struck->by, "reply.sent");
    add_event(112 * MS, EVENT_EXITED, "host", "")->code = KIT_KILL_CODE;
    add_event(700 * MS, EVENT_STEP, "cs", "idle.wait")->occurrence = 9;
    add_event(800 * MS, EVENT_END, "", "");
    judgement.verdict = VERDICT_FAIL;
    judgement.count = 1;
    judgement.findings[0] = (struct finding){.source = SOURCE_RULE,
                                             .verdict = VERDICT_FAIL,
                                             .rule = RULE_CHILD_ENDS,
                                             .actor = "cs",
                                             .at_ns = 611 * MS,
                                             .text = "cs still runs; it must end"};
    text = text_over(room, sizeof room);
    return 0;
}

static const struct timeline_wanted all = {.from_ns = INT64_MIN, .to_ns = INT64_MAX};

static const char *shown(const struct timeline_wanted *wanted)
{
    enum timeline_kind kind;
    text = text_over(room, sizeof room);
    assert_int_equal(
        timeline_begin(&timeline, &scenario, events, event_count, &judgement, wanted, &err),
        KIT_OK);
    timeline_head(&timeline, &text);
    while (timeline_next(&timeline, &text, &kind)) {}
    assert_false(text.cut);
    return room;
}

static void each_event_is_in_the_column_of_its_actor(void **state)
{
    (void)state;
    assert_string_equal(
        shown(&all),
        "      time  host                      cs                        runner\n"
        "   0.010 s  started as a.exe, pid 12\n"
        "   0.030 s  |                         started as b.exe, pid 16\n"
        "   0.110 s  |                         request.sent #2\n"
        "   0.111 s  reply.sent #2  for cs     |\n"
        "   0.111 s* reply.sent #2  killed here\n"
        "   0.112 s  its process is gone       |\n"
        "   0.611 s!                           FAIL child-ends: cs still runs; it must end\n"
        "   0.700 s                            idle.wait #9\n"
        "   0.800 s                            |                         the run is over\n");
    assert_int_equal(timeline.shown, event_count);
}

static void a_terminal_breaks_lines_inside_their_column(void **state)
{
    struct timeline_wanted wanted = all;
    (void)state;
    wanted.columns = 60;
    wanted.from_ns = 111 * MS + 1;
    wanted.actors = "host,cs";
    strcpy(judgement.findings[0].text, "cs still runs 500 ms after host was killed; "
                                       "averyveryveryveryverylongwordwithoutablank");
    assert_string_equal(shown(&wanted),
                        "      time  host        cs\n"
                        "   0.111 s* reply.sent #2  killed here\n"
                        "   0.112 s  its process is gone\n"
                        "   0.611 s!             FAIL child-ends: cs still runs 500\n"
                        "                        ms after host was killed;\n"
                        "                        averyveryveryveryverylongwordwithout\n"
                        "                        ablank\n"
                        "   0.700 s              idle.wait #9\n");
}

static void only_what_is_asked_for_is_shown(void **state)
{
    struct timeline_wanted wanted = all;
    (void)state;
    wanted.actors = "cs";
    wanted.from_ns = 110 * MS;
    wanted.to_ns = 611 * MS;
    assert_string_equal(shown(&wanted),
                        "      time  cs\n"
                        "   0.110 s  request.sent #2\n"
                        "   0.611 s! FAIL child-ends: cs still runs; it must end\n");
    assert_int_equal(timeline.shown, 1);
    wanted = all;
    wanted.step = "repl?.*";
    assert_string_equal(shown(&wanted), "      time  host\n"
                                        "   0.111 s  reply.sent #2  for cs\n"
                                        "   0.111 s* reply.sent #2  killed here\n");
    wanted.step = "reply";
    assert_string_equal(shown(&wanted), "      time\n");
    wanted = all;
    wanted.actors = "runner";
    assert_string_equal(shown(&wanted), "      time  runner\n"
                                        "   0.800 s  the run is over\n");
}

static void an_actor_that_is_not_there_is_named(void **state)
{
    static const char *const names[] = {"hots", "host,", ",host", "", "host,cs,vb"};
    static const char *const told[] = {"hots", "", "", "", "vb"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct timeline_wanted wanted = all;
        char sentence[128];
        wanted.actors = names[i];
        snprintf(sentence, sizeof sentence,
                 "the run has no actor '%s'; it has host, cs, runner", told[i]);
        assert_int_equal(timeline_begin(&timeline, &scenario, events, event_count, &judgement,
                                        &wanted, &err),
                         KIT_BAD_INPUT);
        assert_string_equal(err.text, sentence);
    }
}

static void a_finding_without_an_instant_is_last(void **state)
{
    struct timeline_wanted wanted = all;
    (void)state;
    wanted.from_ns = 800 * MS;
    judgement.findings[0] = (struct finding){
        .source = SOURCE_RUN, .verdict = VERDICT_ERROR, .text = "the log is cut"};
    judgement.findings[1] = (struct finding){.source = SOURCE_LINE,
                                             .verdict = VERDICT_UNSEEN,
                                             .line_number = 7,
                                             .actor = "cs",
                                             .text = "not seen"};
    judgement.findings[2] = (struct finding){
        .source = SOURCE_RULE, .verdict = VERDICT_PASS, .actor = "cs", .text = "a word"};
    judgement.count = 3;
    assert_string_equal(shown(&wanted),
                        "      time  cs                        runner\n"
                        "   0.800 s  |                         the run is over\n"
                        "   0.800 s! |                         ERROR: the log is cut\n"
                        "   0.800 s! UNSEEN line 7: not seen\n"
                        "   0.800 s  note: a word\n");
}

static void what_a_log_says_stays_in_its_line(void **state)
{
    (void)state;
    event_count = 0;
    judgement.count = 1;
    strcpy(judgement.findings[0].text, "a\nb\x1b[2J\xff");
    add_event(1 * MS, EVENT_STEP, "host", "\x1b]0;x\n");
    add_event(2 * MS, EVENT_STEP, "nobo\ndy", "x");
    add_event(-3600 * 1000 * MS, EVENT_STEP, "host", "early");
    add_event(INT64_MIN, EVENT_STEP, "host", "earlier");
    add_event(INT64_MAX, EVENT_STEP, "host", "\xe2\x80\xae");
    assert_string_equal(
        shown(&all),
        "      time  host                      cs                        runner\n"
        "   0.001 s  \\x1b]0;x\\x0a\n"
        "   0.002 s  |                                                   nobo\\x0ady: x\n"
        "-3600.000 s  early\n"
        "-9223372036.854 s  earlier\n"
        "   0.611 s! |                         FAIL child-ends: a\\x0ab\\x1b[2J\\xff\n"
        "9223372036.854 s  \\u202e\n");
}

/* 72 actors, a narrow terminal, long words: no line is longer than its room. */
static void a_line_fits_its_room_in_every_width(void **state)
{
    (void)state;
    scenario.actor_count = 0;
    event_count = 0;
    for (int i = 0; i < SCENARIO_ACTORS; i++) {
        char name[KIT_NAME];
        snprintf(name, sizeof name, "actor-%02d-with-a-name-of-31-byte", i);
        add_actor(name, -1);
        if (i % 2 == 0 && event_count < EVENTS)
            add_event(i * MS, EVENT_STARTED, name, "x.exe");
    }
    struct kit_event *last = add_event(90 * MS, EVENT_PRINTED, scenario.actors[70].name, "");
    memset(last->text, '\x01', sizeof last->text - 1);
    memset(judgement.findings[0].text, '\x01', sizeof judgement.findings[0].text - 1);
    strcpy(judgement.findings[0].actor, scenario.actors[70].name);
    for (uint32_t columns = 0; columns < 300; columns++) {
        struct timeline_wanted wanted = all;
        enum timeline_kind kind;
        wanted.columns = columns;
        assert_int_equal(timeline_begin(&timeline, &scenario, events, event_count, &judgement,
                                        &wanted, &err),
                         KIT_OK);
        char line[TIMELINE_LINE];
        struct text head = text_over(line, sizeof line);
        timeline_head(&timeline, &head);
        assert_false(head.cut);
        size_t lines = 0;
        for (struct text to = text_over(line, sizeof line);
             timeline_next(&timeline, &to, &kind); to = text_over(line, sizeof line), lines++)
            assert_false(to.cut);
        assert_int_equal(lines, event_count + 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(each_event_is_in_the_column_of_its_actor, begin),
        cmocka_unit_test_setup(a_terminal_breaks_lines_inside_their_column, begin),
        cmocka_unit_test_setup(only_what_is_asked_for_is_shown, begin),
        cmocka_unit_test_setup(an_actor_that_is_not_there_is_named, begin),
        cmocka_unit_test_setup(a_finding_without_an_instant_is_last, begin),
        cmocka_unit_test_setup(what_a_log_says_stays_in_its_line, begin),
        cmocka_unit_test_setup(a_line_fits_its_room_in_every_width, begin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

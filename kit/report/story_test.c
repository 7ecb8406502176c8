/*
 * Goal: a reader who has only a log learns who was struck, who noticed, what was overdue and
 * why. Method: exact texts of small runs; forged events and texts.
 */
#include "kit/report/story.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define MS     INT64_C(1000000)
#define EVENTS 256

static struct scenario scenario;
static struct kit_event events[EVENTS];
static size_t event_count;
static struct judgement judgement;
static char room[STORY_MOST];

static struct scenario_actor *add_actor(const char *name, int parent)
{
    struct scenario_actor *actor = &scenario.actors[scenario.actor_count++];
    strcpy(actor->name, name);
    strcpy(actor->program, "ref");
    actor->parent = parent;
    actor->is_child = parent >= 0;
    return actor;
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

static struct kit_event *add_strike(int64_t at_ns, const char *actor, const char *fault,
                                    const char *step, uint32_t line)
{
    struct kit_event *event = add_event(at_ns, EVENT_STRUCK, actor, fault);
    strcpy(event->by, step);
    event->occurrence = step[0] ? 2 : 0;
    event->line_number = line;
    return event;
}

static struct kit_event *add_report(int64_t at_ns, const char *actor, const char *name,
                                    const char *peer, const char *by)
{
    struct kit_event *event = add_event(at_ns, EVENT_REPORT, actor, name);
    strcpy(event->peer, peer);
    strcpy(event->by, by);
    return event;
}

static void add_line(enum statement_kind kind, uint32_t number, int actor, int target)
{
    scenario.lines[scenario.line_count++] = (struct scenario_line){
        .kind = kind, .line_number = number, .actor = actor, .target = target, .peer = -1};
}

/* host with cs and vb; line 5 strikes host at its own step, 6 cs at a step of host, 7 cs from
 * outside. */
static int begin(void **state)
{
    (void)state;
    memset(&scenario, 0, sizeof scenario);
    memset(&judgement, 0, sizeof judgement);
    event_count = 0;
    strcpy(scenario.path, "a.scenario");
    add_actor("host", -1);
    add_actor("cs", 0);
    add_actor("vb", 0);
    add_line(SAY_AT, 5, 0, 0);
    add_line(SAY_AT, 6, 0, 1);
    add_line(SAY_STRIKE, 7, -1, 1);
    add_event(10 * MS, EVENT_STARTED, "host", "ref.exe");
    add_event(30 * MS, EVENT_STARTED, "cs", "ref.exe");
    add_event(31 * MS, EVENT_STARTED, "vb", "ref.exe");
    return 0;
}

static const char *write_story(bool is_cut, bool is_field_log)
{
    struct text text = text_over(room, sizeof room);
    story_write(&text, &(struct story_of){.scenario = &scenario,
                                          .events = events,
                                          .count = event_count,
                                          .judgement = &judgement,
                                          .log_path = "logs/a b.jsonl",
                                          .is_cut = is_cut,
                                          .is_field_log = is_field_log});
    return room;
}

static const char *story(bool is_cut)
{
    return write_story(is_cut, false);
}

static void a_failure_is_told_from_the_strike_to_its_cause(void **state)
{
    (void)state;
    add_strike(111 * MS, "host", "kill", "reply.sent", 5);
    add_event(112 * MS, EVENT_EXITED, "host", "")->code = KIT_KILL_CODE;
    add_report(115 * MS, "vb", "child.ending", "", "pipe");
    add_event(118 * MS, EVENT_EXITED, "vb", "");
    add_event(600 * MS, EVENT_STEP, "cs", "idle.wait")->occurrence = 9;
    add_event(700 * MS, EVENT_CLOSING, "", "");
    add_event(701 * MS, EVENT_STOP, "cs", "");
    add_event(702 * MS, EVENT_LEFT, "cs", "")->pid = 16;
    add_event(703 * MS, EVENT_EXITED, "cs", "")->code = KIT_LEFT_CODE;
    add_event(704 * MS, EVENT_END, "", "");
    judgement.verdict = VERDICT_FAIL;
    judgement.count = 1;
    judgement.findings[0] =
        (struct finding){.source = SOURCE_RULE,
                         .verdict = VERDICT_FAIL,
                         .rule = RULE_CHILD_ENDS,
                         .actor = "cs",
                         .at_ns = 611 * MS,
                         .text = "cs still runs; it must end within 500 ms",
                         .likely = "it ignores the loss: docs/races.md#blind-wait"};
    assert_string_equal(
        story(false),
        "FAIL  a.scenario\n"
        "\nWho took part\n"
        "  host (ref) is the parent of cs (ref) and vb (ref).\n"
        "\nWhat was done\n"
        "  At 0.111 s host was killed at its step reply.sent #2 (line 5).\n"
        "\nWho noticed\n"
        "  1 ms after host was killed, the process of host was gone.\n"
        "  4 ms after host was killed, vb reported child.ending; it noticed by the pipe.\n"
        "  7 ms after host was killed, vb ended with code 0.\n"
        "\nWhat went wrong\n"
        "  At 0.611 s, rule child-ends: cs still runs; it must end within 500 ms. The last "
        "step of cs until then was idle.wait #9, at 0.600 s.\n"
        "  The rule child-ends: when the parent is gone or the pipe is lost, every child ends "
        "by itself.\n"
        "\nThe likely cause\n"
        "  it ignores the loss: docs/races.md#blind-wait.\n"
        "\nHow it ended\n"
        "  At 0.700 s all lines were done, and the runner began to end what still ran.\n"
        "  Still running then: cs.\n"
        "  cs still ran when everything had to be over, pid 16.\n"
        "  At 0.704 s the run was over.\n"
        "\nLook closer\n"
        "  lifeline show \"logs/a b.jsonl\" --from 111ms --to 611ms\n"
        "  lifeline replay \"logs/a b.jsonl\"\n");
}

static void a_pass_is_told_too(void **state)
{
    (void)state;
    add_strike(111 * MS, "cs", "hang", "request.peek", 6);
    struct kit_event *reply = add_event(120 * MS, EVENT_STEP, "host", "reply.sent");
    strcpy(reply->peer, "cs"); /* no service of another child */
    reply = add_event(130 * MS, EVENT_STEP, "host", "reply.sent");
    strcpy(reply->peer, "vb");
    add_report(311 * MS, "host", "child.lost", "cs", "watchdog");
    add_event(311 * MS, EVENT_STARTED, "cs", "ref.exe")->incarnation = 2;
    add_event(400 * MS, EVENT_STOP, "host", "")->line_number = 8;
    add_event(400 * MS, EVENT_EXITED, "host", "");
    add_event(500 * MS, EVENT_END, "", "");
    judgement.verdict = VERDICT_PASS;
    judgement.exercised = 1u << RULE_PARENT_CONTINUES | 1u << RULE_BOUNDED;
    judgement.count = 1;
    judgement.findings[0] = (struct finding){.source = SOURCE_RULE,
                                             .verdict = VERDICT_PASS,
                                             .rule = RULE_NO_CRASH,
                                             .text = "nobody knows how cs ended"};
    assert_string_equal(
        story(false),
        "PASS  a.scenario\n"
        "\nWho took part\n"
        "  host (ref) is the parent of cs (ref) and vb (ref).\n"
        "\nWhat was done\n"
        "  At 0.111 s cs was hung when host was at request.peek #2 (line 6).\n"
        "  At 0.400 s the runner asked host to end (line 8).\n"
        "\nWho noticed\n"
        "  19 ms after cs was hung, host went on: it answered vb.\n"
        "  200 ms after cs was hung, host reported child.lost of cs; it noticed by its "
        "watchdog.\n"
        "  200 ms after cs was hung, cs was started again, as its process 2.\n"
        "  Less than 1 ms after the runner asked host to end, host ended with code 0.\n"
        "\nWhat was judged\n"
        "  These rules had something to judge: parent-continues, bounded. They held.\n"
        "  nobody knows how cs ended.\n"
        "\nHow it ended\n"
        "  At 0.500 s the run was over.\n"
        "\nLook closer\n"
        "  lifeline show \"logs/a b.jsonl\" --from 111ms\n"
        "  lifeline replay \"logs/a b.jsonl\"\n");
}

static void nobody_noticed(void **state)
{
    (void)state;
    add_strike(100 * MS, "cs", "kill", "", 7);
    add_strike(200 * MS, "host", "fail", "pipe.write", 0)->code = 109;
    judgement.verdict = VERDICT_ERROR;
    judgement.count = 1;
    judgement.findings[0] = (struct finding){
        .source = SOURCE_RUN, .verdict = VERDICT_ERROR, .text = "the log is cut"};
    assert_string_equal(
        story(true),
        "ERROR  a.scenario\n"
        "\nWho took part\n"
        "  host (ref) is the parent of cs (ref) and vb (ref).\n"
        "\nWhat was done\n"
        "  At 0.100 s cs was killed from outside (line 7).\n"
        "  At 0.200 s host was given error 109 by its call pipe.write, at use #2.\n"
        "\nWho noticed\n"
        "  Until the next act, no other actor reported anything or ended.\n"
        "  Until the run was closed, no other actor reported anything or ended.\n"
        "\nWhat went wrong\n"
        "  the log is cut.\n"
        "\nHow it ended\n"
        "  At 0.200 s the log was cut: it has no end.\n"
        "  Still running then: host, cs, vb.\n"
        "\nLook closer\n"
        "  lifeline show \"logs/a b.jsonl\" --from 100ms\n"
        "  lifeline replay \"logs/a b.jsonl\"\n");
}

static void a_demanded_failure_is_a_pass(void **state)
{
    (void)state;
    scenario.must_fail = true;
    scenario.must_fail_rule = RULE_BOUNDED;
    scenario.must_fail_actor = 1;
    judgement.verdict = VERDICT_PASS;
    story(false);
    assert_non_null(strstr(room, "PASS  a.scenario  as demanded, bounded failed on cs\n"));
    assert_non_null(strstr(room, "\nWhat was done\n  No fault struck.\n"));
    assert_non_null(strstr(room, "\nWhat was judged\n  No rule had anything to judge.\n"));
    assert_null(strstr(room, "Who noticed"));
}

static void many_events_are_counted_and_not_told(void **state)
{
    (void)state;
    for (int i = 0; i < 100; i++)
        add_strike((40 + i) * MS, "cs", "slow", "", 7);
    for (int i = 0; i < 30; i++)
        add_report((200 + i) * MS, "host", "peer.silent", "cs", "x");
    judgement.verdict = VERDICT_FAIL;
    judgement.count = KIT_FINDINGS;
    for (uint32_t i = 0; i < KIT_FINDINGS; i++)
        judgement.findings[i] = (struct finding){.source = SOURCE_LINE,
                                                 .verdict = VERDICT_FAIL,
                                                 .line_number = i,
                                                 .text = "x",
                                                 .likely = "y"};
    story(false);
    assert_non_null(strstr(room, "  And 88 more.\n\nWho noticed"));
    assert_non_null(strstr(room, "  And 117 more.\n\nWhat went wrong"));
    assert_non_null(strstr(room, "  And 91 more.\n\nThe likely cause\n  y.\n\nLook closer"));
}

static void what_the_runner_did_besides_is_told(void **state)
{
    (void)state;
    struct kit_event *event = add_event(100 * MS, EVENT_INPUT, "cs", FORGED);
    strcpy(event->peer, "host");
    strcpy(event->text, "quit");
    add_event(110 * MS, EVENT_INPUT, "cs", "end");
    strcpy(add_event(120 * MS, EVENT_SIGNALLED, "", "set")->text, "stop");
    event = add_event(130 * MS, EVENT_SIGNALLED, "", "reset");
    strcpy(event->text, "stop");
    event->code = 2;
    event = add_event(132 * MS, EVENT_JUMPED, "cs", "wall-clock");
    strcpy(event->by, "ahead");
    event->size = 7200000;
    add_event(134 * MS, EVENT_JUMPED, "cs", "tick-count")->code = 50;
    event = add_event(140 * MS, EVENT_LOAD, "", "");
    event->size = 8;
    event->deadline_ms = 2000;
    story(false);
    assert_non_null(strstr(room,
                           " the runner put a message into the pipe of cs, as if host had "
                           "sent it: quit"));
    assert_non_null(strstr(room, " the runner closed the standard input of cs"));
    assert_non_null(strstr(room, " the runner set the event stop"));
    assert_non_null(strstr(room, " the runner could not reset the event stop (error 2)"));
    assert_non_null(strstr(room, " the wall-clock of cs jumped ahead by 7200000 ms"));
    assert_non_null(strstr(room, " the runner could not move the tick-count of cs (error 50)"));
    assert_non_null(strstr(room, " 8 threads began to burn processor time, for 2000 ms"));
}

static void a_process_of_no_actor_has_its_number(void **state)
{
    (void)state;
    add_strike(100 * MS, "cs", "kill", "", 7);
    struct kit_event *event = add_event(120 * MS, EVENT_EXITED, "", "");
    event->pid = 1272;
    event->code = 5;
    story(false);
    assert_non_null(strstr(room, "process 1272 ended with code 5"));
}

static struct kit_event *add_record_end(int64_t at_ns, const char *actor, const char *by)
{
    struct kit_event *event = add_event(at_ns, EVENT_RECORD_END, actor, "");
    strcpy(event->by, by);
    event->pid = 1180;
    return event;
}

static void a_skipped_run_says_why(void **state)
{
    (void)state;
    judgement.verdict = VERDICT_SKIP;
    judgement.findings[judgement.count++] =
        (struct finding){.source = SOURCE_RUN,
                         .verdict = VERDICT_SKIP,
                         .text = "without 'build/x.js': ci/real-programs fetches it"};
    const char *headline =
        "SKIP  a.scenario  without 'build/x.js': ci/real-programs fetches it\n";
    assert_memory_equal(write_story(false, false), headline, strlen(headline));
}

static void a_field_log_is_told_without_a_verdict(void **state)
{
    (void)state;
    struct kit_event *step = add_event(111 * MS, EVENT_STEP, "host", "reply.sent");
    step->occurrence = 3;
    strcpy(step->peer, "cs");
    add_record_end(111 * MS, "host", "");
    add_report(115 * MS, "cs", "child.ending", "", "pipe");
    add_record_end(118 * MS, "cs", "itself");
    add_event(120 * MS, EVENT_GAP, "vb", "")->size = 7;
    add_record_end(130 * MS, "vb", "itself");
    judgement.verdict = VERDICT_ERROR;
    assert_string_equal(
        write_story(true, true),
        "FIELD LOG  a.scenario  without a verdict: nobody ran a scenario\n"
        "\nWho took part\n"
        "  host (ref) is the parent of cs (ref) and vb (ref).\n"
        "\nWhat the processes reported\n"
        "  At 0.115 s cs reported child.ending; it noticed by the pipe.\n"
        "\nHow each record ends\n"
        "  At 0.111 s host, pid 1180, fell silent: it was ended, crashed, or still ran. Its "
        "last step was reply.sent #3, for cs, at 0.111 s.\n"
        "  At 0.118 s cs, pid 1180, began to end by itself.\n"
        "  At 0.130 s vb, pid 1180, began to end by itself.\n"
        "\nWhich process ended first\n"
        "  Probably host, pid 1180: its record has no end, and it fell silent before the "
        "others without one.\n"
        "\nWhat is missing\n"
        "  Until 0.120 s, vb: 7 of its facts were lost before they were read.\n"
        "\nLook closer\n"
        "  lifeline show \"logs/a b.jsonl\"\n");
}

/* A process that is only idle fell silent earlier, but nobody misses it. */
static void the_first_end_is_one_that_is_missed(void **state)
{
    (void)state;
    add_record_end(50 * MS, "vb", "");
    add_record_end(60 * MS, "cs", "");
    add_report(100 * MS, "host", "child.lost", "cs", "pipe");
    add_record_end(110 * MS, "host", "itself");
    write_story(true, true);
    assert_non_null(strstr(room, "  Probably cs, pid 1180: its record has no end, and another "
                                 "process reports its loss.\n"));
}

static void where_all_ended_by_themselves_it_is_the_first(void **state)
{
    (void)state;
    add_record_end(50 * MS, "cs", "itself");
    add_record_end(60 * MS, "host", "itself");
    write_story(true, true);
    assert_non_null(strstr(room, "  Probably cs, pid 1180: each process says that it ended by "
                                 "itself, and this one was the first.\n"));
}

/* All that is shown is text on its own line, however forged; and the whole fits. */
static void a_forged_log_stays_in_its_lines(void **state)
{
    (void)state;
    memset(scenario.actors[0].program, '\x01', SCENARIO_ARGUMENT - 1);
    strcpy(scenario.actors[2].name, "v\nb");
    add_strike(INT64_MIN, "ho\nst", "\x1b[2J", "\xff", 9);
    add_report(INT64_MAX, "cs\n", "\n", "\n", "\n");
    struct kit_event *told = add_event(INT64_MAX, EVENT_INPUT, "cs", "line");
    memset(told->text, '\n', sizeof told->text - 1);
    add_event(INT64_MAX, EVENT_TROUBLE, "\n", "\n");
    judgement.verdict = VERDICT_FAIL;
    judgement.count = KIT_FINDINGS;
    for (uint32_t i = 0; i < KIT_FINDINGS; i++) {
        struct finding *finding = &judgement.findings[i];
        *finding = (struct finding){.source = SOURCE_RULE, .verdict = VERDICT_FAIL};
        finding->rule = (enum kit_rule)(i % RULE_COUNT);
        finding->at_ns = INT64_MIN;
        memset(finding->text, '\n', sizeof finding->text - 1);
        memset(finding->likely, '\x80' + (int)i % 32, sizeof finding->likely - 1);
    }
    story(true);
    assert_non_null(strstr(room, "\nLook closer\n"));
    for (const char *at = room; *at; at++)
        assert_true(*at == '\n' || ((unsigned char)*at >= ' ' && (unsigned char)*at < 0x7f));
    for (const char *at = room; (at = strchr(at, '\n')) != NULL && at[1]; at++)
        assert_true(at[1] == '\n' || at[1] == 'W' || at[1] == 'T' || at[1] == 'H' ||
                    at[1] == 'L' || (at[1] == ' ' && at[2] == ' '));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_failure_is_told_from_the_strike_to_its_cause, begin),
        cmocka_unit_test_setup(a_pass_is_told_too, begin),
        cmocka_unit_test_setup(nobody_noticed, begin),
        cmocka_unit_test_setup(a_demanded_failure_is_a_pass, begin),
        cmocka_unit_test_setup(many_events_are_counted_and_not_told, begin),
        cmocka_unit_test_setup(what_the_runner_did_besides_is_told, begin),
        cmocka_unit_test_setup(a_process_of_no_actor_has_its_number, begin),
        cmocka_unit_test_setup(a_skipped_run_says_why, begin),
        cmocka_unit_test_setup(a_field_log_is_told_without_a_verdict, begin),
        cmocka_unit_test_setup(the_first_end_is_one_that_is_missed, begin),
        cmocka_unit_test_setup(where_all_ended_by_themselves_it_is_the_first, begin),
        cmocka_unit_test_setup(a_forged_log_stays_in_its_lines, begin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

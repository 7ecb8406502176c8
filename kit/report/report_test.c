/*
 * Goal: a reader of a failure sees the actor, the event, the time and how to look again, in few
 * lines of a constant form. Nothing in a log can corrupt the terminal or hide behind the
 * closing line. Method: exact texts over scenarios made by hand; a row for each kind of event;
 * every width.
 */
#include "kit/report/report.h"
#include "kit/report/excerpt.h"
#include "kit/protocol/call_steps.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define MS       INT64_C(1000000)
#define LOG_PATH "out/kept-write-end.jsonl"
#define REPLAY   "  replay:  lifeline replay " LOG_PATH "\n"
#define EVENTS   4096

static struct scenario scenario;
static struct kit_event events[EVENTS];
static size_t event_count;
static struct judgement judgement;
static char room[64 * 1024];
static struct text text;

static void add_actor(const char *name, int parent)
{
    struct scenario_actor *actor = &scenario.actors[scenario.actor_count++];
    strcpy(actor->name, name);
    actor->parent = parent;
    actor->is_child = parent >= 0;
}

/* host with cs and vb; line 10 strikes host at its own step, line 11 cs at a step of host, line
 * 12 cs from outside. */
static int begin(void **state)
{
    (void)state;
    memset(&scenario, 0, sizeof scenario);
    memset(&judgement, 0, sizeof judgement);
    event_count = 0;
    strcpy(scenario.path, "scenarios/child-ends/kept-write-end.scenario");
    add_actor("host", -1);
    add_actor("cs", 0);
    add_actor("vb", 0);
    scenario.lines[scenario.line_count++] = (struct scenario_line){
        .kind = SAY_AT, .line_number = 10, .actor = 0, .target = 0, .peer = -1};
    scenario.lines[scenario.line_count++] = (struct scenario_line){
        .kind = SAY_AT, .line_number = 11, .actor = 0, .target = 1, .peer = -1};
    scenario.lines[scenario.line_count++] = (struct scenario_line){
        .kind = SAY_STRIKE, .line_number = 12, .actor = -1, .target = 1, .peer = -1};
    judgement.verdict = VERDICT_FAIL;
    text = text_over(room, sizeof room);
    return 0;
}

static struct kit_event *add(int64_t ms, enum kit_event_kind kind, const char *actor,
                             const char *name)
{
    struct kit_event *event = &events[event_count++];
    memset(event, 0, sizeof *event);
    event->at_ns = ms * MS;
    event->kind = kind;
    strcpy(event->actor, actor);
    strcpy(event->name, name);
    return event;
}

static struct kit_event *add_step(int64_t ms, const char *actor, const char *name, uint32_t n)
{
    struct kit_event *event = add(ms, EVENT_STEP, actor, name);
    event->occurrence = n;
    return event;
}

static struct kit_event *add_strike(int64_t ms, const char *fault, const char *actor,
                                    const char *by, uint32_t n)
{
    struct kit_event *event = add(ms, EVENT_STRUCK, actor, fault);
    strcpy(event->by, by);
    event->occurrence = n;
    event->line_number = 10;
    return event;
}

static struct finding *add_finding(enum kit_verdict verdict, const char *actor, int64_t ms,
                                   const char *sentence)
{
    struct finding *finding = &judgement.findings[judgement.count++];
    *finding = (struct finding){
        .source = SOURCE_RULE, .verdict = verdict, .rule = RULE_CHILD_ENDS, .at_ns = ms * MS};
    strcpy(finding->actor, actor);
    strcpy(finding->text, sentence);
    return finding;
}

static const char *failure(void)
{
    report_failure(&text, &scenario, events, event_count, &judgement, LOG_PATH);
    assert_false(text.cut);
    return room;
}

static const char *excerpt(const struct finding *finding)
{
    text = text_over(room, sizeof room);
    excerpt_write(&text, &scenario, events, event_count, finding);
    return room;
}

static void a_failure_is_told_from_strike_to_replay(void **state)
{
    (void)state;
    add(18, EVENT_STARTED, "host", "ref_parent.exe")->pid = 1180;
    add(20, EVENT_ATTACHED, "host", "")->pid = 1180;
    add(40, EVENT_ATTACHED, "cs", "")->pid = 1188;
    for (uint32_t n = 1; n <= 40; n++)
        add_step(40 + n, "cs", "idle.wait", n);
    add_step(1197, "cs", "request.sent", 2);
    add_step(1198, "cs", "request.signalled", 2);
    strcpy(add_step(1199, "host", "memory.written", 2)->peer, "cs");
    add_step(1200, "cs", "reply.wait", 2)->deadline_ms = 500;
    strcpy(add_step(1201, "host", "reply.sent", 2)->peer, "cs");
    strcpy(add_strike(1201, "kill", "host", "reply.sent", 2)->peer, "cs");
    add(1202, EVENT_EXITED, "host", "")->code = 0xDEADBEEF;
    add(3300, EVENT_ENDED, "cs", "closing");
    add(3400, EVENT_END, "", "");
    struct finding *finding = add_finding(
        VERDICT_FAIL, "cs", 3201,
        "cs still runs 2000 ms after host was killed (line 10); it must end within 500 ms");
    strcpy(finding->step, "reply.wait");
    strcpy(finding->likely,
           "a reader sees no end of file while any process holds the other end: "
           "docs/races.md#kept-end");
    assert_string_equal(
        failure(),
        "FAIL  scenarios/child-ends/kept-write-end.scenario  rule child-ends on cs\n"
        "  cs still runs 2000 ms after host was killed (line 10); it must end within 500 ms\n"
        "\n"
        "      0.020 s  host  its probe is at work, pid 1180\n"
        "      0.040 s  cs    its probe is at work, pid 1188\n"
        "      0.080 s  cs    idle.wait #40\n"
        "      1.197 s  cs    request.sent #2\n"
        "      1.198 s  cs    request.signalled #2\n"
        "      1.199 s  host  memory.written #2  for cs\n"
        "      1.200 s  cs    reply.wait #2      at most 500 ms\n"
        "      1.201 s  host  reply.sent #2      killed here\n"
        "      1.202 s  host  exited with code 0xDEADBEEF\n"
        "      3.201 s  cs    still waiting in reply.wait\n"
        "      3.300 s  cs    ended by the runner: closing\n"
        "\n"
        "  hint:    a reader sees no end of file while any process holds the other end: "
        "docs/races.md#kept-end\n" REPLAY);
}

static void findings_come_most_severe_first_and_no_more_than_five(void **state)
{
    (void)state;
    strcpy(scenario.path, "a.scenario");
    add_finding(VERDICT_PASS, "cs", 1, "not told");
    add_finding(VERDICT_UNSEEN, "cs", 1, "first unseen");
    add_finding(VERDICT_FAIL, "host", 2, "first fail")->rule = RULE_PARENT_CONTINUES;
    add_finding(VERDICT_ERROR, "", 3, "an error")->source = SOURCE_RUN;
    struct finding *line = add_finding(VERDICT_VACUOUS, "", 4, "never struck");
    line->source = SOURCE_LINE;
    line->line_number = 12;
    add_finding(VERDICT_FAIL, "cs", 5, "second fail");
    add_finding(VERDICT_UNSEEN, "vb", 6, "second unseen");
    add_finding(VERDICT_SKIP, "", 7, "skipped");
    assert_string_equal(failure(), "ERROR  a.scenario  the run\n"
                                   "  an error\n\n" REPLAY "\n"
                                   "FAIL  a.scenario  rule parent-continues on host\n"
                                   "  first fail\n\n" REPLAY "\n"
                                   "FAIL  a.scenario  rule child-ends on cs\n"
                                   "  second fail\n\n" REPLAY "\n"
                                   "VACUOUS  a.scenario  line 12\n"
                                   "  never struck\n\n" REPLAY "\n"
                                   "UNSEEN  a.scenario  rule child-ends on cs\n"
                                   "  first unseen\n\n" REPLAY "\n"
                                   "and 2 more\n");
}

static void a_verdict_without_findings_is_told(void **state)
{
    (void)state;
    judgement.verdict = VERDICT_ERROR;
    report_failure(&text, &scenario, events, 0, &judgement, "out dir/a.jsonl");
    assert_string_equal(room, "ERROR  scenarios/child-ends/kept-write-end.scenario  the run\n\n"
                              "  replay:  lifeline replay \"out dir/a.jsonl\"\n");
}

/* Each as the only event; the finding is on no actor, at an unknown instant. */
static void every_kind_of_event_has_its_words(void **state)
{
    (void)state;
    static const struct {
        struct kit_event event;
        const char *row;
    } rows[] = {
        {{.kind = EVENT_STARTED, .actor = "cs", .name = "ref_child.exe", .pid = 7},
         "cs  started as ref_child.exe, pid 7"},
        {{.kind = EVENT_STARTED, .actor = "cs", .pid = 7}, "cs  started, pid 7"},
        {{.kind = EVENT_ATTACHED, .actor = "cs", .pid = 7}, "cs  its probe is at work, pid 7"},
        {{.kind = EVENT_ATTACHED, .name = "sc", .pid = 7},
         "sc  process 7 attached as sc, but no actor has that name"},
        {{.kind = EVENT_STEP,
          .actor = "cs",
          .name = "request.sent",
          .peer = "host",
          .occurrence = 3},
         "cs  request.sent #3"},
        {{.kind = EVENT_STEP,
          .actor = "host",
          .name = "close.wait",
          .peer = "cs",
          .occurrence = 1,
          .deadline_ms = 1000},
         "host  close.wait #1  for cs, at most 1000 ms"},
        {{.kind = EVENT_STEP,
          .actor = "host",
          .name = "pipe.write",
          .peer = "pipe:job",
          .occurrence = 5},
         "host  pipe.write #5  of pipe:job"},
        {{.kind = EVENT_STEP,
          .actor = "host",
          .name = "semaphore.create",
          .peer = "semaphore:once",
          .by = CALL_BY_LOADER,
          .occurrence = 1},
         "host  semaphore.create #1  of semaphore:once, while a DLL is loaded or unloaded"},
        {{.kind = EVENT_REPORT,
          .actor = "host",
          .name = "child.lost",
          .peer = "cs",
          .by = "watchdog"},
         "host  reports child.lost cs by watchdog"},
        {{.kind = EVENT_REPORT,
          .actor = "host",
          .name = "child.unstarted",
          .peer = "cs",
          .code = 5},
         "host  reports child.unstarted cs, code 5"},
        {{.kind = EVENT_STRUCK,
          .actor = "host",
          .name = "kill",
          .by = "reply.sent",
          .occurrence = 2,
          .line_number = 10},
         "host  reply.sent #2  killed here"},
        {{.kind = EVENT_STRUCK,
          .actor = "cs",
          .name = "kill",
          .by = "request.peek",
          .occurrence = 1,
          .line_number = 11},
         "cs  killed when host was at request.peek #1"},
        {{.kind = EVENT_STRUCK, .actor = "cs", .name = "hang", .line_number = 12},
         "cs  hung from outside"},
        {{.kind = EVENT_STRUCK,
          .actor = "host",
          .name = "drop",
          .by = "reply.sent",
          .peer = "cs",
          .occurrence = 1},
         "host  reply.sent #1  its end of the pipe to cs dropped here"},
        {{.kind = EVENT_STRUCK,
          .actor = "cs",
          .name = "crash",
          .by = "request.sent",
          .occurrence = 3},
         "cs  request.sent #3  crashed here"},
        {{.kind = EVENT_STRUCK, .actor = "cs", .name = "exit", .by = "reply.wait"},
         "cs  reply.wait  exited by order here"},
        {{.kind = EVENT_STRUCK, .actor = "cs", .name = "spin", .by = "reply.wait"},
         "cs  reply.wait  made to spin here"},
        {{.kind = EVENT_STRUCK, .actor = "cs", .name = "delay", .by = "reply.wait"},
         "cs  reply.wait  delayed here"},
        {{.kind = EVENT_CONFIRMED, .actor = "cs", .name = "delay"}, "cs  its delay is over"},
        {{.kind = EVENT_STRUCK, .actor = "cs", .name = "truncate", .by = "request.before"},
         "cs  request.before  its next message cut to half here"},
        {{.kind = EVENT_STRUCK, .actor = "cs", .name = "corrupt", .by = "block.half"},
         "cs  block.half  a byte of its next message changed here"},
        {{.kind = EVENT_CONFIRMED, .actor = "cs", .name = "truncate"},
         "cs  its next message cut to half, as it says itself"},
        {{.kind = EVENT_STRUCK,
          .actor = "host",
          .name = "fail",
          .by = "section.create",
          .peer = "vb",
          .occurrence = 2,
          .code = 1450},
         "host  section.create #2  made to fail with 1450, for vb"},
        {{.kind = EVENT_STRUCK,
          .actor = "cs",
          .name = "fail",
          .by = "event.set",
          .occurrence = 1,
          .code = 6},
         "cs  event.set #1  made to fail with 6"},
        {{.kind = EVENT_CONFIRMED, .actor = "host", .name = "fail"},
         "host  a call of it failed by order, as it says itself"},
        {{.kind = EVENT_CALLED, .actor = "host", .name = "wait", .peer = "cs", .size = 1},
         "host  used wait for cs 1 time"},
        {{.kind = EVENT_CALLED, .actor = "cs", .name = "pipe.read", .size = 3},
         "cs  used pipe.read 3 times"},
        {{.kind = EVENT_STRUCK, .actor = "cs", .name = "melt", .by = "reply.wait"},
         "cs  reply.wait  struck by melt here"},
        {{.kind = EVENT_CONFIRMED, .actor = "cs", .name = "melt"},
         "cs  struck by melt, seen from outside"},
        {{.kind = EVENT_CONFIRMED, .actor = "cs", .name = "kill"},
         "cs  killed, seen from outside"},
        {{.kind = EVENT_HELD, .actor = "host", .name = "request.peek", .occurrence = 1},
         "host  request.peek #1  held here"},
        {{.kind = EVENT_RELEASED, .actor = "host", .name = "request.peek"},
         "host  request.peek  released"},
        {{.kind = EVENT_RESUMED, .actor = "host", .line_number = 7}, "host  resumed"},
        {{.kind = EVENT_NOT_RESUMED, .actor = "host", .line_number = 7},
         "host  not resumed: no process of it hangs"},
        {{.kind = EVENT_BREAK,
          .actor = "host",
          .name = "request.peek",
          .occurrence = 2,
          .until_ns = 3000000000},
         "host  request.peek #2  the run paused here for 3000 ms"},
        {{.kind = EVENT_MISSED, .actor = "cs", .line_number = 4},
         "cs  the fault of line 4 came after the wait was over"},
        {{.kind = EVENT_LINE, .line_number = 9}, "runner  line 9 begins"},
        {{.kind = EVENT_STOP, .actor = "host"}, "host  asked to stop"},
        {{.kind = EVENT_EXITED, .actor = "cs", .code = 0}, "cs  exited with code 0"},
        {{.kind = EVENT_EXITED, .actor = "cs", .code = KIT_KILL_CODE},
         "cs  its process is gone"},
        {{.kind = EVENT_EXITED, .actor = "cs", .code = KIT_LEFT_CODE},
         "cs  its process was ended by the runner"},
        {{.kind = EVENT_EXITED, .actor = "cs", .code = 0xC0000005},
         "cs  exited with code 0xC0000005"},
        {{.kind = EVENT_ENDED, .actor = "cs", .name = "closing"},
         "cs  ended by the runner: closing"},
        {{.kind = EVENT_LEFT, .actor = "cs", .pid = 7},
         "cs  still ran when everything had to be over, pid 7"},
        {{.kind = EVENT_ESCAPED,
          .actor = "host",
          .name = "helper.exe",
          .by = "environment",
          .pid = 7},
         "host  helper.exe, which is outside the run's job, still ran when everything had to "
         "be "
         "over, pid 7"},
        {{.kind = EVENT_HANDLES, .actor = "host", .name = "Event", .occurrence = 2, .size = 5},
         "host  rest #2: 5 handles of type Event"},
        {{.kind = EVENT_KEEPS,
          .actor = "cs",
          .pid = 7,
          .name = "pipe",
          .by = "read",
          .text = "talk"},
         "cs  still has the read end of the pipe talk"},
        {{.kind = EVENT_KEEPS, .pid = 8, .name = "Event", .text = "go"},
         "runner  process 8 still has the Event go"},
        {{.kind = EVENT_KEEPS, .name = "more"},
         "runner  the processes have more than Lifeline could ask for"},
        {{.kind = EVENT_STALL, .at_ns = 5, .until_ns = 312 * MS + 5},
         "runner  the run stood still for 312 ms"},
        {{.kind = EVENT_STALL, .at_ns = 5, .until_ns = 4},
         "runner  the run stood still for 0 ms"},
        {{.kind = EVENT_LEFT, .pid = 77},
         "runner  still ran when everything had to be over, pid 77"},
        {{.kind = EVENT_LEFT, .name = "holder.exe", .pid = 77},
         "holder.exe  still ran when everything had to be over, pid 77"},
        {{.kind = EVENT_STALL, .at_ns = 5, .until_ns = 312 * MS + 5, .occurrence = 2},
         "runner  core 2 stood still for 312 ms"},
        {{.kind = EVENT_GAP, .actor = "cs", .size = 12},
         "cs  12 of its facts were lost before they were read"},
        {{.kind = EVENT_SELF_TEST, .actor = "cs", .by = SELF_TEST_SEEN, .size = 812},
         "cs  the injected probe saw all its 812 calls of the system"},
        {{.kind = EVENT_SELF_TEST, .actor = "cs", .by = SELF_TEST_BLIND, .text = "why"},
         "cs  the injected probe is blind: why"},
        {{.kind = EVENT_ATTACHED, .actor = "cs", .by = ATTACHED_INJECTED, .pid = 77},
         "cs  the injected probe is at work, pid 77"},
        {{.kind = EVENT_PRINTED, .actor = "host", .by = "stdout", .text = "ready"},
         "host  prints: ready"},
        {{.kind = EVENT_PRINTED, .actor = "host", .by = "stderr", .text = "oh\x1b"},
         "host  prints to stderr: oh\\x1b"},
        {{.kind = EVENT_PRINTED, .actor = "host", .size = 700},
         "host  printed 700 bytes more, which were not kept"},
        {{.kind = EVENT_MATCHED, .actor = "host", .line_number = 3, .occurrence = 2},
         "host  what line 3 waits for has come  #2"},
        {{.kind = EVENT_CHECKED, .actor = "host", .line_number = 3, .code = 5},
         "host  the command of line 3 ended with code 5"},
        {{.kind = EVENT_FOLDER, .actor = "host", .line_number = 3, .text = "new: a.tmp"},
         "host  the folder of line 3 is not as before: new: a.tmp"},
        {{.kind = EVENT_FOLDER,
          .actor = "host",
          .line_number = 65539,
          .by = "unread",
          .text = "why"},
         "host  the folder of line 3, time 2 cannot be looked at: why"},
        {{.kind = EVENT_INPUT, .actor = "host", .name = "line", .text = "quit"},
         "host  told: quit"},
        {{.kind = EVENT_INPUT, .actor = "host", .name = "end"},
         "host  its standard input was closed"},
        {{.kind = EVENT_SIGNALLED, .name = "set", .text = "Local\\stop"},
         "runner  set event Local\\stop"},
        {{.kind = EVENT_SIGNALLED, .name = "reset", .text = "x", .code = 2},
         "runner  could not reset event x: Win32 error 2"},
        {{.kind = EVENT_WROTE, .size = 4, .text = "m"},
         "runner  wrote 4 bytes into the shared memory m"},
        {{.kind = EVENT_WROTE, .size = 4, .text = "m", .code = 2},
         "runner  could not write into the shared memory m: Win32 error 2"},
        {{.kind = EVENT_JUMPED, .actor = "cs", .name = "tick-count", .by = "back", .size = 9},
         "cs  its tick-count jumps back by 9 ms"},
        {{.kind = EVENT_JUMPED, .actor = "cs", .name = "wall-clock", .code = 50},
         "cs  its wall-clock could not be moved: Win32 error 50"},
        {{.kind = EVENT_LOAD, .size = 8, .deadline_ms = 2000},
         "runner  8 threads burn processor time for 2000 ms"},
        {{.kind = EVENT_INPUT,
          .actor = "cs",
          .name = FORGED,
          .peer = "host",
          .text = "quit\\n"},
         "cs  gets a forged message, as if host had sent it: quit\\n"},
        {{.kind = EVENT_ABSENT, .line_number = 4},
         "runner  the program that line 4 names is not there"},
        {{.kind = EVENT_SETTLING, .deadline_ms = 1000},
         "runner  nothing is awaited any more; the runner watches for 1000 ms more"},
        {{.kind = EVENT_CLOSING},
         "runner  all lines are done; the runner stops what still runs"},
        {{.kind = EVENT_LIMIT}, "runner  the scenario's time limit passed"},
        {{.kind = EVENT_TROUBLE, .text = "cannot start 'x.exe': error 2"},
         "runner  cannot start 'x.exe': error 2"},
        {{.kind = EVENT_RECORD_END, .actor = "cs", .by = "itself"},
         "cs  began to end by itself"},
        {{.kind = EVENT_RECORD_END, .actor = "cs"},
         "cs  fell silent: it was ended, crashed, or still ran"},
        {{.kind = EVENT_END}, "runner  the run is over"},
    };
    uint64_t seen = 0;
    const struct finding nobody = {.verdict = VERDICT_FAIL};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char expected[256];
        snprintf(expected, sizeof expected, "      0.000 s  %s\n", rows[i].row);
        events[0] = rows[i].event;
        event_count = 1;
        assert_string_equal(excerpt(&nobody), expected);
        seen |= UINT64_C(1) << rows[i].event.kind;
    }
    assert_true(EVENT_KIND_COUNT < 64); /* each has a bit */
    assert_int_equal(seen, (UINT64_C(1) << EVENT_KIND_COUNT) - 1);
}

static void what_the_actor_still_does_is_said(void **state)
{
    (void)state;
    static const struct {
        enum kit_event_kind kind;
        const char *name, *says; /* says NULL: nothing */
    } rows[] = {
        {EVENT_ATTACHED, "", "still runs; it has reached no step"},
        {EVENT_STEP, "memory.read", "still runs; its last step was memory.read"},
        {EVENT_STEP, "reply.wait", "still waiting in reply.wait"},
        {EVENT_STEP, "block.ack-wait", "still waiting in block.ack-wait"},
        {EVENT_STEP, "await", "still runs; its last step was await"},
        {EVENT_STEP, "not_a_wait", "still runs; its last step was not_a_wait"},
        {EVENT_HELD, "request.sent", "still held at request.sent"},
        {EVENT_RELEASED, "request.sent", "still runs; it has reached no step"},
        {EVENT_STRUCK, "hang", "still suspended"},
        {EVENT_STRUCK, "spin", "still spinning"},
        {EVENT_STRUCK, "drop", "still runs; it has reached no step"},
        {EVENT_STRUCK, "kill", NULL},
        {EVENT_EXITED, "", NULL},
        {EVENT_ENDED, "", NULL},
    };
    const struct finding finding = {.verdict = VERDICT_FAIL, .actor = "cs", .at_ns = 90 * MS};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        event_count = 0;
        add(10, rows[i].kind, "cs", rows[i].name);
        const char *said = strstr(excerpt(&finding), "0.090 s  cs  ");
        if (rows[i].says)
            assert_int_equal(
                strncmp(said + strlen("0.090 s  cs  "), rows[i].says, strlen(rows[i].says)), 0);
        else
            assert_null(said);
    }
    /* An actor that was never there does nothing; nor does one whose own fact decided. */
    event_count = 0;
    assert_string_equal(excerpt(&finding), "");
    add_step(90, "cs", "child.lost", 1);
    assert_string_equal(excerpt(&finding), "      0.090 s  cs  child.lost #1\n");
}

static uint32_t count_lines(const char *of)
{
    uint32_t count = 0;
    for (; *of; of++)
        count += *of == '\n';
    return count;
}

static void the_table_stays_short_and_keeps_what_matters(void **state)
{
    (void)state;
    for (uint32_t n = 1; n <= 500; n++) {
        char other[KIT_NAME];
        snprintf(other, sizeof other, "x%u", (unsigned)(n % 50));
        add(n, EVENT_REPORT, other, "child.quit");
        add_step(n, "host", "request.peek", n);
        add_step(n, "vb", "reply.wait", n);
        add_step(n, "cs", "reply.received", n);
        if (n == 100)
            add_strike(n, "hang", "vb", "reply.wait", n)->line_number = 0;
        add(n, EVENT_STALL, "", "")->until_ns = (n + 1) * MS;
    }
    struct finding finding = {.verdict = VERDICT_FAIL, .actor = "cs", .at_ns = 500 * MS + 1};
    excerpt(&finding);
    assert_int_equal(count_lines(room), EXCERPT_ROWS - 1);
    assert_non_null(strstr(room, "0.100 s  vb      reply.wait #100  hung here"));
    assert_null(strstr(room, "reply.wait #100\n")); /* told by the strike */
    assert_non_null(strstr(room, "0.100 s  cs      reply.received #100\n"));
    for (int n = 497; n <= 500; n++) {
        char step[64];
        snprintf(step, sizeof step, "0.%d s  cs      reply.received #%d\n", n, n);
        assert_non_null(strstr(room, step));
    }
    assert_non_null(strstr(room, "host    request.peek #500\n"));
    assert_non_null(strstr(room, "still runs; its last step was reply.received"));
    assert_null(strstr(room, "child.quit"));
}

static void facts_stand_in_the_order_of_time_and_one_follows(void **state)
{
    (void)state;
    add_step(10, "cs", "connected", 1);
    add_strike(20, "kill", "host", "", 0);
    add_step(12345, "cs", "memory.read", 1);
    add(12400, EVENT_REPORT, "cs", "child.ending");
    add(12500, EVENT_EXITED, "cs", "");
    struct finding finding = {.verdict = VERDICT_FAIL, .actor = "cs", .at_ns = 12350 * MS};
    assert_string_equal(excerpt(&finding),
                        "       0.010 s  cs    connected #1\n"
                        "       0.020 s  host  killed from outside\n"
                        "      12.345 s  cs    memory.read #1\n"
                        "      12.350 s  cs    still runs; its last step was memory.read\n"
                        "      12.400 s  cs    reports child.ending\n");
}

/*
 * A step is left out if a row already reports a strike or a hold at it: the same actor, at the
 * same step, for the same child.
 */
static void a_step_at_which_somebody_was_stopped_is_told_once(void **state)
{
    (void)state;
    strcpy(add_step(5, "host", "reply.sent", 1)->peer, "vb");
    strcpy(add_step(6, "host", "reply.sent", 1)->peer, "cs");
    struct kit_event *held = add(6, EVENT_HELD, "host", "reply.sent");
    held->occurrence = 1;
    strcpy(held->peer, "cs");
    add_step(8, "cs", "reply.sent", 1);
    add_step(9, "cs", "reply.received", 1);
    add_strike(9, "hang", "cs", "reply.received", 1);
    add_step(10, "host", "reply.received", 1);
    const struct finding finding = {.verdict = VERDICT_FAIL, .actor = "cs", .at_ns = 20 * MS};
    assert_string_equal(excerpt(&finding), "      0.005 s  host  reply.sent #1  for vb\n"
                                           "      0.006 s  host  reply.sent #1  held here\n"
                                           "      0.008 s  cs    reply.sent #1\n"
                                           "      0.009 s  cs    hung when host was at "
                                           "reply.received #1\n"
                                           "      0.010 s  host  reply.received #1\n"
                                           "      0.020 s  cs    still suspended\n");
}

/*
 * Of many strikes, the last one and what led to it are reported. As many other struck actors
 * are shown beside it as there is room for.
 */
static void the_last_of_many_strikes_is_told(void **state)
{
    (void)state;
    add_step(1, "cs", "connected", 1);
    /* The actor that was struck first logged its last event latest. */
    for (int n = 0; n < 24; n++) {
        char other[KIT_NAME];
        snprintf(other, sizeof other, "x%d", n < 12 ? 11 - n : n - 12);
        if (n < 12)
            add(10 + n, EVENT_REPORT, other, "child.quit");
        else
            add_strike(10 + n, "kill", other, "", 0);
    }
    add_step(40, "cs", "idle.wait", 1);
    add_strike(50, "kill", "host", "", 0);
    add(60, EVENT_STALL, "", "")->until_ns = 61 * MS;
    add(61, EVENT_REPORT, "vb", "child.quit");
    add(62, EVENT_EXITED, "cs", "");
    const struct finding finding = {.verdict = VERDICT_FAIL, .actor = "cs", .at_ns = 55 * MS};
    assert_string_equal(excerpt(&finding), "      0.001 s  cs    connected #1\n"
                                           "      0.013 s  x8    reports child.quit\n"
                                           "      0.014 s  x7    reports child.quit\n"
                                           "      0.015 s  x6    reports child.quit\n"
                                           "      0.032 s  x10   killed from outside\n"
                                           "      0.033 s  x11   killed from outside\n"
                                           "      0.040 s  cs    idle.wait #1\n"
                                           "      0.050 s  host  killed from outside\n"
                                           "      0.055 s  cs    still waiting in idle.wait\n"
                                           "      0.062 s  cs    exited with code 0\n");
}

/* No run has such a time, but a log can. */
static void a_time_before_the_beginning_is_one(void **state)
{
    (void)state;
    add_step(-1500, "cs", "connected", 1);
    const struct finding finding = {
        .verdict = VERDICT_FAIL, .actor = "cs", .at_ns = -1500 * MS};
    assert_string_equal(excerpt(&finding), "      -1.500 s  cs  connected #1\n");
}

static void the_other_side_is_shown_however_long_ago_it_spoke(void **state)
{
    (void)state;
    add_step(1, "host", "reply.sent", 1);
    add_step(1, "vb", "reply.wait", 1); /* a sibling that nobody struck is not */
    for (uint32_t n = 1; n <= 9; n++)
        add_step(10 + n, "cs", "idle.wait", n);
    const struct finding finding = {.verdict = VERDICT_FAIL, .actor = "cs", .at_ns = 19 * MS};
    assert_string_equal(excerpt(&finding), "      0.001 s  host  reply.sent #1\n"
                                           "      0.016 s  cs    idle.wait #6\n"
                                           "      0.017 s  cs    idle.wait #7\n"
                                           "      0.018 s  cs    idle.wait #8\n"
                                           "      0.019 s  cs    idle.wait #9\n");
}

static void no_byte_of_a_log_moves_the_cursor(void **state)
{
    (void)state;
    strcpy(scenario.path, "a\033[2J.scenario");
    add_step(1, "c\ns", "step\r\033]0;x\a", 1);
    add(2, EVENT_TROUBLE, "", "");
    strcpy(events[1].text, "bell \a\177");
    struct finding *finding = add_finding(VERDICT_FAIL, "c\ns", 3, "line\none\033[31m");
    strcpy(finding->likely, "\b\b\b");
    strcpy(finding->step, "\033c");
    report_failure(&text, &scenario, events, event_count, &judgement, "\033.jsonl");
    report_trouble(&text, "\033.scenario", "\033");
    for (const char *at = room; *at; at++)
        assert_true(*at == '\n' || ((unsigned char)*at >= 0x20 && *at != 0x7f));
    assert_int_equal(count_lines(room), 11);
}

static void a_text_that_is_too_small_is_marked(void **state)
{
    (void)state;
    char small[32];
    add_step(1, "cs", "reply.wait", 1);
    add_finding(VERDICT_FAIL, "cs", 2, "a sentence");
    text = text_over(small, sizeof small);
    report_failure(&text, &scenario, events, event_count, &judgement, LOG_PATH);
    assert_true(text.cut);
}

static void a_message_says_why_its_system_is_special(void **state)
{
    (void)state;
    judgement.verdict = VERDICT_SKIP;
    judgement.findings[judgement.count++] = (struct finding){
        .source = SOURCE_RUN, .verdict = VERDICT_SKIP, .text = "on wine: it's so"};
    assert_string_equal(report_message(&judgement), "on wine: it's so");
    judgement.verdict = judgement.findings[0].verdict = VERDICT_PASS;
    add_finding(VERDICT_FAIL, "cs", 1, "what differs");
    assert_string_equal(report_message(&judgement), "on wine: it's so");
    /* What failed, as it had to, is no note. */
    judgement.findings[0].verdict = VERDICT_FAIL;
    judgement.exercised = 1;
    assert_string_equal(report_message(&judgement), "");
}

static void a_message_is_the_worst_that_was_found(void **state)
{
    (void)state;
    judgement.verdict = VERDICT_ERROR;
    assert_string_equal(report_message(&judgement), "");
    add_finding(VERDICT_UNSEEN, "cs", 1, "unseen");
    add_finding(VERDICT_ERROR, "cs", 3, "error");
    add_finding(VERDICT_FAIL, "cs", 2, "fail");
    assert_string_equal(report_message(&judgement), "error");
}

static void a_pass_that_proved_nothing_says_so(void **state)
{
    (void)state;
    judgement.verdict = VERDICT_PASS;
    assert_string_equal(report_message(&judgement), "no rule had anything to judge");
    judgement.verdict = VERDICT_UNSEEN;
    assert_string_equal(report_message(&judgement), "");
}

/* It differs as it should, and yet something is worse than that. */
static void a_known_difference_does_not_hide_what_is_worse(void **state)
{
    (void)state;
    add_finding(VERDICT_PASS, "", 1, "differs on wine: it's so")->source = SOURCE_RUN;
    judgement.verdict = VERDICT_PASS;
    assert_string_equal(report_message(&judgement), "differs on wine: it's so");
    add_finding(VERDICT_ERROR, "", 2, "words were lost")->source = SOURCE_RUN;
    judgement.verdict = VERDICT_ERROR;
    assert_string_equal(report_message(&judgement), "words were lost");
}

static void a_run_without_a_verdict_is_told_as_one_that_failed(void **state)
{
    (void)state;
    report_trouble(&text, "a.scenario", "no memory for a run");
    assert_string_equal(room, "ERROR  a.scenario  the run\n  no memory for a run\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_message_says_why_its_system_is_special, begin),
        cmocka_unit_test_setup(a_message_is_the_worst_that_was_found, begin),
        cmocka_unit_test_setup(a_pass_that_proved_nothing_says_so, begin),
        cmocka_unit_test_setup(a_known_difference_does_not_hide_what_is_worse, begin),
        cmocka_unit_test_setup(a_run_without_a_verdict_is_told_as_one_that_failed, begin),
        cmocka_unit_test_setup(a_failure_is_told_from_strike_to_replay, begin),
        cmocka_unit_test_setup(findings_come_most_severe_first_and_no_more_than_five, begin),
        cmocka_unit_test_setup(a_verdict_without_findings_is_told, begin),
        cmocka_unit_test_setup(every_kind_of_event_has_its_words, begin),
        cmocka_unit_test_setup(what_the_actor_still_does_is_said, begin),
        cmocka_unit_test_setup(the_table_stays_short_and_keeps_what_matters, begin),
        cmocka_unit_test_setup(facts_stand_in_the_order_of_time_and_one_follows, begin),
        cmocka_unit_test_setup(a_step_at_which_somebody_was_stopped_is_told_once, begin),
        cmocka_unit_test_setup(the_last_of_many_strikes_is_told, begin),
        cmocka_unit_test_setup(a_time_before_the_beginning_is_one, begin),
        cmocka_unit_test_setup(the_other_side_is_shown_however_long_ago_it_spoke, begin),
        cmocka_unit_test_setup(no_byte_of_a_log_moves_the_cursor, begin),
        cmocka_unit_test_setup(a_text_that_is_too_small_is_marked, begin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

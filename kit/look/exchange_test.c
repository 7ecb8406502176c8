/*
 * Goal: the page says who says what to whom by which calls, whose call ends whose wait, and
 * where a thread idles, and nothing that nobody saw; whose calls were not all seen; and a line
 * that strikes. Method: the events of a run as a person would write them down, and the lines
 * that come of it.
 */
#include "kit/look/exchange_page.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct kit_event events[700];
static size_t count;
static char page[65536];

static struct kit_event *add(enum kit_event_kind kind, const char *actor, const char *name,
                             const char *object)
{
    struct kit_event *event = &events[count++];
    *event = (struct kit_event){.kind = kind, .occurrence = 1};
    name_copy(event->actor, actor, strlen(actor));
    name_copy(event->name, name, strlen(name));
    name_copy(event->peer, object, strlen(object));
    return event;
}

static void call(const char *actor, const char *name, const char *object)
{
    add(EVENT_STEP, actor, name, object)->tid = actor[0];
}

/* The same, at a time, by another thread of the actor than that of `call`. */
static struct kit_event *call_at(int64_t ms, uint32_t tid, const char *actor, const char *name,
                                 const char *object)
{
    struct kit_event *event = add(EVENT_STEP, actor, name, object);
    event->at_ns = ms * NS_PER_MS;
    event->tid = tid;
    return event;
}

/* A process that the probe came into. */
static void start(const char *actor)
{
    add(EVENT_STARTED, actor, "a.exe", "");
    strcpy(add(EVENT_ATTACHED, actor, "", "")->by, ATTACHED_INJECTED);
}

static int begin(void **state)
{
    (void)state;
    count = 0;
    start("app");
    start("helper");
    return 0;
}

static void assert_shown(const char *expected)
{
    struct text text = text_over(page, sizeof page);
    exchange_show(&text, events, count);
    assert_false(text.cut);
    assert_string_equal(page, expected);
}

static void each_object_has_who_calls_what_about_it(void **state)
{
    (void)state;
    call("app", "pipe.create", "pipe:job");
    call("app", "process.created", "");
    call("helper", "pipe.open", "pipe:job");
    call("app", "pipe.write", "pipe:job");
    call("helper", "pipe.read", "pipe:job");
    call("app", "pipe.write", "pipe:anonymous");
    call("app", "pipe.write", "pipe:job");
    call("helper", "pipe.write", "pipe:job");
    add(EVENT_CLOSING, "", "", "");
    call("helper", "process.exit", "");
    assert_shown(
        "  pipe:job\n"
        "    app to helper: pipe.write 2 times\n"
        "    app: pipe.create 1, pipe.write 2\n"
        "    helper: pipe.open 1, pipe.read 1, pipe.write 1\n"
        "  processes\n"
        "    app: process.created 1\n"
        "  pipe:anonymous\n"
        "    app: pipe.write 1\n"
        "  A line strikes at one of them, such as: at helper pipe.write #1 kill helper\n");
}

/* The app makes a pipe, and the helper opens it. */
static void add_pipe(void)
{
    call_at(8, 9, "app", "pipe.create", "pipe:job");
    call_at(9, 9, "helper", "pipe.open", "pipe:job");
}

/* Three turns: the helper waits for a request, and the app for an answer. */
static void add_turns(const char *asked, const char *heard)
{
    for (int64_t at = 100; at < 400; at += 100) {
        call_at(at, 1, "app", "pipe.write", asked);
        call_at(at + 1, 2, "helper", "pipe.taken", heard);
        call_at(at + 2, 2, "helper", "pipe.read", heard);
    }
}

static void a_call_that_ends_a_wait_is_told(void **state)
{
    (void)state;
    add_pipe();
    call_at(10, 2, "helper", "pipe.read", "pipe:job");
    add_turns("pipe:job", "pipe:job");
    add(EVENT_CLOSING, "", "", "")->at_ns = 402 * NS_PER_MS;
    assert_shown(
        "  pipe:job\n"
        "    app to helper: pipe.write 3 times\n"
        "      ended 3 waits of helper (pipe.read)\n"
        "    app: pipe.create 1, pipe.write 3\n"
        "    helper: pipe.open 1, pipe.read 4, pipe.taken 3\n"
        "  A line strikes at one of them, such as: at app pipe.create #1 kill app\n"
        "\nWhere a thread spends most of its time\n"
        "  helper waits (pipe.read of pipe:job) 4 times, 0.39 s of 0.39 s\n"
        "  app makes no step after pipe.write of pipe:job 2 times, 0.20 s of 0.20 s\n");
}

/* The end is told when the process learns of it, by another thread. */
static void the_end_of_an_overlapped_wait_is_its_own(void **state)
{
    struct text text = text_over(page, sizeof page);
    (void)state;
    add_pipe();
    for (int64_t at = 10; at < 40; at += 10) {
        uint64_t number = (uint64_t)at;
        call_at(at, 2, "helper", "pipe.read", "pipe:job");
        call_at(at + 1, 2, "helper", "pipe.pending", "pipe:job")->sequence = number;
        call_at(at + 2, 3, "helper", "pipe.taken", "pipe:job")->sequence = number - 10;
        call_at(at + 3, 1, "app", "pipe.write", "pipe:job");
        if (at < 30)
            call_at(at + 4, 3, "helper", "pipe.taken", "pipe:job")->sequence = number;
    }
    call_at(50, 3, "helper", "pipe.failed", "pipe:job")->sequence = 30;
    exchange_show(&text, events, count);
    assert_non_null(strstr(page, "ended 2 waits of helper (pipe.read)\n"));
}

/* A timeout, a lost pipe and a call that came back at once were ended by nobody; and a process
 * does not say something to itself. */
static void what_ended_by_itself_was_ended_by_nobody(void **state)
{
    (void)state;
    call_at(1, 2, "helper", "wait", "event:go");
    call_at(2, 1, "app", "event.set", "event:go");
    call_at(3, 2, "helper", "wait.over", "event:go")->code = 258;
    call_at(4, 2, "helper", "wait", "event:go");
    call_at(5, 3, "helper", "event.set", "event:go");
    call_at(6, 2, "helper", "wait.over", "event:go");
    add_pipe();
    call_at(10, 2, "helper", "pipe.read", "pipe:job");
    call_at(11, 1, "app", "pipe.write", "pipe:job");
    call_at(12, 2, "helper", "pipe.failed", "pipe:job");
    struct text text = text_over(page, sizeof page);
    exchange_show(&text, events, count);
    assert_non_null(strstr(page, "    app to helper: event.set 1 time\n"));
    assert_non_null(strstr(page, "    app to helper: pipe.write 1 time\n"));
    assert_null(strstr(page, "ended"));
}

static void two_clients_of_a_pipe_say_nothing_to_each_other(void **state)
{
    struct text text = text_over(page, sizeof page);
    (void)state;
    add_pipe();
    call("two", "pipe.open", "pipe:job");
    call("two", "pipe.read", "pipe:job");
    call("helper", "pipe.write", "pipe:job");
    call("app", "pipe.read", "pipe:job");
    call("app", "pipe.write", "pipe:job");
    exchange_show(&text, events, count);
    assert_non_null(strstr(page, "    helper to app: pipe.write 1 time\n"));
    assert_non_null(strstr(page, "    app to two: pipe.write 1 time\n"));
}

/* Of a wait for two events only the first is told. */
static void a_wait_for_several_objects_is_guessed_by_the_times(void **state)
{
    (void)state;
    for (uint32_t code = 0; code < 2; code++) {
        struct text text = text_over(page, sizeof page);
        begin(state);
        for (int64_t at = 0; at < 50; at += 10) {
            call_at(at, 2, "helper", "wait", "event:stop");
            call_at(at + 1, 1, "app", "event.set", "event:go");
            call_at(at + 2, 2, "helper", "wait.over", "event:stop")->code = code;
        }
        exchange_show(&text, events, count);
        if (code == 0)
            assert_null(strstr(page, " to helper"));
        else
            assert_non_null(strstr(page,
                                   "    app to helper, it seems: event.set 5 times\n"
                                   "      ended 5 waits of helper (wait of event:stop)\n"));
    }
}

static void a_pipe_without_a_name_is_guessed_by_the_times(void **state)
{
    (void)state;
    call_at(10, 2, "helper", "pipe.read", "pipe:stdin");
    add_turns("pipe:anonymous", "pipe:stdin");
    struct text text = text_over(page, sizeof page);
    exchange_show(&text, events, count);
    assert_non_null(strstr(page, "  pipe:anonymous\n"
                                 "    app to helper, it seems: pipe.write 3 times\n"
                                 "      ended 3 waits of helper (pipe.read of pipe:stdin)\n"));
}

/* Two are too few; and what the program prints, the runner reads. */
static void a_guess_needs_more_than_chance(void **state)
{
    struct text text = text_over(page, sizeof page);
    (void)state;
    add_turns("pipe:anonymous", "pipe:stdin");
    exchange_show(&text, events, count);
    assert_null(strstr(page, " to helper"));
    begin(state);
    call_at(10, 2, "helper", "pipe.read", "pipe:stdin");
    add_turns("pipe:stdout", "pipe:stdin");
    text = text_over(page, sizeof page);
    exchange_show(&text, events, count);
    assert_null(strstr(page, " to helper"));
    begin(state);
    call_at(10, 2, "helper", "pipe.read", "pipe:stdin");
    for (int64_t at = 20; at < 80; at += 10) { /* every other wait is ended by another pipe */
        call_at(at, 1, "app", "pipe.write", at % 20 ? "pipe:inherited" : "pipe:anonymous");
        call_at(at + 1, 2, "helper", "pipe.taken", "pipe:stdin");
        call_at(at + 2, 2, "helper", "pipe.read", "pipe:stdin");
    }
    text = text_over(page, sizeof page);
    exchange_show(&text, events, count);
    assert_null(strstr(page, " to helper"));
}

static void what_is_no_call_of_an_actor_is_not_shown(void **state)
{
    (void)state;
    call("app", "request.sent", "helper");
    call("", "pipe.read", "pipe:job");
    add(EVENT_STARTED, "", "conhost.exe", "");
    assert_shown("  none\n"
                 "  app made no call that is a step.\n"
                 "  helper made no call that is a step.\n");
}

static void calls_that_were_not_seen_are_told(void **state)
{
    (void)state;
    add(EVENT_STARTED, "old", "c.exe", "");
    add(EVENT_STARTED, "old", "c.exe", "")->incarnation = 2;
    strcpy(add(EVENT_SELF_TEST, "app", "", "")->by, SELF_TEST_SEEN);
    struct kit_event *blind = add(EVENT_SELF_TEST, "helper", "", "");
    strcpy(blind->by, SELF_TEST_BLIND);
    strcpy(blind->text, "2 of 9 calls passed the probe by");
    strcpy(add(EVENT_TROUBLE, "", "", "")->text, "no memory");
    assert_shown(
        "  none\n"
        "  app made no call that is a step.\n"
        "  helper made no call that is a step.\n"
        "  The injected probe never came into old. It needs a program that has the variable "
        "LIFELINE_RUN; into a 32-bit program it also needs lifeline_inject32.dll beside "
        "lifeline.exe, and into a 64-bit child a 64-bit parent.\n"
        "  It did not see all calls of helper: 2 of 9 calls passed the probe by.\n"
        "  The run had trouble: no memory.\n");
}

static void lines_are_short_and_the_rows_have_a_bound(void **state)
{
    char object[KIT_NAME];
    struct text text = text_over(page, sizeof page);
    (void)state;
    static const char *const steps[] = {"pipe.create",   "pipe.created", "pipe.accept",
                                        "pipe.accepted", "pipe.read",    "pipe.taken",
                                        "pipe.write",    "pipe.written", "pipe.close"};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        call("app", steps[i], "pipe:job");
    for (int i = 0; i < 600; i++) {
        snprintf(object, sizeof object, "event:%d", i);
        call("app", "event.set", object);
    }
    exchange_show(&text, events, count);
    assert_non_null(strstr(page, "(there were more kinds of calls than Lifeline keeps)\n"));
    assert_non_null(strstr(page, ",\n        pipe."));
    for (char *line = strtok(page, "\n"); line; line = strtok(NULL, "\n"))
        assert_true(strlen(line) <= 96);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(each_object_has_who_calls_what_about_it, begin),
        cmocka_unit_test_setup(a_call_that_ends_a_wait_is_told, begin),
        cmocka_unit_test_setup(the_end_of_an_overlapped_wait_is_its_own, begin),
        cmocka_unit_test_setup(what_ended_by_itself_was_ended_by_nobody, begin),
        cmocka_unit_test_setup(two_clients_of_a_pipe_say_nothing_to_each_other, begin),
        cmocka_unit_test_setup(a_wait_for_several_objects_is_guessed_by_the_times, begin),
        cmocka_unit_test_setup(a_pipe_without_a_name_is_guessed_by_the_times, begin),
        cmocka_unit_test_setup(a_guess_needs_more_than_chance, begin),
        cmocka_unit_test_setup(what_is_no_call_of_an_actor_is_not_shown, begin),
        cmocka_unit_test_setup(calls_that_were_not_seen_are_told, begin),
        cmocka_unit_test_setup(lines_are_short_and_the_rows_have_a_bound, begin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * Goal: what was seen of a program is shown as a tree with its pipes, and becomes a scenario
 * that reads and fits the program's next run. Method: looks that the test writes itself; each
 * draft goes through the reader of scenarios.
 */
#include "kit/look/page.h"
#include "kit/scenario/scenario.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct look look;
static char *arguments[] = {"--workers", "a \"b\" c\\"};
static const struct look_program program = {"bin\\app.exe", arguments, 2, false};
static struct kit_event events[3];
static const struct look_events seen = {events, 3};
static char page[LOOK_PAGE];

static void add(uint32_t pid, uint32_t creator, const char *image, const char *command)
{
    struct look_process *process = &look.processes[look.process_count++];
    *process = (struct look_process){.pid = pid, .creator = creator, .began_ns = pid};
    strcpy(process->image, image);
    strcpy(process->command, command);
}

static void hold(uint32_t process, const char *type, const char *name, bool is_server)
{
    struct look_held held = {.process = process, .is_server = is_server};
    strcpy(held.type, type);
    strcpy(held.name, name);
    look_add_held(&look, &held);
    look_add_held(&look, &held); /* it counts once */
}

static int set_up(void **state)
{
    (void)state;
    memset(&look, 0, sizeof look);
    memset(events, 0, sizeof events);
    add(10, 1, "app.exe", "bin\\app.exe --workers");
    add(20, 10, "helper.exe", "helper.exe");
    add(30, 10, "node.exe", "\"C:\\x y\\node.exe\" one.js --pid 10234");
    add(40, 30, "node.exe", "node.exe two.js");
    add(50, 10, "conhost.exe", "conhost.exe");
    hold(0, LOOK_PIPE, "app-10", true);
    hold(1, LOOK_PIPE, "app-10", false);
    hold(1, "Event", "Local\\stop", false);
    events[0].kind = EVENT_STARTED;
    events[1] = (struct kit_event){.kind = EVENT_PRINTED, .size = 2, .text = "17"};
    events[2] = (struct kit_event){.kind = EVENT_PRINTED, .size = 20};
    strcpy(events[2].text, "listening on port 4711");
    strcpy(events[2].by, "stdout");
    return 0;
}

static void a_process_is_below_the_one_that_made_it(void **state)
{
    (void)state;
    assert_int_equal(look_depth(&look, 0), 0);
    assert_int_equal(look_depth(&look, 1), 1);
    assert_int_equal(look_depth(&look, 3), 2);
    assert_int_equal(look_process_of(&look, 40), 3);
    assert_int_equal(look_process_of(&look, 99), -1);
}

/* A PID that comes round again makes no circle. */
static void a_pid_that_comes_again_makes_no_circle(void **state)
{
    (void)state;
    look.processes[0].creator = 40;
    assert_int_equal(look_depth(&look, 3), 2);
}

static void children_have_names_that_the_language_takes(void **state)
{
    struct draft_child children[LOOK_PROCESSES];
    (void)state;
    assert_int_equal(draft_children(&look, children), 3); /* the console host is nobody's */
    assert_string_equal(children[0].name, "helper");
    assert_true(children[0].by_image);
    assert_string_equal(children[1].name, "node");
    assert_string_equal(children[2].name, "node2");
    assert_false(children[1].by_image);
    assert_string_equal(children[1].look, "node.exe*one.js --pid *"); /* a PID changes */
    assert_string_equal(children[2].look, "node.exe*two.js");
}

/* A child by its image is one that the program itself starts. */
static void a_child_of_a_child_is_known_by_its_command_line(void **state)
{
    struct draft_child children[LOOK_PROCESSES];
    (void)state;
    add(60, 20, "cmd.exe", "cmd.exe /q");
    assert_int_equal(draft_children(&look, children), 4);
    assert_false(children[3].by_image);
    assert_string_equal(children[3].look, "cmd.exe*/q");
}

/* Handles of windows and of the system differ from run to run, in their letters, too. */
static void a_number_of_a_command_line_is_one_wildcard(void **state)
{
    static const struct {
        const char *arguments, *look;
    } rows[] = {
        {"--helper c0106 70", "--helper * *"},
        {"--helper 250124 a4", "--helper * *"},
        {"--at 0x1F4,0XBEEF", "--at *,*"},
        {"--id {3F2504E0-4f89-11d3-9a0c-fabecafedead}", "--id {*}"},
        {"--id 3f2504e0-4f89-11d3-9a0c", "--id *-*-*-*"},
        {"--pipe \\\\.\\pipe\\app-1f40_7", "--pipe \\\\.\\pipe\\app-*_*"},
        {"worker1 c3po x64 utf8 deadbeef --face 0xyz",
         "worker* c*po x* utf* deadbeef --face *xyz"},
        {"one.js --pid=10234 v1.20", "one.js --pid=* v*.*"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct text text = text_over(look.processes[2].command, LOOK_COMMAND);
        char kind[LOOK_COMMAND], wanted[LOOK_COMMAND];
        text_add(&text, "node.exe %s", rows[i].arguments);
        snprintf(wanted, sizeof wanted, "node.exe*%s", rows[i].look);
        draft_kind_text(&look, 2, kind);
        assert_string_equal(kind, wanted);
    }
}

/* Of two that live at once, a small number tells one from the other. */
static void a_small_number_tells_two_children_apart(void **state)
{
    struct draft_child children[LOOK_PROCESSES];
    (void)state;
    strcpy(look.processes[2].command, "node.exe worker 1 c0106");
    strcpy(look.processes[3].command, "node.exe worker 2 1a2b3");
    add(60, 10, "node.exe", "node.exe main.js");
    assert_int_equal(draft_children(&look, children), 4);
    assert_string_equal(children[1].look, "node.exe*worker 1 *");
    assert_string_equal(children[2].look, "node.exe*worker 2 *");
}

static void the_ready_text_ends_before_what_changes(void **state)
{
    char ready[LOOK_NAME];
    (void)state;
    draft_ready_text(events, 3, ready);
    assert_string_equal(ready, "listening on port");
    draft_ready_text(events, 2, ready);
    assert_string_equal(ready, "");
}

static void a_draft_reads(void **state)
{
    struct scenario *scenario = malloc(sizeof *scenario);
    struct kit_error err;
    struct text text = text_over(page, sizeof page);
    (void)state;
    assert_non_null(scenario);
    draft_write(&text, &program, &look, events, 3);
    if (scenario_read("draft", page, text.length, scenario, &err) != KIT_OK)
        fail_msg("%s\n%s", err.text, page);
    assert_int_equal(scenario->actor_count, 4);
    assert_string_equal(scenario->actors[0].program, program.path);
    assert_int_equal(scenario->actors[0].argument_count, 2);
    assert_string_equal(scenario->actors[0].arguments[1], arguments[1]);
    assert_true(scenario->actors[2].by_command);
    free(scenario);
}

static void the_page_shows_who_shares_a_pipe(void **state)
{
    struct text text = text_over(page, sizeof page);
    (void)state;
    look_page(&text, &program, &look, &seen, NULL, INT64_C(3000000000));
    assert_non_null(strstr(page, "app-10: 1 (app.exe, server), 2 (helper.exe)\n"));
    assert_non_null(strstr(page, "Local\\stop (Event): 2 (helper.exe)\n"));
    assert_non_null(strstr(page, "listening on port 4711"));
    assert_non_null(strstr(page, "was looked at for 3.00 s"));
    assert_null(strstr(page, "were more"));
}

static void a_kept_end_is_told(void **state)
{
    struct text text = text_over(page, sizeof page);
    (void)state;
    hold(1, LOOK_PIPE, "app-10", true);
    look_page(&text, &program, &look, &seen, NULL, 1);
    assert_non_null(strstr(page, "     2 holds both ends of it"));
    assert_null(strstr(page, "     1 holds both ends of it"));
}

/* A scenario that waits for it could not be read, or waits for a few letters among rubbish. */
static void what_is_no_text_is_not_waited_for(void **state)
{
    static const char *const printed[][2] = {{"done\x1b[0m", "done"},
                                             {"\x1b[32mdone", ""},
                                             {"abc\xef\xbf\xbd", ""},
                                             {"caf\xc3\xa9 open", "caf\xc3\xa9 open"},
                                             {"20 small jobs", "small jobs"},
                                             {"[12:30:01] ready on 7", "ready on"},
                                             {"7 4711x", ""}};
    (void)state;
    for (size_t i = 0; i < sizeof printed / sizeof printed[0]; i++) {
        char ready[LOOK_NAME];
        strcpy(events[2].text, printed[i][0]);
        draft_ready_text(events, 3, ready);
        assert_string_equal(ready, printed[i][1]);
    }
}

/* Of several processes that did the same one after the other, one actor is made. */
static void a_child_that_is_started_again_is_one_actor(void **state)
{
    struct draft_child children[LOOK_PROCESSES];
    (void)state;
    look.processes[1].ended = true;
    look.processes[1].ended_ns = 25;
    add(60, 10, "helper.exe", "helper.exe");
    assert_int_equal(draft_children(&look, children), 3);
    assert_string_equal(children[2].name, "helper");
    assert_true(children[2].may_end);
    assert_int_equal(children[2].at_once, 1);
    assert_false(children[0].may_end);
}

static void what_is_printed_again_and_again_is_progress(void **state)
{
    struct kit_event printed[8] = {{0}};
    char text[LOOK_NAME];
    int64_t gap_ns = 0;
    (void)state;
    for (int i = 0; i < 7; i++) {
        printed[i] = (struct kit_event){.kind = EVENT_PRINTED, .at_ns = i * 10 * NS_PER_MS};
        snprintf(printed[i].text, sizeof printed[i].text, i == 0 ? "ready" : "served %d", i);
    }
    printed[7] = (struct kit_event){.kind = EVENT_CLOSING, .at_ns = 100 * NS_PER_MS};
    draft_progress_text(printed, 8, text, &gap_ns);
    assert_string_equal(text, "served");
    assert_int_equal(gap_ns, 10 * NS_PER_MS);
    printed[7].at_ns = 1000 * NS_PER_MS; /* it had stopped long before */
    draft_progress_text(printed, 8, text, &gap_ns);
    assert_string_equal(text, "");
}

static struct kit_event told_by_probe(const char *actor, const char *peer)
{
    struct kit_event event = {.kind = EVENT_STEP, .name = "child.started"};
    strcpy(event.actor, actor);
    strcpy(event.peer, peer);
    return event;
}

/* Only where each child has one: a name for the wrong child would be worse than none. */
static void a_child_has_the_name_that_its_parent_gives_it(void **state)
{
    struct kit_event told[] = {told_by_probe("app", "cs"), told_by_probe("other", "x"),
                               told_by_probe("app", "cs"), told_by_probe("app", "vb"),
                               told_by_probe("app", "third")};
    (void)state;
    look_take_names(&look, told, 3);
    assert_string_equal(look.processes[1].called, "");
    look_take_names(&look, told, 5);
    assert_string_equal(look.processes[1].called, "");
    look_take_names(&look, told, 4);
    assert_string_equal(look.processes[1].called, "cs");
    assert_string_equal(look.processes[2].called, "vb");
    assert_string_equal(look.processes[3].called, ""); /* the child of a child */
    assert_string_equal(look.processes[4].called, ""); /* the system's own */
    struct draft_child children[LOOK_PROCESSES];
    draft_children(&look, children);
    assert_string_equal(children[0].name, "cs");
    assert_string_equal(children[2].name, "node");
}

/* By nothing of it could a scenario know it. */
static void a_child_without_a_command_line_is_not_named(void **state)
{
    struct draft_child children[LOOK_PROCESSES];
    (void)state;
    look.processes[1].command[0] = 0; /* its image is enough */
    look.processes[2].command[0] = 0; /* another process has this image, too */
    assert_int_equal(draft_children(&look, children), 2);
    assert_string_equal(children[0].look, "helper.exe");
    assert_string_equal(children[1].look, "node.exe*two.js");
}

/* Nothing in a name reaches a terminal raw. */
static void a_hostile_name_is_escaped(void **state)
{
    struct text text = text_over(page, sizeof page);
    (void)state;
    strcpy(look.processes[1].command, "helper.exe \x1b[31m");
    strcpy(events[2].text, "\x1b]0;x\x07");
    look_page(&text, &program, &look, &seen, NULL, 1);
    assert_null(strchr(page, 0x1b));
}

#define CLAIM(test) cmocka_unit_test_setup(test, set_up)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CLAIM(a_process_is_below_the_one_that_made_it),
        CLAIM(a_pid_that_comes_again_makes_no_circle),
        CLAIM(a_child_of_a_child_is_known_by_its_command_line),
        CLAIM(children_have_names_that_the_language_takes),
        CLAIM(a_number_of_a_command_line_is_one_wildcard),
        CLAIM(a_small_number_tells_two_children_apart),
        CLAIM(the_ready_text_ends_before_what_changes),
        CLAIM(a_draft_reads),
        CLAIM(the_page_shows_who_shares_a_pipe),
        CLAIM(a_kept_end_is_told),
        CLAIM(what_is_no_text_is_not_waited_for),
        CLAIM(a_child_that_is_started_again_is_one_actor),
        CLAIM(what_is_printed_again_and_again_is_progress),
        CLAIM(a_child_has_the_name_that_its_parent_gives_it),
        CLAIM(a_child_without_a_command_line_is_not_named),
        CLAIM(a_hostile_name_is_escaped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

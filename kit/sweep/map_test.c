/*
 * Goal: the map tells of every point once, what failed and what was not reached is listed, and
 * nothing that is no pass is counted as one. Method: a few results and the lines that come of
 * them.
 */
#include "kit/sweep/map.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct scenario scenario;
static char room[16384];

static struct sweep_result result(const char *step, uint32_t n, enum kit_fault fault,
                                  enum sweep_state state, int64_t detection_ms)
{
    struct sweep_result result = {.point = {.kind = SAY_AT,
                                            .actor = 1,
                                            .target = 1,
                                            .peer = -1,
                                            .occurrence = n,
                                            .last = 4,
                                            .fault = fault},
                                  .state = state,
                                  .detection_ns =
                                      detection_ms < 0 ? -1 : detection_ms * NS_PER_MS};
    name_copy(result.point.step, step, strlen(step));
    return result;
}

static int read_pair(void **state)
{
    static const char text[] =
        "parent host is ref_parent\nchild cs is ref_child\nchild vb is ref_child\n";
    struct kit_error err;
    (void)state;
    return scenario_read("x", text, sizeof text - 1, &scenario, &err) == KIT_OK ? 0 : -1;
}

/* The row of this name without its blanks, or NULL. */
static const char *row(const char *name)
{
    static char found[256];
    char *line = strstr(room, name);
    size_t length = 0;
    if (!line || (line != room && line[-1] != '\n'))
        return NULL;
    for (; *line && *line != '\n'; line++) {
        if (*line != ' ' || (length > 0 && found[length - 1] != ' '))
            found[length++] = *line;
    }
    found[length] = 0;
    return found;
}

static void show(struct sweep_result *results, size_t count)
{
    struct text text = text_over(room, sizeof room);
    sweep_map(&scenario, results, count, &text);
    assert_false(text.cut);
}

static void a_cell_has_how_many_and_how_many_were_no_pass(void **state)
{
    (void)state;
    struct sweep_result results[] = {result("request.sent", 2, FAULT_KILL, SWEEP_FAILED, 40),
                                     result("request.sent", 1, FAULT_KILL, SWEEP_PASSED, 10),
                                     result("request.sent", 3, FAULT_KILL, SWEEP_PASSED, 20),
                                     result("request.sent", 1, FAULT_HANG, SWEEP_UNREACHED, -1),
                                     result("child.begun", 1, FAULT_KILL, SWEEP_OPEN, -1),
                                     result("child.begun", 1, FAULT_HANG, SWEEP_TROUBLED, -1),
                                     result("memory.read", 1, FAULT_HANG, SWEEP_PASSED, -1)};
    show(results, 7);
    assert_string_equal(row("cs "), "cs kill hang median worst");
    assert_string_equal(row("request.sent"), "request.sent 3!1 1?1 20 40");
    assert_string_equal(row("child.begun"), "child.begun 1-1 1~1");
    assert_string_equal(row("memory.read"), "memory.read 1");
    assert_non_null(strstr(room, "not reached:\n  at cs request.sent #1 hang cs\n"));
    assert_non_null(strstr(room, "failed:\n  at cs request.sent #2 kill cs\n"));
    assert_non_null(strstr(room, "not judged:\n  at cs child.begun #1 hang cs\n"));
    assert_null(row("host"));
}

/*
 * Rows of two actors, so that each table must skip the rows of the other. Inside a wait, the
 * strike is at the waiting actor or at the actor that it waits for.
 */
static void a_row_is_a_step_a_wait_or_a_call_with_its_code(void **state)
{
    (void)state;
    struct sweep_result results[] = {result("reply.wait", 1, FAULT_KILL, SWEEP_PASSED, -1),
                                     result("reply.wait", 1, FAULT_KILL, SWEEP_PASSED, -1),
                                     result("reply.wait", 1, FAULT_HANG, SWEEP_PASSED, -1),
                                     result("idle.wait", 1, FAULT_KILL, SWEEP_PASSED, -1),
                                     result("section.create", 1, FAULT_FAIL, SWEEP_PASSED, -1),
                                     result("section.create", 1, FAULT_FAIL, SWEEP_PASSED, -1),
                                     result("event.set", 1, FAULT_FAIL, SWEEP_PASSED, -1)};
    results[0].point.kind = results[1].point.kind = SAY_INSIDE;
    results[2].point.kind = results[3].point.kind = SAY_INSIDE;
    results[1].point.target = 0;
    results[3].point.actor = 0;
    for (int i = 4; i < 7; i++) {
        results[i].point.kind = SAY_FAIL;
        results[i].point.code = i == 4 ? 1455 : i == 5 ? 8 : 6;
    }
    struct sweep_result wait = results[0];
    results[0] = results[4]; /* so that what comes last stood first */
    results[4] = wait;
    show(results, 7);
    assert_string_equal(row("in reply.wait "), "in reply.wait 1 1");
    assert_string_equal(row("in reply.wait: parent"), "in reply.wait: parent 1");
    assert_string_equal(row("in idle.wait: child"), "in idle.wait: child 1");
    assert_string_equal(row("section.create 1455"), "section.create 1455 1");
    const char *host = strstr(room, "\nhost "), *cs = strstr(room, "\ncs ");
    assert_true(host && cs && host < strstr(room, "in idle.wait: child"));
    assert_true(strstr(room, "in idle.wait: child") < cs &&
                cs < strstr(room, "in reply.wait "));
    assert_true(strstr(room, "in reply.wait ") < strstr(room, "event.set 6"));
    assert_true(strstr(room, "section.create 8 ") < strstr(room, "section.create 1455"));
    assert_null(strstr(room, "not reached:\n")); /* of nothing there is no list */
    assert_null(strstr(room, " \n"));
}

/* Pairs have their own tables, by the target of the first strike. */
static void a_pair_stands_in_the_table_of_its_first(void **state)
{
    (void)state;
    const struct sweep_point firsts[] = {result("reply.wait", 2, FAULT_HANG, 0, 0).point,
                                         result("reply.wait", 2, FAULT_DROP, 0, 0).point,
                                         result("idle.wait", 2, FAULT_DROP, 0, 0).point};
    struct sweep_point close = firsts[1];
    struct sweep_result results[] = {result("child.lost", 1, FAULT_KILL, SWEEP_FAILED, -1),
                                     result("child.lost", 1, FAULT_KILL, SWEEP_FAILED, -1),
                                     result("child.lost", 1, FAULT_KILL, SWEEP_FAILED, -1),
                                     result("child.lost", 1, FAULT_KILL, SWEEP_FAILED, -1),
                                     result("child.lost", 1, FAULT_KILL, SWEEP_FAILED, -1),
                                     result("idle.wait", 1, FAULT_KILL, SWEEP_PASSED, -1)};
    struct sweep_point owed = firsts[2];
    owed.owed = 3;
    close.drop = DROP_CLOSE;
    for (int i = 0; i < 5; i++) {
        results[i].point.actor = results[i].point.target = 0;
        results[i].point.peer = 1;
        results[i].point.first = i == 0 ? &owed : i == 1 ? &close : &firsts[i % 2];
    }
    results[4].point.target = 2;
    show(results, 6);
    assert_string_equal(row("cs, and then"), "cs, and then kill median worst");
    assert_string_equal(row("host child.lost "), "host child.lost 4!4");
    assert_string_equal(row("host child.lost: vb"), "host child.lost: vb 1!1");
    assert_string_equal(row("idle.wait "), "idle.wait 1");
    assert_true(strstr(room, "\ncs ") < strstr(room, "\ncs, and then"));
    assert_non_null(strstr(
        room, "failed:\n"
              "  at cs reply.wait #2 hang cs then at host child.lost for cs #1 kill vb\n"
              "  at cs reply.wait #2 hang cs then at host child.lost for cs #1 kill host\n"
              "  at cs reply.wait #2 drop cs then at host child.lost for cs #1 kill host\n"
              "  at cs reply.wait #2 drop cs by close then at host child.lost for cs #1 kill "
              "host\n"
              "  at cs idle.wait #2 drop cs then at host child.lost for cs #1 kill host\n"));
}

static void a_column_is_as_wide_as_its_widest_cell(void **state)
{
    (void)state;
    static struct sweep_result results[1200];
    for (uint32_t i = 0; i < 1200; i++) {
        results[i] = result("request.sent", i + 1, FAULT_KILL, SWEEP_FAILED, i);
        results[i].point.last = 1200;
    }
    struct text text = text_over(room, sizeof room);
    sweep_map(&scenario, results, 1200, &text);
    assert_true(text.cut); /* the list of them, below the table */
    assert_non_null(strstr(room, "\ncs                          kill  median   worst\n"));
    assert_non_null(strstr(room, "\nrequest.sent           1200!1200     599    1199\n"));
}

static void the_closing_line_counts_each_once(void **state)
{
    (void)state;
    struct sweep_result results[] = {result("request.sent", 1, FAULT_KILL, SWEEP_PASSED, 1),
                                     result("request.sent", 2, FAULT_KILL, SWEEP_FAILED, 1),
                                     result("request.sent", 3, FAULT_KILL, SWEEP_TROUBLED, 1),
                                     result("request.sent", 4, FAULT_KILL, SWEEP_UNREACHED, 1),
                                     result("request.sent", 5, FAULT_KILL, SWEEP_OPEN, 1)};
    struct text text = text_over(room, sizeof room);
    sweep_closing(results, 5, &text);
    assert_string_equal(room,
                        "4 runs: 1 passed, 1 failed, 1 not reached, 1 not judged, 1 not run\n");
    text = text_over(room, sizeof room);
    sweep_closing(results, 1, &text);
    assert_string_equal(room, "1 runs: 1 passed, 0 failed, 0 not reached\n");
}

/* The last time is the longest. In the first half of the runs, no actor reported the harm. */
static void the_times_of_a_long_row_are_of_all_its_points(void **state)
{
    enum { LONG = 2001 };
    static struct sweep_result results[LONG];
    struct sweep_row row = {.first = results, .count = LONG};
    long long median_ms = 0, worst_ms = 0;
    (void)state;
    for (int i = 0; i < LONG; i++)
        results[i] = (struct sweep_result){.state = SWEEP_PASSED,
                                           .detection_ns = i < LONG / 2 ? -1 : i * NS_PER_MS};
    assert_true(sweep_times(&row, &median_ms, &worst_ms));
    assert_int_equal(worst_ms, LONG - 1);
    assert_int_equal(median_ms, LONG / 2 + LONG / 4);
    row.count = LONG / 2;
    assert_false(sweep_times(&row, &median_ms, &worst_ms));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cell_has_how_many_and_how_many_were_no_pass),
        cmocka_unit_test(a_row_is_a_step_a_wait_or_a_call_with_its_code),
        cmocka_unit_test(a_pair_stands_in_the_table_of_its_first),
        cmocka_unit_test(a_column_is_as_wide_as_its_widest_cell),
        cmocka_unit_test(the_closing_line_counts_each_once),
        cmocka_unit_test(the_times_of_a_long_row_are_of_all_its_points),
    };
    return cmocka_run_group_tests(tests, read_pair, NULL);
}

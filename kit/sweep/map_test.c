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
    static const char text[] = "parent host is ref_parent\nchild cs is ref_child\n";
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
    assert_string_equal(row("child.begun"), "child.begun 1-1 1!1");
    assert_string_equal(row("memory.read"), "memory.read 1");
    assert_non_null(strstr(room, "not reached:\n  at cs request.sent #1 hang cs\n"));
    assert_non_null(strstr(room, "failed:\n  at cs request.sent #2 kill cs\n"));
    assert_non_null(strstr(room, "no verdict:\n  at cs child.begun #1 hang cs\n"));
    assert_null(row("host"));
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
    assert_string_equal(room, "4 runs: 1 passed, 2 failed, 1 not reached, 1 not run\n");
    text = text_over(room, sizeof room);
    sweep_closing(results, 1, &text);
    assert_string_equal(room, "1 runs: 1 passed, 0 failed, 0 not reached\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cell_has_how_many_and_how_many_were_no_pass),
        cmocka_unit_test(the_closing_line_counts_each_once),
    };
    return cmocka_run_group_tests(tests, read_pair, NULL);
}

/*
 * Goal: a wait that is struck inside is held open by the side that would end it, and the lines
 * that do so are a scenario that the reader takes. Method: the events of one exchange of the
 * reference pair, as a person would write them down, and the text that comes of each wait.
 */
#include "kit/sweep/sweep.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ROOM 512

static const char family[] = "parent host is ref_parent block 4KiB\n"
                             "child cs is ref_child tick 20ms\n"
                             "child vb is ref_child tick 20ms\nrequests 1\n"
                             "sweep every wait of host\nsweep every wait of cs\n";

/* One exchange with a block, in an order that its waits can be in, as "actor step"; what host
 * does is for cs. */
static const char *const exchange[][2] = {
    {"host", "child.started"},
    {"cs", "child.begun"},
    {"host", "connect.wait"},
    {"cs", "connect.before"},
    {"cs", "connected"},
    {"host", "connected"},
    {"host", "idle.wait"},
    {"cs", "request.before"},
    {"cs", "request.sent"},
    {"host", "request.peek"},
    {"cs", "request.signalled"},
    {"cs", "reply.wait"},
    {"host", "request.received"},
    {"host", "memory.written"},
    {"host", "reply.sent"},
    {"cs", "reply.received"},
    {"host", "block.asked"},
    {"host", "block.offer-wait"},
    {"cs", "memory.read"},
    {"cs", "block.ask-wait"},
    {"cs", "block.begun"},
    {"cs", "block.offered"},
    {"host", "block.acknowledged"},
    {"cs", "block.ack-wait"},
    {"host", "block.whole-wait"},
    {"cs", "block.half"},
    {"cs", "block.whole"},
    {"host", "block.duplicated"},
    {"cs", "block.taken-wait"},
    {"host", "block.checked"},
    {"host", "block.taken"},
    {"host", "idle.wait"},
    {"cs", "block.done"},
    {"cs", "idle.wait"},
    {"cs", "quit.sent"},
    {"host", "child.quit"},
    {"cs", "child.ending"},
    {"host", "close.wait"},
    {"host", "closed"},
};

enum { STEPS = sizeof exchange / sizeof *exchange };

static struct kit_event step(const char *actor, const char *name, const char *peer, uint32_t n)
{
    struct kit_event event = {.kind = EVENT_STEP, .occurrence = n};
    name_copy(event.actor, actor, strlen(actor));
    name_copy(event.name, name, strlen(name));
    name_copy(event.peer, peer, strlen(peer));
    return event;
}

/* Between the steps of cs and those for it stand as many of vb, which must not be taken. */
static size_t write_down(struct kit_event events[2 * STEPS])
{
    size_t count = 0;
    for (size_t i = 0; i < STEPS; i++) {
        bool is_host = words_equal(exchange[i][0], "host");
        uint32_t n = 1;
        for (size_t k = 0; k < i; k++)
            n += words_equal(exchange[k][0], exchange[i][0]) &&
                 words_equal(exchange[k][1], exchange[i][1]);
        if (is_host)
            events[count++] = step("host", exchange[i][1], "vb", n);
        else
            events[count++] = step("vb", exchange[i][1], "", n);
        events[count++] = step(exchange[i][0], exchange[i][1], is_host ? "cs" : "", n);
    }
    return count;
}

/* The lines that the point adds to the file. */
static void expect_lines(const struct scenario *scenario, const struct sweep_point *point,
                         const char *lines)
{
    static struct scenario read;
    char whole[2048];
    struct kit_error err;
    struct text to = text_over(whole, sizeof whole);
    sweep_text(scenario, family, strlen(family), point, &to);
    assert_false(to.cut);
    assert_true(to.length <= strlen(family) + SWEEP_GROWS);
    if (scenario_read("p", whole, to.length, &read, &err) != KIT_OK)
        fail_msg("%s", err.text);
    const char *added = strstr(whole, "# sweep every wait of cs\n");
    assert_non_null(added);
    assert_string_equal(strchr(added, '\n') + 1, lines);
}

static void a_wait_is_held_open_by_who_would_end_it(void **state)
{
    (void)state;
    static const struct {
        const char *wait; /* the line of the point, without fault and target */
        const char *hold, *held;
    } rows[] = {
        {"inside host connect.wait for cs #1", "cs at connect.before #1", "cs"},
        {"inside host idle.wait for cs #1", "cs at request.before #1", "cs"},
        {"inside host idle.wait for cs #2", "cs at idle.wait #1", "cs"},
        {"inside host block.offer-wait for cs #1", "cs at block.begun #1", "cs"},
        {"inside host block.whole-wait for cs #1", "cs at block.half #1", "cs"},
        {"inside host close.wait for cs #1", "cs at child.ending #1", "cs"},
        {"inside cs reply.wait #1", "host at memory.written for cs #1", "host"},
        {"inside cs block.ask-wait #1", "host at reply.sent for cs #1", "host"},
        {"inside cs block.ack-wait #1", "host at block.offer-wait for cs #1", "host"},
        {"inside cs block.taken-wait #1", "host at block.checked for cs #1", "host"},
        {"inside cs idle.wait #1", NULL, NULL}, /* its own tick ends it */
    };
    struct kit_event events[2 * STEPS];
    struct sweep_point *points = calloc(ROOM, sizeof *points);
    struct scenario *scenario = calloc(1, sizeof *scenario);
    struct kit_error err;
    assert_non_null(points);
    assert_non_null(scenario);
    assert_int_equal(scenario_read("p", family, strlen(family), scenario, &err), KIT_OK);
    size_t count = sweep_points(scenario, events, write_down(events), points, ROOM), seen = 0;
    for (size_t i = 0; i < count; i++) {
        char line[SWEEP_LINE], wanted[3 * SWEEP_LINE];
        struct text to = text_over(line, sizeof line);
        sweep_line(scenario, &points[i], &to);
        for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
            if (strncmp(line, rows[k].wait, strlen(rows[k].wait)) != 0)
                continue;
            to = text_over(wanted, sizeof wanted);
            if (rows[k].hold)
                text_add(&to, "hold %s\n", rows[k].hold);
            text_add(&to, "%s\n", line);
            if (rows[k].hold)
                text_add(&to, "release %s\n", rows[k].held);
            expect_lines(scenario, &points[i], wanted);
            seen++;
        }
    }
    assert_int_equal(seen, 4 * sizeof rows / sizeof *rows); /* kill and hang, of either side */
    free(scenario);
    free(points);
}

static void what_no_run_has_shown_holds_nobody(void **state)
{
    (void)state;
    static struct scenario scenario;
    struct kit_error err;
    assert_int_equal(scenario_read("p", family, strlen(family), &scenario, &err), KIT_OK);
    const struct kit_event events[] = {step("cs", "memory.read", "", 1),
                                       step("host", "idle.wait", "cs", 1),
                                       step("cs", "quit.sent", "", 1)};
    struct kit_event second = step("host", "idle.wait", "cs", 2);
    assert_string_equal(sweep_hold_for(&scenario, events, 3, &events[1]).step, "memory.read");
    assert_string_equal(sweep_hold_for(&scenario, events, 3, &second).step, "");
    assert_string_equal(sweep_hold_for(&scenario, events + 1, 2, &events[1]).step, "");
    assert_string_equal(sweep_hold_for(&scenario, events, 3, &events[0]).step, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wait_is_held_open_by_who_would_end_it),
        cmocka_unit_test(what_no_run_has_shown_holds_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

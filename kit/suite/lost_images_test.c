/*
 * Goal: an end that a process outside the run may have caused is seen, and an end that the run
 * explains is not. Method: events by hand.
 */
#include "kit/suite/lost_images.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static const char text[] = "parent p is ref_parent\n"
                           "child a is ref_child\n"
                           "child b is ref_child\n";
static struct scenario scenario;

static int read_scenario(void **state)
{
    struct kit_error err;
    (void)state;
    return scenario_read("a.scenario", text, strlen(text), &scenario, &err) == KIT_OK ? 0 : -1;
}

#define STARTED                                                                                \
    {                                                                                          \
        .kind = EVENT_STARTED, .actor = "a", .name = "a.exe"                                   \
    }
#define EXITED                                                                                 \
    {                                                                                          \
        .kind = EVENT_EXITED, .actor = "a", .pid = 7                                           \
    }

static void an_end_is_lost_that_nothing_explains(void **state)
{
    static const struct {
        uint32_t lost;
        struct kit_event events[4];
    } rows[] = {
        {1, {STARTED, EXITED, {.kind = EVENT_CLOSING}}},
        {0, {STARTED, {.kind = EVENT_CLOSING}, EXITED}},
        {0, {STARTED, {.kind = EVENT_STRUCK, .actor = "a"}, EXITED}},
        {1, {STARTED, {.kind = EVENT_STRUCK, .actor = "b"}, EXITED}},
        {0, {STARTED, {.kind = EVENT_STOP, .actor = "a"}, EXITED}},
        {0, {STARTED, {.kind = EVENT_REPORT, .actor = "a", .name = "child.ending"}, EXITED}},
        {0, {STARTED, {.kind = EVENT_STEP, .actor = "a", .name = "quit.sent"}, EXITED}},
        {1, {STARTED, {.kind = EVENT_STEP, .actor = "a", .name = "idle.wait"}, EXITED}},
        {0, {STARTED, {.kind = EVENT_STEP, .actor = "a", .name = "process.exit"}, EXITED}},
        {0, {STARTED, {.kind = EVENT_EXITED, .actor = "a", .code = KIT_CRASH_CODE}}},
        /* The parent ends it, or is over. */
        {0, {STARTED, {.kind = EVENT_STRUCK, .actor = "p"}, EXITED}},
        {0, {STARTED, {.kind = EVENT_STOP, .actor = "p"}, EXITED}},
        {0, {STARTED, {.kind = EVENT_ENDED, .actor = "p"}, EXITED}},
        {0, {STARTED, {.kind = EVENT_EXITED, .actor = "p"}, EXITED}},
        {0, {STARTED, {.kind = EVENT_STEP, .actor = "p", .name = "process.exit"}, EXITED}},
        {1, {STARTED, EXITED, {.kind = EVENT_STOP, .actor = "p"}}},
        {1, {STARTED, {.kind = EVENT_EXITED, .actor = "b"}, EXITED}},
        {0,
         {STARTED,
          {.kind = EVENT_STEP, .actor = "b", .name = "process.end", .sequence = 7},
          EXITED}},
        {1,
         {STARTED,
          {.kind = EVENT_STEP, .actor = "b", .name = "process.end", .sequence = 8},
          EXITED}},
        /* Events of the previous process do not explain the end of this one. */
        {1,
         {{.kind = EVENT_STOP, .actor = "a"},
          {.kind = EVENT_STARTED, .actor = "a", .name = "a.exe", .incarnation = 2},
          {.kind = EVENT_EXITED, .actor = "a", .incarnation = 2}}},
        {0, {{.kind = EVENT_STARTED, .name = "a.exe"}, {.kind = EVENT_EXITED}}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct belongings lost = {.count = 0};
        lost_images(&scenario, rows[i].events, 3, &lost);
        assert_int_equal(lost.count, rows[i].lost);
        assert_true(lost.count == 0 || belongings_have(&lost, BELONGING_IMAGE, "a.exe"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(an_end_is_lost_that_nothing_explains, read_scenario),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

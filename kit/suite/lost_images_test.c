/*
 * Goal: an end that a process outside the run may have caused is seen, and an end that the run
 * explains is not. Method: events by hand.
 */
#include "kit/suite/lost_images.h"
#include "kit/protocol/steps.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define STARTED                                                                                \
    {                                                                                          \
        .kind = EVENT_STARTED, .actor = "a", .name = "a.exe"                                   \
    }
#define EXITED                                                                                 \
    {                                                                                          \
        .kind = EVENT_EXITED, .actor = "a"                                                     \
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
        lost_images(rows[i].events, 3, &lost);
        assert_int_equal(lost.count, rows[i].lost);
        assert_true(lost.count == 0 || belongings_have(&lost, BELONGING_IMAGE, "a.exe"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_end_is_lost_that_nothing_explains),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

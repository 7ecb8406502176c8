/*
 * Goal: two runs that met by a name are told, once, and no two that did not. Method: runs by
 * hand.
 */
#include "kit/suite/meetings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct meetings *meetings;
static char room[4096];

static int begin(void **state)
{
    (void)state;
    free(meetings);
    meetings = calloc(1, sizeof *meetings);
    return meetings ? 0 : -1;
}

static uint32_t add(const char *path, int64_t began_ns, int64_t ended_ns, bool lost,
                    const char *type, const char *name)
{
    static struct past_run run;
    struct text to = text_over(room, sizeof room);
    run = (struct past_run){.path = path, .began_ns = began_ns, .ended_ns = ended_ns};
    belongings_add(&run.had, "Event", path);
    belongings_add(&run.had, type, name);
    if (lost)
        belongings_add(&run.lost, type, name);
    return meetings_add(meetings, &run, &to);
}

static void runs_that_had_one_name_at_once_met(void **state)
{
    (void)state;
    assert_int_equal(add("a", 10, 20, false, "Section", "x"), 0);
    assert_int_equal(add("b", 15, 30, false, "Section", "x"), 1);
    assert_string_equal(
        room, "MET  a and b ran at the same time, and processes of both had the Section 'x'. "
              "Each run could change it for the other, so neither verdict is certain; write "
              "`uses` with the same word in both, or `alone`\n");
    assert_int_equal(add("c", 15, 30, false, "Section", "x"), 0); /* it was told */
    assert_int_equal(add("d", 15, 30, false, "Mutant", "y"), 0);
    assert_int_equal(add("d", 16, 31, false, "Mutant", "y"), 2); /* two runs of one scenario */
    assert_non_null(strstr(
        room,
        "MET  two runs of d ran at the same time, and processes of both had the Mutant 'y'"));
}

static void runs_one_after_the_other_did_not_meet(void **state)
{
    (void)state;
    assert_int_equal(add("a", 10, 20, false, "Section", "x"), 0);
    assert_int_equal(add("b", 20, 30, false, "Section", "x"), 0);
    assert_int_equal(add("c", 5, 10, false, "Section", "x"), 0);
    assert_int_equal(add("d", 29, 40, false, "Event", "x"), 0);   /* another type */
    assert_int_equal(add("e", 29, 40, false, "Section", "X"), 0); /* another name */
}

static void an_image_in_common_is_a_meeting_where_an_end_is_unexplained(void **state)
{
    (void)state;
    assert_int_equal(add("a", 10, 20, false, BELONGING_IMAGE, "x.exe"), 0);
    assert_int_equal(add("b", 10, 20, false, BELONGING_IMAGE, "x.exe"), 0);
    assert_int_equal(add("c", 10, 20, true, BELONGING_IMAGE, "x.exe"), 1);
    assert_non_null(
        strstr(room, "both with processes of the image 'x.exe', and one of c ended"));
    begin(NULL);
    assert_int_equal(add("a", 10, 20, true, BELONGING_IMAGE, "x.exe"), 0);
    assert_int_equal(add("b", 10, 20, false, BELONGING_IMAGE, "x.exe"), 1);
    assert_non_null(strstr(room, "and one of a ended"));
}

static void what_the_runner_has_too_proves_nothing(void **state)
{
    (void)state;
    belongings_add(&meetings->everybodys, "Section", "x");
    assert_int_equal(add("a", 10, 20, false, "Section", "x"), 0);
    assert_int_equal(add("b", 10, 20, false, "Section", "x"), 0);
    assert_int_equal(add("c", 10, 20, false, "Mutant", "__WINE_FONT_MUTEX__"), 0);
    assert_int_equal(add("d", 10, 20, false, "Mutant", "__WINE_FONT_MUTEX__"), 0);
    assert_int_equal(add("e", 10, 20, false, "Mutant", "display_device_init"), 0);
    assert_int_equal(add("f", 10, 20, false, "Mutant", "display_device_init"), 0);
    assert_int_equal(add("g", 10, 20, false, "Mutant", "DBWinMutex"), 0);
    assert_int_equal(add("h", 10, 20, false, "Mutant", "DBWinMutex"), 0);
}

static void however_many_there_are_it_ends(void **state)
{
    (void)state;
    for (int i = 0; i < 3 * (int)MEETINGS_RUNS; i++) {
        char name[16];
        struct text text = text_over(name, sizeof name);
        text_add(&text, "n%d", i / 2);
        add(name, i, i + 3, false, "Section", name);
    }
    assert_int_equal(meetings->reported_count, MEETINGS_REPORTED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(runs_that_had_one_name_at_once_met, begin),
        cmocka_unit_test_setup(runs_one_after_the_other_did_not_meet, begin),
        cmocka_unit_test_setup(an_image_in_common_is_a_meeting_where_an_end_is_unexplained,
                               begin),
        cmocka_unit_test_setup(what_the_runner_has_too_proves_nothing, begin),
        cmocka_unit_test_setup(however_many_there_are_it_ends, begin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

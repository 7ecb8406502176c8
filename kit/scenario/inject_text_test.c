/*
 * Goal: the text with the injected probe differs from the scenario's own in nothing but these
 * words, behind the programs that a run starts and that have no probe; and the reader takes it.
 * Method: texts with comments, line ends and options, before and after.
 */
#include "kit/scenario/inject_text.h"
#include "kit/scenario/scenario.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct scenario scenario;

static void read_text(const char *text)
{
    struct kit_error err;
    if (scenario_read("x.scenario", text, strlen(text), &scenario, &err) != KIT_OK)
        fail_msg("%s", err.text);
}

static void assert_becomes(const char *before, const char *after)
{
    char room[1024];
    struct text to = text_over(room, sizeof room);
    read_text(before);
    inject_text(&scenario, before, strlen(before), &to);
    assert_string_equal(room, after);
    assert_true(strlen(after) - strlen(before) <= INJECT_GROWS);
    read_text(room);
    assert_true(inject_text_has_use(&scenario));
}

static void only_the_words_are_new(void **state)
{
    (void)state;
    assert_becomes("parent app is \"a b.exe\"", "parent app is \"a b.exe\" probe inject");
    assert_becomes("# what\r\n\r\nparent app is \"a.exe\" \"#1\"\t # why\r\nrun for 1s\r\n",
                   "# what\r\n\r\nparent app is \"a.exe\" \"#1\" probe inject\t # why\r\n"
                   "run for 1s\r\n");
    assert_becomes(
        "parent app is \"a.exe\" stdin null # \"b\"\nchild c is image \"c.exe\"\n"
        "parent two is \"b.exe\" env \"A=1\"\n",
        "parent app is \"a.exe\" stdin null probe inject # \"b\"\n"
        "child c is image \"c.exe\"\nparent two is \"b.exe\" env \"A=1\" probe inject\n");
    assert_becomes("\xEF\xBB\xBFparent app is \"a.exe\"\n",
                   "\xEF\xBB\xBFparent app is \"a.exe\" probe inject\n");
}

static void what_has_a_probe_stays_as_it_is(void **state)
{
    (void)state;
    static const char injected[] = "parent app is \"a.exe\" probe inject\nlimit 5s\n";
    static const char kits[] = "parent host is ref_parent\nchild cs is ref_child\n";
    char room[256];
    struct text to = text_over(room, sizeof room);
    assert_becomes(injected, injected);
    read_text(kits);
    assert_false(inject_text_has_use(&scenario));
    inject_text(&scenario, kits, strlen(kits), &to);
    assert_string_equal(room, kits);
}

static void the_growth_has_a_bound(void **state)
{
    (void)state;
    static char text[SCENARIO_ACTORS * 64], room[sizeof text + INJECT_GROWS];
    struct text from = text_over(text, sizeof text), to = text_over(room, sizeof room);
    for (int i = 0; i < SCENARIO_ACTORS; i++)
        text_add(&from, "parent p%d is \"a.exe\"\n", i);
    read_text(text);
    inject_text(&scenario, text, from.length, &to);
    assert_false(to.cut);
    read_text(room);
    for (int i = 0; i < SCENARIO_ACTORS; i++)
        assert_true(scenario.actors[i].launch.injected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_the_words_are_new),
        cmocka_unit_test(what_has_a_probe_stays_as_it_is),
        cmocka_unit_test(the_growth_has_a_bound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

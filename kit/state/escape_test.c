/*
 * Goal: a process outside the job is the run's only where that is proven, whatever else runs on
 * the system. Method: rows of outsiders against a run of two processes.
 */
#include "kit/state/escape.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define RUN "lifeline-44-0123456789abcdef"

static const char text[] = "parent host is ref_parent\nchild cs is ref_child\n"
                           "bystander guest is ref_bystander\n";

enum { HOST, CS, GUEST };

static void only_what_is_proven_is_of_the_run(void **state)
{
    static const struct escape_member members[] = {
        {100, 5000, 0, HOST},    {104, 6000, 0, GUEST},   {108, 0, 0, HOST},
        {112, 5000, 6000, HOST}, {116, 5000, 6000, HOST}, {116, 6100, 6300, GUEST}};
    static const struct {
        const char *what;
        struct escape_outsider outsider;
        enum escape_tie tie;
        int actor;
    } rows[] = {
        {"a user's", {900, 7000, 0, "", ""}, ESCAPE_NONE, -1},
        {"another run's",
         {900, 7000, 0, "lifeline-44-0123456789abcdee", "host"},
         ESCAPE_NONE,
         -1},
        {"another run's, cut", {900, 7000, 0, "lifeline-44-", "host"}, ESCAPE_NONE, -1},
        {"the name of an actor alone", {900, 7000, 0, "", "host"}, ESCAPE_NONE, -1},
        {"by another parent", {900, 7000, 0, RUN, "host"}, ESCAPE_ENVIRONMENT, HOST},
        {"of the bystander", {900, 7000, 0, RUN, "guest"}, ESCAPE_ENVIRONMENT, GUEST},
        {"of whom it is not said", {900, 7000, 0, RUN, ""}, ESCAPE_ENVIRONMENT, -1},
        {"a family that is none", {900, 7000, 0, RUN, "nobody"}, ESCAPE_ENVIRONMENT, -1},
        {"a family has no child's name", {900, 7000, 0, RUN, "cs"}, ESCAPE_ENVIRONMENT, -1},
        {"created by an actor", {100, 7000, 0, "", ""}, ESCAPE_CREATOR, HOST},
        {"in the same instant", {100, 5000, 0, "", ""}, ESCAPE_CREATOR, HOST},
        {"both", {104, 7000, 0, RUN, "host"}, ESCAPE_ENVIRONMENT, HOST},
        {"a number that came round again", {100, 4999, 0, "", ""}, ESCAPE_NONE, -1},
        {"created before its creator ended", {112, 5500, 5000, "", ""}, ESCAPE_CREATOR, HOST},
        {"a creator that ended at once", {112, 6001, 0, "", ""}, ESCAPE_CREATOR, HOST},
        {"a creator that ended long before", {112, 60000000, 0, "", ""}, ESCAPE_NONE, -1},
        {"a number that another has now", {112, 6500, 6400, "", ""}, ESCAPE_NONE, -1},
        {"a number that another got later", {112, 6001, 6400, "", ""}, ESCAPE_CREATOR, HOST},
        {"a number that two of the run had: the younger one",
         {116, 6200, 0, "", ""},
         ESCAPE_CREATOR,
         GUEST},
        {"the older one, before the younger", {116, 6050, 6100, "", ""}, ESCAPE_CREATOR, HOST},
        {"a creator of unknown age", {108, 7000, 0, "", ""}, ESCAPE_NONE, -1},
        {"of unknown age", {100, 0, 0, "", ""}, ESCAPE_NONE, -1},
        {"of unknown creator", {0, 7000, 0, "", ""}, ESCAPE_NONE, -1},
    };
    struct scenario scenario;
    struct kit_error err;
    (void)state;
    assert_int_equal(scenario_read("a.scenario", text, strlen(text), &scenario, &err), KIT_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int actor = 77;
        enum escape_tie tie = escape_tie(&scenario, RUN, members, 6, &rows[i].outsider, &actor);
        if (tie != rows[i].tie || actor != rows[i].actor)
            fail_msg("%s: tie %d, actor %d", rows[i].what, (int)tie, actor);
    }
}

static void each_tie_has_a_word(void **state)
{
    (void)state;
    assert_null(escape_words[ESCAPE_NONE]);
    assert_string_equal(escape_words[ESCAPE_ENVIRONMENT], "environment");
    assert_string_equal(escape_words[ESCAPE_CREATOR], "creator");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_is_proven_is_of_the_run),
        cmocka_unit_test(each_tie_has_a_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

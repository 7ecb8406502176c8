/*
 * Goal: an actor whose handles grow at each count that the scenario asks for fails the rule
 * nothing-left; one whose handles do not grow at each, passes; and too few counts are no pass.
 * Method: scenes with counts of two types.
 */
#include "kit/judge/scene_test.h"

/* The counts are lines 2 to 4. */
#define THREE                                                                                  \
    "parent app is \"app.exe\"\ncount handles of app\ncount handles of app\ncount handles of " \
    "app\n"
#define BEGUN_APP "0 started app|"
#define COUNT(ms, line, events, files)                                                         \
    ms " line - line=" line "|" ms " handles app Event line=" line " size=" events "|" ms      \
       " handles app File line=" line " size=" files "|"
#define OVER "5000 closing -|5001 ended app|5002 exited app code=9|6000 end -"

static void a_type_that_grows_at_each_count_is_a_leak(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"one type grows each time",
         THREE,
         BEGUN_APP COUNT("100", "2", "5", "9") COUNT("200", "3", "6", "9")
             COUNT("300", "4", "8", "9") OVER,
         VERDICT_FAIL,
         {"fail nothing-left app .. app holds more handles at each of its 3 counts than "
          "before: "
          "Event 5, 6, 8 .. leaves a handle open each time"}},
        {"a type that there was none of at first grows, too",
         THREE,
         BEGUN_APP "100 line - line=2|100 handles app File line=2 size=9|" COUNT(
             "200", "3", "1", "9") COUNT("300", "4", "2", "8") OVER,
         VERDICT_FAIL,
         {"fail nothing-left app .. counts than before: Event 0, 1, 2"}},
        {"what was open by chance is no leak",
         THREE,
         BEGUN_APP COUNT("100", "2", "5", "9") COUNT("200", "3", "7", "8")
             COUNT("300", "4", "7", "10") OVER,
         VERDICT_PASS,
         {NULL}},
        {"nor is what grows once, as a pool of threads does",
         THREE,
         BEGUN_APP COUNT("100", "2", "5", "9") COUNT("200", "3", "5", "9")
             COUNT("300", "4", "9", "9") OVER,
         VERDICT_PASS,
         {NULL}},
    };
    ALL_HOLD(scenes);
}

static void too_few_counts_say_nothing(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"the app ended before the third",
         THREE,
         BEGUN_APP COUNT("100", "2", "5", "9")
             COUNT("200", "3", "6",
                   "9") "250 exited app code=0|300 line - line=4|5000 closing -|6000 end -",
         VERDICT_UNSEEN,
         {"unseen nothing-left app .. cannot tell whether app leaks handles: one process of it "
          "was counted 2 times at most, and it takes 3"}},
        {"a second process of the app begins with other handles",
         THREE,
         BEGUN_APP COUNT("100", "2", "5", "9")
             COUNT("200", "3", "6",
                   "9") "250 exited app code=0|260 started app process=2|300 line - line=4|"
                        "300 handles app Event line=4 size=7 process=2|"
                        "5000 closing -|5001 ended app process=2|5002 exited app code=9 "
                        "process=2|6000 end -",
         VERDICT_UNSEEN,
         {"unseen nothing-left app"}},
    };
    ALL_HOLD(scenes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_type_that_grows_at_each_count_is_a_leak),
        cmocka_unit_test(too_few_counts_say_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

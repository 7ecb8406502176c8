/*
 * Goal: an actor whose handles grow from count to count that the scenario asks for fails the
 * rule nothing-left; one whose handles do not, passes; and too few counts are no pass.
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
         {"fail nothing-left app .. app holds more and more handles, counted 3 times: "
          "Event 5, 6, 8 .. leaves a handle open"}},
        {"a type that there was none of at first grows, too",
         THREE,
         BEGUN_APP "100 line - line=2|100 handles app File line=2 size=9|" COUNT(
             "200", "3", "1", "9") COUNT("300", "4", "2", "8") OVER,
         VERDICT_FAIL,
         {"fail nothing-left app .. counted 3 times: Event 0, 1, 2"}},
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

/* One line of the file, carried out so many times. */
#define REPEATED(times)                                                                        \
    "parent app is \"app.exe\"\nrepeat " times " times\ncount handles of app\nend\n"
#define TIME(ms, time, events, files)                                                          \
    ms " line - line=3 time=" time "|" ms " handles app Event line=3 time=" time               \
       " size=" events "|" ms " handles app File line=3 time=" time " size=" files "|"

static void a_line_that_is_repeated_counts_each_time(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"each round leaves a handle",
         REPEATED("3"),
         BEGUN_APP TIME("100", "1", "5", "9") TIME("200", "2", "6", "9")
             TIME("300", "3", "7", "9") OVER,
         VERDICT_FAIL,
         {"fail nothing-left app .. counted 3 times: Event 5, 6, 7"}},
        {"a round that did not come is missed",
         REPEATED("3"),
         BEGUN_APP TIME("100", "1", "5", "9") TIME("200", "2", "6", "9") OVER,
         VERDICT_ERROR,
         {"unseen nothing-left app", "error line: .. before this line began .. line 131075"}},
        {"each second round leaves one: six counts see it",
         REPEATED("6"),
         BEGUN_APP TIME("100", "1", "5", "9") TIME("200", "2", "5", "9")
             TIME("300", "3", "6", "9") TIME("400", "4", "6", "9") TIME("500", "5", "7", "9")
                 TIME("600", "6", "7", "9") OVER,
         VERDICT_FAIL,
         {"fail nothing-left app .. counted 6 times: Event 5, 5, 6, 6, 7, 7"}},
        {"the other of two rounds leaves one: seven counts see it",
         REPEATED("7"),
         BEGUN_APP TIME("100", "1", "5", "9") TIME("200", "2", "5", "9")
             TIME("300", "3", "6", "9") TIME("400", "4", "6", "9") TIME("500", "5", "7", "9")
                 TIME("600", "6", "7", "9") TIME("700", "7", "8", "9") OVER,
         VERDICT_FAIL,
         {"fail nothing-left app .. Event 5, 5, 6, 6, 7, 7, 8"}},
        {"and eight do",
         REPEATED("8"),
         BEGUN_APP TIME("100", "1", "5", "9") TIME("200", "2", "6", "9")
             TIME("300", "3", "6", "9") TIME("400", "4", "7", "9") TIME("500", "5", "7", "9")
                 TIME("600", "6", "8", "9") TIME("700", "7", "8", "9")
                     TIME("800", "8", "9", "9") OVER,
         VERDICT_FAIL,
         {"fail nothing-left app .. Event 5, 6, 6, 7, 7, 8, 8, 9"}},
        {"what grows no more at the seventh is a pool",
         REPEATED("7"),
         BEGUN_APP TIME("100", "1", "5", "9") TIME("200", "2", "5", "9")
             TIME("300", "3", "6", "9") TIME("400", "4", "6", "9") TIME("500", "5", "7", "9")
                 TIME("600", "6", "7", "9") TIME("700", "7", "7", "9") OVER,
         VERDICT_PASS,
         {NULL}},
        {"a pool that grows once is no leak, nor is what is open by chance",
         REPEATED("6"),
         BEGUN_APP TIME("100", "1", "5", "9") TIME("200", "2", "5", "10")
             TIME("300", "3", "8", "9") TIME("400", "4", "8", "9") TIME("500", "5", "8", "10")
                 TIME("600", "6", "8", "11") OVER,
         VERDICT_PASS,
         {NULL}},
        {"the first of seven is a warm-up",
         REPEATED("7"),
         BEGUN_APP TIME("100", "1", "9", "9") TIME("200", "2", "5", "9")
             TIME("300", "3", "5", "9") TIME("400", "4", "6", "9") TIME("500", "5", "6", "9")
                 TIME("600", "6", "7", "9") TIME("700", "7", "7", "9") OVER,
         VERDICT_FAIL,
         {"fail nothing-left app .. counted 7 times: Event 9, 5, 5, 6, 6, 7, 7"}},
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
        cmocka_unit_test(a_line_that_is_repeated_counts_each_time),
        cmocka_unit_test(too_few_counts_say_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

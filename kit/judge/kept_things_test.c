/*
 * Goal: where a thing is not gone as a line expects, the failure says who has it open, as far
 * as the census of the run knows. Method: scenes with `keeps` events.
 */
#include "kit/judge/scene_test.h"

/* The app is killed at 100 ms by line 4; what it had must be gone by 300 ms. */
#define GONE(thing)                                                                            \
    "parent app is \"app.exe\"\nchild helper is image \"helper.exe\"\nhelper may end\n"        \
    "kill app\nexpect " thing " gone within 200ms\n"
#define RUNS                                                                                   \
    "0 started app app.exe pid=7|5 started helper helper.exe pid=8|"                           \
    "6 started - grand.exe pid=9|"                                                             \
    "100 line - line=4|100 struck app kill line=4|101 confirmed app kill line=4|"              \
    "101 exited app code=9|110 line - line=5|400 closing -|"
#define HAS(who, pid, type, name) "410 keeps " who " " type " pid=" pid " text=" name "|"
#define ENDS                      "420 exited helper code=0 pid=8|421 exited - pid=9|430 end -"
#define HELPER_ENDED              "pass child-ends helper"
#define STILL_THERE               "fail line app: @300 .. it was still there"

static void who_has_it_is_told(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"a child has the mutex",
         GONE("mutex \"Local\\lock\""),
         RUNS HAS("helper", "8", "Mutant", "lock") ENDS,
         VERDICT_FAIL,
         {STILL_THERE " -- helper (pid 8) still has it open", HELPER_ENDED}},
        {"two have the memory, of which the name has a PID",
         GONE("memory \"Local\\state-%pid:app%\""),
         RUNS HAS("helper", "8", "Section", "state-7") HAS("-", "9", "Section", "state-7") ENDS,
         VERDICT_FAIL,
         {STILL_THERE " -- helper (pid 8) and grand.exe (pid 9) still have it open",
          HELPER_ENDED}},
        {"a process has both ends of a pipe",
         GONE("pipe \"talk\""),
         RUNS HAS("helper", "8", "pipe", "talk") HAS("helper", "8", "pipe", "talk") ENDS,
         VERDICT_FAIL,
         {STILL_THERE " -- helper (pid 8) still has it open", HELPER_ENDED}},
        {"another object, or one of another kind, says nothing",
         GONE("event \"Local\\lock\""),
         RUNS HAS("helper", "8", "Mutant", "lock") HAS("helper", "8", "Event", "locks") ENDS,
         VERDICT_FAIL,
         {STILL_THERE " -- , of line 5", HELPER_ENDED}},
        {"nobody has a file",
         GONE("file \"lock\""),
         RUNS HAS("helper", "8", "Mutant", "lock") ENDS,
         VERDICT_FAIL,
         {STILL_THERE " -- , of line 5", HELPER_ENDED}},
    };
    ALL_HOLD(scenes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_has_it_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

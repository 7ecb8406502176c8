/*
 * Goal: a failure of an actor that still ran says which ends it has and who has the others, as
 * far as the census of the run knows it, and no verdict depends on it. Method: scenes with
 * `keeps` events.
 */
#include "kit/judge/scene_test.h"

/* The app is killed at 100 ms by line 4, and the helper stays. */
#define ORPHAN "parent app is \"app.exe\"\nchild helper is image \"helper.exe\"\n\nkill app\n"
#define STAYS                                                                                  \
    "0 started app app.exe pid=7|5 started helper helper.exe pid=8|"                           \
    "6 started - grand.exe pid=9|"                                                             \
    "100 line - line=4|100 struck app kill line=4|101 confirmed app kill line=4|"              \
    "101 exited app code=9|4000 closing -|"
#define LEFT                      "7000 left helper pid=8|7001 left - grand.exe pid=9|7100 end -"
#define TOO_LATE                  "fail child-ends helper .. must end within 3000 ms"

#define NO_CAUSE                  " -- , of"

/* What a process has at 4010 ms. */
#define HAS(who, pid, end, name)  "4010 keeps " who " pipe by=" end " pid=" pid " text=" name "|"
#define HELPER_HAS(end, name)     HAS("helper", "8", end, name)
#define GRANDCHILD_HAS(end, name) HAS("-", "9", end, name)
#define THERE_IS_MORE             "4010 keeps - more|"

static void a_child_that_stays_is_told_who_has_the_other_end(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"nothing is known of its pipes",
         ORPHAN,
         STAYS LEFT,
         VERDICT_FAIL,
         {TOO_LATE NO_CAUSE, "fail nothing-left"}},
        {"it has both ends itself",
         ORPHAN,
         STAYS HELPER_HAS("read", "Win32.Pipes.1") HELPER_HAS("write", "Win32.Pipes.1") LEFT,
         VERDICT_FAIL,
         {TOO_LATE
          " .. helper itself has both ends of the anonymous pipe Win32.Pipes.1, so its "
          "own read never ends, and no other process of the run has the write end "
          "(docs/races.md#kept-end)",
          "fail nothing-left"}},
        {"it has both ends itself, and what others have is not known",
         ORPHAN,
         STAYS HELPER_HAS("server", "talk") HELPER_HAS("client", "talk") THERE_IS_MORE LEFT,
         VERDICT_FAIL,
         {TOO_LATE
          " .. helper itself has both ends of the pipe talk, so it never sees it break "
          "(docs/races.md#kept-end)",
          "fail nothing-left"}},
        {"a process below it has the other end, too",
         ORPHAN,
         STAYS HELPER_HAS("read", "talk") HELPER_HAS("write", "talk")
             GRANDCHILD_HAS("write", "talk") LEFT,
         VERDICT_FAIL,
         {TOO_LATE " .. its own read never ends; grand.exe (pid 9) has the write end, too",
          "fail nothing-left"}},
        {"two processes below it have the other end, too",
         ORPHAN,
         "7 started - conhost.exe pid=10|" STAYS HELPER_HAS("read", "talk")
             HELPER_HAS("write", "talk") GRANDCHILD_HAS("write", "talk")
                 HAS("-", "10", "write", "talk") LEFT,
         VERDICT_FAIL,
         {TOO_LATE " .. grand.exe (pid 9) and conhost.exe (pid 10) have the write end, too",
          "fail nothing-left"}},
        {"another process alone has the other end",
         ORPHAN,
         STAYS HELPER_HAS("client", "talk") GRANDCHILD_HAS("server", "talk") LEFT,
         VERDICT_FAIL,
         {TOO_LATE
          " .. helper has the client's end of the pipe talk, and grand.exe (pid 9) has "
          "the server's end (docs/races.md#kept-end)",
          "fail nothing-left"}},
        {"two other processes have the other end",
         ORPHAN,
         "7 started - conhost.exe pid=10|" STAYS HELPER_HAS("client", "talk")
             GRANDCHILD_HAS("server", "talk") HAS("-", "10", "server", "talk") LEFT,
         VERDICT_FAIL,
         {TOO_LATE " .. and grand.exe (pid 9) and conhost.exe (pid 10) have the server's end",
          "fail nothing-left"}},
        {"nobody of the run has the other end",
         ORPHAN,
         STAYS HELPER_HAS("client", "talk") GRANDCHILD_HAS("client", "talk") LEFT,
         VERDICT_FAIL,
         {TOO_LATE
          " .. helper has the client's end of the pipe talk, and no process of the run "
          "has the other end",
          "fail nothing-left"}},
        {"the same is not said where it may be wrong",
         ORPHAN,
         STAYS HELPER_HAS("client", "talk") THERE_IS_MORE LEFT,
         VERDICT_FAIL,
         {TOO_LATE NO_CAUSE, "fail nothing-left"}},
        {"what helps most comes first, and the rest is counted",
         ORPHAN,
         STAYS HELPER_HAS("listening", "door") HELPER_HAS("read", "a") HELPER_HAS("read", "b")
             GRANDCHILD_HAS("write", "b") LEFT,
         VERDICT_FAIL,
         {TOO_LATE
          " .. helper has the read end of the pipe b, and grand.exe (pid 9) has the "
          "write end; helper has the read end of the pipe a, and no process of the "
          "run has the other end (docs/races.md#kept-end); `lifeline show` lists 1 more",
          "fail nothing-left"}},
    };
    ALL_HOLD(scenes);
}

/* Two pipes of one name: whose other end the grandchild has is not known. */
static void pipes_of_one_name_are_not_taken_for_each_other(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"both ends need not be of one pipe",
         ORPHAN,
         STAYS "4010 keeps helper pipe by=server pid=8 size=3 text=talk|"
               "4010 keeps helper pipe by=client pid=8 size=3 text=talk|"
               "4010 keeps - pipe by=client pid=9 size=3 text=talk|" LEFT,
         VERDICT_FAIL,
         {TOO_LATE
          " .. helper has the server's end of one of 3 pipes named talk, and grand.exe "
          "(pid 9) has the client's end",
          "fail nothing-left"}},
    };
    ALL_HOLD(scenes);
}

/* The helper is killed by line 4, and the app does not say so: line 5. */
#define UNSEEN_LOSS                                                                            \
    "parent app is \"app.exe\"\nchild helper is image \"helper.exe\"\n\nkill helper\n"         \
    "expect app prints \"lost\" within 1s\n"
#define WAITS                                                                                  \
    "0 started app app.exe pid=7|5 started helper helper.exe pid=8|"                           \
    "6 started - grand.exe pid=9|100 line - line=4|100 struck helper kill line=4|"             \
    "101 confirmed helper kill line=4|101 exited helper code=9|101 line - line=5|"             \
    "4000 closing -|"
#define GOES "4020 ended app|4021 exited app code=9|4021 exited - code=9 pid=9|7100 end -"

static void a_line_that_was_not_met_tells_it_too(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"a process that is no actor keeps the end of the dead one",
         UNSEEN_LOSS,
         WAITS HAS("app", "7", "read", "talk") GRANDCHILD_HAS("write", "talk") GOES,
         VERDICT_FAIL,
         {"pass watchdog-detects app",
          "fail line app .. app has the read end of the pipe talk, and grand.exe (pid 9) has "
          "the write end (docs/races.md#kept-end)"}},
        {"that the other side keeps its own end is told, and explains nothing",
         UNSEEN_LOSS,
         WAITS "200 started helper helper.exe pid=10 process=2|" HAS(
             "app", "7", "read",
             "talk") "4010 keeps helper pipe by=write pid=10 process=2 text=talk|"
                     "4022 exited helper code=9 pid=10 process=2|" GOES,
         VERDICT_FAIL,
         {"fail line app .. app has the read end of the pipe talk, and helper (pid 10) has the "
          "write end, of",
          "pass child-ends helper"}},
        {"the host of a console that keeps it is Wine's doing",
         UNSEEN_LOSS,
         WAITS "5 started - conhost.exe pid=11|" HAS("app", "7", "read", "talk")
             HAS("-", "11", "write", "talk") GOES,
         VERDICT_FAIL,
         {"pass watchdog-detects app",
          "fail line app .. and conhost.exe (pid 11) has the write end "
          "(docs/wine-and-windows.md#starting-processes)"}},
        {"both ends of a pipe of its own do not explain it, either",
         UNSEEN_LOSS,
         WAITS HAS("app", "7", "read", "talk") HAS("app", "7", "write", "talk") GOES,
         VERDICT_FAIL,
         {"pass watchdog-detects app",
          "fail line app .. and no other process of the run has the write end, of"}},
        {"objects that others have, too, are told behind the pipes",
         UNSEEN_LOSS,
         WAITS "4010 keeps app Event pid=7 text=go|4010 keeps - Event pid=9 text=go|"
               "4010 keeps app Event pid=7 text=own|"
               "4010 keeps app Mutant pid=7 text=__WINE_FONT_MUTEX__|"
               "4010 keeps - Mutant pid=9 text=__WINE_FONT_MUTEX__|" HAS(
                   "app", "7", "listening", "door") GOES,
         VERDICT_FAIL,
         {"pass watchdog-detects app",
          "fail line app .. app has the pipe door, and no client is connected; app and "
          "grand.exe (pid 9) have the Event go, of"}},
    };
    ALL_HOLD(scenes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_child_that_stays_is_told_who_has_the_other_end),
        cmocka_unit_test(pipes_of_one_name_are_not_taken_for_each_other),
        cmocka_unit_test(a_line_that_was_not_met_tells_it_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

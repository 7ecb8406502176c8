/*
 * Goal: a failure of an injected actor says in which call it waits and who ended it, as far as
 * its calls show it; a call with another process ID or exit code ended nobody. Method: scenes
 * of programs in quotes with `probe inject`.
 */
#include "kit/judge/scene_test.h"

/* Lines 1 to 3. */
#define APP_ALONE "parent app is \"app.exe\" probe inject\nchild one is image helper.exe\n\n"
#define APP                                                                                    \
    "parent app is \"app.exe\" probe inject\nchild one is image helper.exe\nchild two is "     \
    "image helper.exe\n"

#define CAME                                                                                   \
    "0 started app pid=1|1 attached app pid=1 by=inject|5 started one pid=2|"                  \
    "6 attached one pid=2 by=inject|"
#define TWO_CAME "7 started two pid=3|8 attached two pid=3 by=inject|"
#define DROPPED  "100 line - line=4|100 struck one drop line=4|100 confirmed one drop line=4|"
#define APP_KILLED                                                                             \
    "100 line - line=4|100 struck app kill line=4|101 confirmed app kill line=4|"              \
    "101 exited app code=9 pid=1|"
#define ONE_KILLED                                                                             \
    "100 line - line=4|100 struck one kill line=4|101 confirmed one kill line=4|"              \
    "101 exited one code=9 pid=2|"
#define ENDED(who, seq, code, exit_code, pid)                                                  \
    "110 step app process.end n=1 seq=" seq " code=" code "|111 exited " who                   \
    " code=" exit_code " pid=" pid "|"
#define APP_STOPPED  "5000 closing -|5001 ended app|5002 exited app code=9 pid=1|"
#define SEEN(actor)  "5999 self-test " actor " by=seen size=100|"
#define BLIND(actor) "5999 self-test " actor " by=blind size=100 text=why|"
#define BOTH_SEEN    SEEN("app") SEEN("one")
#define NO_CAUSE     " -- , of"

static void who_ended_a_child_is_told_beside_the_pass(void **state)
{
    (void)state;
    static const char scenario[] = APP_ALONE "drop one\n";
    static const char outside[] = "pass child-ends one .. one ended in time; it did not end "
                                  "itself: a job or another process ended it";
    static const struct scene scenes[] = {
        {"its parent ended it, so that its parent has nothing to notice",
         scenario,
         CAME DROPPED ENDED("one", "2", "7", "7", "2") APP_STOPPED BOTH_SEEN END,
         VERDICT_PASS,
         {"pass child-ends one .. one ended in time; it did not end itself: app ended it by "
          "process.end #1 at 0.110 s"}},
        {"the call of its parent is a fact, also if the child is blind",
         scenario,
         CAME DROPPED ENDED("one", "2", "7", "7", "2") APP_STOPPED SEEN("app") BLIND("one") END,
         VERDICT_PASS,
         {"pass child-ends one .. it did not end itself: app ended it"}},
        {"another process was ended",
         scenario,
         CAME DROPPED ENDED("one", "3", "7", "7", "2") APP_STOPPED BOTH_SEEN END,
         VERDICT_PASS,
         {outside, "pass watchdog-detects app"}},
        {"with another code: the call failed, or came too late",
         scenario,
         CAME DROPPED ENDED("one", "2", "1", "7", "2") APP_STOPPED BOTH_SEEN END,
         VERDICT_PASS,
         {outside, "pass watchdog-detects app"}},
        {"it had begun to end itself with this code",
         scenario,
         CAME DROPPED "105 step one process.exit n=1 code=7|" ENDED("one", "2", "7", "7", "2")
             APP_STOPPED BOTH_SEEN END,
         VERDICT_PASS,
         {"pass watchdog-detects app"}},
    };
    ALL_HOLD(scenes);
}

#define GONE(ms) ms " step app process.gone n=1 seq=2 tid=9|"

static void a_loss_is_noticed_before_the_clean_up_or_not_at_all(void **state)
{
    (void)state;
    static const char scenario[] = APP_ALONE "kill one\n";
    static const struct scene scenes[] = {
        {"a wait that finds the child gone",
         scenario,
         CAME ONE_KILLED GONE("110") APP_STOPPED BOTH_SEEN END,
         VERDICT_PASS,
         {0}},
        {"the same only when the app was asked to end",
         scenario,
         CAME ONE_KILLED
         "5000 closing -|5000 stop app|" GONE("5001") "5002 exited app pid=1|" BOTH_SEEN END,
         VERDICT_PASS,
         {"pass watchdog-detects app .. cannot tell whether app noticed that one was killed"}},
    };
    ALL_HOLD(scenes);
}

static void who_ended_an_actor_is_told_with_its_failure(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"the app gave up",
         APP_ALONE "kill one\n",
         CAME ONE_KILLED "120 step app process.exit n=1 code=1|121 exited app code=1 "
                         "pid=1|" BOTH_SEEN END,
         VERDICT_FAIL,
         {"fail parent-continues app .. it must go on -- .. one-loss-ends-all; app ended "
          "itself, of"}},
        {"something ended the app",
         APP_ALONE "kill one\n",
         CAME ONE_KILLED "121 exited app code=1 pid=1|" BOTH_SEEN END,
         VERDICT_FAIL,
         {"fail parent-continues app .. app did not end itself: a job or another process "
          "ended it, of"}},
        {"a crash that the app made no call for says nothing of others",
         APP_ALONE "kill one\n",
         CAME ONE_KILLED "121 exited app code=3221226505 pid=1|" BOTH_SEEN END,
         VERDICT_FAIL,
         {"fail parent-continues app .. one-loss-ends-all, of"}},
        {"the app ended the other child, too",
         APP "kill one\n",
         CAME TWO_CAME ONE_KILLED ENDED("two", "3", "1", "1", "3")
             APP_STOPPED BOTH_SEEN SEEN("two") END,
         VERDICT_FAIL,
         {"fail parent-continues app .. must go on serving it; two did not end itself: app "
          "ended it by process.end #1 at 0.110 s --"}},
        {"the same with code 0: TerminateProcess gives any code",
         APP "kill one\n",
         CAME TWO_CAME ONE_KILLED ENDED("two", "3", "0", "0", "3")
             APP_STOPPED BOTH_SEEN SEEN("two") END,
         VERDICT_FAIL,
         {"fail parent-continues app .. must go on serving it; two did not end itself: app "
          "ended it by process.end #1 at 0.110 s --"}},
    };
    ALL_HOLD(scenes);
}

#define STAYS       "5000 exited one code=0 pid=2|" BOTH_SEEN END
#define ORPHAN      APP_ALONE "kill app\n"
#define READS(ms)   ms " step one pipe.read pipe:x n=3 tid=5|"
#define PENDING(ms) ms " step one pipe.pending pipe:x n=3 tid=5|"
#define WAITS(ms)   ms " step one wait event:e n=1 tid=6|"

static void a_failure_says_in_which_call_the_actor_waits(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"in a read",
         ORPHAN,
         CAME READS("90") APP_KILLED STAYS,
         VERDICT_FAIL,
         {"fail child-ends one .. -- one has waited in pipe.read #3 of pipe:x since 0.090 s, "
          "of"}},
        {"the read is over",
         ORPHAN,
         CAME READS("90") "95 step one pipe.taken pipe:x n=3 tid=5|" APP_KILLED STAYS,
         VERDICT_FAIL,
         {"fail child-ends one .. -- one's last call was pipe.read #3 of pipe:x at 0.095 s, "
          "of"}},
        {"the read goes on behind the call",
         ORPHAN,
         CAME READS("90") PENDING("91") APP_KILLED STAYS,
         VERDICT_FAIL,
         {"one's last call was pipe.read #3 of pipe:x at 0.091 s, which was pending when it "
          "returned, of"}},
        {"the read was over later, as another thread learned",
         ORPHAN,
         CAME READS("90") "91 step one pipe.pending pipe:x n=3 tid=5 seq=7|"
                          "92 step one pipe.write pipe:x n=1 tid=5|"
                          "93 step one pipe.pending pipe:x n=4 tid=5 seq=8|"
                          "95 step one pipe.taken pipe:x n=3 tid=6 seq=7|" APP_KILLED STAYS,
         VERDICT_FAIL,
         {"fail child-ends one .. -- one's last call was pipe.read #3 of pipe:x at 0.095 s, "
          "of"}},
        {"a call that has no second step",
         ORPHAN,
         CAME "90 step one event.set event:e n=1|" APP_KILLED STAYS,
         VERDICT_FAIL,
         {"one's last call was event.set #1 of event:e at 0.090 s, of"}},
        {"two threads, and the one that came last waits",
         ORPHAN,
         CAME WAITS("80") READS("90") APP_KILLED STAYS,
         VERDICT_FAIL,
         {"one has waited in pipe.read #3 of pipe:x since 0.090 s, and 1 more of its threads "
          "in other calls, of"}},
        {"two threads, and the other one waits",
         ORPHAN,
         CAME WAITS("80") READS("90") PENDING("91") APP_KILLED STAYS,
         VERDICT_FAIL,
         {"which was pending when it returned; another thread has waited in wait #1 of "
          "event:e since 0.080 s, of"}},
        {"an actor does not wait in a call that was made to fail",
         APP_ALONE "at one pipe.write #3 fail one with 8\nkill app\n",
         CAME "90 step one pipe.write pipe:x n=3 tid=5|90 struck one fail pipe:x by=pipe.write "
              "n=3 line=4 code=8|90 confirmed one fail line=4|100 line - line=5|100 struck app "
              "kill line=5|101 confirmed app kill line=5|101 exited app code=9 pid=1|" STAYS,
         VERDICT_FAIL,
         {"fail child-ends one .. -- one's last call was pipe.write #3 of pipe:x at 0.090 s, "
          "of"}},
        {"it made no call",
         ORPHAN,
         CAME APP_KILLED STAYS,
         VERDICT_FAIL,
         {"fail child-ends one .. " NO_CAUSE}},
        {"of a blind actor nothing is told",
         ORPHAN,
         CAME READS("90") APP_KILLED "5000 exited one code=0 pid=2|" SEEN("app") BLIND("one")
             END,
         VERDICT_FAIL,
         {"fail child-ends one .. " NO_CAUSE}},
        {"a line that waits in vain",
         APP_ALONE "expect app reaches event.set within 1s\n",
         CAME "90 step app wait event:e n=1|100 line - line=4|5000 closing -|5001 ended "
              "app|5002 exited app code=9 pid=1|5003 exited one pid=2|" BOTH_SEEN END,
         VERDICT_FAIL,
         {"fail line app .. app has waited in wait #1 of event:e since 0.090 s, of",
          "pass child-ends one"}},
    };
    ALL_HOLD(scenes);
}

static void what_the_runner_keeps_still_waits_for_nothing(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"it hangs by order",
         APP_ALONE "hang app\nexpect app reaches event.set within 1s\n",
         CAME "90 step app wait event:e n=1|100 line - line=4|100 struck app hang line=4|"
              "101 confirmed app hang line=4|102 line - line=5|5000 closing -|5001 ended "
              "app|5002 exited app code=9 pid=1|5003 exited one pid=2|" BOTH_SEEN END,
         VERDICT_FAIL,
         {"fail line app .. " NO_CAUSE, "pass child-ends one"}},
    };
    ALL_HOLD(scenes);
}

/* The counts are lines 4 to 6. */
#define COUNTS APP_ALONE "count handles of app\ncount handles of app\ncount handles of app\n"
#define COUNT(ms, line, number)                                                                \
    ms " line - line=" line "|" ms " handles app Process line=" line " size=" number "|"
#define CREATED(ms) ms " step app process.created seq=9|"
#define COUNT_MORE(ms, line, number)                                                           \
    COUNT(ms, line, number)                                                                    \
    ms " handles app Semaphore line=" line " size=" number "|" ms                              \
       " handles app Mutant line=" line " size=" number "|"
#define CREATED_MORE(ms)                                                                       \
    CREATED(ms)                                                                                \
    ms " step app semaphore.create semaphore:rather-long|" ms " step app mutex.create "        \
       "mutex:m|"

static void handles_that_grow_name_the_calls_that_made_them(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"processes",
         COUNTS,
         CAME COUNT("100", "4", "3") CREATED("110") COUNT("200", "5", "4") CREATED("210")
             COUNT("300", "6", "5") CREATED("310") "5000 closing -|5001 ended app|5002 exited "
                                                   "app code=9 pid=1|5003 "
                                                   "exited one pid=2|" BOTH_SEEN END,
         VERDICT_FAIL,
         {"fail nothing-left app .. Process 3, 4, 5 .. kept-handle; process.created 2 times in "
          "that time, of",
          "pass child-ends one"}},
        {"no more than there is room for",
         COUNTS,
         CAME COUNT_MORE("100", "4", "3") CREATED_MORE("110") COUNT_MORE("200", "5", "4")
             CREATED_MORE("210")
                 COUNT_MORE("300", "6", "5") "5000 closing -|5001 ended app|5002 exited app "
                                             "code=9 pid=1|5003 exited one "
                                             "pid=2|" BOTH_SEEN END,
         VERDICT_FAIL,
         {"fail nothing-left app .. semaphore.create of semaphore:rather-long 2 times in that "
          "time, of",
          "pass child-ends one"}},
    };
    ALL_HOLD(scenes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_ended_a_child_is_told_beside_the_pass),
        cmocka_unit_test(a_loss_is_noticed_before_the_clean_up_or_not_at_all),
        cmocka_unit_test(who_ended_an_actor_is_told_with_its_failure),
        cmocka_unit_test(a_failure_says_in_which_call_the_actor_waits),
        cmocka_unit_test(what_the_runner_keeps_still_waits_for_nothing),
        cmocka_unit_test(handles_that_grow_name_the_calls_that_made_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

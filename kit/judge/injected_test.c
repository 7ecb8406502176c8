/*
 * Goal: the calls of an injected actor are steps for lines, and no words for rules; who ended a
 * process is known where all its calls were seen, and nowhere else. Method: scenes of a program
 * in quotes with `probe inject`.
 */
#include "kit/judge/scene_test.h"

/* Lines 1 to 3. */
#define APP                                                                                    \
    "parent app is \"app.exe\" probe inject\nchild one is image helper.exe\nchild two is "     \
    "image helper.exe\n"
#define APP_ALONE "parent app is \"app.exe\" probe inject\nchild one is image helper.exe\n\n"
#define CAME      "0 started app|1 attached app by=inject|5 started one|6 attached one by=inject|"
#define TWO_CAME  "7 started two|8 attached two by=inject|"
#define APP_KILLED                                                                             \
    "100 step app pipe.write pipe:x n=2|100 struck app kill by=pipe.write n=2 line=4|"         \
    "101 confirmed app kill line=4|101 exited app code=9|"
#define SEEN(actor)  "5999 self-test " actor " by=seen size=100|"
#define BLIND(actor) "5999 self-test " actor " by=blind size=100 text=why|"

static void who_ended_a_child_is_known_where_all_its_calls_were_seen(void **state)
{
    (void)state;
    static const char scenario[] = APP_ALONE "at app pipe.write #2 kill app\n";
    static const struct scene scenes[] = {
        {"a child that ended itself",
         scenario,
         CAME APP_KILLED "110 step one process.exit|111 exited one|" SEEN("app") SEEN("one")
             END,
         VERDICT_PASS,
         {NULL}},
        {"a child that something else ended",
         scenario,
         CAME APP_KILLED "111 exited one|" SEEN("app") SEEN("one") END,
         VERDICT_PASS,
         {"pass child-ends one .. did not end itself: a job or another process ended it"}},
        {"without the self-test nobody can tell",
         scenario,
         CAME APP_KILLED "110 step one process.exit|111 exited one|" SEEN("app") END,
         VERDICT_PASS,
         {"pass child-ends one .. Lifeline cannot tell whether it ended itself"}},
        {"nor of a blind one",
         scenario,
         CAME APP_KILLED "111 exited one|" SEEN("app") BLIND("one") END,
         VERDICT_PASS,
         {"pass child-ends one .. Lifeline cannot tell whether it ended itself"}},
        {"the second process of a child that was started again",
         APP_ALONE "kill one\n",
         CAME "1000 line - line=4|1000 struck one kill line=4|1001 confirmed one kill line=4|"
              "1001 exited one code=9|1200 started one process=2|1201 attached one by=inject "
              "process=2|5000 closing -|5001 ended app|5002 exited app code=9|5009 step one "
              "process.exit process=2|5010 exited one process=2|" SEEN("app")
                  SEEN("one process=2") END,
         VERDICT_PASS,
         {NULL}},
        {"a child that stays fails as ever",
         scenario,
         CAME APP_KILLED "5000 exited one|" SEEN("app") SEEN("one") END,
         VERDICT_FAIL,
         {"fail child-ends one"}},
    };
    ALL_HOLD(scenes);
}

/* A new process stands still until its creator lets it run, which a dead one cannot. */
#define APP_CREATES                                                                            \
    "0 started app|1 attached app by=inject|5 step app process.created n=1 seq=7 tid=1|"       \
    "5 started one pid=7|"
#define APP_KILLED_READING                                                                     \
    "6 step app pipe.read pipe:x n=1 tid=2|6 struck app kill by=pipe.read n=1 line=4|"         \
    "7 confirmed app kill line=4|7 exited app code=9|"
#define ONE_LEFT "5000 closing -|5500 left one pid=7|5501 exited one code=9 pid=7|"

static void a_process_that_nobody_let_run_is_not_blamed(void **state)
{
    (void)state;
    static const char scenario[] = APP_ALONE "at app pipe.read #1 kill app\n";
    static const struct scene scenes[] = {
        {"its creator was killed in between",
         scenario,
         APP_CREATES APP_KILLED_READING ONE_LEFT SEEN("app") END,
         VERDICT_PASS,
         {"pass child-ends one .. never ran a line of its code: app was killed"}},
        {"the thread of its creator went on",
         scenario,
         APP_CREATES
         "6 step app pipe.create pipe:y n=1 tid=1|" APP_KILLED_READING ONE_LEFT SEEN("app") END,
         VERDICT_FAIL,
         {"fail child-ends one"}},
        {"it ran, as its probe says",
         scenario,
         APP_CREATES "6 attached one by=inject pid=7|" APP_KILLED_READING ONE_LEFT SEEN("app")
             SEEN("one") END,
         VERDICT_FAIL,
         {"fail child-ends one"}},
        {"its creator was killed long after it",
         scenario,
         APP_CREATES "206 step app pipe.read pipe:x n=1 tid=2|"
                     "206 struck app kill by=pipe.read n=1 line=4|"
                     "207 confirmed app kill line=4|207 exited app code=9|" ONE_LEFT SEEN("app")
                         END,
         VERDICT_FAIL,
         {"fail child-ends one"}},
        {"its creator hung there, and was ended at last",
         "parent app is \"app.exe\" probe inject\nchild one is image helper.exe\n\n"
         "at app process.created #1 hang app\n",
         APP_CREATES "5 struck app hang by=process.created n=1 line=4|"
                     "6 confirmed app hang line=4|4000 ended app|4001 exited app code=9|"
                     "7500 closing -|7600 left one pid=7|7601 exited one code=9 pid=7|"
                     "7700 self-test app by=seen size=100|7800 end -",
         VERDICT_PASS,
         {"pass child-ends one .. never ran a line of its code"}},
        {"another process was created",
         scenario,
         "0 started app|1 attached app by=inject|5 step app process.created n=1 seq=8 tid=1|"
         "5 started one pid=7|" APP_KILLED_READING ONE_LEFT SEEN("app") END,
         VERDICT_FAIL,
         {"fail child-ends one"}},
    };
    ALL_HOLD(scenes);
}

static void no_line_about_a_blind_actor_passes(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"its steps were counted",
         APP_ALONE "at app pipe.write #2 kill app\n",
         CAME APP_KILLED "110 step one process.exit|111 exited one|" BLIND("app") SEEN("one")
             END,
         VERDICT_UNSEEN,
         {"unseen run app .. did not see all calls of app, and line 4 counts them: why"}},
        {"a step was awaited",
         APP_ALONE "kill app\nexpect one reaches process.exit within 1s\n",
         CAME "99 line - line=4|100 struck app kill line=4|101 confirmed app kill line=4|"
              "101 exited app code=9|102 line - line=5|110 step one process.exit|"
              "111 exited one|" SEEN("app") BLIND("one") END,
         VERDICT_UNSEEN,
         {"pass child-ends one", "unseen run one .. line 5 counts them"}},
    };
    ALL_HOLD(scenes);
}

/* Calls about a pipe that is not known to be that of a pair show nothing of the pair. */
static void calls_are_no_words_for_the_rules(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"the parent goes on calling, and that is no service",
         APP "at one pipe.write #2 kill one\n",
         CAME TWO_CAME
         "100 step one pipe.write pipe:x n=2|"
         "100 struck one kill by=pipe.write n=2 line=4|"
         "101 confirmed one kill line=4|101 exited one code=9|"
         "200 step app pipe.write pipe:x n=9|4000 step app pipe.write pipe:x n=10|"
         "5000 closing -|5001 ended app|5002 exited app code=9|5010 exited "
         "two|" SEEN("app") SEEN("one") SEEN("two") END,
         VERDICT_PASS,
         {"pass parent-continues app .. cannot tell whether app still serves two",
          "pass watchdog-detects app .. whether app noticed that one was killed",
          "pass child-ends two .. did not end itself"}},
    };
    ALL_HOLD(scenes);
}

/* `wait` and `wait.over` are words of every wait, also of one that nobody's lock is about. */
static void a_wait_is_for_no_lock(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"the other side waited and went on, too",
         APP_ALONE "at app wait.over #2 kill app\n",
         CAME "10 step one wait event:x n=1 tid=1|11 step one wait.over event:x n=1 tid=1|"
              "12 step app wait event:y n=1 tid=2|13 step app wait.over event:y n=1 tid=2|"
              "20 step app wait event:y n=2 tid=2|21 step app wait.over event:y n=2 tid=2|"
              "21 struck app kill by=wait.over n=2 line=4|22 confirmed app kill line=4|"
              "22 exited app code=9|23 step one wait event:x n=2 tid=1|"
              "5000 closing -|5500 left one|5501 exited one code=9|" SEEN("app") SEEN("one")
                  END,
         VERDICT_FAIL,
         {"fail child-ends one"}},
    };
    ALL_HOLD(scenes);
}

/* The number of a call step is that among the steps about all pipes. */
#define WHOLE_CAME                                                                             \
    "0 started app pid=1|1 attached app pid=1 by=inject|5 started one pid=2|"                  \
    "6 attached one pid=2 by=inject|98 step app pipe.write pipe:y n=1|"
#define WHOLE_KILLED(n)                                                                        \
    "100 step app pipe.write pipe:x n=" n "|100 struck app kill by=pipe.write n=" n            \
    " line=4|101 confirmed app kill line=4|101 exited app code=9 pid=1|"                       \
    "110 step one process.exit n=1|111 exited one pid=2|"

static void steps_are_numbered_over_all_pipes(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"in one order",
         APP_ALONE "at app pipe.write #2 kill app\n",
         WHOLE_CAME WHOLE_KILLED("2") SEEN("app") SEEN("one") END,
         VERDICT_PASS,
         {NULL}},
        {"one is missing",
         APP_ALONE "at app pipe.write #3 kill app\n",
         WHOLE_CAME WHOLE_KILLED("3") SEEN("app") SEEN("one") END,
         VERDICT_ERROR,
         {"error run app .. one pipe.write of app is missing or stands there twice"}},
    };
    ALL_HOLD(scenes);
}

/* `one` was the last to come back from a wait, and `two` waits. */
static void a_wait_of_a_call_is_no_wait_for_a_lock(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"they wait for events of their own",
         APP "kill one\nkill app\n",
         CAME TWO_CAME
         "50 step two wait event:b n=1|51 step two wait.over event:b n=1|"
         "60 step one wait event:a n=1|61 step one wait.over event:a n=1|"
         "70 step two wait event:b n=2|100 line - line=4|100 struck one kill line=4|"
         "101 confirmed one kill line=4|101 exited one code=9|"
         "200 line - line=5|200 struck app kill line=5|201 confirmed app kill line=5|"
         "201 exited app code=9|5000 exited two code=0|" SEEN("app") SEEN("one") SEEN("two")
             END,
         VERDICT_FAIL,
         {"pass parent-continues app", "pass watchdog-detects app", "fail child-ends two"}},
    };
    ALL_HOLD(scenes);
}

static void a_call_that_never_came_is_told(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"the program ended before it",
         APP_ALONE "at app pipe.write #9 kill app\n",
         CAME "100 step app pipe.write pipe:x n=1|200 step app process.exit|201 exited app|"
              "210 step one process.exit|211 exited one|" SEEN("app") SEEN("one") END,
         VERDICT_ERROR,
         {"error run app .. ended by itself (exit code 0) before line 4 could strike; its last "
          "step was process.exit"}},
        {"it made the call often enough, and not about this pipe",
         APP_ALONE "at app pipe.write about \"pipe:y\" #2 kill app\n",
         CAME "100 step app pipe.write pipe:x n=1|101 step app pipe.write pipe:y n=2|"
              "102 step app pipe.write pipe:x n=3|5000 closing -|5001 ended app|"
              "5002 exited app code=9|5010 exited one|" SEEN("app") SEEN("one") END,
         VERDICT_VACUOUS,
         {"pass child-ends one",
          "vacuous line app .. kill app at pipe.write about pipe:y #2 never struck: app "
          "reached pipe.write 1 time;"}},
        {"the probe never came into the program",
         APP_ALONE "waive child-ends\nat app pipe.write #9 kill app\n",
         "0 started app|5 started one|5000 closing -|5001 ended app|5002 exited app code=9|"
         "5010 exited one|" END,
         VERDICT_ERROR,
         {"error run app .. the injected probe never came into app, and line 5 needs its "
          "steps"}},
    };
    ALL_HOLD(scenes);
}

/* The line on line 3 is in force in no process that the probe did not come into. */
#define OWN_NAMES                                                                              \
    "parent app is \"app.exe\" probe inject\nchild one is image helper.exe\nprivate names\n"
#define SHIMMED                                                                                \
    "parent app is \"app.exe\" probe inject\nchild one is image helper.exe\n"                  \
    "shim first-pipe-instance\n"
#define APP_CAME  "0 started app|1 attached app by=inject|"
#define APP_ENDED "5000 closing -|5001 ended app|5002 exited app code=9|" SEEN("app") END
#define NOT_ENTERED(line)                                                                      \
    "error run one: @5 .. the injected probe never came into one, so '" line                   \
    "' (line 3) was not in force there"

static void a_line_that_only_the_probe_carries_out_must_be_in_force(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"a child without the names of the run stays",
         OWN_NAMES "at app pipe.write #2 kill app\n",
         APP_CAME "5 started one|" APP_KILLED "5000 exited one|" SEEN("app") END,
         VERDICT_ERROR,
         {NOT_ENTERED("private names")}},
        {"it finds nothing of the run, and ends at once",
         OWN_NAMES "expect one stays alive for 500ms\n",
         APP_CAME "0 line - line=4|5 started one|40 exited one code=2|" APP_ENDED,
         VERDICT_ERROR,
         {NOT_ENTERED("private names")}},
        {"nor would a fault have been a test of it",
         OWN_NAMES "at app pipe.write #2 kill app\n",
         APP_CAME "5 started one|40 exited one code=2|" APP_ENDED,
         VERDICT_ERROR,
         {NOT_ENTERED("private names")}},
        {"a child with a probe of its own has other names, too",
         OWN_NAMES "at app pipe.write #2 kill app\n",
         APP_CAME "5 started one|6 attached one|" APP_KILLED "5000 exited one|" SEEN("app") END,
         VERDICT_ERROR,
         {NOT_ENTERED("private names")}},
        {"a child without the shim",
         SHIMMED "at app pipe.write #2 kill app\n",
         APP_CAME "5 started one|" APP_KILLED "110 exited one|" SEEN("app") END,
         VERDICT_PASS,
         {"pass child-ends one"}},
        {"a child without the shim that stays",
         SHIMMED "at app pipe.write #2 kill app\n",
         APP_CAME "5 started one|" APP_KILLED "5000 exited one|" SEEN("app") END,
         VERDICT_ERROR,
         {NOT_ENTERED("shim")}},
        {"its second process",
         OWN_NAMES "kill one\n",
         CAME "1000 line - line=4|1000 struck one kill line=4|1001 confirmed one kill line=4|"
              "1001 exited one code=9|1200 started one process=2|" APP_ENDED,
         VERDICT_ERROR,
         {"error run one: @1200 .. never came into one, so 'private names' (line 3)"}},
        {"a child that was killed before it ran",
         OWN_NAMES "kill one\n",
         APP_CAME "5 started one|20 line - line=4|20 struck one kill line=4|"
                  "21 confirmed one kill line=4|21 exited one code=9|" APP_ENDED,
         VERDICT_PASS,
         {"pass watchdog-detects app"}},
        {"a child that its parent ended before it ran",
         OWN_NAMES "expect app stays alive for 100ms\n",
         APP_CAME "0 line - line=4|5 started one pid=7|6 step app process.end n=1 seq=7 code=3|"
                  "7 exited one code=3 pid=7|" APP_ENDED,
         VERDICT_PASS,
         {NULL}},
        {"a child that could not be loaded",
         OWN_NAMES "expect app stays alive for 100ms\n",
         APP_CAME "0 line - line=4|5 started one|7 exited one code=0xC0000135|" APP_ENDED,
         VERDICT_FAIL,
         {"pass watchdog-detects app", "fail no-crash one"}},
    };
    ALL_HOLD(scenes);
}

/* Of a shim: there the calls are as they are. */
static void on_windows_no_shim_is_missed(void **state)
{
    (void)state;
    struct stage *stage = stage_set(SHIMMED "expect app stays alive for 100ms\n", APP_CAME
                                    "0 line - line=4|5 started one|4000 exited one|" APP_ENDED);
    stage->platform.system = SYSTEM_WINDOWS;
    assert_int_equal(play(stage, -1)->judgement.verdict, VERDICT_PASS);
    free(stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_ended_a_child_is_known_where_all_its_calls_were_seen),
        cmocka_unit_test(a_process_that_nobody_let_run_is_not_blamed),
        cmocka_unit_test(no_line_about_a_blind_actor_passes),
        cmocka_unit_test(calls_are_no_words_for_the_rules),
        cmocka_unit_test(a_wait_is_for_no_lock),
        cmocka_unit_test(steps_are_numbered_over_all_pipes),
        cmocka_unit_test(a_wait_of_a_call_is_no_wait_for_a_lock),
        cmocka_unit_test(a_call_that_never_came_is_told),
        cmocka_unit_test(a_line_that_only_the_probe_carries_out_must_be_in_force),
        cmocka_unit_test(on_windows_no_shim_is_missed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

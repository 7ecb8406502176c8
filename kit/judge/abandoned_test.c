/*
 * Goal: an actor that waits for what a struck actor held is reported as that, once, and not by
 * the consequences of the wait. A parent is not excused by it if the wait may be for the
 * parent. Method: scenes of two or three workers that share a lock, each with one difference.
 */
#include "kit/judge/scene_test.h"

#define STEPS   "step lock.wait\nstep lock.taken\n"
#define WORKERS "parent host is \"p.exe\"\nchild cs is image w.exe\nchild vb is image w.exe\n"
/* Line 6. */
#define SHARED  STEPS WORKERS "at cs lock.taken #2 kill cs\n"
#define HUNG    STEPS WORKERS "at cs lock.taken #2 hang cs\n"

#define STARTED                                                                                \
    HOST_BEGUN "5 started cs|6 attached cs|7 step cs child.begun|8 started vb|9 attached vb|"  \
               "10 step vb child.begun|"
/* Each takes the lock and asks once. */
#define CS_WORKS                                                                               \
    "20 step cs lock.wait n=1|21 step cs lock.taken n=1|24 step cs request.sent n=1|"          \
    "25 step host reply.sent cs n=1|26 step cs reply.received n=1|"
#define VB_WORKS                                                                               \
    "22 step vb lock.wait n=1|25 step vb lock.taken n=1|28 step vb request.sent n=1|"          \
    "29 step host reply.sent vb n=1|30 step vb reply.received n=1|"
#define WORKED STARTED CS_WORKS VB_WORKS
#define KILLED_AT(ms, step, n)                                                                 \
    ms " step cs " step " n=" n "|" ms " struck cs kill by=" step " line=6|" ms                \
       " confirmed cs kill line=6|101 exited cs code=9|105 report host child.lost cs by=pipe|"
#define TAKES_IT "99 step cs lock.wait n=2|"
#define VB_WAITS "103 step vb lock.wait n=2|"
/* vb is left, since it waits still. */
#define LEFT                                                                                   \
    "5000 closing -|5001 stop host|5010 exited host code=0|8020 left vb w.exe|"                \
    "8021 exited vb code=1279608404|8030 end -"
#define THE_CAUSE                                                                              \
    "fail bounded vb:lock.wait @3171 vb still waits at lock.wait #2 for what cs held: cs was " \
    "the last to reach lock.taken #2, then cs was killed (line 6); no actor has reached "      \
    "lock.taken since -- .. docs/races.md#abandoned-lock"
#define THE_PARENT "fail parent-continues host .. host did not serve vb within 3071 ms"
#define IT_STAYS   "fail child-ends vb .. vb still runs"

static void what_follows_from_an_abandoned_lock_is_told_as_that(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"that a parent did not serve it and that it does not end are one cause",
         SHARED,
         WORKED TAKES_IT KILLED_AT("100", "lock.taken", "2") VB_WAITS LEFT,
         VERDICT_FAIL,
         {THE_CAUSE}},
        {"also where another had it before who gave it back told of its next step",
         SHARED,
         STARTED
         "20 step cs lock.wait n=1|21 step cs lock.taken n=1|22 step vb lock.wait n=1|"
         "25 step vb lock.taken n=1|26 step cs request.sent n=1|"
         "28 step vb request.sent n=1|29 step host reply.sent vb n=1|" TAKES_IT KILLED_AT(
             "100", "lock.taken", "2") VB_WAITS LEFT,
         VERDICT_FAIL,
         {THE_CAUSE}},
        {"also where it never had the lock, and asked for nothing",
         SHARED,
         STARTED CS_WORKS TAKES_IT KILLED_AT("100", "lock.taken",
                                             "2") "103 step vb lock.wait n=1|" LEFT,
         VERDICT_FAIL,
         {"fail bounded vb:lock.wait @8010 vb still waits at lock.wait #1 for what cs held: cs "
          "was the last to reach lock.taken #2, then cs was killed (line 6); no actor has "
          "reached lock.taken since"}},
        {"also where who held it was struck at a later step",
         SHARED,
         WORKED TAKES_IT "99 step cs lock.taken n=2|" KILLED_AT("100", "request.before", "2")
             VB_WAITS LEFT,
         VERDICT_FAIL,
         {"fail bounded vb .. vb still waits at lock.wait #2 for what cs held: cs was the last "
          "to reach lock.taken #2, then cs was killed (line 6); no actor has reached "
          "lock.taken since"}},
        {"also where who held it hangs",
         HUNG,
         WORKED TAKES_IT "100 step cs lock.taken n=2|100 struck cs hang line=6|"
                         "101 confirmed cs hang line=6|" VB_WAITS
                         "5000 closing -|5000 ended cs hung|5000 exited cs code=9|"
                         "5001 stop host|5002 step vb lock.taken n=2|5003 exited host code=0|"
                         "5004 report vb child.ending by=pipe|5005 exited vb|5020 end -",
         VERDICT_FAIL,
         {"fail bounded vb .. @3171 .. vb still waits at lock.wait #2 for what cs held: cs was "
          "the last to reach lock.taken #2, then cs was hung (line 6); no actor has reached "
          "lock.taken since"}},
        {"of several that wait there is one finding, with all their names",
         STEPS WORKERS "child other is image w.exe\nat cs lock.taken #2 kill cs\n",
         WORKED "11 started other|12 attached other|13 step other child.begun|" TAKES_IT
                "31 step other request.sent n=1|32 step host reply.sent other n=1|"
                "100 step cs lock.taken n=2|100 struck cs kill by=lock.taken line=7|"
                "100 confirmed cs kill line=7|101 exited cs code=9|"
                "105 report host child.lost cs by=pipe|104 step other lock.wait n=1|" VB_WAITS
                "5000 closing -|5001 stop host|5010 exited host code=0|8020 left vb w.exe|"
                "8021 exited vb code=1279608404|8020 left other w.exe|"
                "8021 exited other code=1279608404|8030 end -",
         VERDICT_FAIL,
         {"fail bounded other .. other still waits at lock.wait #1 for what cs held: cs was "
          "the last to reach lock.taken #2, then cs was killed (line 7); no actor has reached "
          "lock.taken since; also waiting: vb"}},
    };
    ALL_HOLD(scenes);
}

static void nobody_is_excused_by_a_lock_that_may_be_none(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"where another has come to it since, it was given back",
         SHARED,
         WORKED TAKES_IT KILLED_AT("100", "lock.taken", "2") VB_WAITS
         "110 step vb lock.taken n=2|112 step vb lock.wait n=3|" LEFT,
         VERDICT_FAIL,
         {THE_PARENT, IT_STAYS}},
        {"who was struck while it waited itself held nothing",
         SHARED,
         WORKED KILLED_AT("100", "lock.wait", "2") VB_WAITS LEFT,
         VERDICT_FAIL,
         {THE_PARENT, IT_STAYS}},
        {"where the step that follows is another each time, it is no wait for one thing",
         SHARED,
         STARTED "12 step cs lock.wait n=1|13 step cs request.sent n=1|" CS_WORKS VB_WORKS
             TAKES_IT KILLED_AT("100", "lock.taken", "2") VB_WAITS LEFT,
         VERDICT_FAIL,
         {THE_PARENT, IT_STAYS}},
        {"where its parent had a word in it each time, it may be the parent that is waited for",
         SHARED,
         STARTED "20 step cs lock.wait n=1|21 step host reply.sent cs n=1|"
                 "22 step cs lock.taken n=1|24 step cs request.sent n=1|" VB_WORKS
                 "99 step cs lock.wait n=2|99 step host reply.sent cs n=2|" KILLED_AT(
                     "100", "lock.taken", "2") VB_WAITS LEFT,
         VERDICT_FAIL,
         {THE_PARENT, IT_STAYS}},
        {"a parent that says nothing and does not end may be stuck itself",
         SHARED,
         WORKED TAKES_IT "100 step cs lock.taken n=2|"
                         "100 struck cs kill by=lock.taken line=6|100 confirmed cs kill line=6|"
                         "101 exited cs code=9|" VB_WAITS
                         "5000 closing -|5001 stop host|8000 left host p.exe|"
                         "8001 exited host code=1279608404|8002 report vb child.ending "
                         "by=pipe|8003 exited vb|8030 end -"
                         "\n",
         VERDICT_FAIL,
         {THE_PARENT, "fail watchdog-detects host"}},
        {"what a step of the protocol waits for is known, and is no lock",
         WORKERS "\n\nat cs request.sent #2 kill cs\n",
         STARTED CS_WORKS VB_WORKS "98 step cs idle.wait n=1|" KILLED_AT(
             "100", "request.sent", "2") "103 step vb idle.wait n=1|" LEFT,
         VERDICT_FAIL,
         {THE_PARENT, IT_STAYS}},
        {"where `bounded` is waived, what follows is told",
         SHARED "waive bounded vb\n",
         WORKED TAKES_IT KILLED_AT("100", "lock.taken", "2") VB_WAITS LEFT,
         VERDICT_FAIL,
         {THE_PARENT, IT_STAYS}},
    };
    ALL_HOLD(scenes);
}

/*
 * When the runner ends the hung actor, the system passes its mutex to the next one. So the wait
 * must be seen earlier. If each actor is known to ask, one that has not asked yet is owed
 * service, too.
 */
#define LATE_ONE STARTED CS_WORKS TAKES_IT "100 step cs lock.taken n=2|100 struck cs hang line="
#define GIVEN_ON(asks)                                                                         \
    "103 step vb lock.wait n=1|5000 closing -|5000 ended cs hung|5000 exited cs code=9|"       \
    "5001 stop host|5002 step vb lock.taken n=1|" asks "5003 exited host code=0|"              \
    "5004 report vb child.ending by=pipe|5005 exited vb|5020 end -"

static void one_that_has_not_asked_yet_is_owed_service_where_each_asks(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"of one that may never ask nothing is known",
         HUNG,
         LATE_ONE "6|101 confirmed cs hang line=6|" GIVEN_ON(""),
         VERDICT_PASS,
         {0}},
        {"of one that asks it is",
         STEPS WORKERS "requests 3\nat cs lock.taken #2 hang cs\n",
         LATE_ONE "7|101 confirmed cs hang line=7|" GIVEN_ON("5002 step vb request.sent n=1|"),
         VERDICT_FAIL,
         {"fail bounded vb .. vb still waits at lock.wait #1 for what cs held: cs was the last "
          "to reach lock.taken #2, then cs was hung (line 7); no actor has reached lock.taken "
          "since"}},
        {"but not beside one that is told how many, of which the line speaks",
         STEPS WORKERS "child told is c\nrequests 3\nwaive nothing-left\n"
                       "at cs lock.taken #2 hang cs\n",
         LATE_ONE "9|101 confirmed cs hang line=9|"
                  "90 started told|91 attached told|92 step told request.sent n=3|"
                  "93 step told quit.sent|93 report host child.quit told|94 report told "
                  "child.ending by=quit|95 exited told|" GIVEN_ON(""),
         VERDICT_PASS,
         {0}},
    };
    ALL_HOLD(scenes);
}

/* vb's second request is under way when cs is hung with the lock; it is answered, and no more.
 */
#define UNDER_WAY                                                                              \
    WORKED                                                                                     \
    "93 step vb lock.wait n=2|94 step vb lock.taken n=2|95 step vb request.sent n=2|"          \
    "99 step cs lock.wait n=2|100 step cs lock.taken n=2|"                                     \
    "100 struck cs hang by=lock.taken line=7|101 confirmed cs hang line=7|"                    \
    "102 step host reply.sent vb n=2|102 step vb reply.received n=2|"
#define STUCK                                                                                  \
    "103 step vb lock.wait n=3|5000 closing -|5000 ended cs hung|5000 exited cs code=9|"       \
    "5001 stop host|5002 step vb lock.taken n=3|5003 exited host code=0|"                      \
    "5004 report vb child.ending by=pipe|5005 exited vb|5020 end -"

static void what_was_under_way_proves_nothing_of_the_time_behind_it(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"one that has fewer requests made than each makes asks again",
         STEPS WORKERS "requests 3\nat cs lock.taken #2 hang cs\n",
         UNDER_WAY STUCK,
         VERDICT_FAIL,
         {"fail bounded vb .. vb still waits at lock.wait #3 for what cs held: cs was the last "
          "to reach lock.taken #2, then cs was hung (line 7); no actor has reached lock.taken "
          "since"}},
        {"so does one that has made more",
         STEPS WORKERS "requests 1\nat cs lock.taken #2 hang cs\n",
         UNDER_WAY STUCK,
         VERDICT_FAIL,
         {"fail bounded vb .. vb still waits at lock.wait #3 for what cs held: cs was the last "
          "to reach lock.taken #2, then cs was hung (line 7); no actor has reached lock.taken "
          "since"}},
        {"one that has made as many may be done",
         STEPS WORKERS "requests 2\nat cs lock.taken #2 hang cs\n",
         UNDER_WAY STUCK,
         VERDICT_PASS,
         {0}},
        {"unless the scenario says that it asks again",
         STEPS WORKERS "vb goes on asking\nat cs lock.taken #2 hang cs\n",
         UNDER_WAY STUCK,
         VERDICT_FAIL,
         {"fail bounded vb .. vb still waits at lock.wait #3 for what cs held: cs was the last "
          "to reach lock.taken #2, then cs was hung (line 7)"}},
        {"and one that asks again is served",
         STEPS WORKERS "requests 3\nat cs lock.taken #2 hang cs\n",
         UNDER_WAY "200 step vb request.sent n=3|201 step host reply.sent vb n=3|" STUCK,
         VERDICT_PASS,
         {0}},
    };
    ALL_HOLD(scenes);
}

/*
 * The run does not wait until its limit for the requests of a child that was told their number.
 */
static void requests_that_an_abandoned_lock_keeps_are_not_waited_for(void **state)
{
    (void)state;
    struct stage *stage =
        stage_set(STEPS "parent host is p\nchild cs is w\nchild vb is w\n"
                        "requests 3\nat cs lock.taken #2 kill cs\n",
                  WORKED TAKES_IT "100 step cs lock.taken n=2|"
                                  "100 struck cs kill by=lock.taken line=7|"
                                  "100 confirmed cs kill line=7|101 exited cs code=9|"
                                  "105 report host child.lost cs by=pipe|" VB_WAITS);
    assert_true(play(stage, 3000)->unfinished);
    assert_false(play(stage, 3200)->unfinished);
    assert_int_equal(stage->result.judgement.count, 2); /* beside that the log is cut */
    assert_int_equal(stage->result.judgement.findings[1].rule, RULE_BOUNDED);
    free(stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_follows_from_an_abandoned_lock_is_told_as_that),
        cmocka_unit_test(nobody_is_excused_by_a_lock_that_may_be_none),
        cmocka_unit_test(one_that_has_not_asked_yet_is_owed_service_where_each_asks),
        cmocka_unit_test(what_was_under_way_proves_nothing_of_the_time_behind_it),
        cmocka_unit_test(requests_that_an_abandoned_lock_keeps_are_not_waited_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * Goal: what a first strike or hold has begun is judged also where a second one follows: no
 * later act of a scenario hides a breach that lies before it, and none makes one.
 * Method: scenes, each with more than one act; a table for each rule.
 */
#include "kit/judge/scene_test.h"

/* host and cs are one family, other and vb another; cs is killed at 100 ms by line 5, and host
 * at 1600 by line 7. */
#define TWO                                                                                    \
    "parent host is ref_parent\nchild cs is ref_child\nparent other is ref_parent\n"           \
    "child vb is ref_child\nat cs request.sent #3 kill cs\nwaive bounded\nkill host\n"
#define TWO_BEGUN                                                                              \
    HOST_BEGUN CS_BEGUN                                                                        \
        "1 started other|2 attached other|5 started vb|6 attached vb|7 step vb connected|"     \
        "90 step other idle.wait vb deadline=4000|91 step vb idle.wait deadline=20|"           \
        "100 struck cs kill line=5|101 confirmed cs kill line=5|101 exited cs|" CS_LOST
#define THEN_HOST                                                                              \
    "1600 line - line=7|1600 struck host kill line=7|1601 confirmed host kill line=7|"         \
    "1601 exited host|"
#define OTHER_CLOSED                                                                           \
    "3500 step other request.received vb|5000 closing -|5001 stop other|5003 exited other|"    \
    "5003 report vb child.ending by=pipe|5004 exited vb|5020 end -"

static void a_bystander_owes_by_each_act(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"one that goes on after both goes on",
         TWO,
         TWO_BEGUN "110 step vb idle.wait deadline=1500|" THEN_HOST
                   "1610 step vb idle.wait deadline=4000|" OTHER_CLOSED,
         VERDICT_PASS,
         {0}},
        {"one that ended after the first is told, though a second came",
         TWO,
         TWO_BEGUN "150 report vb child.ending by=pipe|151 exited vb|"
                   "152 report other child.lost vb by=pipe|" THEN_HOST
                   "3500 step other idle.wait|5000 closing -|5001 stop other|5003 exited other|"
                   "5020 end -",
         VERDICT_FAIL,
         {"fail nobody-else vb:child.ending @151 vb ended (exit code 0) 51 ms after cs was "
          "killed (line 5)"}},
        {"one that ended later than a window after the first is no bystander of the second",
         TWO "waive child-stays\n",
         TWO_BEGUN "110 step vb idle.wait deadline=1500|1150 report vb child.ending by=pipe|"
                   "1151 exited vb|1152 report other child.lost vb by=pipe|" THEN_HOST
                   "3500 step other idle.wait|5000 closing -|5001 stop other|5003 exited other|"
                   "5020 end -",
         VERDICT_PASS,
         {0}},
        {"one that ended after the second is told by that, also if it owed a word since the "
         "first",
         TWO,
         TWO_BEGUN "99 step vb idle.wait deadline=4000|" THEN_HOST
                   "1650 report vb child.ending by=pipe|1650 exited vb|"
                   "1652 report other child.lost vb by=pipe|3500 step other idle.wait|"
                   "5000 closing -|5001 stop other|5003 exited other|5020 end -",
         VERDICT_FAIL,
         {"fail nobody-else vb:child.ending @1650 vb ended (exit code 0) 50 ms after host was "
          "killed (line 7)"}},
        {"one that stood still from the first on is told, though a second came",
         TWO,
         TWO_BEGUN THEN_HOST OTHER_CLOSED,
         VERDICT_FAIL,
         {"fail nobody-else vb:idle.wait @1120 vb made no step within 1020 ms after cs was "
          "killed (line 5)"}},
        {"so is one that went on in between, but too late",
         TWO,
         TWO_BEGUN "1121 step vb idle.wait deadline=4000|" THEN_HOST
                   "1610 step vb idle.wait deadline=4000|" OTHER_CLOSED,
         VERDICT_FAIL,
         {"fail nobody-else vb:idle.wait @1120 vb made no step within 1020 ms after cs was "
          "killed (line 5)"}},
        {"and one that went on after the first and no more after the second",
         TWO,
         TWO_BEGUN "110 step vb idle.wait deadline=1500|" THEN_HOST OTHER_CLOSED,
         VERDICT_FAIL,
         {"fail nobody-else vb:idle.wait @4100 vb made no step within 2500 ms after host was "
          "killed (line 7)"}},
        {"one that had not been making steps for long enough by the first, and had by the "
         "second, must",
         TWO "step tap\n",
         HOST_BEGUN CS_BEGUN
         "1 started other|2 attached other|5 started vb|6 attached vb|7 step vb connected|"
         "600 step vb tap|1000 step vb tap|1490 step vb tap|"
         "1500 struck cs kill line=5|1501 confirmed cs kill line=5|1501 exited cs|"
         "1502 report host child.lost cs by=process|" THEN_HOST OTHER_CLOSED,
         VERDICT_FAIL,
         {"fail nobody-else vb:tap @2600 vb made no step within 1000 ms after host was killed "
          "(line 7)"}},
    };
    ALL_HOLD(scenes);
}

/* cs is killed at 200 ms by line 6. What stands still before it does so by lines 4 and 5, and
 * what stands still after it by lines 7 and 8; vb is served at 150 and then when a scene says.
 */
#define STANDS(before, after)                                                                  \
    PAIR before "kill cs\n" after "waive bounded\nwaive data-true\nwaive watchdog-detects\n"
#define HOLD(n)  "hold host at idle.wait #" n "\nrelease host\n"
#define DELAY(n) "at host idle.wait #" n " delay host by 90ms\nstep tap\n"
#define HANG     "hang host\nresume host\n"
#define CS_IS_DEAD                                                                             \
    "199 line - line=6|200 struck cs kill line=6|201 confirmed cs kill line=6|"                \
    "201 exited cs|202 report host child.lost cs by=process|"
#define STOOD(from, until)                                                                     \
    from " held host idle.wait line=4|" until " line - line=5|" until                          \
         " released host idle.wait line=4|"
#define STANDS_AGAIN(from, until)                                                              \
    from " held host idle.wait line=7|" until " line - line=8|" until                          \
         " released host idle.wait line=7|"
#define SERVED_AT(at) at " step host reply.sent vb|"
#define CLOSED_LATE                                                                            \
    "9000 closing -|9001 stop host|9010 exited host code=0|"                                   \
    "9011 report vb child.ending by=pipe|9012 exited vb|9020 end -"

static void what_stood_still_twice_had_time_in_between(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"a window that had passed is not opened again by a second hold",
         STANDS(HOLD("1"), HOLD("9")),
         BEGUN STOOD("100", "110") CS_IS_DEAD SERVED_AT("5000") STANDS_AGAIN("7000", "7010")
             CLOSED_LATE,
         VERDICT_FAIL,
         {"fail parent-continues host:child.lost @3200 host did not serve vb within 3000 ms"}},
        {"nor by one that lasts",
         STANDS(HOLD("1"), "hold host at idle.wait #9\nstep tap\n"),
         BEGUN STOOD("100", "110") CS_IS_DEAD SERVED_AT(
             "5000") "7000 held host idle.wait line=7|9000 closing -|9001 ended host held|"
                     "9010 exited host|9011 report vb child.ending by=pipe|9012 exited vb|"
                     "9020 end -",
         VERDICT_FAIL,
         {"fail parent-continues host:child.lost @3200 host did not serve vb within 3000 ms"}},
        {"nor by a delay",
         STANDS(HOLD("1"), DELAY("9")),
         BEGUN STOOD("100", "110")
             CS_IS_DEAD SERVED_AT("5000") "7000 struck host delay line=7|7090 confirmed host "
                                          "delay line=7|" CLOSED_LATE,
         VERDICT_FAIL,
         {"fail parent-continues host:child.lost @3200 host did not serve vb within 3000 ms"}},
        {"nor by a hang that is resumed",
         STANDS(HANG, HANG),
         BEGUN "100 line - line=4|100 struck host hang line=4|101 confirmed host hang line=4|"
               "110 line - line=5|110 resumed host line=5|" CS_IS_DEAD SERVED_AT(
                   "5000") "7000 line - line=7|7000 struck host hang line=7|"
                           "7001 confirmed host hang line=7|7010 line - line=8|"
                           "7010 resumed host line=8|" CLOSED_LATE,
         VERDICT_FAIL,
         {"fail parent-continues host:child.lost @3200 host did not serve vb within 3000 ms"}},
        {"one that falls into it begins it anew, and so does a second",
         STANDS(HOLD("1"), HOLD("9")),
         BEGUN STOOD("190", "3000") CS_IS_DEAD STANDS_AGAIN("5900", "6000") SERVED_AT("8900")
             CLOSED_LATE,
         VERDICT_PASS,
         {0}},
        {"but not one that comes when even the first's has passed",
         STANDS(HOLD("1"), HOLD("9")),
         BEGUN STOOD("190", "3000") CS_IS_DEAD STANDS_AGAIN("6001", "6100") SERVED_AT("8900")
             CLOSED_LATE,
         VERDICT_FAIL,
         {"fail parent-continues host:child.lost @6000 host did not serve vb within 3000 ms"}},
        {"a hang that ends after a hold began in it opens the window that the hold then falls "
         "into",
         STANDS(HANG, HOLD("9")),
         BEGUN "190 line - line=4|190 struck host hang line=4|191 confirmed host hang line=4|"
               "3300 held host idle.wait line=7|3400 line - line=5|3400 resumed host line=5|"
               "6000 line - line=8|6000 released host idle.wait line=7|" CS_IS_DEAD SERVED_AT(
                   "8900") CLOSED_LATE,
         VERDICT_PASS,
         {0}},
    };
    ALL_HOLD(scenes);
}

/* cs is killed at 100 ms by line 4; vb is served, and asks again at 300 ms. */
#define THEN(line) PAIR "at cs request.sent #3 kill cs\nwaive bounded\n" line
#define VB_ASKS    "300 step vb request.sent n=5|"
#define VB_KILLED                                                                              \
    "4000 line - line=6|4000 struck vb kill line=6|4001 confirmed vb kill line=6|"             \
    "4001 exited vb|4002 report host child.lost vb by=process|"
#define VB_PARTED(fault)                                                                       \
    "2000 struck vb " fault " line=6|2000 confirmed vb " fault " line=6|"                      \
    "2001 report vb child.ending by=pipe|3900 exited vb|"                                      \
    "3901 report host child.lost vb by=process|"
#define VB_DELAYED(from, until)                                                                \
    from " struck vb delay line=6|" until " confirmed vb delay line=6|"

static void a_request_before_a_second_strike_was_to_be_answered(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"one that was not is told, though the child was killed later",
         THEN("kill vb\n"),
         BEGUN CS_KILLED VB_SERVED VB_ASKS VB_KILLED CLOSED_ALONE,
         VERDICT_FAIL,
         {"fail parent-continues host .. @3300 host did not answer a request of vb "
          "within 3000 ms"}},
        {"one that was, too late, is told, though a later one had to wait for longer",
         THEN("at vb request.before #6 delay vb by 10ms\n"),
         BEGUN CS_KILLED VB_SERVED VB_ASKS "3301 step host reply.sent vb|" VB_DELAYED(
             "3400",
             "3410") "3420 step vb request.sent n=6|7000 step host reply.sent vb|7050 closing "
                     "-|"
                     "7051 stop host|7060 exited host|7061 report vb child.ending by=pipe|"
                     "7062 exited vb|7070 end -",
         VERDICT_FAIL,
         {"fail parent-continues host .. @3300 host did not answer a request of vb"}},
        {"one of a child that was struck before it asked is not judged",
         THEN("at vb request.before #5 delay vb by 10ms\n"),
         BEGUN CS_KILLED VB_SERVED VB_DELAYED("290", "299") VB_ASKS
         "310 step host reply.sent vb|400 step vb request.sent n=6|" CLOSED_WITHOUT_CS,
         VERDICT_PASS,
         {0}},
        {"one of a child whose pipe was dropped before its window had passed needs no answer",
         THEN("at vb request.sent #5 drop vb\n"),
         BEGUN CS_KILLED VB_SERVED VB_ASKS VB_PARTED("drop") CLOSED_ALONE,
         VERDICT_PASS,
         {0}},
        {"nor one of a child that sent half a message",
         THEN("at vb request.before #6 truncate vb\n"),
         BEGUN CS_KILLED VB_SERVED VB_ASKS VB_PARTED("truncate") CLOSED_ALONE,
         VERDICT_PASS,
         {0}},
    };
    ALL_HOLD(scenes);
}

/* host stood still at 100 ms, by line 4, and goes on at 110; then it crashes. */
#define CRASHES "200 exited host code=0xC0000005|" CS_LEFT VB_LEFT END
#define CS_LEFT "202 report cs child.ending by=pipe|203 exited cs|"
#define VB_LEFT "202 report vb child.ending by=pipe|203 exited vb|"

static void a_parent_outlives_what_is_done_to_itself(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"a delay",
         PAIR "at host idle.wait delay host by 10ms\n",
         BEGUN "100 struck host delay line=4|110 confirmed host delay line=4|" CRASHES,
         VERDICT_FAIL,
         {"fail parent-continues host:connected @200 host ended (exit code 0xC0000005) "
          "100 ms after host was delayed (line 4); it must go on -- , of"}},
        {"a hold",
         PAIR "hold host at idle.wait\nrelease host\n",
         BEGUN STOOD("100", "110") CRASHES,
         VERDICT_FAIL,
         {"fail parent-continues host .. 100 ms after host was held (line 4); it must go on"}},
        {"a hang that is resumed",
         PAIR "hang host\nresume host\n",
         BEGUN "100 line - line=4|100 struck host hang line=4|101 confirmed host hang line=4|"
               "110 line - line=5|110 resumed host line=5|" CRASHES,
         VERDICT_FAIL,
         {"fail parent-continues host .. 90 ms after host was resumed (line 5); it must go "
          "on"}},
        {"and told once, of the strike at a child, where there was one, too",
         PAIR "at cs request.sent #3 delay cs by 10ms\nat host idle.wait delay host by 10ms\n",
         BEGUN "90 struck cs delay line=4|100 confirmed cs delay line=4|"
               "100 struck host delay line=5|110 confirmed host delay line=5|" CRASHES,
         VERDICT_FAIL,
         {"fail parent-continues host .. 110 ms after cs was delayed (line 4)"}},
        {"but one whose children had all ended, or said Quit, may end",
         PAIR "at host idle.wait delay host by 10ms\n",
         BEGUN "100 struck host delay line=4|110 confirmed host delay line=4|"
               "120 report cs child.ending by=failed|121 exited cs|122 report host child.lost "
               "cs by=process|150 step vb quit.sent|200 exited host|"
               "201 report vb child.ending by=stop|202 exited vb|" END,
         VERDICT_PASS,
         {0}},
        {"so may one that says Quit to them, or whose last child was about to end",
         PAIR "at host idle.wait delay host by 10ms\n",
         BEGUN
         "100 struck host delay line=4|110 confirmed host delay line=4|"
         "190 step host quit.sent vb|200 report cs child.ending by=failed|200 exited host|"
         "201 exited cs|202 report vb child.ending by=quit|203 exited vb|" END,
         VERDICT_PASS,
         {0}},
        {"of children without a probe nobody knows",
         PAIR "at host idle.wait delay host by 10ms\nwaive child-ends\n",
         HOST_BEGUN "5 started cs|100 struck host delay line=4|110 confirmed host delay line=4|"
                    "200 exited host|201 exited cs|" END,
         VERDICT_PASS,
         {0}},
        {"one that was asked to stop may end",
         PAIR "at host idle.wait delay host by 10ms\nstop host\n",
         BEGUN "100 struck host delay line=4|110 confirmed host delay line=4|"
               "190 line - line=5|190 stop host line=5|200 exited host|" CS_LEFT VB_LEFT END,
         VERDICT_PASS,
         {0}},
    };
    ALL_HOLD(scenes);
}

/* host is killed at 2400 ms by line 6, and its children end. */
#define HOST_TOO                                                                               \
    "2400 line - line=6|2400 struck host kill line=6|2401 confirmed host kill line=6|"         \
    "2401 exited host|2405 report vb child.ending by=pipe|2406 exited vb|" END
#define VB_WAITS(from, until)                                                                  \
    from " step vb request.sent n=5|" until " report vb peer.silent by=reply.wait|"

static void a_second_strike_takes_away_only_what_could_still_come(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"service that nobody asked for",
         THEN("kill host\n"),
         BEGUN CS_KILLED HOST_TOO,
         VERDICT_PASS,
         {0}},
        {"or whose wait was not over",
         THEN("kill host\n"),
         BEGUN CS_KILLED "1500 step vb request.sent n=5|" HOST_TOO,
         VERDICT_PASS,
         {0}},
        {"but not where the child had waited in vain by then",
         THEN("kill host\n"),
         BEGUN CS_KILLED VB_WAITS("110", "1111") HOST_TOO,
         VERDICT_UNSEEN,
         {"unseen parent-continues host .. @2400 cannot tell whether host serves vb: host was "
          "killed (line 6) 2300 ms after cs was killed (line 4)"}},
        {"nor if it is struck itself then",
         THEN("kill vb\n"),
         BEGUN CS_KILLED VB_WAITS(
             "110",
             "1111") "2400 line - line=6|2400 struck vb kill line=6|2401 confirmed vb kill "
                     "line=6|"
                     "2401 exited vb|2402 report host child.lost vb by=process|" CLOSED_ALONE,
         VERDICT_UNSEEN,
         {"unseen parent-continues host .. vb was killed (line 6) 2300 ms after cs"}},
        {"a wait from before the first strike says nothing of what came after it",
         THEN("kill host\n"),
         BEGUN VB_WAITS("90", "1090") CS_KILLED HOST_TOO,
         VERDICT_PASS,
         {0}},
        {"a stall explains it",
         THEN("kill host\n"),
         BEGUN CS_KILLED VB_WAITS("110", "1111") "200 stall - until=260|" HOST_TOO,
         VERDICT_PASS,
         {0}},
        {"so does a hold of the parent from which it never came",
         THEN("kill host\nhold host at idle.wait\n"),
         BEGUN CS_KILLED VB_WAITS("110", "1111") "105 held host idle.wait line=7|" HOST_TOO,
         VERDICT_PASS,
         {0}},
    };
    ALL_HOLD(scenes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bystander_owes_by_each_act),
        cmocka_unit_test(what_stood_still_twice_had_time_in_between),
        cmocka_unit_test(a_request_before_a_second_strike_was_to_be_answered),
        cmocka_unit_test(a_parent_outlives_what_is_done_to_itself),
        cmocka_unit_test(a_second_strike_takes_away_only_what_could_still_come),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

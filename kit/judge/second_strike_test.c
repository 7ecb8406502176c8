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
         TWO,
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bystander_owes_by_each_act),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

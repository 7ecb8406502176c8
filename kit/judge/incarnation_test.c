/*
 * Goal: each process that takes an actor's place is that actor, and has its obligations. It is
 * not judged by what happened to its predecessor. Method: scenes in which cs is killed, and its
 * parent restarts it.
 */
#include "kit/judge/scene_test.h"

#define KILLED "at cs request.sent #3 kill cs\n"
#define AGAIN                                                                                  \
    "120 step host child.prepared cs|121 started cs process=2|122 step host child.started cs|" \
    "123 attached cs process=2|124 step cs connected process=2|"                               \
    "130 step cs request.sent process=2 n=4|131 step host reply.sent cs n=3|"                  \
    "132 step cs reply.received process=2 n=3|"
#define PARENT_GONE                                                                            \
    "500 step host reply.sent cs n=9|500 struck host kill by=reply.sent line=5|"               \
    "501 confirmed host kill line=5|501 exited host code=9|"
#define VB_ENDS_LATER "511 report vb child.ending by=pipe|513 exited vb code=0|"
#define CS_AGAIN_CLOSED                                                                        \
    "5000 closing -|5001 stop host|5010 exited host code=0|"                                   \
    "5011 report cs child.ending by=pipe process=2|5011 report vb child.ending by=pipe|"       \
    "5012 exited cs process=2|5012 exited vb|5020 end -"
#define CS_AGAIN_CLOSED_ALONE                                                                  \
    "5000 closing -|5001 stop host|5010 exited host code=0|"                                   \
    "5011 report cs child.ending by=pipe process=2|5012 exited cs process=2|5020 end -"
#define HOST_KILLED_LATER "at host reply.sent #9 kill host\n"
#define FROM_HERE         BEGUN CS_KILLED VB_SERVED AGAIN

static void a_child_that_is_started_again_owes_what_a_child_owes(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"it ends by itself when its parent is gone",
         PAIR KILLED HOST_KILLED_LATER,
         FROM_HERE PARENT_GONE "510 report cs child.ending by=pipe process=2|"
                               "512 exited cs process=2|" VB_ENDS_LATER END,
         VERDICT_PASS,
         {0}},
        {"one that outlives its parent fails, though the one before it was killed",
         PAIR KILLED HOST_KILLED_LATER,
         FROM_HERE PARENT_GONE VB_ENDS_LATER "4500 exited cs process=2|" END,
         VERDICT_FAIL,
         {"fail child-ends cs .. cs ended too late, 4000 ms after host was killed (line 5); it "
          "must "
          "end within 3000 ms .. (process 2 of cs, which was started again)"}},
        {"one that something else ended has not ended by itself",
         PAIR KILLED HOST_KILLED_LATER,
         FROM_HERE PARENT_GONE VB_ENDS_LATER "520 exited cs process=2 code=0|" END,
         VERDICT_FAIL,
         {"fail child-ends cs .. cs ended (exit code 0) 20 ms after host was killed (line 5) "
          "and never said child.ending; only this step proves that it ended itself (process 2 "
          "of cs, which was started again)"}},
        {"one that crashes fails",
         PAIR KILLED,
         FROM_HERE "600 exited cs process=2 code=0xC0000005|"
                   "601 report host child.lost cs by=process|" CLOSED_WITHOUT_CS,
         VERDICT_FAIL,
         {"fail parent-continues host .. cs ended",
          "fail no-crash cs .. 0xC0000005 .. (process 2 of cs"}},
        {"one that a line makes crash does what it was told",
         PAIR KILLED "at cs request.sent #9 crash cs\n",
         FROM_HERE "500 struck cs crash by=request.sent line=5 process=2|"
                   "501 exited cs process=2 code=0xC0000005|502 confirmed cs crash line=5 "
                   "process=2|503 report host child.lost cs by=process|"
                   "510 step host reply.sent vb n=9|" CLOSED_WITHOUT_CS,
         VERDICT_PASS,
         {0}},
        {"one that is left fails",
         PAIR KILLED,
         FROM_HERE "5000 closing -|5001 stop host|5010 exited host|"
                   "5011 report vb child.ending by=pipe|5012 exited vb|8020 left cs process=2|"
                   "8021 exited cs process=2 code=0x4C454654|8030 end -",
         VERDICT_FAIL,
         {"fail child-ends cs .. still runs 3010 ms after host ended"}},
        {"one that takes its living parent for dead fails",
         PAIR KILLED "waive parent-continues\n",
         FROM_HERE "600 report cs child.ending by=watchdog process=2|601 exited cs process=2|"
                   "602 report host child.lost cs by=process|" CLOSED_WITHOUT_CS,
         VERDICT_FAIL,
         {"fail child-stays cs .. host was alive .. (process 2 of cs"}},
        {"its loss is to be reported, too",
         PAIR KILLED "at cs request.sent #9 kill cs\n",
         FROM_HERE "500 struck cs kill by=request.sent line=5 process=2|"
                   "501 confirmed cs kill line=5 process=2|501 exited cs process=2 code=9|"
                   "510 step host reply.sent vb n=9|" CLOSED_WITHOUT_CS,
         VERDICT_FAIL,
         {"fail watchdog-detects host .. host did not report cs lost within 4000 ms after cs "
          "was killed (line 5) (watchdog 2000 ms + window 2000 ms) -- "}},
        {"and is, where it is",
         PAIR KILLED "at cs request.sent #9 kill cs\n",
         FROM_HERE "500 struck cs kill by=request.sent line=5 process=2|"
                   "501 confirmed cs kill line=5 process=2|501 exited cs process=2 code=9|"
                   "505 report host child.lost cs by=process|"
                   "510 step host reply.sent vb n=9|" CLOSED_WITHOUT_CS,
         VERDICT_PASS,
         {0}},
    };
    ALL_HOLD(scenes);
}

static void what_befell_the_process_before_is_not_its_affair(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"the parent reports the loss once the next one is started",
         PAIR KILLED "at cs request.sent #9 kill cs\n",
         BEGUN CS_STRUCK VB_SERVED AGAIN
         "140 report host child.lost cs by=process|"
         "500 struck cs kill by=request.sent line=5 process=2|"
         "501 confirmed cs kill line=5 process=2|501 exited cs process=2 code=9|"
         "505 report host child.lost cs by=process|510 step host reply.sent vb "
         "n=9|" CLOSED_WITHOUT_CS,
         VERDICT_PASS,
         {0}},
        {"a living one that is reported lost is still a finding",
         PAIR KILLED,
         FROM_HERE "300 report host child.lost cs by=process|" CS_AGAIN_CLOSED,
         VERDICT_FAIL,
         {"fail watchdog-detects host .. host reported cs dead by process, but cs lived"}},
        {"its messages have numbers of their own",
         PAIR KILLED,
         BEGUN
         "90 step cs request.sent n=2 seq=2 size=8 sum=aa|"
         "91 step host request.received cs n=2 seq=2 size=8 sum=aa|" CS_KILLED VB_SERVED AGAIN
         "140 step cs request.sent n=5 seq=2 size=8 sum=bb process=2|"
         "141 step host request.received cs n=3 seq=2 size=8 sum=bb|"
         "142 step host reply.sent cs n=4|" CS_AGAIN_CLOSED,
         VERDICT_PASS,
         {0}},
        {"and are compared with what it sent itself",
         PAIR KILLED,
         FROM_HERE "140 step cs request.sent n=5 seq=2 size=8 sum=bb process=2|"
                   "141 step host request.received cs n=3 seq=2 size=8 sum=cc|"
                   "142 step host reply.sent cs n=4|" CS_AGAIN_CLOSED,
         VERDICT_FAIL,
         {"fail data-true host"}},
        {"one that was inside CreateProcess when its parent was killed was never born",
         PAIR KILLED HOST_KILLED_LATER,
         BEGUN CS_KILLED VB_SERVED
         "498 step host child.prepared cs|499 started cs process=2|" PARENT_GONE VB_ENDS_LATER
         "5990 closing -|9000 left cs process=2|9010 end -",
         VERDICT_UNSEEN,
         {"unseen child-ends cs .. never ran a line"}},
    };
    ALL_HOLD(scenes);
}

/* Each makes three requests and says Quit, though the steps are counted over both. */
static void who_is_started_again_makes_all_its_requests(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"all of them",
         ONE "requests 2\nat cs request.sent #2 kill cs\n",
         HOST_BEGUN CS_BEGUN
         "90 step cs request.sent n=1|99 step cs request.sent n=2|"
         "100 struck cs kill by=request.sent line=5|101 confirmed cs kill line=5|"
         "101 exited cs code=9|" CS_LOST "121 started cs process=2|123 attached cs process=2|"
         "130 step cs request.sent process=2 n=3|131 step host reply.sent cs n=2|"
         "140 step cs request.sent process=2 n=4|"
         "150 step cs quit.sent process=2|151 report host child.quit cs|152 exited cs "
         "process=2|" CLOSED_ALONE,
         VERDICT_PASS,
         {0}},
        {"one too few",
         ONE "requests 2\nat cs request.sent #2 kill cs\n",
         HOST_BEGUN CS_BEGUN
         "90 step cs request.sent n=1|99 step cs request.sent n=2|"
         "100 struck cs kill by=request.sent line=5|101 confirmed cs kill line=5|"
         "101 exited cs code=9|" CS_LOST "121 started cs process=2|123 attached cs process=2|"
         "130 step cs request.sent process=2 n=3|131 step host reply.sent cs n=2|"
         "150 step cs quit.sent process=2|151 report host child.quit cs|152 exited cs "
         "process=2|" CLOSED_ALONE,
         VERDICT_FAIL,
         {"fail line cs .. cs made 1 "}},
    };
    ALL_HOLD(scenes);
}

static void a_line_is_about_all_processes_of_its_actor(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"a step of a later one counts",
         PAIR KILLED "expect cs reaches request.sent #4 within 1s\n",
         FROM_HERE "200 line - line=5|" CS_AGAIN_CLOSED,
         VERDICT_PASS,
         {0}},
        {"what is forbidden is forbidden to it",
         PAIR KILLED "expect cs never reaches request.sent for 1s\n",
         BEGUN CS_KILLED VB_SERVED "106 line - line=5|" AGAIN CS_AGAIN_CLOSED,
         VERDICT_FAIL,
         {"fail line cs .. expected cs never to reach request.sent for 1000 ms"}},
        {"an exit is that of the one that plays it as the line begins",
         PAIR KILLED "stop cs\nexpect cs exits 0 within 1s\n",
         FROM_HERE "200 line - line=5|200 stop cs process=2|201 line - line=6|"
                   "210 report cs child.ending by=stop process=2|211 exited cs process=2|"
                   "212 report host child.quit cs|" CLOSED_WITHOUT_CS,
         VERDICT_PASS,
         {0}},
        {"and so is its staying alive",
         PAIR KILLED "stop vb\nexpect cs stays alive for 1s\n",
         FROM_HERE "200 line - line=5|200 stop vb|201 line - line=6|"
                   "210 report vb child.ending by=stop|211 exited vb|"
                   "212 report host child.quit vb|" CS_AGAIN_CLOSED_ALONE,
         VERDICT_PASS,
         {0}},
        {"the one that came after the kill stays alive from its start on",
         PAIR KILLED "expect cs starts within 1s\nexpect cs stays alive for 1s\n",
         FROM_HERE "140 line - line=5|141 line - line=6|"
                   "5000 closing -|5001 stop host|5010 exited host code=0|"
                   "5011 report cs child.ending by=pipe process=2|"
                   "5011 report vb child.ending by=pipe|"
                   "5012 exited cs process=2|5012 exited vb|5020 end -",
         VERDICT_PASS,
         {0}},
        {"and its end is told",
         PAIR KILLED "expect cs starts within 1s\nexpect cs stays alive for 1s\n",
         FROM_HERE "140 line - line=5|141 line - line=6|"
                   "600 report cs child.ending by=pipe process=2|601 exited cs process=2|"
                   "602 report host child.lost cs by=process|"
                   "5000 closing -|5001 stop host|5010 exited host code=0|"
                   "5011 report vb child.ending by=pipe|5012 exited vb|5020 end -",
         VERDICT_FAIL,
         {"fail line cs .. @601 expected cs to stay alive for 1000 ms after it was started; it "
          "ended after 480 ms",
          "fail parent-continues host .. and host did not serve it"}},
    };
    ALL_HOLD(scenes);
}

#define SUPERVISOR "parent host is \"a.exe\"\nchild cs is image b.exe\nwaive watchdog-detects\n"
#define THREE_STARTS                                                                           \
    HOST_BEGUN "5 started cs|20 exited cs code=3|30 started cs process=2|"                     \
               "40 exited cs code=3 process=2|50 started cs process=3|"                        \
               "60 exited cs code=3 process=3|"
#define FOURTH_START "70 started cs process=4|80 exited cs code=3 process=4|"

static void a_line_says_how_often_an_actor_is_started(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"one that is started beside the living one is one more",
         SUPERVISOR "expect cs starts at most 1 times for 1s\n",
         "0 started host pid=7|2 line - line=4|10 started cs pid=8|60 started - b.exe pid=9|"
         "70 exited - pid=9|1100 closing -|1101 ended host|1102 exited host pid=7|"
         "1110 exited cs pid=8|1200 end -",
         VERDICT_FAIL,
         {"fail line cs: @60 expected cs to be started at most 1 time", "pass child-ends cs"}},
        {"but not one that turns out to be somebody's",
         SUPERVISOR "child vb is image c.exe\nexpect cs starts at most 1 times for 1s\n",
         "0 started host pid=7|2 line - line=5|10 started cs pid=8|60 started - b.exe pid=9|"
         "61 started vb pid=9|70 exited vb pid=9|1100 closing -|1101 ended host|"
         "1102 exited host pid=7|1110 exited cs pid=8|1200 end -",
         VERDICT_PASS,
         {"pass child-ends cs"}},
        {"three times are at most three",
         SUPERVISOR "expect cs starts at most 3 times for 1s\n",
         THREE_STARTS "6 line - line=4|" CLOSED_ALONE,
         VERDICT_PASS,
         {0}},
        {"four are not, and the instants are told",
         SUPERVISOR "expect cs starts at most 3 times for 1s\n",
         THREE_STARTS FOURTH_START "6 line - line=4|" CLOSED_ALONE,
         VERDICT_FAIL,
         {"fail line cs: @70 expected cs to be started at most 3 times, for 1000 ms after the "
          "line began; it was started 4 times: at 0.005 s, 0.030 s, 0.050 s, 0.070 s"}},
        {"starts from before the line count",
         SUPERVISOR "expect cs starts at most 3 times for 1s\n",
         THREE_STARTS FOURTH_START "100 line - line=4|" CLOSED_ALONE,
         VERDICT_FAIL,
         {"fail line cs: .. it was started 4 times"}},
        {"one that comes when the time is over does not",
         SUPERVISOR "expect cs starts at most 3 times for 50ms\n",
         THREE_STARTS FOURTH_START "6 line - line=4|" CLOSED_ALONE,
         VERDICT_PASS,
         {0}},
        {"a second start comes in time",
         SUPERVISOR "expect cs starts #2 within 1s\n",
         THREE_STARTS "6 line - line=4|" CLOSED_ALONE,
         VERDICT_PASS,
         {0}},
        {"a fourth does not",
         SUPERVISOR "expect cs starts #4 within 1s\n",
         THREE_STARTS "6 line - line=4|" CLOSED_ALONE,
         VERDICT_FAIL,
         {"fail line cs .. expected cs to be started (#4) within 1000 ms after the line began; "
          "it "
          "was started 3 times: at 0.005 s, 0.030 s, 0.050 s"}},
        {"one that is too early is told of",
         SUPERVISOR "expect cs starts #2 not before 500ms and within 1s\n",
         THREE_STARTS "6 line - line=4|" CLOSED_ALONE,
         VERDICT_FAIL,
         {"fail line cs .. it did so after only 24 ms"}},
        {"a child that never comes never starts",
         SUPERVISOR "child vb is image b.exe\nexpect vb never starts for 1s\n",
         THREE_STARTS "6 line - line=5|" CLOSED_ALONE,
         VERDICT_PASS,
         {0}},
        {"one that came before the line began did start",
         SUPERVISOR "expect cs never starts for 1s\n",
         THREE_STARTS "100 line - line=4|" CLOSED_ALONE,
         VERDICT_FAIL,
         {"fail line cs: @5 expected cs never to be started, for 1000 ms after the line began; "
          "it was started 1 time: at 0.005 s"}},
        {"one that came before the act did not start since",
         SUPERVISOR "kill cs\nexpect cs never starts for 1s\n",
         HOST_BEGUN "5 started cs|6 line - line=4|7 struck cs kill line=4|"
                    "8 confirmed cs kill line=4|8 exited cs code=9|9 line - line=5|"
                    "10 step host on -|" CLOSED_ALONE,
         VERDICT_PASS,
         {0}},
    };
    ALL_HOLD(scenes);
}

/* Its parent numbers them, and the scenario has one name for all. */
static void a_loss_under_another_name_is_of_who_is_known_by_its_image(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"the second worker is lost as w2",
         "step on\nparent host is \"a.exe\"\nchild w1 is image b.exe\n"
         "expect w1 reaches on #2 within 1s\n",
         HOST_BEGUN "5 started w1|6 step w1 on n=1|6 line - line=4|20 exited w1 code=3|"
                    "21 report host child.lost w1 by=pipe|"
                    "30 started w1 process=2|31 step w1 on n=2 process=2|"
                    "40 exited w1 code=3 process=2|41 report host child.lost w2 by=pipe|"
                    "4900 step host child.lost -|" CLOSED_ALONE,
         VERDICT_PASS,
         {0}},
        {"and is missed where it is not",
         "step on\nparent host is \"a.exe\"\nchild w1 is image b.exe\n"
         "expect w1 reaches on #2 within 1s\n",
         HOST_BEGUN "5 started w1|6 step w1 on n=1|6 line - line=4|20 exited w1 code=3|"
                    "21 report host child.lost w1 by=pipe|"
                    "30 started w1 process=2|31 step w1 on n=2 process=2|"
                    "40 exited w1 code=3 process=2|"
                    "4900 step host child.lost -|" CLOSED_ALONE,
         VERDICT_FAIL,
         {"fail watchdog-detects host .. w1 lost"}},
    };
    ALL_HOLD(scenes);
}

/* More processes than there is room for: what those behind did is not known. */
static void more_processes_than_can_be_judged_are_no_pass(void **state)
{
    (void)state;
    char events[8192];
    struct text text = text_over(events, sizeof events);
    text_add(&text, "%s", HOST_BEGUN "2 line - line=8|5 started cs|6 attached cs|");
    for (int i = 2; i <= SCENARIO_ACTORS; i++)
        text_add(&text, "%d exited cs process=%d|%d started cs process=%d|", 10 * i, i - 1,
                 10 * i + 1, i);
    text_add(&text, "%s", CLOSED_ALONE);
    assert_false(text.cut);
    struct scene scene = {"more than there is room for",
                          ONE "waive parent-continues\nwaive child-ends\nwaive bounded\n"
                              "waive watchdog-detects\nexpect host stays alive for 1s\n",
                          events,
                          VERDICT_UNSEEN,
                          {"unseen run .. more than 72 processes"}};
    assert_true(scene_holds(&scene));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_child_that_is_started_again_owes_what_a_child_owes),
        cmocka_unit_test(what_befell_the_process_before_is_not_its_affair),
        cmocka_unit_test(who_is_started_again_makes_all_its_requests),
        cmocka_unit_test(a_line_is_about_all_processes_of_its_actor),
        cmocka_unit_test(a_line_says_how_often_an_actor_is_started),
        cmocka_unit_test(a_loss_under_another_name_is_of_who_is_known_by_its_image),
        cmocka_unit_test(more_processes_than_can_be_judged_are_no_pass),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

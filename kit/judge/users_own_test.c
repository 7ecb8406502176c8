/*
 * Goal: a user's own program is judged by the words that it has and by what the runner sees
 * from outside. A correct program passes without a waiver, whichever side asks and however long
 * it takes. A faulty program fails by the rule that it breaks. Method: scenes of pairs in
 * quotes and by image.
 */
#include "kit/judge/scene_test.h"

/* Lines 1 to 3; none of them has a probe until it says a word. */
#define OWN                                                                                    \
    "parent app is \"app.exe\"\nchild one is image helper.exe\nchild two is image "            \
    "helper.exe\n"
#define OWN_ALONE "parent app is \"app.exe\"\nchild one is image helper.exe\n\n"
#define STARTED   "0 started app|5 started one|6 started two|"
#define ONE_KILLED                                                                             \
    "1000 line - line=4|1000 struck one kill line=4|1001 confirmed one kill line=4|"           \
    "1001 exited one code=9|"
#define APP_KILLED                                                                             \
    "1000 line - line=4|1000 struck app kill line=4|1001 confirmed app kill line=4|"           \
    "1001 exited app code=9|"
/* The runner ends a program that cannot be asked to stop, and its children end with it. */
#define OVER(children)                                                                         \
    "5000 closing -|5001 ended app|5002 exited app code=9|" children "6000 end -"
#define NEVER_RAN                                                                              \
    "1010 exited one|5000 closing -|8000 left two by=never-ran|8001 exited two code=9|8010 "   \
    "end -"
#define TWO_ENDS       "5010 exited two|"
#define APP_SAYS(list) "2 attached app words=" list "|"

static void what_is_seen_from_outside_is_enough(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"a parent that lives on when its child is killed passes, and what was not seen is "
         "told",
         OWN "kill one\n",
         STARTED ONE_KILLED OVER(TWO_ENDS),
         VERDICT_PASS,
         {"pass parent-continues app .. cannot tell whether app still serves two: no step "
          "shows it",
          "pass watchdog-detects app .. whether app noticed that one was killed",
          "pass child-ends two .. two ended in time"}},
        {"one that ends with its child fails",
         OWN "kill one\n",
         STARTED ONE_KILLED "1100 exited app code=1|1110 exited two|6000 end -",
         VERDICT_FAIL,
         {"fail parent-continues app .. app ended (exit code 1) 100 ms after one was killed",
          "pass child-ends two"}},
        {"unless it is its policy",
         OWN "app ends with its children\nkill one\n",
         STARTED
         "1000 line - line=5|1000 struck one kill line=5|1001 confirmed one kill line=5|"
         "1001 exited one code=9|1100 exited app code=1|1110 exited two|6000 end -",
         VERDICT_PASS,
         {"pass watchdog-detects app", "pass child-ends two"}},
        {"or a line expects it",
         OWN_ALONE "kill one\nexpect app exits 1 within 2s\n",
         "0 started app|5 started one|" ONE_KILLED
         "1002 line - line=5|1100 exited app code=1|6000 end -",
         VERDICT_PASS,
         {"pass watchdog-detects app"}},
        {"an end with another code than the expected one is none that was expected",
         OWN_ALONE "kill one\nexpect app exits 0 within 2s\n",
         "0 started app|5 started one|" ONE_KILLED
         "1002 line - line=5|1100 exited app code=1|6000 end -",
         VERDICT_FAIL,
         {"fail line app .. exited with code 1, expected 0",
          "fail parent-continues app .. app ended (exit code 1)"}},
        {"children that end when their parent is killed pass, however they came to it",
         OWN "kill app\n",
         STARTED APP_KILLED "1010 exited one|1020 exited two code=1|6000 end -",
         VERDICT_PASS,
         {"pass child-ends one", "pass child-ends two"}},
        {"one that stays fails",
         OWN "kill app\n",
         STARTED APP_KILLED "1010 exited one|5000 exited two|6000 end -",
         VERDICT_FAIL,
         {"pass child-ends one",
          "fail child-ends two .. two ended too late, 4000 ms after app"}},
        {"one that never ran a line is the system's, whose parent was killed inside "
         "CreateProcess",
         OWN "kill app\n",
         "0 started app|5 started one|980 started two|" APP_KILLED NEVER_RAN,
         VERDICT_PASS,
         {"pass child-ends one", "pass child-ends two .. never ran a line"}},
        {"or hung there, by a strike at another of its threads",
         OWN "hang app\n",
         "0 started app|5 started one|1000 line - line=4|1000 struck app hang line=4|"
         "1004 started two|1007 confirmed app hang line=4|"
         "5000 closing -|5001 ended app hung|"
         "5002 exited app code=9|5010 exited one|8100 left two by=never-ran|8101 exited two "
         "code=9|8110 end -",
         VERDICT_PASS,
         {"pass child-ends one", "pass child-ends two .. never ran a line"}},
        {"one that its parent kept suspended for long, and left, is not",
         OWN "kill app\n",
         STARTED APP_KILLED NEVER_RAN,
         VERDICT_FAIL,
         {"pass child-ends one", "fail child-ends two .. two still runs 7000 ms after app was "
                                 "killed .. never ran a line of "
                                 "its code: its parent made it suspended 994 ms before"}},
        {"a child that its parent had not come to start is no wrong image beside one that is "
         "right",
         OWN "kill app\n",
         "0 started app|5 started one|" APP_KILLED "1010 exited one|6000 end -",
         VERDICT_PASS,
         {"pass child-ends one"}},
        {"one that crashes at it fails",
         OWN "kill app\n",
         STARTED APP_KILLED "1010 exited one|1020 exited two code=0xC0000005|6000 end -",
         VERDICT_FAIL,
         {"pass child-ends one", "fail no-crash two"}},
        {"a parent that starts the child again has noticed",
         OWN_ALONE "kill one\n",
         "0 started app|5 started one|" ONE_KILLED
         "1200 started one process=2|" OVER("5010 exited one process=2|"),
         VERDICT_PASS,
         {"pass child-ends one .. (process 2 of one"}},
        {"also in the instant of the end",
         OWN_ALONE "kill one\n",
         "0 started app|5 started one|" ONE_KILLED
         "1001 started one process=2|" OVER("5010 exited one process=2|"),
         VERDICT_PASS,
         {"pass child-ends one .. (process 2 of one"}},
        {"a sibling that is ended with the struck one fails",
         OWN "kill one\n",
         STARTED ONE_KILLED "1100 exited two code=1|" OVER(""),
         VERDICT_FAIL,
         {"fail parent-continues app .. two ended (exit code 1) 100 ms after one was killed"}},
        {"one that ends with the code of success may have done its work",
         OWN "kill one\n",
         STARTED ONE_KILLED "1100 exited two|" OVER(""),
         VERDICT_PASS,
         {"pass watchdog-detects app",
          "pass parent-continues app .. two ended (exit code 0) 100 ms after one was killed .. "
          "cannot tell whether its work was done"}},
        {"not one that goes on asking",
         OWN "two goes on asking\nkill one\n",
         STARTED
         "1000 line - line=5|1000 struck one kill line=5|1001 confirmed one kill line=5|"
         "1001 exited one code=9|1100 exited two|" OVER(""),
         VERDICT_FAIL,
         {"fail parent-continues app .. two ended (exit code 0) 100 ms after one was killed"}},
        {"one that may end is nobody's fault",
         OWN "two may end\nkill one\n",
         STARTED
         "1000 line - line=5|1000 struck one kill line=5|1001 confirmed one kill line=5|"
         "1001 exited one code=9|1100 exited two code=1|" OVER(""),
         VERDICT_PASS,
         {"pass parent-continues app", "pass watchdog-detects app"}},
        {"a run in which nothing could be judged at all is unseen",
         OWN_ALONE "waive no-crash\nkill one\n",
         "0 started app|5 started one|1000 line - line=5|1000 struck one kill line=5|"
         "1001 confirmed one kill line=5|1001 exited one code=9|1500 closing -|1501 ended app|"
         "1502 exited app code=9|1600 end -",
         VERDICT_UNSEEN,
         {"unseen watchdog-detects app"}},
    };
    ALL_HOLD(scenes);
}

static void a_word_is_missed_only_where_it_can_be_said(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"a parent whose program knows child.lost must say it",
         OWN_ALONE "kill one\n",
         "0 started app|" APP_SAYS("child.lost") "5 started one|" ONE_KILLED
                                                 "4000 step app works|" OVER(""),
         VERDICT_FAIL,
         {"fail watchdog-detects app .. app did not report one lost within 4000 ms after one "
          "was killed (line 4) (watchdog 2000 ms + window 2000 ms)"}},
        {"one whose program does not is judged by what it does",
         OWN_ALONE "kill one\n",
         "0 started app|" APP_SAYS("none") "5 started one|" ONE_KILLED
                                           "4000 step app works|" OVER(""),
         VERDICT_PASS,
         {"pass watchdog-detects app"}},
        {"a child that ended without a word may have been ended by its parent, which knows",
         OWN_ALONE "expect one exits within 2s\n",
         "0 started app|" APP_SAYS(
             "child.lost") "5 started one|90 line - line=4|"
                           "1000 exited one code=9|4000 step app works|" OVER(""),
         VERDICT_PASS,
         {"pass watchdog-detects app .. whether app noticed that one ended"}},
        {"a scenario that sets the rule's window asks for the word of every parent",
         OWN_ALONE "window watchdog-detects 500ms\nkill one\n",
         "0 started app|" APP_SAYS("none") "5 started one|1000 line - line=5|"
                                           "1000 struck one kill line=5|1001 confirmed one "
                                           "kill line=5|1001 exited one code=9|"
                                           "4000 step app works|" OVER(""),
         VERDICT_FAIL,
         {"fail watchdog-detects app .. app did not report one lost within 2500 ms after one "
          "was killed (line 5) (watchdog 2000 ms + window 500 ms)"}},
        {"a line that expects an end expects no crash",
         OWN_ALONE "kill one\nexpect app exits within 2s\n",
         "0 started app|5 started one|" ONE_KILLED
         "1002 line - line=5|1100 exited app code=0xC0000005|6000 end -",
         VERDICT_FAIL,
         {"fail parent-continues app .. app ended (exit code 0xC0000005)"}},
        {"one whose end it told before the runner saw it was noticed",
         OWN_ALONE "expect one exits within 2s\n",
         "0 started app|" APP_SAYS(
             "child.lost") "5 started one|90 line - line=4|"
                           "999 report app child.lost one by=process|1000 exited one code=9|"
                           "4000 step app works|" OVER(""),
         VERDICT_PASS,
         {0}},
        {"not so one that crashed",
         OWN_ALONE "waive no-crash one\nexpect one exits within 2s\n",
         "0 started app|" APP_SAYS("child.lost") "5 started one|90 line - line=5|"
                                                 "1000 exited one code=0xC0000005|" OVER(""),
         VERDICT_FAIL,
         {"fail watchdog-detects app .. app did not report one lost within 4000 ms after one "
          "ended (watchdog 2000 ms + window 2000 ms)"}},
        {"what it said once in the run it can say",
         OWN "kill one\n",
         "0 started app|" APP_SAYS("none") "5 started one|6 started two|" ONE_KILLED
                                           "2000 report app child.lost two by=process|2000 "
                                           "exited two code=1|4000 step app works|" OVER(""),
         VERDICT_FAIL,
         {"fail parent-continues app .. two ended (exit code 1) 1000 ms after one was killed",
          "fail watchdog-detects app .. app did not report one lost within 4000 ms after one "
          "was killed (line 4) (watchdog 2000 ms + window 2000 ms)"}},
        {"where the log tells nothing of its words, it must say it",
         OWN_ALONE "kill one\n",
         "0 started app|2 attached app|5 started one|" ONE_KILLED
         "4000 step app works|" OVER(""),
         VERDICT_FAIL,
         {"fail watchdog-detects app .. app did not report one lost within 4000 ms after one "
          "was killed (line 4) (watchdog 2000 ms + window 2000 ms)"}},
        {"a child that said quit.sent needs no child.ending",
         OWN_ALONE "kill app\n",
         "0 started app|5 started one|6 attached one words=child.ending,quit.sent|" APP_KILLED
         "1005 step one quit.sent|1010 exited one code=259|6000 end -",
         VERDICT_PASS,
         {0}},
        {"a sibling that could have said that it ends, and did not, was let go",
         OWN "kill one\n",
         STARTED "7 attached two words=child.ending|" ONE_KILLED "1100 exited two|" OVER(""),
         VERDICT_FAIL,
         {"fail parent-continues app .. two ended (exit code 0) 100 ms after one was killed"}},
    };
    ALL_HOLD(scenes);
}

#define ASKED_BY_PARENT                                                                        \
    "100 step app request.sent one|110 step two request.received|101 step app request.sent "   \
    "two|400 step app reply.received two|401 step app request.sent two n=2|"

static void either_side_may_ask(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"a parent that asks its other child on serves it",
         OWN "kill one\nwaive watchdog-detects\n",
         STARTED ASKED_BY_PARENT ONE_KILLED
         "1400 step app request.sent two n=3|" OVER(TWO_ENDS),
         VERDICT_PASS,
         {"pass child-ends two"}},
        {"one that asks it no more fails",
         OWN "kill one\nwaive watchdog-detects\n",
         STARTED ASKED_BY_PARENT ONE_KILLED OVER(TWO_ENDS),
         VERDICT_FAIL,
         {"fail parent-continues app .. app did not serve two within 3599 ms",
          "pass child-ends two"}},
        {"a child that tells of each request alone is served by them",
         OWN "kill one\nwaive watchdog-detects\n",
         STARTED "100 step two request.received|500 step two request.received n=2|" ONE_KILLED
                 "1300 step two request.received n=3|" OVER(TWO_ENDS),
         VERDICT_PASS,
         {"pass child-ends two"}},
        {"a job of three seconds is waited for as long as it took before",
         OWN "kill one\nwaive watchdog-detects\n",
         STARTED
         "7 step two request.sent|500 step app reply.sent two|"
         "3900 step app reply.sent two n=2|"
         "4000 line - line=4|4000 struck one kill line=4|4001 confirmed one kill line=4|"
         "4001 exited one code=9|8000 step app reply.sent two n=3|9000 closing -|"
         "9001 ended app|9002 exited app code=9|9010 exited two|9500 end -",
         VERDICT_PASS,
         {"pass child-ends two"}},
        {"own words that mean the protocol's are read as those",
         "step job.sent is request\nstep done is reply\n" OWN_ALONE
         "child two is image helper.exe\nkill one\nwaive watchdog-detects\n",
         STARTED
         "100 step app job.sent two|600 step app job.sent two n=2|"
         "1000 line - line=7|1000 struck one kill line=7|1001 confirmed one kill line=7|"
         "1001 exited one code=9|" OVER(TWO_ENDS),
         VERDICT_FAIL,
         {"fail parent-continues app .. app did not serve two", "pass child-ends two"}},
        {"a child that was told to quit may end, and is not lost",
         OWN_ALONE "kill app\n",
         "0 started app|2 attached app words=child.lost|5 started one|"
         "500 step app quit.sent one|520 report one child.ending by=quit|521 exited one|"
         "1000 line - line=4|1000 struck app kill line=4|1001 confirmed app kill line=4|"
         "1001 exited app code=9|6000 end -",
         VERDICT_PASS,
         {0}},
        {"also where the word names nobody, and there is one child",
         OWN_ALONE "kill app\n",
         "0 started app|2 attached app words=child.lost|5 started one|"
         "500 step app quit.sent|521 exited one|"
         "1000 line - line=4|1000 struck app kill line=4|1001 confirmed app kill line=4|"
         "1001 exited app code=9|6000 end -",
         VERDICT_PASS,
         {0}},
        {"telling all others to quit when one is lost is no way to go on",
         OWN "kill one\nwaive watchdog-detects\n",
         STARTED ONE_KILLED "1050 step app quit.sent two|1060 report two child.ending by=quit|"
                            "1061 exited two|" OVER(""),
         VERDICT_FAIL,
         {"fail parent-continues app .. two ended (exit code 0) 61 ms after one was killed"}},
    };
    ALL_HOLD(scenes);
}

#define BY_COMMAND                                                                             \
    "parent app is \"app.exe\"\nchild one is any \"--worker 1\"\nchild two is any "            \
    "\"--worker 2\"\n"

/* Under Wine a process shows its command line late. It can end before the run has read it. */
static void a_process_whose_command_line_was_not_read_may_be_anybody(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"so that an actor that is missed is no failure of the program",
         BY_COMMAND "kill app\nexpect two exits within 2s\n",
         "0 started app text=app.exe|5 started one text=--worker|6 started - worker.exe pid=44|"
         "1000 line - line=4|1000 struck app kill line=4|1001 confirmed app kill line=4|"
         "1001 exited app code=9|1002 exited one|1003 exited - worker.exe pid=44|"
         "1004 line - line=5|5000 closing -|6000 end -",
         VERDICT_ERROR,
         {"error run two .. process 44 (worker.exe) ended before its command line could be "
          "read, so Lifeline cannot tell whether it was two; to know it by its image, write: "
          "child two is image worker.exe"}},
        {"one whose image was not read, either, came when the machine was too busy",
         BY_COMMAND "kill app\nexpect two exits within 2s\n",
         "0 started app text=app.exe|5 started one text=--worker|6 started - pid=44|"
         "1000 line - line=4|1000 struck app kill line=4|1001 confirmed app kill line=4|"
         "1001 exited app code=9|1002 exited one|1003 exited - pid=44|"
         "1004 line - line=5|5000 closing -|6000 end -",
         VERDICT_ERROR,
         {"error run two .. process 44 (of unknown image) ended before its command line could "
          "be read, so Lifeline cannot tell whether it was two; run fewer scenarios at once"}},
        {"one that a strike at a step of its parent kept from being started is told beside a "
         "pass",
         "step mine\n" BY_COMMAND "at app mine kill app\n",
         "0 started app text=app.exe|5 started one text=--worker|"
         "6 step app mine n=1|6 struck app kill by=mine n=1 line=5|"
         "7 confirmed app kill line=5|7 exited app code=9|8 exited one|6000 end -",
         VERDICT_PASS,
         {"pass child-ends two .. @6 two was never started, since app was killed",
          "pass child-ends one"}},
        {"not where a process is there that belongs to no actor",
         "step mine\n" BY_COMMAND "at app mine kill app\n",
         "0 started app text=app.exe|4 started - worker.exe pid=44 text=other|5 started one "
         "text=--worker|6 step app mine n=1|6 struck app kill by=mine n=1 line=5|"
         "7 confirmed app kill line=5|7 exited app code=9|8 exited one|9 exited - worker.exe "
         "pid=44|6000 end -",
         VERDICT_UNSEEN,
         {"pass child-ends one", "unseen run two"}},
        {"whoever it was, it ended in time where its parent was killed as it started it",
         "step mine\n" BY_COMMAND "at app mine kill app\n",
         "0 started app text=app.exe|4 started - worker.exe pid=44|5 started one "
         "text=--worker|6 step app mine n=1|6 struck app kill by=mine n=1 line=5|"
         "7 confirmed app kill line=5|7 exited app code=9|8 exited one|9 exited - worker.exe "
         "pid=44|5000 closing -|6000 end -",
         VERDICT_PASS,
         {"pass child-ends two .. @6 process 44 ended before its command line could be read; "
          "if it was two, it ended in time, and if not, two was never started, since app was "
          "killed",
          "pass child-ends one"}},
        {"but not if it ended too late",
         "step mine\n" BY_COMMAND "at app mine kill app\n",
         "0 started app text=app.exe|4 started - worker.exe pid=44|5 started one "
         "text=--worker|6 step app mine n=1|6 struck app kill by=mine n=1 line=5|"
         "7 confirmed app kill line=5|7 exited app code=9|8 exited one|4007 exited - "
         "worker.exe pid=44|5000 closing -|6000 end -",
         VERDICT_ERROR,
         {"error run two .. process 44 (worker.exe)"}},
        {"or not before the run ended it",
         "step mine\n" BY_COMMAND "at app mine kill app\n",
         "0 started app text=app.exe|4 started - worker.exe pid=44|5 started one "
         "text=--worker|6 step app mine n=1|6 struck app kill by=mine n=1 line=5|"
         "7 confirmed app kill line=5|7 exited app code=9|8 exited one|50 closing -|"
         "51 exited - worker.exe pid=44|60 end -",
         VERDICT_ERROR,
         {"error run two .. process 44 (worker.exe)"}},
        {"or if another process is there that belongs to no actor",
         "step mine\n" BY_COMMAND "at app mine kill app\n",
         "0 started app text=app.exe|4 started - worker.exe pid=44|4 started - worker.exe "
         "pid=45 text=other|5 started one text=--worker|6 step app mine n=1|"
         "6 struck app kill by=mine n=1 line=5|7 confirmed app kill line=5|7 exited app code=9|"
         "8 exited one|9 exited - worker.exe pid=44|9 exited - worker.exe pid=45|"
         "5000 closing -|6000 end -",
         VERDICT_ERROR,
         {"error run two .. process 44 (worker.exe)"}},
        {"or where its parent hangs, and may have given it up",
         "step mine\n" BY_COMMAND "at app mine hang app\n",
         "0 started app text=app.exe|4 started - worker.exe pid=44|5 started one "
         "text=--worker|6 step app mine n=1|6 struck app hang by=mine n=1 line=5|"
         "7 confirmed app hang line=5|9 exited - worker.exe pid=44|5000 closing -|"
         "5001 ended app hang|5002 exited app code=9|5003 exited one|6000 end -",
         VERDICT_ERROR,
         {"error run two .. process 44 (worker.exe)"}},
        {"one that never came is not missed in another family",
         BY_COMMAND "kill one\n",
         "0 started app text=app.exe|5 started one text=--worker|" ONE_KILLED OVER(""),
         VERDICT_UNSEEN,
         {"pass parent-continues app", "pass watchdog-detects app",
          "unseen run two .. no process of app had \"--worker 2\" in its command line, so "
          "nothing is known of two"}},
        {"and one that must never start is no pass",
         BY_COMMAND "kill one\nexpect two never starts for 1s\n",
         "0 started app text=app.exe|5 started one text=--worker|6 started - worker.exe pid=44|"
         "900 exited - worker.exe pid=44|" ONE_KILLED "1004 line - line=5|" OVER(""),
         VERDICT_ERROR,
         {"error run two .. process 44 (worker.exe)"}},
        {"but not one that never ran a line, such as the debugger that Wine has not",
         BY_COMMAND "kill one\nexpect two never starts for 1s\n",
         "0 started app text=app.exe|5 started one text=--worker|6 started - pid=44|"
         "900 exited - pid=44 code=3221225781|" ONE_KILLED "1004 line - line=5|" OVER(""),
         VERDICT_PASS,
         {"pass parent-continues app", "pass watchdog-detects app"}},
        {"which says nothing of a later process with the same PID",
         BY_COMMAND "kill one\nexpect two never starts for 1s\n",
         "0 started app text=app.exe|5 started one text=--worker|6 started - pid=44|"
         "7 exited - pid=44 code=3221225781|8 started - worker.exe pid=44|"
         "900 exited - worker.exe pid=44|" ONE_KILLED "1004 line - line=5|" OVER(""),
         VERDICT_ERROR,
         {"error run two .. process 44 (worker.exe)"}},
        {"one whose command line is that of nobody is a stranger",
         BY_COMMAND "kill one\nexpect two never starts for 1s\n",
         "0 started app text=app.exe|5 started one text=--worker|"
         "6 started - worker.exe pid=44 text=other|"
         "900 exited - worker.exe pid=44|" ONE_KILLED "1004 line - line=5|" OVER(""),
         VERDICT_PASS,
         {"pass parent-continues app", "pass watchdog-detects app"}},
    };
    ALL_HOLD(scenes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_process_whose_command_line_was_not_read_may_be_anybody),
        cmocka_unit_test(what_is_seen_from_outside_is_enough),
        cmocka_unit_test(a_word_is_missed_only_where_it_can_be_said),
        cmocka_unit_test(either_side_may_ask),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

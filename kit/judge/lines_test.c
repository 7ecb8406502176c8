/*
 * Goal: every line of a scenario comes to what it says, a fault that never struck is vacuous,
 * and what stood in the way is told once, with its place and its cure. Method: scenes in which
 * the rules are waived.
 */
#include "kit/judge/scene_test.h"

/* Nobody starts the child again. */
#define KILLED_IN_VAIN                                                                         \
    "parent app is \"app.exe\"\nchild cs is image c.exe\nkill cs\n"                            \
    "expect cs starts within 100ms\nkill cs\n" QUIET
#define LOST_FOR_EVER                                                                          \
    "0 started app|5 started cs|50 line - line=3|50 struck cs kill line=3|"                    \
    "51 confirmed cs kill line=3|51 exited cs code=9|52 line - line=4|160 line - line=5|"

static void a_line_is_met_or_broken(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"a report within the time after the strike meets it, also before its line began",
         KILLED_ONE "expect host reports child.lost cs by process within 250ms\n" QUIET,
         DEAD CS_LOST "300 line - line=5|" END,
         VERDICT_PASS,
         {0}},
        {"the time counts from the act and not from the line's begin",
         KILLED_ONE "expect host reports child.lost cs within 250ms\n" QUIET,
         DEAD "300 line - line=5|400 report host child.lost cs by=process|" END,
         VERDICT_FAIL,
         {"fail line host .. @350 expected host to report child.lost cs within 250 ms after cs "
          "was "
          "killed (line 4); it did so after 300 ms"}},
        {"the last act counts",
         KILLED_ONE "stop host\nexpect host reports parent.ending within 100ms\n" QUIET,
         DEAD "500 line - line=5|500 stop host line=5|501 line - line=6|590 report host "
              "parent.ending by=stop|" END,
         VERDICT_PASS,
         {0}},
        {"an act after the line began does not move it",
         ONE "expect host reaches reply.sent within 100ms\nstop host\n" QUIET,
         HOST_BEGUN CS_BEGUN "50 line - line=4|140 stop host line=5|140 line - line=5|"
                             "170 step host reply.sent cs|" END,
         VERDICT_FAIL,
         {"fail line host:connected @101 expected host to reach reply.sent within 100 ms after "
          "its probe attached; it did so after 169 ms"}},
        {"the first line counts from when its actor can speak, not from when the line began",
         ONE "expect host reaches reply.sent within 100ms\n" QUIET,
         "0 started host|2 line - line=4|90 attached host|170 step host reply.sent cs|" END,
         VERDICT_PASS,
         {0}},
        {"so what it said before the line began has come",
         ONE "expect host reaches reply.sent within 100ms\n" QUIET,
         "0 started host|1 attached host|2 step host reply.sent cs|4 line - line=4|" END,
         VERDICT_PASS,
         {0}},
        {"and what it must never say is wrong before the line began, too",
         ONE "expect host never reaches reply.sent for 100ms\n" QUIET,
         "0 started host|1 attached host|2 step host reply.sent cs|4 line - line=4|" END,
         VERDICT_FAIL,
         {"fail line host"}},
        {"a second line counts from when it began",
         ONE "expect host reaches connected within 100ms\n"
             "expect host never reaches reply.sent for 100ms\n" QUIET,
         "0 started host|1 attached host|2 step host reply.sent cs|3 step host connected cs|"
         "4 line - line=4|4 line - line=5|" END,
         VERDICT_PASS,
         {0}},
        {"an end before the first line is one in time",
         ONE "expect host exits 0 within 100ms\n" QUIET,
         "0 started host|1 attached host|2 exited host code=0|4 line - line=4|" END,
         VERDICT_PASS,
         {0}},
        {"what was said before the act does not count",
         KILLED_ONE "expect host reaches reply.sent within 100ms\n" QUIET,
         DEAD "99 step host reply.sent cs|110 line - line=5|" END,
         VERDICT_FAIL,
         {"fail line host:reply.sent @200 .. it did not, and its last step was reply.sent"}},
        {"a number counts from the run's start",
         KILLED_ONE "expect host reaches reply.sent for cs #2 within 100ms\n" QUIET,
         DEAD "99 step host reply.sent cs n=2|110 line - line=5|" END,
         VERDICT_PASS,
         {0}},
        {"another number is another step",
         KILLED_ONE "expect host reaches reply.sent for cs #2 within 100ms\n" QUIET,
         DEAD "120 step host reply.sent cs n=1|110 line - line=5|" END,
         VERDICT_FAIL,
         {"fail line host .. to reach reply.sent for cs #2 within"}},
        {"another peer is another report",
         PAIR "at cs request.sent #3 kill cs\nexpect host reports child.lost cs within "
              "250ms\n" QUIET,
         BEGUN CS_STRUCK "110 line - line=5|120 report host child.lost vb by=pipe|" END,
         VERDICT_FAIL,
         {"fail line host .. to report child.lost cs"}},
        {"another way is told",
         KILLED_ONE "expect host reports child.lost cs by watchdog within 250ms\n" QUIET,
         DEAD CS_LOST "110 line - line=5|" END,
         VERDICT_FAIL,
         {"fail line host .. child.lost cs by watchdog within 250 ms .. it did so by process "
          "after "
          "5 ms"}},
        {"a child need not name its parent",
         KILLED_ONE "expect cs reaches connected for host #1 within 250ms\n" QUIET,
         HOST_BEGUN "7 step cs connected n=1|" CS_STRUCK "110 line - line=5|" END,
         VERDICT_PASS,
         {0}},
        {"an exit meets it",
         ONE "stop host\nexpect host exits 0 within 2s\n" QUIET,
         HOST_BEGUN CS_BEGUN
         "90 line - line=4|90 stop host line=4|91 line - line=5|2090 exited "
         "host code=0|" END,
         VERDICT_PASS,
         {0}},
        {"an exit that is late breaks it",
         ONE "stop host\nexpect host exits 0 within 2s\n" QUIET,
         HOST_BEGUN CS_BEGUN
         "90 line - line=4|90 stop host line=4|91 line - line=5|2091 exited "
         "host code=0|" END,
         VERDICT_FAIL,
         {"fail line host .. @2090 expected host to exit with code 0 within 2000 ms after host "
          "was "
          "asked to stop (line 4); it did so after 2001 ms"}},
        {"another code breaks it at once",
         ONE "stop host\nexpect host exits 0 within 2s\n" QUIET,
         HOST_BEGUN CS_BEGUN
         "90 line - line=4|90 stop host line=4|91 line - line=5|95 exited host "
         "code=0xC0000005|" END,
         VERDICT_FAIL,
         {"fail line host .. @95 host exited with code 0xC0000005, expected 0"}},
        {"an end by the runner is no exit",
         ONE "stop host\nexpect host exits within 2s\n" QUIET,
         HOST_BEGUN CS_BEGUN
         "90 line - line=4|90 stop host line=4|91 line - line=5|95 ended host "
         "closing|96 exited host code=0|" END,
         VERDICT_FAIL,
         {"fail line host .. @95 expected host to exit within 2000 ms .. the runner had to end "
          "it"}},
        {"a kill is an exit",
         KILLED_ONE "expect cs exits within 1s\n" QUIET,
         DEAD "110 line - line=5|" END,
         VERDICT_PASS,
         {0}},
        {"a kill is no exit with a code",
         KILLED_ONE "expect cs exits 9 within 1s\n" QUIET,
         DEAD "110 line - line=5|" END,
         VERDICT_FAIL,
         {"fail line cs .. @101 cs exited because it was killed, expected code 9"}},
        {"a delay that is longer than the run says so",
         ONE "at cs request.sent delay cs by 9s\nlimit 1s\n" QUIET,
         HOST_BEGUN CS_BEGUN "100 struck cs delay by=request.sent line=4|1000 limit -|" END,
         VERDICT_ERROR,
         {"error line cs .. cs's delay of 9000 ms still went on when the run ended; make it "
          "shorter, or the limit longer"}},
        {"the code of an exit by order is the actor's own",
         ONE "at cs request.sent exit cs with 9\nexpect cs exits 9 within 10ms\n" QUIET,
         HOST_BEGUN CS_BEGUN "100 struck cs exit by=request.sent line=4|"
                             "101 confirmed cs exit line=4|101 exited cs code=9|"
                             "110 line - line=5|" END,
         VERDICT_PASS,
         {0}},
        {"another code than that of the order is not the awaited one",
         ONE "at cs request.sent exit cs with 9\nexpect cs exits 8 within 10ms\n" QUIET,
         HOST_BEGUN CS_BEGUN "100 struck cs exit by=request.sent line=4|"
                             "101 confirmed cs exit line=4|101 exited cs code=9|"
                             "110 line - line=5|" END,
         VERDICT_FAIL,
         {"fail line cs .. cs exited with code 9, expected 8"}},
        {"one that has exited before the act has exited by then",
         ONE "stop host\nexpect cs exits within 1s\n" QUIET,
         HOST_BEGUN CS_BEGUN
         "80 exited cs|90 line - line=4|90 stop host line=4|91 line - line=5|" END,
         VERDICT_PASS,
         {0}},
        {"but is too early where the line says not before",
         ONE "stop host\nexpect cs exits not before 20ms and within 1s\n" QUIET,
         HOST_BEGUN CS_BEGUN
         "80 exited cs|90 line - line=4|90 stop host line=4|91 line - line=5|" END,
         VERDICT_FAIL,
         {"fail line cs .. it had exited 10 ms before that"}},
        {"an actor that never comes says nothing",
         "parent host is ref_parent\nchild cs is image cs.exe\n\n"
         "expect cs never reaches connected for 500ms\n" QUIET,
         HOST_BEGUN "4 line - line=4|" END,
         VERDICT_PASS,
         {0}},
        {"an exit that never comes breaks it",
         ONE "stop host\nexpect cs exits within 1s\n" QUIET,
         HOST_BEGUN CS_BEGUN "90 line - line=4|90 stop host line=4|91 line - line=5|" END,
         VERDICT_FAIL,
         {"fail line cs .. @1090 expected cs to exit within 1000 ms"}},
        {"the limit breaks what is open, and says what for",
         KILLED_ONE "expect host reports child.lost cs within 9s\n"
                    "limit 5s\n" QUIET,
         DEAD
         "110 line - line=5|5000 limit -|5001 closing -|5005 report host child.lost cs|" END,
         VERDICT_FAIL,
         {"fail line host:connected @5000 limit 5000 ms passed while waiting for host to "
          "report "
          "child.lost cs within 9000 ms after cs was killed (line 4)"}},
        {"a run that ends early without a limit is an error",
         KILLED_ONE "expect host reports child.lost cs within 9s\n" QUIET,
         DEAD "110 line - line=5|" END,
         VERDICT_ERROR,
         {"error line host .. the run ended before the window of 9000 ms had passed; expected "
          "host to report child.lost cs"}},
        {"a line that was never begun is no pass",
         KILLED_ONE "expect host reports child.lost cs within 9s\n" QUIET,
         DEAD END,
         VERDICT_ERROR,
         {"error line: @6000 the run ended before this line began"}},
        {"nor is one that the limit came before",
         KILLED_ONE "stop host\nexpect host exits within 1s\n" QUIET,
         DEAD "5000 limit -|" END,
         VERDICT_FAIL,
         {"fail line: @5000 limit 10000 ms passed before this line began"}},

        {"an act at the very instant at which the line began is before it",
         KILLED_ONE "expect host reports child.lost cs within 250ms\nstop host\n" QUIET,
         DEAD
         "300 line - line=5|300 stop host line=6|300 line - line=6|500 report host child.lost "
         "cs|" END,
         VERDICT_PASS,
         {0}},
        {"a gap does not hide an exit",
         ONE "stop host\nexpect cs exits within 1s\n" QUIET,
         HOST_BEGUN CS_BEGUN
         "90 line - line=4|90 stop host line=4|91 line - line=5|200 gap cs|" END,
         VERDICT_FAIL,
         {"fail line cs .. @1090"}},
        {"after a line that broke, one that was not begun says nothing",
         KILLED_ONE "expect host reports child.lost cs within 250ms\nstop host\n" QUIET,
         DEAD "110 line - line=5|" END,
         VERDICT_FAIL,
         {"fail line host"}},
        {"what a strike brings about before its own step goes on comes after it",
         ONE "at cs request.sent kill host\nexpect cs reports child.ending within 1s\n" QUIET,
         HOST_BEGUN CS_BEGUN
         "100 held cs request.sent line=4|100 struck host kill by=request.sent line=4|"
         "101 confirmed host kill line=4|101 exited host|102 report cs child.ending by=pipe|"
         "103 released cs request.sent line=4|104 exited cs|105 line - line=5|" END,
         VERDICT_PASS,
         {0}},
        {"one that reports no way is told of as that",
         KILLED_ONE "expect host reports child.lost cs by watchdog within 250ms\n" QUIET,
         DEAD "105 report host child.lost cs|110 line - line=5|" END,
         VERDICT_FAIL,
         {"fail line host .. expected host to report child.lost cs by watchdog within 250 ms "
          "after cs was killed (line 4); it did so without a `by` after 5 ms"}},
        {"a child that names somebody else than its parent has not reached it",
         KILLED_ONE "expect cs reaches connected for host #1 within 250ms\n" QUIET,
         HOST_BEGUN "5 started cs|6 attached cs|7 step cs connected vb n=1|" CS_STRUCK
                    "110 line - line=5|" END,
         VERDICT_FAIL,
         {"fail line cs .. expected cs to reach connected for host #1"}},
        {"another code that comes after the limit is no answer to the line",
         ONE "expect cs exits 7 within 9s\nlimit 5s\n" QUIET,
         HOST_BEGUN CS_BEGUN "50 line - line=4|5000 limit -|5001 exited cs code=8|" END,
         VERDICT_FAIL,
         {"fail line cs .. @5000 limit 5000 ms passed while waiting for cs to exit with code "
          "7"}},
        {"a line that began later is not before it, wherever it stands",
         ONE "expect host reaches idle.wait within 9s\n"
             "expect cs reaches request.sent within 100ms\n" QUIET,
         HOST_BEGUN "2 line - line=5|5 started cs|90 attached cs|170 step cs request.sent|"
                    "200 line - line=4|300 step host idle.wait|" END,
         VERDICT_PASS,
         {0}},
    };
    ALL_HOLD(scenes);
}

#define LOST_AT(time) DEAD "110 line - line=5|" time " report host child.lost cs by=watchdog|"

static void earlier_than_not_before_is_as_wrong_as_later(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"in between is right",
         KILLED_ONE
         "expect host reports child.lost cs not before 150ms and within 400ms\n" QUIET,
         LOST_AT("250") END,
         VERDICT_PASS,
         {0}},
        {"the last instant is right",
         KILLED_ONE
         "expect host reports child.lost cs not before 150ms and within 400ms\n" QUIET,
         LOST_AT("500") END,
         VERDICT_PASS,
         {0}},
        {"earlier is wrong, and at once",
         KILLED_ONE
         "expect host reports child.lost cs not before 150ms and within 400ms\n" QUIET,
         LOST_AT("249") END,
         VERDICT_FAIL,
         {"fail line host .. @249 expected host to report child.lost cs not before 150 ms and "
          "within 400 ms after cs was killed (line 4); it did so after only 149 ms"}},
        {"later is wrong",
         KILLED_ONE
         "expect host reports child.lost cs not before 150ms and within 400ms\n" QUIET,
         LOST_AT("501") END,
         VERDICT_FAIL,
         {"fail line host .. @500 expected host .. it did so after 401 ms"}},
        {"a second report in time does not make up for the first",
         KILLED_ONE
         "expect host reports child.lost cs not before 150ms and within 400ms\n" QUIET,
         LOST_AT("120") "300 report host child.lost cs by=pipe|" END,
         VERDICT_FAIL,
         {"fail line host .. @120 .. expected host to report child.lost cs not before 150 ms "
          "and within 400 ms after cs was killed (line 4); it did so after only 20 ms"}},
        {"a stall extends the end, and moves no beginning",
         KILLED_ONE
         "expect host reports child.lost cs not before 150ms and within 400ms\n" QUIET,
         "200 stall - until=400|" LOST_AT("600") END,
         VERDICT_PASS,
         {0}},
        {"a number that came before the act came early",
         KILLED_ONE
         "expect host reaches reply.sent for cs #2 not before 10ms and within 1s\n" QUIET,
         DEAD "90 step host reply.sent cs n=2|110 line - line=5|" END,
         VERDICT_FAIL,
         {"fail line host .. @90 .. it did so 10 ms before"}},
        {"an exit, too",
         ONE "stop host\nexpect host exits 0 not before 10ms and within 2s\n" QUIET,
         HOST_BEGUN CS_BEGUN
         "90 line - line=4|90 stop host line=4|91 line - line=5|99 exited host|" END,
         VERDICT_FAIL,
         {"fail line host .. @99 expected host to exit with code 0 not before 10 ms and within "
          "2000 ms after host was asked to stop (line 4); it did so after only 9 ms"}},
    };
    ALL_HOLD(scenes);
}

#define LIVES   ONE "expect cs stays alive for 500ms\n" QUIET
#define NO_LOSS ONE "expect host never reports child.lost cs for 500ms\n" QUIET

static void what_must_not_come_is_judged_against_logged_time(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"who is there all the time stays alive",
         LIVES,
         HOST_BEGUN CS_BEGUN "50 line - line=4|551 exited cs|" END,
         VERDICT_PASS,
         {0}},
        {"who ends at the last instant does not",
         LIVES,
         HOST_BEGUN CS_BEGUN "50 line - line=4|550 exited cs|" END,
         VERDICT_FAIL,
         {"fail line cs .. @550 expected cs to stay alive for 500 ms after the line began; it "
          "ended after 500 ms"}},
        {"who had ended before does not",
         LIVES,
         HOST_BEGUN CS_BEGUN "40 exited cs|50 line - line=4|" END,
         VERDICT_FAIL,
         {"fail line cs .. @40 .. it had ended 10 ms before that"}},
        {"who exits too late, and with another code, is told with that code",
         ONE "stop host\nexpect host exits 0 within 2s\n" QUIET,
         HOST_BEGUN CS_BEGUN "50 line - line=4|51 stop host|52 line - line=5|"
                             "2500 exited host code=3|" END,
         VERDICT_FAIL,
         {"fail line host .. it exited with code 3 after 2449 ms"}},
        {"who was never there does not",
         LIVES,
         HOST_BEGUN "50 line - line=4|" END,
         VERDICT_FAIL,
         {"fail line cs .. @3050 .. it had not been started by then"}},
        {"who comes a little later stays alive from then on",
         LIVES,
         HOST_BEGUN "50 line - line=4|800 started cs|810 attached cs|1301 exited cs|" END,
         VERDICT_PASS,
         {0}},
        {"and no shorter",
         LIVES,
         HOST_BEGUN "50 line - line=4|800 started cs|810 attached cs|1300 exited cs|" END,
         VERDICT_FAIL,
         {"fail line cs .. @1300 .. it ended after 500 ms"}},
        {"who comes too late was not there",
         LIVES,
         HOST_BEGUN "50 line - line=4|3051 started cs|3060 attached cs|" END,
         VERDICT_FAIL,
         {"fail line cs .. @3050 .. it had not been started by then"}},
        {"the time counts from the act",
         KILLED_ONE "expect host stays alive for 500ms\n" QUIET,
         DEAD "300 line - line=5|601 exited host|" END,
         VERDICT_PASS,
         {0}},
        {"a stall is no time in which anybody could have ended",
         LIVES,
         HOST_BEGUN CS_BEGUN "50 line - line=4|100 stall - until=300|700 exited cs|" END,
         VERDICT_FAIL,
         {"fail line cs .. @700 .. it ended after 650 ms"}},
        {"silence is right",
         NO_LOSS,
         HOST_BEGUN CS_BEGUN "50 line - line=4|" END,
         VERDICT_PASS,
         {0}},
        {"a word that is forbidden is wrong at once",
         NO_LOSS,
         HOST_BEGUN CS_BEGUN "50 line - line=4|70 report host child.lost cs by=pipe|" END,
         VERDICT_FAIL,
         {"fail line host .. @70 expected host never to report child.lost cs for 500 ms after "
          "the line began; it did so after 20 ms"}},
        {"afterwards it is free to speak",
         NO_LOSS,
         HOST_BEGUN CS_BEGUN "50 line - line=4|551 report host child.lost cs by=pipe|" END,
         VERDICT_PASS,
         {0}},
        {"another way is not forbidden",
         ONE "expect host never reports child.lost cs by watchdog for 500ms\n" QUIET,
         HOST_BEGUN CS_BEGUN "50 line - line=4|70 report host child.lost cs by=pipe|" END,
         VERDICT_PASS,
         {0}},
        {"a step is forbidden for the peer that is named",
         PAIR "expect host never reaches request.peek for vb for 500ms\n" QUIET,
         BEGUN "50 line - line=4|70 step host request.peek cs n=1|80 step host request.peek vb "
               "n=1|" END,
         VERDICT_FAIL,
         {"fail line host .. @80 expected host never to reach request.peek for vb for 500 ms"}},
        {"who cannot speak proves nothing",
         NO_LOSS,
         "0 started host|"
         "50 line - line=4|" END,
         VERDICT_ERROR,
         {"error line host .. @6000 expected host never to report child.lost cs .. for 500 ms "
          "after the line began; without a probe Lifeline cannot tell; link host with the "
          "probe (docs/tutorial.md)"}},
        {"whose probe comes late is heard from then on",
         NO_LOSS,
         "0 started host|50 line - line=4|400 attached host|901 report host "
         "child.lost cs|" END,
         VERDICT_PASS,
         {0}},
        {"and as long as the line says",
         NO_LOSS,
         "0 started host|50 line - line=4|400 attached host|900 report host "
         "child.lost cs|" END,
         VERDICT_FAIL,
         {"fail line host .. @900 expected host never to report child.lost cs"}},
        {"whose words were lost proves nothing",
         NO_LOSS,
         HOST_BEGUN CS_BEGUN "50 line - line=4|300 gap host size=7|" END,
         VERDICT_ERROR,
         {"error line host .. @550 .. 7 of host's facts were lost in that time"}},
        {"a run that ended first proves nothing",
         NO_LOSS,
         HOST_BEGUN CS_BEGUN "50 line - line=4|549 end -",
         VERDICT_ERROR,
         {"error line host .. the run ended before the window of 500 ms had passed; expected "
          "host never to report child.lost cs"}},
        {"a limit that came first is a failure",
         ONE "expect cs stays alive for 9s\nlimit 5s\n" QUIET,
         HOST_BEGUN CS_BEGUN "50 line - line=4|5000 limit -|5001 exited cs|" END,
         VERDICT_FAIL,
         {"fail line cs .. @5000 limit 5000 ms passed while waiting for cs to stay alive"}},
        {"a limit that came first only because the machine stood still is none",
         ONE "expect cs stays alive for 3s\nlimit 5s\n" QUIET,
         HOST_BEGUN CS_BEGUN
         "50 line - line=4|1000 stall - until=4000|5000 limit -|5001 exited cs|" END,
         VERDICT_ERROR,
         {"error line cs .. @5000 the machine stood still for 3000 ms of this time, and the "
          "limit "
          "of 5000 ms passed before it was known; expected cs to stay alive for 3000 ms after "
          "the line began"}},
        {"who never came to be there is not told beside what stood in the way",
         LIVES,
         HOST_BEGUN "50 line - line=4|600 trouble - text=no-disk|" END,
         VERDICT_ERROR,
         {"error run: @600 no-disk"}},
        {"nor is one that nobody could hear",
         NO_LOSS,
         "0 started host|50 line - line=4|600 trouble - text=no-disk|" END,
         VERDICT_ERROR,
         {"error run: @600 no-disk"}},
        {"one that ends before it could speak is not known of either, from its end on",
         NO_LOSS,
         "0 started host|50 line - line=4|100 exited host|" END,
         VERDICT_ERROR,
         {"error line host: @100 .. expected host never to report child.lost cs for 500 ms "
          "after the line began; without a probe Lifeline cannot tell; link host with the "
          "probe (docs/tutorial.md)"}},
        {"of one that never came nothing is known before the time has passed",
         "parent host is ref_parent\nchild cs is image cs.exe\n\n"
         "expect cs never reaches connected for 500ms\n",
         HOST_BEGUN "4 line - line=4|300 end -",
         VERDICT_ERROR,
         {"error line cs: @300 .. expected cs never to reach connected for 500 ms after the "
          "line began; without a probe Lifeline cannot tell; link cs with the probe "
          "(docs/tutorial.md)"}},
        {"nor where the limit came before it had",
         "parent host is ref_parent\nchild cs is image cs.exe\n\n"
         "expect cs never reaches connected for 500ms\nlimit 300ms\n",
         HOST_BEGUN "4 line - line=4|300 limit -|" END,
         VERDICT_ERROR,
         {"error line cs: @300 .. expected cs never to reach connected for 500 ms after the "
          "line began; without a probe Lifeline cannot tell; link cs with the probe "
          "(docs/tutorial.md)"}},
        {"a second line, too, forbids for as long as it says from when its actor can speak",
         ONE "expect host reaches idle.wait within 100ms\n"
             "expect cs never reaches request.sent for 500ms\n" QUIET,
         HOST_BEGUN "5 started cs|10 line - line=4|20 step host idle.wait|21 line - line=5|"
                    "90 attached cs|590 step cs request.sent|" END,
         VERDICT_FAIL,
         {"fail line cs .. @590 .. it did so after 500 ms"}},
        {"a first line about a file counts from its begin, if the actor starts later",
         "parent host is ref_parent\n\nexpect file \"a.lock\" within 2s\nstart host\n"
         "kill host\n",
         "1 line - line=3|10 matched host line=3|11 line - line=4|20 started host|25 attached "
         "host|30 line - line=5|31 struck host kill line=5|32 confirmed host kill line=5|"
         "32 exited host|40 closing -|" END,
         VERDICT_PASS,
         {NULL}},
        {"a first line forbids from when its actor can speak, though it began before that",
         ONE "expect host never reaches idle.wait for 500ms\n" QUIET,
         "0 started host|2 line - line=4|90 attached host|590 step host idle.wait|" END,
         VERDICT_FAIL,
         {"fail line host .. @590 expected host never to reach idle.wait for 500 ms after its "
          "probe attached; it did so after 500 ms"}},
        {"one after an act forbids from the act",
         ONE "stop cs\nexpect host never reaches idle.wait for 500ms\n" QUIET,
         HOST_BEGUN CS_BEGUN "50 line - line=4|50 stop cs line=4|400 line - line=5|"
                             "551 step host idle.wait|" END,
         VERDICT_PASS,
         {0}},
    };
    ALL_HOLD(scenes);
}

#define THREE      PAIR "requests 3\n" QUIET
#define CS_MADE(n) "50 step cs request.sent n=" n "|"
#define VB_MADE(n) "51 step vb request.sent n=" n "|"
#define CS_QUITS   "60 step cs quit.sent|61 report cs child.ending by=quit|62 exited cs|"
#define VB_QUITS   "70 step vb quit.sent|71 report vb child.ending by=quit|72 exited vb|"

static void each_child_makes_the_requests_that_it_was_told_to(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"all of them and Quit",
         THREE,
         BEGUN CS_MADE("3") VB_MADE("3") CS_QUITS VB_QUITS CLOSED_ALONE,
         VERDICT_PASS,
         {0}},
        {"too few, and Quit",
         THREE,
         BEGUN CS_MADE("2") VB_MADE("3") CS_QUITS VB_QUITS CLOSED_ALONE,
         VERDICT_FAIL,
         {"fail line cs .. cs made 2 requests and said Quit; it was told to make 3 .. of line "
          "4"}},
        {"too many",
         THREE,
         BEGUN CS_MADE("4") VB_MADE("3") CS_QUITS VB_QUITS CLOSED_ALONE,
         VERDICT_FAIL,
         {"fail line cs .. cs made 4 requests"}},
        {"an end without Quit",
         THREE,
         BEGUN CS_MADE("2") VB_MADE("3") "62 exited cs|" VB_QUITS CLOSED_ALONE,
         VERDICT_FAIL,
         {"fail line cs .. @62 cs made 2 of 3 requests and had not said Quit when it ended; "
          "its last step was request.sent"}},
        {"not done at the limit",
         THREE,
         BEGUN CS_MADE("2") VB_MADE("3") VB_QUITS "4999 limit -|" CLOSED_ALONE,
         VERDICT_FAIL,
         {"fail line cs .. @4999 cs made 2 of 3 requests and had not said Quit when the run "
          "reached its time limit"}},
        {"too few, where words were lost, is not known",
         THREE,
         BEGUN CS_MADE("2") VB_MADE("3") "55 gap cs size=2|" CS_QUITS VB_QUITS CLOSED_ALONE,
         VERDICT_ERROR,
         {"error line cs .. it was told to make 3; but 2 of cs's facts were lost"}},
        {"too many are too many, whatever was lost",
         THREE,
         BEGUN CS_MADE("4") VB_MADE("3") "55 gap cs size=2|" CS_QUITS VB_QUITS CLOSED_ALONE,
         VERDICT_FAIL,
         {"fail line cs .. cs made 4 requests and said Quit; it was told to make 3 -- "}},
        {"nor is an end without Quit",
         THREE,
         BEGUN CS_MADE("3") VB_MADE("3") "61 gap cs size=2|62 exited cs|" VB_QUITS CLOSED_ALONE,
         VERDICT_ERROR,
         {"error line cs .. @62 cs made 3 of 3 requests and had not said Quit when it ended .. "
          "but 2 of cs's facts were lost"}},
        {"another's gap hides nothing of it",
         THREE,
         BEGUN CS_MADE("2") VB_MADE("3") "61 gap vb size=2|62 exited cs|" VB_QUITS CLOSED_ALONE,
         VERDICT_FAIL,
         {"fail line cs"}},
        {"a step that does not come in a run by count is vacuous, and no trouble",
         PAIR "at host watchdog.looks for cs #1 kill host\nrequests 3\n" QUIET,
         BEGUN CS_MADE("3") VB_MADE("3") CS_QUITS VB_QUITS CLOSED_ALONE,
         VERDICT_VACUOUS,
         {"vacuous line host .. kill host at watchdog.looks for cs #1 never struck"}},
        {"who was struck owes none",
         PAIR "at cs request.sent #3 kill cs\nrequests 3\n" QUIET,
         BEGUN CS_STRUCK CS_LOST VB_MADE("3") VB_QUITS CLOSED_ALONE,
         VERDICT_PASS,
         {0}},
        {"whose parent was struck owes none",
         PAIR "at host reply.sent for cs #2 kill host\nrequests 3\n" QUIET,
         BEGUN HOST_KILLED CS_ENDS VB_ENDS END,
         VERDICT_PASS,
         {0}},
        {"a drop for one child excuses no other",
         PAIR "at host reply.sent for cs #2 drop host\nrequests 3\n" QUIET,
         BEGUN "100 struck host drop cs by=reply.sent line=4|101 confirmed host drop line=4|"
               "110 exited cs|111 exited vb|" CLOSED_ALONE,
         VERDICT_FAIL,
         {"fail line vb .. @111"}},
        {"a call that fails for one child excuses no other",
         PAIR "at host pipe.read for cs fail host with 1450\nrequests 3\n" QUIET,
         BEGUN "100 struck host fail cs by=pipe.read code=1450 line=4|101 confirmed host fail "
               "line=4|110 exited cs|111 exited vb|" CLOSED_ALONE,
         VERDICT_FAIL,
         {"fail line vb .. @111"}},
        {"who was told by a call that its pipe is gone owes none",
         PAIR "at cs pipe.write fail cs with 232\nrequests 3\n" QUIET,
         BEGUN "100 struck cs fail by=pipe.write code=232 line=4|101 confirmed cs fail line=4|"
               "110 exited cs|" VB_MADE("3") VB_QUITS CLOSED_ALONE,
         VERDICT_PASS,
         {0}},
        {"whose parent may end for a call of its own owes none",
         PAIR "at host wait #1 fail host\nrequests 3\n" QUIET,
         BEGUN "100 struck host fail by=wait code=6 line=4|101 confirmed host fail line=4|"
               "110 exited cs|111 exited vb|112 exited host|" CLOSED_ALONE,
         VERDICT_PASS,
         {0}},
        {"whose parent was asked to stop owes none",
         PAIR "requests 3\nstop host\n" QUIET,
         BEGUN
         "50 line - line=5|50 stop host line=5|60 report cs child.ending by=quit|"
         "61 exited cs|60 report vb child.ending by=quit|61 exited vb|62 exited host|" END,
         VERDICT_PASS,
         {0}},
        {"a program of the user's own is told nothing",
         "parent host is ref_parent\nchild cs is \"my.exe\"\nchild vb is ref_child\n"
         "requests 3\n" QUIET,
         BEGUN VB_MADE("3") VB_QUITS CLOSED,
         VERDICT_PASS,
         {0}},
    };
    ALL_HOLD(scenes);
}

static void a_run_goes_on_until_all_requests_are_made(void **state)
{
    (void)state;
    struct stage *stage = stage_set(THREE, BEGUN CS_MADE("3") VB_MADE("2") CS_QUITS);
    assert_true(play(stage, 100)->unfinished);
    free(stage);
    stage = stage_set(THREE, BEGUN CS_MADE("3") VB_MADE("3") CS_QUITS VB_QUITS
                      "60 report host child.quit cs|72 report host child.quit vb|");
    assert_false(play(stage, 100)->unfinished);
    free(stage);
    stage = stage_set(PAIR "at cs request.sent #3 kill cs\nrequests 3\n" QUIET,
                      BEGUN CS_STRUCK VB_QUITS "72 report host child.quit vb|");
    assert_false(play(stage, 200)->unfinished);
    free(stage);
}

static void a_run_goes_on_until_a_quit_is_heard_but_not_for_long(void **state)
{
    (void)state;
    struct stage *stage = stage_set(THREE, BEGUN CS_MADE("3") VB_MADE("3") CS_QUITS VB_QUITS
                                    "60 report host child.quit cs|");
    const struct judge_result *result = play(stage, 100);
    assert_true(result->unfinished);
    assert_int_equal(result->wait_count, 1);
    assert_string_equal(result->waits[0].name, "child.quit");
    assert_false(play(stage, 1070)->unfinished);
    free(stage);
}

#define BLOCK_HELD                                                                             \
    ONE "hold cs at block.half\nat cs block.whole kill cs\nrelease cs\nlimit 5s\n" QUIET
#define AT_HALF                                                                                \
    HOST_BEGUN CS_BEGUN "20 step cs block.half tid=7|20 held cs block.half line=4 tid=7|"

static void a_line_that_waits_for_a_held_thread_is_told_at_once(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"of a child that has one thread, which stands still before the release",
         BLOCK_HELD,
         HOST_BEGUN
         "5 started cs|6 attached cs|7 step cs connected tid=7|"
         "20 step cs block.half tid=7|20 held cs block.half line=4 tid=7|5000 limit -|" END,
         VERDICT_ERROR,
         {"error line cs:block.half @20 deadlock: cs is held at block.half (line 4), and line "
          "6, which releases it, waits for this line; move this line below line 6 .. of line "
          "5."}},
        {"another thread of it may come there",
         BLOCK_HELD,
         AT_HALF "5000 limit -|" END,
         VERDICT_VACUOUS,
         {"vacuous line cs .. kill cs at block.whole #1 never struck"}},
        {"once it was let go, nothing is in the way",
         ONE "hold cs at block.half\nrelease cs\nat cs block.whole kill cs\nlimit 5s\n" QUIET,
         "7 step cs connected tid=7|20 held cs block.half line=4 tid=7|21 line - line=5|"
         "21 released cs block.half line=4|" HOST_BEGUN "5 started cs|5000 limit -|" END,
         VERDICT_VACUOUS,
         {"vacuous line cs .. kill cs at block.whole #1 never struck"}},
        {"a program in quotes may have threads that said nothing yet",
         "parent host is ref_parent\nchild cs is \"c.exe\"\n\nhold cs at block.half\n"
         "at cs block.whole kill cs\nrelease cs\nlimit 5s\n" QUIET,
         HOST_BEGUN "5 started cs|7 step cs connected tid=7|"
                    "20 held cs block.half line=4 tid=7|5000 limit -|" END,
         VERDICT_VACUOUS,
         {"vacuous line cs .. kill cs at block.whole #1 never struck"}},
        {"where nothing lets it go at all",
         ONE "hold cs at block.half\nat cs block.whole kill cs\nlimit 5s\n" QUIET,
         HOST_BEGUN "5 started cs|7 step cs connected tid=7|"
                    "20 held cs block.half line=4 tid=7|5000 limit -|" END,
         VERDICT_ERROR,
         {"error line cs .. deadlock: cs is held at block.half (line 4), and no line releases "
          "it"}},
        {"where the one that speaks is another thread than the one that is held",
         BLOCK_HELD,
         HOST_BEGUN "5 started cs|7 step cs connected tid=8|"
                    "20 held cs block.half line=4 tid=7|5000 limit -|" END,
         VERDICT_VACUOUS,
         {"vacuous line cs .. kill cs at block.whole #1 never struck"}},
        {"a parent has more threads than one",
         ONE "hold host at request.peek\nrelease host\nat host reply.sent kill host\n"
             "limit 5s\n" QUIET,
         HOST_BEGUN "20 held host request.peek line=4|21 line - line=5|5000 limit -|" END,
         VERDICT_VACUOUS,
         {"vacuous line host .. kill host at reply.sent #1 never struck"}},
        {"so may a program that is known by its image",
         "parent host is ref_parent\nchild cs is image cs.exe\n\nhold cs at block.half\n"
         "at cs block.whole kill cs\nrelease cs\nlimit 5s\n" QUIET,
         HOST_BEGUN "5 started cs|7 step cs connected tid=7|"
                    "20 held cs block.half line=4 tid=7|5000 limit -|" END,
         VERDICT_VACUOUS,
         {"vacuous line cs .. kill cs at block.whole #1 never struck"}},
        {"what lets another actor go lets this one stand",
         PAIR "hold vb at block.half\nrelease vb\nhold cs at block.half\n"
              "at cs block.whole kill cs\nrelease vb\nrelease cs\nlimit 5s\n" QUIET,
         HOST_BEGUN "5 started cs|7 step cs connected tid=7|5 started vb|7 step vb connected|"
                    "10 held vb block.half line=4|20 held cs block.half line=6 tid=7|"
                    "5000 limit -|" END,
         VERDICT_ERROR,
         {"error line cs .. deadlock: cs is held at block.half (line 6), and line 9, which "
          "releases it, waits for this line; move this line below line 9",
          "fail line: @5000 limit 5000 ms passed before this line began -- , of line 5."}},
        {"the hold that it came to last is the one at which it stands",
         "parent host is ref_parent\nchild cs is other_child\n\nhold cs at block.half\n"
         "hold cs at block.begun\nat cs block.whole kill cs\nlimit 5s\n" QUIET,
         HOST_BEGUN "5 started cs|7 step cs connected tid=7|"
                    "20 held cs block.begun line=5 tid=7|21 released cs line=5|"
                    "30 held cs block.half line=4 tid=7|5000 limit -|" END,
         VERDICT_ERROR,
         {"error line cs .. deadlock: cs is held at block.half (line 4), and no line releases "
          "it"}},
        {"whatever their order is in the scenario",
         "parent host is ref_parent\nchild cs is other_child\n\nhold cs at block.half\n"
         "hold cs at block.begun\nat cs block.whole kill cs\nlimit 5s\n" QUIET,
         HOST_BEGUN "5 started cs|7 step cs connected tid=7|"
                    "20 held cs block.half line=4 tid=7|21 released cs line=4|"
                    "30 held cs block.begun line=5 tid=7|5000 limit -|" END,
         VERDICT_ERROR,
         {"error line cs .. deadlock: cs is held at block.begun (line 5), and no line releases "
          "it"}},
    };
    ALL_HOLD(scenes);
}

/* Not at the limit: the run need not wait for it. */
static void a_run_that_waits_for_itself_is_hopeless(void **state)
{
    (void)state;
    struct stage *stage =
        stage_set(BLOCK_HELD, HOST_BEGUN "5 started cs|7 step cs connected tid=7|"
                                         "20 held cs block.half line=4 tid=7|");
    assert_true(play(stage, 30)->hopeless);
    free(stage);
    stage = stage_set(BLOCK_HELD, HOST_BEGUN "5 started cs|7 step cs connected tid=7|");
    assert_false(play(stage, 30)->hopeless);
    free(stage);
}

/* Between the step and the strike the child is held, and the runner is about to release it. */
static void who_stands_for_a_fault_stands_in_nobodys_way(void **state)
{
    (void)state;
    struct stage *stage = stage_set(
        ONE "hold cs at connected\nrelease cs\nat cs block.half kill host\n"
            "at cs block.whole kill cs\nlimit 5s\n" QUIET,
        HOST_BEGUN "5 started cs|7 step cs connected tid=7|7 held cs connected line=4 tid=7|"
                   "9 line - line=5|9 released cs connected line=4|"
                   "20 step cs block.half tid=7|20 held cs block.half line=6 tid=7|");
    assert_false(play(stage, 20)->hopeless);
    free(stage);
}

static void an_armed_line_that_never_strikes_is_vacuous(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"a call that was not used so often tells how often it was",
         QUIET ONE "at host section.create for cs #2 fail host\nat cs wait #9 fail cs\n",
         HOST_BEGUN CS_BEGUN "5000 closing -|5999 called host section.create cs size=1 line=11|"
                             "5999 called cs wait size=7 line=12|6000 end -",
         VERDICT_VACUOUS,
         {"vacuous line host .. fail host at section.create for cs #2 never struck: host used "
          "section.create 1 time; its last step was",
          "vacuous line cs .. fail cs at wait #9 never struck: cs used wait 7 times"}},
        {"what was not reached is counted",
         KILLED_ONE QUIET,
         HOST_BEGUN CS_BEGUN
         "20 step cs request.sent n=1|30 step cs request.sent n=2|5000 closing "
         "-|" END,
         VERDICT_VACUOUS,
         {"vacuous line cs:request.sent @6000 kill cs at request.sent #3 never struck: cs "
          "reached "
          "request.sent 2 times; its last step was request.sent"}},
        {"the limit decides it, too, and lines below it say nothing",
         KILLED_ONE "stop host\nexpect host exits within 1s\n" QUIET,
         HOST_BEGUN CS_BEGUN "20 step cs request.sent n=1|5000 limit -|5001 closing -|" END,
         VERDICT_VACUOUS,
         {"vacuous line cs .. @5000 kill cs at request.sent #3 never struck: cs reached "
          "request.sent 1 time;"}},
        {"a strike at another's step names both",
         ONE "at host request.peek for cs #2 kill cs\n" QUIET,
         HOST_BEGUN CS_BEGUN "5000 closing -|" END,
         VERDICT_VACUOUS,
         {"vacuous line host .. kill cs at host request.peek for cs #2 never struck: host "
          "reached "
          "request.peek 0 times"}},
        {"an actor that never started",
         KILLED_ONE QUIET,
         HOST_BEGUN "5000 closing -|" END,
         VERDICT_VACUOUS,
         {"vacuous line cs .. 0 times; it never started"}},
        {"a line below that waits for it, and that it may need, is told",
         "parent app is \"app.exe\"\nchild cs is image helper.exe\nat cs request.sent kill cs\n"
         "tell app \"reload\"\n" QUIET,
         "0 started app app.exe|5000 limit -|5001 closing -|6000 exited app|6001 end -",
         VERDICT_VACUOUS,
         {"vacuous line cs .. it never started -- line 4 waits for line 3 above it, so it was "
          "never carried out; if line 3 can strike only after line 4, write line 4 above it",
          "unseen run cs"}},
        {"a hold that nobody came to",
         ONE "hold host at request.peek for cs #1\n" QUIET,
         HOST_BEGUN CS_BEGUN "5000 closing -|" END,
         VERDICT_VACUOUS,
         {"vacuous line host .. hold host at request.peek for cs #1 never held"}},
        {"a hold that held is enough",
         ONE "hold host at request.peek for cs #1\nrelease host\n" QUIET,
         HOST_BEGUN CS_BEGUN
         "50 held host request.peek cs line=4|60 line - line=5|61 released host "
         "request.peek cs line=4|" END,
         VERDICT_PASS,
         {0}},
        {"a window counts from the resume, not from the hang before it",
         ONE "at cs reply.wait #1 hang cs\nresume cs\n"
             "expect cs reaches reply.received within 100ms\n" QUIET,
         HOST_BEGUN CS_BEGUN "20 step cs reply.wait n=1|20 struck cs hang line=4|"
                             "21 confirmed cs hang line=4|3000 line - line=5|"
                             "3000 resumed cs line=5|3001 line - line=6|"
                             "3090 step cs reply.received n=1|" END,
         VERDICT_PASS,
         {0}},
        {"of a resume by time the window counts from the resume, not from when its line began",
         ONE "at cs reply.wait #1 hang cs\nafter 300ms resume cs\n"
             "expect cs reaches reply.received within 100ms\n" QUIET,
         HOST_BEGUN CS_BEGUN "20 step cs reply.wait n=1|20 struck cs hang line=4|"
                             "21 confirmed cs hang line=4|3000 line - line=5|"
                             "3300 resumed cs line=5|3301 line - line=6|"
                             "3390 step cs reply.received n=1|" END,
         VERDICT_PASS,
         {0}},
        {"a resume that came after the hung process had ended is done, and says so",
         ONE "at cs reply.wait #1 hang cs\nafter 300ms resume cs\n"
             "expect cs reaches reply.received within 100ms\n" QUIET,
         HOST_BEGUN CS_BEGUN "20 step cs reply.wait n=1|20 struck cs hang line=4|"
                             "21 confirmed cs hang line=4|3000 line - line=5|"
                             "3100 exited cs 9|3300 not-resumed cs line=5|3301 line - line=6|"
                             "4000 closing -|4001 exited host|" END,
         VERDICT_FAIL,
         {"fail line cs .. expected cs to reach reply.received within 100 ms after cs was not "
          "resumed, as no process of it hung (line 5)"}},
        {"a resume by time that never came is no pass",
         ONE "at cs reply.wait #1 hang cs\nafter 9s resume cs\nlimit 5s\n" QUIET,
         HOST_BEGUN CS_BEGUN
         "20 step cs reply.wait n=1|20 struck cs hang line=4|"
         "21 confirmed cs hang line=4|30 line - line=5|"
         "5000 limit -|5001 closing -|5002 ended cs hung|5003 exited cs|" END,
         VERDICT_VACUOUS,
         {"vacuous line cs .. @5000 resume cs was never carried out: the run was over before "
          "9000 ms had passed"}},
        {"a fault inside a wait that always came too late",
         ONE "inside cs reply.wait #1 kill cs\n" QUIET,
         HOST_BEGUN CS_BEGUN
         "20 step cs reply.wait n=1|22 missed cs line=4|5000 closing -|" END,
         VERDICT_VACUOUS,
         {"vacuous line cs .. kill cs inside reply.wait #1 never struck: cs reached reply.wait "
          "1 "
          "time, and 1 time the wait was over before the fault came"}},
        {"of a run that was broken off at a miss nothing else is said",
         ONE "inside cs reply.wait #1 kill cs\n" QUIET,
         HOST_BEGUN CS_BEGUN
         "20 step cs reply.wait n=1|22 missed cs line=4|23 closing -|"
         "23 stop host|23 left host|23 left cs|24 exited host|24 exited cs|" END,
         VERDICT_VACUOUS,
         {"vacuous line cs .. kill cs inside reply.wait #1 never struck"}},
        {"nor that an actor had not come by then which a line would have needed",
         PAIR "inside cs reply.wait #1 kill cs\nexpect vb reports violation within 1s\n" QUIET,
         HOST_BEGUN CS_BEGUN "8 step host child.started vb|8 started vb|"
                             "20 step cs reply.wait n=1|22 missed cs line=4|23 closing -|" END,
         VERDICT_VACUOUS,
         {"vacuous line cs .. kill cs inside reply.wait #1 never struck"}},
        {"nor what befell the runner after it",
         ONE "inside cs reply.wait #1 kill cs\n" QUIET,
         HOST_BEGUN CS_BEGUN
         "20 step cs reply.wait n=1|22 missed cs line=4|23 trouble - text=late|" END,
         VERDICT_VACUOUS,
         {"vacuous line cs .. kill cs inside reply.wait #1 never struck"}},
        {"but what stood in the way before a miss is told, alone",
         ONE "inside cs reply.wait #1 kill cs\n" QUIET,
         HOST_BEGUN CS_BEGUN
         "19 trouble - text=early|20 step cs reply.wait n=1|22 missed cs line=4|" END,
         VERDICT_ERROR,
         {"error run .. early"}},
        {"a crash is told whenever it comes",
         ONE "inside cs reply.wait #1 kill cs\n",
         HOST_BEGUN CS_BEGUN "20 step cs reply.wait n=1|22 missed cs line=4|23 closing -|"
                             "24 exited host code=0xC0000005|24 exited cs|" END,
         VERDICT_FAIL,
         {"fail no-crash host:connected @24 host crashed",
          "vacuous line cs .. kill cs inside reply.wait #1 never struck"}},
        {"and so is an end that nothing explains, before it",
         ONE "inside cs reply.wait #1 kill cs\n" QUIET,
         HOST_BEGUN CS_BEGUN "19 exited cs code=7|22 missed cs line=4|23 closing -|" END,
         VERDICT_ERROR,
         {"error run cs:connected @19 cs ended by itself (exit code 7) before line 4"}},
        {"a miss that the log has of no line is never a pass",
         ONE "at cs reply.wait #1 kill cs\n" QUIET,
         HOST_BEGUN CS_BEGUN "20 step cs reply.wait n=1|20 struck cs kill line=4|"
                             "21 confirmed cs kill line=4|22 missed cs|" END,
         VERDICT_VACUOUS,
         {"vacuous run .. a fault inside a wait came after the wait was over, and the run "
          "ended there"}},
        {"a strike that nobody saw from outside proves nothing",
         KILLED_ONE QUIET,
         HOST_BEGUN CS_BEGUN "100 struck cs kill line=4|" END,
         VERDICT_ERROR,
         {"error line cs .. cs said that kill struck it, but the runner saw no effect of it "
          "from outside"}},
        {"nor does a strike in its order",
         ONE "kill cs\n" QUIET,
         HOST_BEGUN CS_BEGUN "99 line - line=4|100 struck cs kill line=4|" END,
         VERDICT_ERROR,
         {"error line cs .. kill struck cs from outside, but the runner saw no effect of it"}},
        {"nor does a crash after which the process goes on",
         ONE "crash cs\n" QUIET,
         HOST_BEGUN CS_BEGUN "99 line - line=4|100 struck cs crash line=4|" END,
         VERDICT_ERROR,
         {"error line cs .. crash struck cs from outside, but the runner saw no effect of it: "
          "its process did not end, or goes on"}},

        {"a child that never connected since it was held",
         KILLED_ONE "hold cs at child.begun #1\n" QUIET,
         HOST_BEGUN "5 started cs|6 attached cs|7 step cs "
                    "child.begun n=1|7 held cs child.begun line=5|" END,
         VERDICT_ERROR,
         {"error line cs .. deadlock: cs is held at child.begun (line 5), and no line releases "
          "it"}},
        {"a child that never connected, though nothing held it",
         KILLED_ONE QUIET,
         "0 stop host|" HOST_BEGUN "5 started cs|6 attached cs|7 step cs child.begun n=1|" END,
         VERDICT_VACUOUS,
         {"vacuous line cs .. 0 times; it never connected, and its last step was child.begun"}},
        {"a child that connected and made the step too seldom is told of by its last step",
         KILLED_ONE QUIET,
         "0 stop host|" HOST_BEGUN "5 started cs|6 attached cs|7 step cs child.begun n=1|"
         "8 step cs connected|9 step cs idle.wait|" END,
         VERDICT_VACUOUS,
         {"vacuous line cs .. 0 times; its last step was idle.wait"}},
        {"whom it should have struck had ended by then",
         ONE "at host request.peek for cs #2 kill cs\n" QUIET,
         HOST_BEGUN CS_BEGUN "50 stop cs|60 exited cs|5000 closing -|" END,
         VERDICT_VACUOUS,
         {"vacuous line host .. request.peek 0 times; its last step was connected; cs ended at "
          "0.060 s"}},
        {"the uses of another call, or for another child, are not counted",
         QUIET PAIR "at host pipe.write for cs #9 fail host\n",
         BEGUN
         "5999 called host pipe.write cs size=3 line=13|"
         "5999 called host pipe.write vb size=5|5999 called host section.create cs size=7|" END,
         VERDICT_VACUOUS,
         {"vacuous line host .. fail host at pipe.write for cs #9 never struck: host used "
          "pipe.write 3 times"}},
        {"each time that a fault came too late is counted",
         ONE "inside cs reply.wait #1 kill cs\n" QUIET,
         HOST_BEGUN CS_BEGUN "20 step cs reply.wait n=1|22 missed cs line=4|"
                             "23 missed cs line=4|5000 closing -|" END,
         VERDICT_VACUOUS,
         {"vacuous line cs .. and 2 times the wait was over before the fault came"}},
    };
    ALL_HOLD(scenes);
}

/* Whether a run can be made again, as all that it says is that its fault came too late. */
static void what_failed_beside_a_miss_is_a_result(void **state)
{
    static const struct {
        const char *claim, *scenario, *events;
        bool can_go_again;
    } rows[] = {
        {"a miss alone", "", "22 missed cs line=4|", true},
        {"what stood in the way without anybody's failing", "",
         "19 trouble - text=x|22 missed cs line=4|", true},
        {"an end by itself with code 0", "", "19 exited cs|22 missed cs line=4|", true},
        {"and with another", "", "19 exited cs code=7|22 missed cs line=4|", false},
        {"a crash before it", "", "19 exited cs code=0xC0000005|22 missed cs line=4|", false},
        {"a crash after it", "", "22 missed cs line=4|24 exited host code=0xC0000005|", false},
        {"a rule that was broken before it", "",
         "9 report host child.lost cs by=watchdog|22 missed cs line=4|", false},
        {"one that is demanded", "must fail watchdog-detects host\n",
         "9 report host child.lost cs by=watchdog|22 missed cs line=4|", true},
        {"no miss", "", "", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char scenario[512], events[1024];
        struct text text = text_over(scenario, sizeof scenario);
        text_add(&text, ONE "inside cs reply.wait #1 kill cs\n%s", rows[i].scenario);
        text = text_over(events, sizeof events);
        text_add(&text, HOST_BEGUN CS_BEGUN "%s9999 closing -|" END, rows[i].events);
        struct stage *stage = stage_set(scenario, events);
        if (play(stage, -1)->says_only_a_miss != rows[i].can_go_again) {
            show(&stage->result.judgement);
            fail_msg("%s", rows[i].claim);
        }
        free(stage);
    }
}

#define COMES_AND_GOES "parent app is \"app.exe\"\nchild helper is image helper.exe\n\n"
#define TWO_FAMILIES                                                                           \
    "parent host is ref_parent\nchild cs is ref_child\nparent other is ref_parent\n"           \
    "child vb is ref_child\n"
#define TWO_FAMILIES_BEGUN                                                                     \
    HOST_BEGUN CS_BEGUN "1 started other|2 attached other|5 started vb|6 attached vb|"

static void a_precondition_is_told_once(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"trouble is an error with its own words",
         KILLED_ONE QUIET,
         HOST_BEGUN CS_BEGUN "50 trouble - text=no-disk|5000 closing -|" END,
         VERDICT_ERROR,
         {"error run: @50 no-disk"}},
        {"a child that could not be started",
         KILLED_ONE QUIET,
         HOST_BEGUN "5 report host child.unstarted cs code=2|5000 closing -|" END,
         VERDICT_ERROR,
         {"error run cs: @5 host could not start cs ('ref_child'): Win32 error 2: there is no "
          "such file .. of line "
          "2."}},
        {"an actor that ends by itself before the fault",
         KILLED_ONE QUIET,
         HOST_BEGUN CS_BEGUN
         "20 step cs request.sent n=1|30 exited cs code=5|5000 closing -|" END,
         VERDICT_ERROR,
         {"error run cs:request.sent @30 cs ended by itself (exit code 5) before line 4 could "
          "strike; its last step was request.sent"}},
        {"one that ended since its parent broke the protocol, as it says",
         KILLED_ONE QUIET,
         HOST_BEGUN CS_BEGUN "20 step cs request.sent n=1|25 report cs violation by=length|"
                             "26 report host child.lost cs by=pipe|30 exited cs code=5|" END,
         VERDICT_ERROR,
         {"error run cs:violation @30 cs ended by itself (exit code 5) before line 4 could "
          "strike; its last step was violation; before that, cs reported violation by length"}},
        {"one that its parent took for dead, and let go",
         KILLED_ONE QUIET,
         HOST_BEGUN CS_BEGUN "20 step cs request.sent n=1|25 report host child.lost cs "
                             "by=watchdog|30 exited cs code=0|35 report host violation cs|" END,
         VERDICT_ERROR,
         {"error run cs .. before line 4 could strike; its last step was request.sent; before "
          "that, host reported child.lost cs by watchdog"}},
        {"one that ended since a call of its own failed ended by a fault",
         PAIR "at cs section.map fail cs\nat cs request.sent kill cs\nat vb request.sent drop "
              "vb\n" QUIET,
         BEGUN "20 struck cs fail by=section.map code=8 line=4|21 confirmed cs fail line=4|"
               "30 exited cs code=1|40 struck vb drop line=6|41 confirmed vb drop line=6|"
               "5000 closing -|" END,
         VERDICT_VACUOUS,
         {"vacuous line cs .. kill cs at request.sent #1 never struck"}},
        {"and so did one that a call told that its pipe is gone",
         PAIR "at cs pipe.open fail cs\nat cs request.sent kill cs\n" QUIET,
         BEGUN "20 struck cs fail by=pipe.open code=2 line=4|21 confirmed cs fail line=4|"
               "30 exited cs code=1|5000 closing -|" END,
         VERDICT_VACUOUS,
         {"vacuous line cs .. kill cs at request.sent #1 never struck"}},
        {"one that ended before it connected",
         KILLED_ONE QUIET,
         HOST_BEGUN "5 started cs|6 attached cs|7 step cs child.begun|30 exited cs code=5|5000 "
                    "closing -|" END,
         VERDICT_ERROR,
         {"error run cs:child.begun @30 cs ended by itself (exit code 5) before it connected, "
          "and "
          "before line 4 could strike; its last step was child.begun"}},
        {"one that never had a probe",
         KILLED_ONE QUIET,
         HOST_BEGUN "5 started cs|30 exited cs code=5|5000 closing -|" END,
         VERDICT_ERROR,
         {"error run cs: @30 .. before line 4 could strike, and it made no step; if it has no "
          "probe, link it with the probe (docs/tutorial.md)"}},
        {"one with a probe that ended before its first step is not told that it has none",
         KILLED_ONE QUIET,
         HOST_BEGUN "5 started cs|6 attached cs|30 exited cs code=5|5000 closing -|" END,
         VERDICT_ERROR,
         {"error run cs: @30 cs ended by itself (exit code 5) before it connected, and before "
          "line 4 could strike; it reached no step"}},
        {"nor is a parent",
         "parent host is ref_parent\nchild cs is ref_child\n\nat host reply.sent #1 kill "
         "host\n" QUIET,
         "0 started host|1 attached host|30 exited host code=5|5000 closing -|" END,
         VERDICT_ERROR,
         {"error run host: @30 host ended by itself (exit code 5) before line 4 could strike; "
          "it reached no step"}},
        {"of one that never attached, both causes are told",
         "parent host is ref_parent\nchild cs is ref_child\n\nat host reply.sent #1 kill "
         "host\n" QUIET,
         "0 started host|30 exited host code=5|5000 closing -|" END,
         VERDICT_ERROR,
         {"error run host: @30 host ended by itself (exit code 5) before line 4 could strike, "
          "and it made no step; if it has no probe, link it with the probe "
          "(docs/tutorial.md)"}},
        {"a child whose parent ended first is not told beside it",
         KILLED_ONE QUIET,
         HOST_BEGUN CS_BEGUN
         "30 exited host code=1|31 report cs child.ending|32 exited cs|5000 "
         "closing -|" END,
         VERDICT_ERROR,
         {"error run host:connected @30 host ended by itself"}},
        {"an end after all faults have struck is no precondition",
         KILLED_ONE QUIET,
         HOST_BEGUN CS_BEGUN CS_STRUCK "200 exited host code=1|" END,
         VERDICT_PASS,
         {0}},
        {"an end that was asked for is none either",
         PAIR "at cs request.sent #3 kill cs\nat vb request.sent #9 kill vb\n" QUIET,
         BEGUN CS_STRUCK "120 report vb child.ending|121 exited vb|5000 closing -|" END,
         VERDICT_VACUOUS,
         {"vacuous line vb .. kill vb at request.sent #9 never struck"}},
        {"a child that quits as planned is in nobody's way",
         PAIR "at cs request.sent #3 kill cs\n" QUIET,
         BEGUN "50 step vb quit.sent|51 exited vb|5000 closing -|" END,
         VERDICT_VACUOUS,
         {"vacuous line cs"}},
        {"but in the way of its own line",
         PAIR "at cs request.sent #3 kill cs\n" QUIET,
         BEGUN "50 step cs quit.sent|51 exited cs|5000 closing -|" END,
         VERDICT_ERROR,
         {"error run cs:quit.sent @51 cs ended by itself"}},
        {"what stood in the way is told alone, but for a failure before it",
         "parent host is ref_parent\nchild cs is ref_child\n\nat cs request.sent #3 kill cs\n"
         "expect host reaches reply.sent for cs #9 within 2ms\nhold cs at idle.wait #9\n",
         HOST_BEGUN CS_BEGUN "25 report host child.lost cs by=watchdog|3900 trouble - "
                             "text=no-disk|4000 exited cs|5000 closing -|5001 stop host|" END,
         VERDICT_ERROR,
         {"fail watchdog-detects host:child.lost @25 host reported cs dead by watchdog",
          "error run: @3900 no-disk",
          "error run cs:connected @4000 cs ended by itself (exit code 0) before line 4 .. "
          "before "
          "that, host reported child.lost"}},
        {"an actor without a probe whose process says that it is somebody else",
         KILLED_ONE "limit 5s\n" QUIET,
         HOST_BEGUN "5 started cs|6 attached - sc pid=77|5000 limit -|5001 closing -|" END,
         VERDICT_ERROR,
         {"error run cs: @5000 cs has no probe, and line 4 needs its steps; but process 77 "
          "called lifeline_attach(\"sc\"), and no actor has that name"}},
        {"an actor without a probe whose steps a line needs",
         KILLED_ONE "limit 5s\n" QUIET,
         HOST_BEGUN "5 started cs|5000 limit -|5001 closing -|" END,
         VERDICT_ERROR,
         {"error run cs: @5000 cs has no probe: its steps cannot be seen, and line 4 needs "
          "them; "
          "link it with the probe (docs/tutorial.md)"}},
        {"an expectation needs them, too",
         ONE "expect cs reaches reply.received within 9s\nlimit 5s\n" QUIET,
         HOST_BEGUN "5 started cs|50 line - line=4|5000 limit -|5001 closing -|" END,
         VERDICT_ERROR,
         {"error run cs: @5000 cs has no probe"}},
        {"an exit needs no probe",
         ONE "expect cs exits within 9s\nlimit 5s\n" QUIET,
         HOST_BEGUN "5 started cs|50 line - line=4|5000 limit -|5001 closing -|" END,
         VERDICT_FAIL,
         {"fail line cs: @5000 limit 5000 ms passed"}},
        {"a child that never connected",
         KILLED_ONE "limit 5s\n" QUIET,
         HOST_BEGUN "5 started cs|6 attached cs|7 step cs child.begun|7 step cs connect.before|"
                    "5000 limit -|5001 closing -|" END,
         VERDICT_ERROR,
         {"error run cs:connect.before @5000 cs never connected, and line 4 needs the "
          "connection; its last step was connect.before"}},
        {"a child whose protocol has no such step did not fail to connect",
         KILLED_ONE "limit 5s\n" QUIET,
         HOST_BEGUN "5 started cs|6 attached cs|7 step cs cache.warm|5000 limit -|5001 closing "
                    "-|" END,
         VERDICT_VACUOUS,
         {"vacuous line cs .. cs reached request.sent 0 times; its last step was cache.warm"}},
        {"a process that was left is not told beside that nobody knows whose it is",
         "parent host is ref_parent\nchild cs is image helpr.exe\n\n"
         "at host reply.sent #1 kill host\nwaive parent-continues\nwaive child-ends\n",
         HOST_BEGUN "4 started - helper.exe pid=7|5 step host reply.sent n=1|"
                    "5 struck host kill line=4|6 confirmed host kill line=4|6 exited host|"
                    "7 closing -|3100 left - helper.exe pid=7|" END,
         VERDICT_ERROR,
         {"error run cs .. no process had the image 'helpr.exe' of cs; the run saw "
          "'helper.exe', which belongs to no actor; correct the image in the scenario"}},
        {"a process of the right image that another actor created is not the child",
         "parent host is ref_parent\nchild agent is image agent.exe\n"
         "child cs is image helper\n\nat host reply.sent #1 kill host\n"
         "waive parent-continues\nwaive child-ends\n",
         HOST_BEGUN "3 started - other.exe pid=6|4 started agent agent.exe pid=7|"
                    "4 started - helper.exe pid=8|5 step host reply.sent n=1|"
                    "5 struck host kill line=5|6 confirmed host kill line=5|6 exited host|"
                    "6 exited agent|7 closing -|" END,
         VERDICT_ERROR,
         {"error run cs .. process 8 (helper.exe) is not cs, since another actor than host "
          "created it; to know it by its command line instead, write: child cs is any "
          "\"helper.exe\""}},
        {"a child by its image that never came is not known of",
         "parent host is ref_parent\nchild cs is image helper.exe\n\n"
         "at host reply.sent #1 kill host\n",
         HOST_BEGUN "5 step host reply.sent n=1|5 struck host kill line=4|"
                    "6 confirmed host kill line=4|6 exited host|7 closing -|" END,
         VERDICT_UNSEEN,
         {"unseen run cs .. host started no process of the image 'helper.exe'"}},
        {"one whose parent was struck when it was about to start it could not come",
         "parent host is ref_parent\nchild cs is image helper.exe\n\n"
         "at host child.prepared for cs kill host\n",
         HOST_BEGUN "5 step host child.prepared cs n=1|5 struck host kill line=4|"
                    "6 confirmed host kill line=4|6 exited host|7 closing -|" END,
         VERDICT_PASS,
         {NULL}},
        {"unless a process of another image was seen",
         "parent host is ref_parent\nchild cs is image helpr.exe\n\n"
         "at host child.prepared for cs #2 kill host\n",
         HOST_BEGUN "4 started - helper.exe pid=7|"
                    "5 step host child.prepared cs n=2|5 struck host kill line=4|"
                    "6 confirmed host kill line=4|6 exited host|6 exited -|7 closing -|" END,
         VERDICT_ERROR,
         {"error run cs .. no process had the image 'helpr.exe' of cs; the run saw "
          "'helper.exe', which belongs to no actor; correct the image in the scenario"}},
        {"nor is it where the system's own process for a console was seen",
         "parent host is ref_parent\nchild cs is image helper.exe\n\n"
         "at host reply.sent #1 kill host\n",
         HOST_BEGUN
         "4 started - conhost.exe|5 step host reply.sent n=1|5 struck host kill line=4|"
         "6 confirmed host kill line=4|6 exited host|6 exited -|7 closing -|" END,
         VERDICT_UNSEEN,
         {"unseen run cs .. host started no process of the image 'helper.exe'"}},
        {"a child by a wrong image is told of with the one that was seen",
         "parent host is ref_parent\nchild cs is image helpr.exe\n\n"
         "at host reply.sent #1 kill host\n",
         HOST_BEGUN
         "4 started - helper.exe|5 step host reply.sent n=1|5 struck host kill line=4|"
         "6 confirmed host kill line=4|6 exited host|6 exited -|7 closing -|" END,
         VERDICT_ERROR,
         {"error run cs .. no process had the image 'helpr.exe' of cs; the run saw "
          "'helper.exe', which belongs to no actor; correct the image in the scenario"}},
        {"an ordered strike that found nobody says so",
         "parent host is ref_parent\nchild cs is ref_child\nlimit 5s\nkill cs\n" QUIET,
         HOST_BEGUN "90 line - line=4|5000 limit -|5001 closing -|" END,
         VERDICT_VACUOUS,
         {"vacuous line cs .. kill cs was never carried out"}},
        {"a strike after a time is a strike like another",
         "parent host is ref_parent\nchild cs is ref_child\nlimit 5s\nafter 1s kill host\n",
         HOST_BEGUN "90 line - line=4|5000 limit -|5001 closing -|" END,
         VERDICT_VACUOUS,
         {"vacuous line host .. kill host was never carried out"}},
        {"who ends before an ordered strike at it is in its way",
         "parent host is ref_parent\nchild cs is ref_child\nlimit 5s\nkill host\n" QUIET,
         HOST_BEGUN "70 exited host code=2|80 closing -|" END,
         VERDICT_ERROR,
         {"error run host .. host ended by itself (exit code 2) before line 4 could strike"}},
        {"the end of a child that its parent starts again is in no line's way",
         COMES_AND_GOES "after 300ms kill helper\n" QUIET,
         "0 started app|1 started helper|2 line - line=4|101 exited helper code=259|"
         "400 started helper process=2|420 struck helper kill line=4 process=2|"
         "421 confirmed helper kill line=4 process=2|"
         "421 exited helper code=9 process=2|" END,
         VERDICT_PASS,
         {0}},
        {"of one that is not started again within the window it is",
         COMES_AND_GOES "after 300ms kill helper\n" QUIET,
         "0 started app|1 started helper|2 line - line=4|101 exited helper code=259|"
         "400 started helper process=2|500 exited helper code=7 process=2|"
         "3600 closing -|" END,
         VERDICT_ERROR,
         {"error run helper .. helper ended by itself (exit code 7) before line 4 could "
          "strike"}},
        {"and until then nobody knows",
         COMES_AND_GOES "after 300ms kill helper\n" QUIET,
         "0 started app|1 started helper|2 line - line=4|101 exited helper code=259|"
         "3000 limit -|3001 closing -|3050 end -",
         VERDICT_VACUOUS,
         {"vacuous line helper .. kill helper was never carried out"}},
        {"a kill that finds no process follows from a start that did not come",
         KILLED_IN_VAIN,
         LOST_FOR_EVER "200 trouble cs by=no-process text=nobody|5000 closing -|" END,
         VERDICT_FAIL,
         {"fail line cs .. expected cs to be started within 100 ms"}},
        {"another trouble does not",
         KILLED_IN_VAIN,
         LOST_FOR_EVER "200 trouble cs text=lost-words|5000 closing -|" END,
         VERDICT_ERROR,
         {"fail line cs", "error run cs .. lost-words"}},
        {"a place in the scenario stands with it",
         KILLED_ONE QUIET,
         HOST_BEGUN CS_BEGUN "50 trouble cs text=gone line=4|5000 closing -|" END,
         VERDICT_ERROR,
         {"error run cs:connected @50 gone .. of line 4."}},

        {"what was done to another family asked nothing of this one",
         "parent other is ref_parent\nparent host is ref_parent\nchild cs is ref_child\n"
         "hang other\nat cs request.sent #3 kill cs\n" QUIET,
         "0 started other|0 attached other|1 line - line=4|1 struck other hang line=4|1 "
         "confirmed "
         "other hang line=4|" HOST_BEGUN CS_BEGUN "30 exited cs code=5|" END,
         VERDICT_ERROR,
         {"error run cs .. cs ended by itself (exit code 5) before line 5 .. of line 3."}},
        {"what is done after the end asked nothing of it",
         KILLED_ONE QUIET,
         HOST_BEGUN CS_BEGUN "30 exited cs code=5|40 stop host|" END,
         VERDICT_ERROR,
         {"error run cs .. cs ended by itself"}},
        {"a step of the parent for a child that never connected needs it, too",
         ONE "at host request.peek for cs #1 kill host\nlimit 5s\n" QUIET,
         HOST_BEGUN "5 started cs|6 attached cs|7 step cs child.begun|5000 limit -|" END,
         VERDICT_ERROR,
         {"error run cs .. cs never connected, and line 4 needs the connection; its last step "
          "was child.begun .. of line 2."}},
        {"a line needs the one that it strikes",
         PAIR "at vb request.sent #3 kill cs\n" QUIET,
         BEGUN "50 step cs quit.sent|51 exited cs|5000 closing -|" END,
         VERDICT_ERROR,
         {"error run cs .. cs ended by itself"}},
        {"a line needs the parent of the one that it strikes",
         PAIR "at vb request.sent #3 kill cs\n" QUIET,
         BEGUN "50 step host quit.sent|51 exited host|5000 closing -|" END,
         VERDICT_ERROR,
         {"error run host .. host ended by itself"}},
        {"a child whose program is in no such folder",
         KILLED_ONE QUIET,
         HOST_BEGUN "5 report host child.unstarted cs code=3|5000 closing -|" END,
         VERDICT_ERROR,
         {"error run cs: @5 host could not start cs .. Win32 error 3: there is no such file"}},
        {"one that may not be run",
         KILLED_ONE QUIET,
         HOST_BEGUN "5 report host child.unstarted cs code=5|5000 closing -|" END,
         VERDICT_ERROR,
         {"error run cs: @5 .. Win32 error 5: access was refused"}},
        {"one that is no program",
         KILLED_ONE QUIET,
         HOST_BEGUN "5 report host child.unstarted cs code=193|5000 closing -|" END,
         VERDICT_ERROR,
         {"error run cs: @5 .. Win32 error 193: it is no program for this system"}},
        {"a call of its parent's own that failed by order is why it was not started",
         ONE "at host thread.create fail host with 8\n" QUIET,
         HOST_BEGUN "4 struck host fail by=thread.create code=8 line=4|"
                    "4 confirmed host fail line=4|5 report host child.unstarted cs code=8|" END,
         VERDICT_PASS,
         {0}},
        {"a parent is in the way of a line that strikes its child at another's step",
         TWO_FAMILIES "at other request.peek for vb kill cs\n" QUIET,
         TWO_FAMILIES_BEGUN "50 step host quit.sent|51 exited host|5000 closing -|" END,
         VERDICT_ERROR,
         {"error run host .. host ended by itself (exit code 0) before line 5"}},
        {"but not of one that holds an actor of another family",
         TWO_FAMILIES "hold vb at idle.wait\n" QUIET,
         TWO_FAMILIES_BEGUN "50 step host quit.sent|51 exited host|5000 closing -|" END,
         VERDICT_VACUOUS,
         {"vacuous line vb .. hold vb at idle.wait #1 never held"}},
        {"a step of a report's name is no word of why an actor ended",
         KILLED_ONE QUIET,
         HOST_BEGUN CS_BEGUN "20 step host child.lost cs|30 exited cs code=5|" END,
         VERDICT_ERROR,
         {"error run cs:connected @30 cs ended by itself (exit code 5) before line 4 could "
          "strike; its last step was connected -- "}},
        {"a loss that is reported by no way is told without one",
         KILLED_ONE QUIET,
         HOST_BEGUN CS_BEGUN "20 report host child.lost cs|30 exited cs code=5|" END,
         VERDICT_ERROR,
         {"error run cs .. before that, host reported child.lost cs -- "}},
        {"one that connected did not fail to, though it made no step that a line needs",
         KILLED_ONE "limit 5s\n" QUIET,
         HOST_BEGUN "5 started cs|6 attached cs|7 step cs child.begun|8 step cs connected|"
                    "5000 limit -|5001 closing -|" END,
         VERDICT_VACUOUS,
         {"vacuous line cs .. cs reached request.sent 0 times; its last step was connected"}},
        {"an actor of whom a line says what it must never report need not come",
         "parent host is ref_parent\nchild cs is image helper.exe\n\n"
         "expect cs never reports violation for 100ms\n",
         HOST_BEGUN "4 line - line=4|" END,
         VERDICT_PASS,
         {0}},
        {"one of whom a line says something else must",
         "parent host is ref_parent\nchild cs is image helper.exe\n\n"
         "expect cs exits within 100ms\n",
         HOST_BEGUN "4 line - line=4|" END,
         VERDICT_FAIL,
         {"fail line cs: @104 expected cs to exit",
          "unseen run cs .. host started no process of the image 'helper.exe'"}},
        {"what is unseen of the whole run is no reason for what stood in the way",
         "parent host is ref_parent\nchild cs is image helper.exe\n\nstop host\n",
         HOST_BEGUN "50 trouble - text=no-disk|" END,
         VERDICT_ERROR,
         {"error run: @50 no-disk"}},
    };
    ALL_HOLD(scenes);
}

#define APP      "parent app is \"app.exe\"\n\n\n"
#define APP_ENDS "5000 closing -|5001 ended app unstoppable|5002 exited app code=9|5010 end -"

#define TWO                                                                                    \
    "parent app is \"app.exe\"\nchild helper is image \"helper.exe\"\n\n"                      \
    "forge \"x\" to helper as app\n"
#define TWO_BEGUN        "2 started app|5 started helper|100 line - line=4|"
#define FORGED_TO_HELPER "110 input helper forged app line=4 text=x|"

static void a_forged_message_is_an_act_on_the_child(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"the child may end in its own way",
         TWO,
         TWO_BEGUN FORGED_TO_HELPER "200 exited helper code=3|" APP_ENDS,
         VERDICT_PASS,
         {"pass watchdog-detects app"}},
        {"so it may where its parent got the message",
         TWO,
         TWO_BEGUN
         "110 input app forged helper line=4 text=x|200 exited helper code=3|" APP_ENDS,
         VERDICT_PASS,
         {"pass watchdog-detects app"}},
        {"a line whose message never came was not carried out",
         TWO,
         TWO_BEGUN APP_ENDS,
         VERDICT_VACUOUS,
         {"vacuous line helper .. no message to helper was forged: the run was over before",
          "unseen child-ends helper"}},
        {"a child with a probe may end, too",
         ONE "forge \"x\" to host as cs\n",
         HOST_BEGUN CS_BEGUN "100 line - line=4|110 input host forged cs line=4 text=x|"
                             "199 report cs child.ending by=pipe|200 exited cs code=0|205 "
                             "report host child.lost cs by=process|"
                             "5000 closing -|5001 stop host|5010 exited host|5020 end -",
         VERDICT_PASS,
         {0}},
        {"without a message it may not",
         ONE "forge \"x\" to host as cs\n",
         HOST_BEGUN CS_BEGUN "100 line - line=4|"
                             "199 report cs child.ending by=pipe|200 exited cs code=0|205 "
                             "report host child.lost cs by=process|"
                             "5000 closing -|5001 stop host|5010 exited host|5020 end -",
         VERDICT_FAIL,
         {"fail child-stays cs", "vacuous line host"}},
        {"it must not crash",
         TWO,
         TWO_BEGUN FORGED_TO_HELPER "200 exited helper code=0xC0000005|" APP_ENDS,
         VERDICT_FAIL,
         {"pass watchdog-detects app", "fail no-crash helper"}},
        {"the time of an expectation counts from it",
         TWO "expect helper exits 0 within 100ms\n",
         TWO_BEGUN FORGED_TO_HELPER "111 line - line=5|211 exited helper code=0|" APP_ENDS,
         VERDICT_FAIL,
         {"fail line helper: @210 .. within 100 ms after helper got a forged message of app "
          "(line 4); it did so after 101 ms",
          "pass watchdog-detects app"}},
    };
    ALL_HOLD(scenes);
}

static void what_is_printed_meets_a_line_without_a_probe(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"a text in time, counted from the start of the process",
         APP "expect app prints \"ready\" within 100ms\n" QUIET,
         "2 started app|10 line - line=4|101 printed app text=ready by=stdout size=5|"
         "101 matched app n=1 line=4|" APP_ENDS,
         VERDICT_PASS,
         {0}},
        {"a text that is late",
         APP "expect app prints \"ready\" within 100ms\n" QUIET,
         "2 started app|10 line - line=4|50 printed app text=starting by=stdout size=8|"
         "103 matched app n=1 line=4|" APP_ENDS,
         VERDICT_FAIL,
         {"fail line app: @102 expected app to print \"ready\" within 100 ms after it was "
          "started; "
          "it did so after 101 ms"}},
        {"a text that never comes: the last line is told",
         APP "expect app prints \"ready\" within 100ms\n" QUIET,
         "2 started app|10 line - line=4|50 printed app text=starting by=stdout "
         "size=8|" APP_ENDS,
         VERDICT_FAIL,
         {"fail line app: @102 .. it did not, and its last line was \"starting\""}},
        {"the text of another line is another text",
         APP "expect app prints \"ready\" within 100ms\n"
             "expect app prints \"done\" within 100ms\n" QUIET,
         "2 started app|10 line - line=4|20 matched app n=1 line=4|20 line - line=5|" APP_ENDS,
         VERDICT_FAIL,
         {"fail line app: .. to print \"done\" .. it did not, and it printed nothing"}},
        {"the number counts from the run's start",
         APP "after 50ms hang app\nexpect app prints \"tick\" #2 within 100ms\n" QUIET,
         "2 started app|10 line - line=4|20 matched app n=1 line=5|30 matched app n=2 line=5|"
         "60 struck app hang line=4|60 confirmed app hang line=4|61 line - line=5|" APP_ENDS,
         VERDICT_PASS,
         {0}},
        {"without a number it must come after the act",
         APP "after 50ms hang app\nexpect app prints \"tick\" within 100ms\n" QUIET,
         "2 started app|10 line - line=4|20 matched app n=1 line=5|"
         "60 struck app hang line=4|60 confirmed app hang line=4|61 line - line=5|" APP_ENDS,
         VERDICT_FAIL,
         {"fail line app: @160"}},
        {"what is told is an act",
         APP "tell app \"status\"\nexpect app prints \"fine\" within 100ms\n" QUIET,
         "2 started app|100 line - line=4|100 input app line line=4 text=status|"
         "101 line - line=5|201 matched app n=1 line=5|" APP_ENDS,
         VERDICT_FAIL,
         {"fail line app: @200 .. within 100 ms after app was told \"status\" (line 4); it did "
          "so after "
          "101 ms"}},
        {"a text that must not come",
         APP "expect app never prints \"lost\" for 100ms\n" QUIET,
         "2 started app|10 line - line=4|50 matched app n=1 line=4|" APP_ENDS,
         VERDICT_FAIL,
         {"fail line app: @50 expected app never to print \"lost\" for 100 ms"}},
        {"it came after its time",
         APP "expect app never prints \"lost\" for 100ms\n" QUIET,
         "2 started app|10 line - line=4|150 matched app n=1 line=4|" APP_ENDS,
         VERDICT_PASS,
         {0}},
        {"a fault at a text strikes",
         APP "at app prints \"ready\" kill app\n" QUIET,
         "2 started app|50 matched app n=1 line=4|51 struck app kill line=4|"
         "52 exited app code=9|52 confirmed app kill line=4|4000 settling -|" END,
         VERDICT_PASS,
         {0}},
        {"a fault at a text that never comes is vacuous",
         APP "at app prints \"ready\" #2 kill app\n" QUIET,
         "2 started app|50 printed app text=ready by=stdout size=5|50 matched app n=1 "
         "line=4|" APP_ENDS,
         VERDICT_VACUOUS,
         {"vacuous line app: .. kill app at the printed text \"ready\" #2 never struck: app "
          "printed it 1 time; its last line was \"ready\""}},
    };
    ALL_HOLD(scenes);
}

static void an_event_has_to_be_there_to_be_set(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"it was set, and that is an act",
         APP "set event \"x\"\nexpect app prints \"woken\" within 100ms\n" QUIET,
         "2 started app|100 line - line=4|100 signalled - set line=4 text=x|101 line - line=5|"
         "201 matched app n=1 line=5|" APP_ENDS,
         VERDICT_FAIL,
         {"fail line app: @200 .. within 100 ms after the event \"x\" was set (line 4); it did "
          "so after 101 ms"}},
        {"in time",
         APP "reset event \"x\"\nexpect app prints \"woken\" within 100ms\n" QUIET,
         "2 started app|100 line - line=4|100 signalled - reset line=4 text=x|101 line - "
         "line=5|199 matched app n=1 line=5|" APP_ENDS,
         VERDICT_PASS,
         {0}},
        {"an event of this name is not there",
         APP "set event \"x-%pid:app%\"\n" QUIET,
         "2 started app|100 line - line=4|100 signalled - set line=4 text=x-77 "
         "code=2|" APP_ENDS,
         VERDICT_VACUOUS,
         {"vacuous line: @100 the event \"x-77\" was never set: there was no such event"}},
        {"what failed is no act, and its reason is told",
         APP "reset event \"x\"\nexpect app prints \"woken\" within 100ms\n" QUIET,
         "2 started app|100 line - line=4|100 signalled - reset line=4 text=x code=5|"
         "101 line - line=5|150 matched app n=1 line=5|" APP_ENDS,
         VERDICT_VACUOUS,
         {"vacuous line: @100 .. was never reset: access to it was refused"}},
        {"and what stands below has no reason to come",
         APP "set event \"x\"\nexpect app prints \"woken\" within 100ms\n" QUIET,
         "2 started app|100 line - line=4|100 signalled - set line=4 text=x code=2|"
         "101 line - line=5|" APP_ENDS,
         VERDICT_VACUOUS,
         {"vacuous line: @100 the event \"x\" was never set: there was no such event"}},
        {"another object",
         APP "set event \"x\"\n" QUIET,
         "2 started app|100 line - line=4|100 signalled - set line=4 text=x code=6|" APP_ENDS,
         VERDICT_VACUOUS,
         {"vacuous line: .. the name of another object"}},
        {"no PID yet",
         APP "set event \"x\"\n" QUIET,
         "2 started app|100 line - line=4|100 signalled - set line=4 text=x code=87|" APP_ENDS,
         VERDICT_VACUOUS,
         {"vacuous line: .. an actor whose PID it names had no process yet"}},
        {"another error",
         APP "set event \"x\"\n" QUIET,
         "2 started app|100 line - line=4|100 signalled - set line=4 text=x code=206|" APP_ENDS,
         VERDICT_VACUOUS,
         {"vacuous line: .. the system refused it"}},
        {"a log that does not say so is no pass",
         APP "set event \"x\"\n" QUIET,
         "2 started app|100 line - line=4|100 signalled - set line=9 text=x|" APP_ENDS,
         VERDICT_VACUOUS,
         {"vacuous line: .. the run ended first"}},
    };
    ALL_HOLD(scenes);
}

static void memory_that_is_written_is_an_act(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"what follows is timed from it",
         APP "write \"x\" to memory \"m\" at 0\nexpect app prints \"odd\" within 100ms\n" QUIET,
         "2 started app|100 line - line=4|100 wrote - size=1 line=4 text=m|101 line - "
         "line=5|201 matched app n=1 line=5|" APP_ENDS,
         VERDICT_FAIL,
         {"fail line app: @200 expected app to print \"odd\" within 100 ms after the shared "
          "memory \"m\" was written (line 4); it did so after 101 ms"}},
        {"memory that is too short",
         APP "write \"x\" to memory \"m\" at 0x10\n" QUIET,
         "2 started app|100 line - line=4|100 wrote - size=1 line=4 text=m code=122|" APP_ENDS,
         VERDICT_VACUOUS,
         {"vacuous line: @100 the shared memory \"m\" was never written: the memory is "
          "shorter"}},
        {"memory that is not there",
         APP "write \"x\" to memory \"m\" at 0\n" QUIET,
         "2 started app|100 line - line=4|100 wrote - size=1 line=4 text=m code=2|" APP_ENDS,
         VERDICT_VACUOUS,
         {"vacuous line: @100 .. never written: there was no such memory"}},
        {"a log that does not say so is no pass",
         APP "write \"x\" to memory \"m-%pid:app%\" at 0\n" QUIET,
         "2 started app|100 line - line=4|" APP_ENDS,
         VERDICT_VACUOUS,
         {"vacuous line: .. \"m-%pid:app%\" was never written: the run ended first"}},
    };
    ALL_HOLD(scenes);
}

#define INJECTED "parent app is \"app.exe\" probe inject\n\n\n"

static void a_clock_that_jumps_is_an_act(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"what follows is timed from it",
         INJECTED "jump wall-clock of app ahead by 2s\n"
                  "expect app prints \"odd\" within 100ms\n" QUIET,
         "2 started app|100 line - line=4|100 jumped app wall-clock by=ahead size=2000 line=4|"
         "101 line - line=5|201 matched app n=1 line=5|" APP_ENDS,
         VERDICT_FAIL,
         {"fail line app: @200 expected app to print \"odd\" within 100 ms after the "
          "wall-clock of app jumped ahead by 2000 ms (line 4); it did so after 101 ms"}},
        {"in time",
         INJECTED "jump tick-count of app back by 2s\n"
                  "expect app prints \"odd\" within 100ms\n" QUIET,
         "2 started app|100 line - line=4|100 jumped app tick-count by=back size=2000 line=4|"
         "101 line - line=5|199 matched app n=1 line=5|" APP_ENDS,
         VERDICT_PASS,
         {0}},
        {"a clock that cannot be moved",
         INJECTED "jump tick-count of app ahead by 2s\n" QUIET,
         "2 started app|100 line - line=4|100 jumped app tick-count by=ahead size=2000 code=50 "
         "line=4|" APP_ENDS,
         VERDICT_VACUOUS,
         {"vacuous line app: @100 the tick-count of app cannot be moved: on this system"}},
        {"the injected probe never came",
         INJECTED "jump tick-count of app ahead by 2s\n" QUIET,
         "2 started app|100 line - line=4|" APP_ENDS,
         VERDICT_VACUOUS,
         {"vacuous line app: .. no clock of app was moved: the injected probe was never"}},
    };
    ALL_HOLD(scenes);
}

static void a_load_is_done_when_it_has_begun_and_is_no_act(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"the next line counts from its own start",
         APP "load 2 for 1s\nexpect app prints \"fine\" #1 within 100ms\n" QUIET,
         "2 started app|100 line - line=4|101 load - line=4 size=2 deadline=1000|"
         "300 line - line=5|399 matched app n=1 line=5|" APP_ENDS,
         VERDICT_PASS,
         {0}},
        {"what cannot begin is told by the runner",
         APP "load 2 for 1s\n" QUIET,
         "2 started app|100 line - line=4|100 trouble - text=no-load|" APP_ENDS,
         VERDICT_ERROR,
         {"error run: @100 no-load"}},
    };
    ALL_HOLD(scenes);
}

static void what_is_there_meets_a_line(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"a pipe in time",
         APP "expect pipe \"x\" within 100ms\n" QUIET,
         "2 started app|10 line - line=4|50 matched app n=1 line=4|" APP_ENDS,
         VERDICT_PASS,
         {0}},
        {"a file that never is there",
         APP "expect file \"a/b\" within 100ms\n" QUIET,
         "2 started app|10 line - line=4|" APP_ENDS,
         VERDICT_FAIL,
         {"fail line app: @102 expected file \"a/b\" to be there within 100 ms after it was "
          "started; it was not there"}},
        {"a window in time",
         APP "expect window \"Editor - *\" within 100ms\n" QUIET,
         "2 started app|10 line - line=4|50 matched app n=1 line=4|" APP_ENDS,
         VERDICT_PASS,
         {0}},
        {"a window that comes too late",
         APP "expect window \"Editor\" within 100ms\n" QUIET,
         "2 started app|10 line - line=4|150 matched app n=1 line=4|" APP_ENDS,
         VERDICT_FAIL,
         {"fail line app: @102 expected window \"Editor\" to be there within 100 ms after it "
          "was "
          "started; it was there after 148 ms"}},
        {"an event that never is there",
         APP "expect event \"ready-%pid:app%\" within 100ms\n" QUIET,
         "2 started app|10 line - line=4|" APP_ENDS,
         VERDICT_FAIL,
         {"fail line app: @102 expected event \"ready-%pid:app%\" to be there .. it was not "
          "there"}},
        {"a file that is gone in time",
         APP "expect file \"a.lock\" gone within 100ms\n" QUIET,
         "2 started app|10 line - line=4|50 matched app n=1 line=4|" APP_ENDS,
         VERDICT_PASS,
         {0}},
        {"a file that is gone too late",
         APP "expect file \"a.lock\" gone within 100ms\n" QUIET,
         "2 started app|10 line - line=4|150 matched app n=1 line=4|" APP_ENDS,
         VERDICT_FAIL,
         {"fail line app: @102 expected file \"a.lock\" to be gone within 100 ms .. it was "
          "gone "
          "after 148 ms"}},
        {"a port that stays",
         APP "expect port \"80\" gone within 100ms\n" QUIET,
         "2 started app|10 line - line=4|" APP_ENDS,
         VERDICT_FAIL,
         {"fail line app: @102 expected port \"80\" to be gone .. it was still there"}},
        {"a folder that is as before in time",
         APP "expect folder \"%temp%/x\" as before within 100ms\n" QUIET,
         "2 started app|10 line - line=4|11 folder app line=4 size=1 text=new:a|"
         "50 matched app n=1 line=4|" APP_ENDS,
         VERDICT_PASS,
         {0}},
        {"a folder in which something stays",
         APP "expect folder \"x\" as before within 100ms\n" QUIET,
         "2 started app|10 line - line=4|11 folder app line=4 size=2 text=new:a,b|"
         "50 folder app line=4 size=1 text=new:b|" APP_ENDS,
         VERDICT_FAIL,
         {"fail line app: @102 expected the folder \"x\" to be as before within 100 ms .. "
          "new:b"}},
        {"a folder that is as before too late",
         APP "expect folder \"x\" as before within 100ms\n" QUIET,
         "2 started app|10 line - line=4|11 folder app line=4 size=1 text=new:a|"
         "150 matched app n=1 line=4|" APP_ENDS,
         VERDICT_FAIL,
         {"fail line app: @102 expected the folder \"x\" .. it was so after 148 ms"}},
        {"a folder that cannot be looked at",
         APP "expect folder \"x\" as before within 100ms\n" QUIET,
         "2 started app|10 line - line=4|11 folder app line=4 by=unread text=refused|" APP_ENDS,
         VERDICT_ERROR,
         {"error line app: @102 expected the folder \"x\" .. it cannot be looked at: refused"}},
        {"a folder at which nobody looked",
         APP "expect folder \"x\" as before within 100ms\n" QUIET,
         "2 started app|10 line - line=4|" APP_ENDS,
         VERDICT_ERROR,
         {"error line app: @102 expected the folder \"x\" .. nobody looked at it"}},
        {"a command that fails",
         APP "check command \"x.exe 1\" within 100ms\n" QUIET,
         "2 started app|10 line - line=4|50 checked app line=4 code=3|" APP_ENDS,
         VERDICT_FAIL,
         {"fail line app: .. expected the command \"x.exe 1\" to end with code 0 within 100 ms "
          ".. "
          "it ended with code 3"}},
        {"a command that does not end",
         APP "check command \"x.exe 1\" within 100ms\n" QUIET,
         "2 started app|10 line - line=4|" APP_ENDS,
         VERDICT_FAIL,
         {"fail line app: .. it did not end"}},
        {"a command that succeeds at its second try",
         APP "check command \"x.exe 1\" within 100ms\n" QUIET,
         "2 started app|10 line - line=4|50 checked app line=4 code=3|80 checked app line=4|"
         "80 matched app n=1 line=4|" APP_ENDS,
         VERDICT_PASS,
         {0}},
    };
    ALL_HOLD(scenes);
}

/* From line 4 on twice; line 2 is an act. The second time begins at 60 ms. */
#define ROUNDS(lines)                                                                          \
    "parent app is \"app.exe\"\ntell app \"go\"\nrepeat 2 times\n" lines "end\n" QUIET
#define TOLD "2 started app|5 line - line=2|5 input app line line=2 text=go|"
#define PRINTED_50                                                                             \
    TOLD "10 line - line=4|50 matched app n=1 line=4|50 matched app n=1 line=4 time=2|"

static void each_round_needs_an_event_of_its_own(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"one line was printed",
         ROUNDS("expect app prints \"served\" within 1s\n"),
         PRINTED_50 "60 line - line=4 time=2|" APP_ENDS,
         VERDICT_FAIL,
         {"fail line app: @1060 expected app to print \"served\" within 1000 ms after line 4, "
          "time 2 began"}},
        {"two lines were",
         ROUNDS("expect app prints \"served\" within 1s\n"),
         PRINTED_50 "60 line - line=4 time=2|1050 matched app n=2 line=4 time=2|" APP_ENDS,
         VERDICT_PASS,
         {0}},
        {"what must not come counts for its own round",
         ROUNDS("expect app prints \"served\" within 1s\n"
                "expect app never prints \"oh\" for 20ms\n"),
         PRINTED_50 "51 line - line=5|60 line - line=4 time=2|"
                    "70 matched app n=2 line=4 time=2|71 line - line=5 time=2|"
                    "75 matched app n=1 line=5 time=2|" APP_ENDS,
         VERDICT_FAIL,
         {"fail line app: @75 expected app never to print \"oh\""}},
        {"with an act in the round, time counts from that",
         ROUNDS("expect app prints \"served\" within 1s\ntell app \"go\"\n"),
         TOLD "10 line - line=4|20 matched app n=1 line=4|"
              "30 line - line=5|30 input app line line=5 text=go|"
              "50 matched app n=2 line=4 time=2|60 line - line=4 time=2|"
              "70 line - line=5 time=2|70 input app line line=5 time=2 text=go|" APP_ENDS,
         VERDICT_PASS,
         {0}},
    };
    ALL_HOLD(scenes);
}

/* Without `stops by` the runner ends the program, and nothing can be held against it. */
static void a_program_that_is_asked_in_its_way_has_to_stop(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"it ends in time",
         "parent app is \"app.exe\"\napp stops by stdin \"quit\"\n\nstop app\n",
         "2 started app|100 line - line=4|100 stop app line=4 by=stdin|900 exited app code=0|"
         "901 closing -|910 end -",
         VERDICT_PASS,
         {0}},
        {"it runs on",
         "parent app is \"app.exe\"\napp stops by stdin \"quit\"\n\nstop app\n",
         "2 started app|100 line - line=4|100 stop app line=4 by=stdin|5000 closing -|"
         "5001 left app|5002 exited app code=9|6000 end -",
         VERDICT_FAIL,
         {"fail bounded app: @3100 app still runs 4901 ms after"}},
    };
    ALL_HOLD(scenes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_met_or_broken),
        cmocka_unit_test(earlier_than_not_before_is_as_wrong_as_later),
        cmocka_unit_test(what_must_not_come_is_judged_against_logged_time),
        cmocka_unit_test(each_child_makes_the_requests_that_it_was_told_to),
        cmocka_unit_test(a_run_goes_on_until_all_requests_are_made),
        cmocka_unit_test(a_run_goes_on_until_a_quit_is_heard_but_not_for_long),
        cmocka_unit_test(a_line_that_waits_for_a_held_thread_is_told_at_once),
        cmocka_unit_test(a_run_that_waits_for_itself_is_hopeless),
        cmocka_unit_test(who_stands_for_a_fault_stands_in_nobodys_way),
        cmocka_unit_test(an_armed_line_that_never_strikes_is_vacuous),
        cmocka_unit_test(what_failed_beside_a_miss_is_a_result),
        cmocka_unit_test(a_precondition_is_told_once),
        cmocka_unit_test(a_forged_message_is_an_act_on_the_child),
        cmocka_unit_test(what_is_printed_meets_a_line_without_a_probe),
        cmocka_unit_test(a_program_that_is_asked_in_its_way_has_to_stop),
        cmocka_unit_test(each_round_needs_an_event_of_its_own),
        cmocka_unit_test(what_is_there_meets_a_line),
        cmocka_unit_test(memory_that_is_written_is_an_act),
        cmocka_unit_test(a_clock_that_jumps_is_an_act),
        cmocka_unit_test(a_load_is_done_when_it_has_begun_and_is_no_act),
        cmocka_unit_test(an_event_has_to_be_there_to_be_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * Goal: every clause of docs/contract.md is held, so that taking any one of them out of a rule
 * turns a scene here red.
 * Method: scenes, a table for each rule.
 */
#include "kit/judge/scene_test.h"

/* cs ends itself at a step, with the code of a proper end. */
#define EXITS_0 ONE "at cs request.sent #3 exit cs with 0\n"

/* A call of host's for vb fails at 100 ms, by line 4. */
#define CALL_FAILS(call, code)                                                                 \
    "100 struck host fail vb by=" call " code=" code " line=4|"                                \
    "100 confirmed host fail vb line=4|"
#define FAIL_FOR_VB(call, code) PAIR "at host " call " for vb fail host with " code "\n"

/* The same of a call of cs. */
#define CS_CALL_FAILS(call, code)                                                              \
    "100 struck cs fail by=" call " code=" code " line=4|100 confirmed cs fail line=4|"
#define FAIL_OF_CS(call, code) PAIR "at cs " call " fail cs with " code "\n"
#define CS_SERVED              "150 step host reply.sent cs n=4|151 step cs reply.received n=4|"

static void a_call_that_fails_is_no_excuse(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"a child that cannot be started by order is no obstacle, and nobody is blamed",
         FAIL_FOR_VB("section.create", "1450"),
         HOST_BEGUN "99 step host child.started cs|99 started cs|100 attached cs|"
                    "100 step cs connected|" CALL_FAILS(
                        "section.create",
                        "1450") "101 report host child.unstarted vb code=1450|" CS_SERVED
                                "5000 closing -|5001 stop host|5010 exited host code=0|"
                                "5011 report cs child.ending by=pipe|5012 exited cs|5020 end -",
         VERDICT_PASS,
         {0}},
        {"one that cannot be started though no call failed is an error",
         FAIL_FOR_VB("section.create", "1450"),
         HOST_BEGUN CS_BEGUN
         "99 report host child.unstarted vb code=1450|" CALL_FAILS("section.create", "1450")
             CS_SERVED "5000 closing -|5001 stop host|5010 exited host code=0|"
                       "5011 report cs child.ending by=pipe|5012 exited cs|5020 end -",
         VERDICT_ERROR,
         {"error run vb .. host could not start vb"}},
        {"a parent whose call for one child failed must serve the other",
         FAIL_FOR_VB("pipe.write", "232"),
         BEGUN CALL_FAILS("pipe.write", "232") "101 report host child.lost vb by=pipe|" CLOSED,
         VERDICT_FAIL,
         {"fail parent-continues host .. host did not serve cs within 3000 ms after host's "
          "pipe.write for vb failed with 232 (line 4)"}},
        {"and must not end",
         FAIL_FOR_VB("thread.create", "8"),
         BEGUN CALL_FAILS("thread.create", "8") "110 exited host code=1|" CS_ENDS VB_ENDS END,
         VERDICT_FAIL,
         {"fail parent-continues host .. host ended (exit code 1) 10 ms after host's "
          "thread.create for vb failed with 8 (line 4); it must go on"}},
        {"the child that it was made for is owed nothing",
         FAIL_FOR_VB("handle.take", "8") "at cs request.sent #9 drop cs\n",
         BEGUN CALL_FAILS("handle.take", "8") CS_SERVED
         "200 struck cs drop line=5|201 confirmed cs drop line=5|205 report cs child.ending "
         "by=pipe|206 exited cs|207 report host child.lost cs by=pipe|" CLOSED_WITHOUT_CS,
         VERDICT_PASS,
         {0}},
        {"a parent that lost a child by its own call's failure may report it by pipe alive",
         FAIL_FOR_VB("pipe.read", "1450"),
         BEGUN CALL_FAILS("pipe.read",
                          "1450") "101 report host child.lost vb by=pipe|" CS_SERVED CLOSED,
         VERDICT_PASS,
         {0}},
        {"but not by its process",
         FAIL_FOR_VB("pipe.read", "1450"),
         BEGUN CALL_FAILS("pipe.read",
                          "1450") "101 report host child.lost vb by=process|" CS_SERVED CLOSED,
         VERDICT_FAIL,
         {"fail watchdog-detects host .. host reported vb dead by process, but vb lived"}},
        {"after a call for nobody a parent may end, and its children with it",
         PAIR "at host event.create #1 fail host with 8\n",
         BEGUN "100 struck host fail by=event.create code=8 line=4|100 confirmed host fail "
               "line=4|105 exited host code=1|" CS_ENDS VB_ENDS END,
         VERDICT_PASS,
         {0}},
        {"a child that is told that its pipe is gone must end",
         FAIL_OF_CS("pipe.write", "232"),
         BEGUN CS_CALL_FAILS("pipe.write", "232") VB_SERVED CLOSED,
         VERDICT_FAIL,
         {"fail child-ends cs .. after cs's pipe.write failed with 232 (line 4); it must end "
          "within 3000 ms"}},
        {"and must say so",
         FAIL_OF_CS("pipe.write", "232"),
         BEGUN CS_CALL_FAILS("pipe.write",
                             "232") "120 exited cs code=1|" CS_LOST VB_SERVED CLOSED_WITHOUT_CS,
         VERDICT_FAIL,
         {"fail child-ends cs .. cs ended (exit code 1) 20 ms after cs's pipe.write failed "
          "with 232 (line 4) and never said child.ending; only this step proves that it ended "
          "itself"}},
        {"an error that says nothing of the parent lets it stay",
         FAIL_OF_CS("pipe.write", "1450"),
         BEGUN CS_CALL_FAILS("pipe.write", "1450") VB_SERVED CLOSED,
         VERDICT_PASS,
         {0}},
        {"or go, and then it was dead and must be reported",
         FAIL_OF_CS("section.map", "8"),
         BEGUN CS_CALL_FAILS("section.map",
                             "8") "110 report cs child.ending by=failed|111 "
                                  "exited cs code=1|" VB_SERVED CLOSED_WITHOUT_CS,
         VERDICT_FAIL,
         {"fail watchdog-detects host .. host did not report cs lost within 4000 ms after cs "
          "ended (watchdog 2000 ms + window 2000 ms)"}},
    };
    ALL_HOLD(scenes);
}

static void a_parent_continues(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"what is the same of several children is one finding",
         PAIR "at cs request.sent #3 kill cs\nchild c3 is ref_child\nchild c4 is ref_child\n",
         BEGUN "3 started c3|3 attached c3|3 started c4|3 attached c4|" CS_KILLED
               "5011 report c3 child.ending by=pipe|5012 exited c3|"
               "5011 report c4 child.ending by=pipe|5012 exited c4|" CLOSED_WITHOUT_CS,
         VERDICT_FAIL,
         {"fail parent-continues host .. host did not serve vb within 3000 ms after cs was "
          "killed "
          ".. (so with c3, c4)"}},
        {"a program that never asks is owed no service",
         "parent host is ref_parent\nchild cs is ref_child\nchild vb is \"listener.exe\"\n"
         "at cs request.sent #3 kill cs\n",
         BEGUN "90 step vb listens|" CS_KILLED "600 step host idle.wait|" CLOSED_WITHOUT_CS,
         VERDICT_PASS,
         {0}},
        {"one that asks is, whoever wrote it",
         "parent host is ref_parent\nchild cs is ref_child\nchild vb is \"asker.exe\"\n"
         "at cs request.sent #3 kill cs\n",
         BEGUN "90 step vb request.sent|" CS_KILLED
               "600 step host idle.wait|" CLOSED_WITHOUT_CS,
         VERDICT_FAIL,
         {"fail parent-continues host .. did not serve vb"}},
        {"a parent that goes on and serves the other child passes",
         KILL_CS,
         BEGUN CS_KILLED VB_SERVED CLOSED_WITHOUT_CS,
         VERDICT_PASS,
         {0}},
        {"a reply that the child received is service, also where the parent does not say it",
         KILL_CS,
         BEGUN CS_KILLED "151 step vb reply.received|" CLOSED_WITHOUT_CS,
         VERDICT_PASS,
         {0}},
        {"a reply that the parent sent is service, also where the child does not say it",
         KILL_CS,
         BEGUN CS_KILLED "151 step host reply.sent vb|" CLOSED_WITHOUT_CS,
         VERDICT_PASS,
         {0}},
        {"one that serves once and then no more fails",
         KILL_CS,
         BEGUN CS_KILLED VB_SERVED "200 step vb request.sent n=5|" CLOSED_WITHOUT_CS,
         VERDICT_FAIL,
         {"fail parent-continues host:reply.sent @3200 host did not answer a request of vb "
          "within 3000 ms, though it had served vb after cs was killed (line 4) .. "
          "docs/races.md#served-in-turn"}},
        {"an answer to an earlier request serves nobody, though the parent logged it late",
         KILL_CS,
         BEGUN CS_KILLED
         "149 step vb request.sent n=4 seq=4|151 step vb reply.received n=4 seq=4|"
         "200 step vb request.sent n=5 seq=5|"
         "300 step host reply.sent vb n=4 seq=4|" CLOSED_WITHOUT_CS,
         VERDICT_FAIL,
         {"fail parent-continues host:reply.sent @3200 host did not answer a request of vb"}},
        {"nor is one that the child had before the strike",
         KILL_CS,
         BEGUN "98 step vb reply.received n=4 seq=4|" CS_KILLED
               "120 step host reply.sent vb n=4 seq=4|" CLOSED_WITHOUT_CS,
         VERDICT_FAIL,
         {"fail parent-continues host:reply.sent @3100 host did not serve vb within 3000 ms"}},
        {"one that answers too late, and then in time, fails, too",
         KILL_CS,
         BEGUN CS_KILLED VB_SERVED
         "200 step vb request.sent n=5|3250 step host reply.sent vb|3251 step vb "
         "reply.received|"
         "3300 step vb request.sent n=6|3301 step host reply.sent vb|" CLOSED_WITHOUT_CS,
         VERDICT_FAIL,
         {"fail parent-continues host:reply.sent @3200 host did not answer a request of vb"}},
        {"one that answers each request in time passes",
         KILL_CS,
         BEGUN CS_KILLED VB_SERVED
         "200 step vb request.sent n=5|3190 step host reply.sent vb|3191 step vb "
         "reply.received|"
         "3300 step vb request.sent n=6|3301 step host reply.sent vb|" CLOSED_WITHOUT_CS,
         VERDICT_PASS,
         {0}},
        {"a request that the stop cut off says nothing",
         KILL_CS,
         BEGUN CS_KILLED VB_SERVED "4000 step vb request.sent n=5|" CLOSED_WITHOUT_CS,
         VERDICT_PASS,
         {0}},
        {"a request of a child that quits, or is lost, needs no answer",
         KILL_CS,
         BEGUN CS_KILLED VB_SERVED "200 step vb request.sent n=5|300 step vb quit.sent|301 "
                                   "report vb child.ending by=quit|"
                                   "302 exited vb code=0|" CLOSED_ALONE,
         VERDICT_PASS,
         {0}},
        {"a request from before the strike is no later one",
         KILL_CS,
         BEGUN "90 step vb request.sent n=4|" CS_KILLED VB_SERVED CLOSED_WITHOUT_CS,
         VERDICT_PASS,
         {0}},
        {"a request of a child that was struck itself is not judged",
         PAIR "at cs request.sent #3 kill cs\nat vb request.sent #5 delay vb by 10ms\n",
         BEGUN CS_KILLED VB_SERVED
         "200 step vb request.sent n=5|200 struck vb delay line=5|211 confirmed vb delay "
         "line=5|"
         "212 step host reply.sent vb|220 step vb request.sent n=6|" CLOSED_WITHOUT_CS,
         VERDICT_PASS,
         {0}},
        {"service before the strike does not count",
         KILL_CS,
         BEGUN CS_KILLED "90 step vb reply.received|" CLOSED_WITHOUT_CS,
         VERDICT_FAIL,
         {"fail parent-continues host:child.lost @3100 host did not serve vb within 3000 ms "
          "after "
          "cs was killed (line 4) .. docs/races.md#served-in-turn"}},
        {"a reply that was sent before the strike and read after it does not count",
         KILL_CS,
         BEGUN CS_KILLED
         "90 step host reply.sent vb|150 step vb reply.received|" CLOSED_WITHOUT_CS,
         VERDICT_FAIL,
         {"fail parent-continues host .. did not serve vb"}},
        {"service of the struck child does not count",
         KILL_CS,
         BEGUN CS_KILLED "150 step host reply.sent cs|" CLOSED_WITHOUT_CS,
         VERDICT_FAIL,
         {"fail parent-continues host .. did not serve vb"}},
        {"service after the window does not count",
         KILL_CS,
         BEGUN CS_KILLED "3101 step vb reply.received|" CLOSED_WITHOUT_CS,
         VERDICT_FAIL,
         {"fail parent-continues host"}},
        {"every strike asks for service anew",
         KILL_CS "at vb request.sent #9 drop vb\n",
         BEGUN CS_KILLED VB_SERVED "200 struck vb drop line=5|201 confirmed vb drop line=5|"
                                   "205 report vb child.ending by=pipe|206 exited vb|207 "
                                   "report host child.lost vb by=pipe|" CLOSED_WITHOUT_CS,
         VERDICT_PASS,
         {0}},
        {"a child that crashes is a strike, and is told as what it is",
         PAIR "at cs request.sent #3 crash cs\n",
         BEGUN "100 struck cs crash by=request.sent line=4|101 confirmed cs crash line=4|"
               "101 exited cs code=0xC0000005|" CS_LOST CLOSED_WITHOUT_CS,
         VERDICT_FAIL,
         {"fail parent-continues host .. did not serve vb within 3000 ms after cs crashed "
          "(line 4)"}},
        {"a parent that crashed by order need not go on",
         PAIR "at cs request.sent #3 kill cs\nat host child.lost exit host with 0\n",
         BEGUN CS_KILLED "105 struck host exit cs by=child.lost line=5|106 confirmed host exit "
                         "line=5|106 exited host code=0|110 report vb child.ending by=pipe|"
                         "111 exited vb|" END,
         VERDICT_PASS,
         {0}},
        {"nor one that is killed before it can have seen the loss",
         PAIR "at cs request.sent #3 kill cs\nat host request.peek for cs kill host\n",
         BEGUN "100 struck cs kill by=request.sent line=4|101 confirmed cs kill line=4|"
               "101 exited cs code=0x4C494645|105 struck host kill cs by=request.peek line=5|"
               "106 confirmed host kill line=5|106 exited host code=0x4C494645|"
               "110 report vb child.ending by=pipe|111 exited vb|" END,
         VERDICT_PASS,
         {0}},
        {"nor is a child served that is struck, too; but the others are",
         KILL_CS "at host child.lost kill vb\n",
         BEGUN CS_KILLED "105 struck vb kill by=child.lost line=5|106 confirmed vb kill line=5|"
                         "106 exited vb code=0x4C494645|107 report host child.lost vb "
                         "by=process|" CLOSED_ALONE,
         VERDICT_PASS,
         {0}},
        {"a parent that ends with its child fails at once",
         KILL_CS,
         BEGUN CS_KILLED "120 exited host code=3|130 report vb child.ending by=pipe|"
                         "131 exited vb|" END,
         VERDICT_FAIL,
         {"fail parent-continues host:child.lost @120 host ended (exit code 3) 20 ms after cs "
          "was "
          "killed (line 4); it must go on -- .. docs/races.md#one-loss-ends-all"}},
        {"a parent that was told to stop on loss can end",
         PAIR_ON_LOSS,
         BEGUN CS_KILLED "120 exited host code=0|130 report vb child.ending by=pipe|"
                         "131 exited vb|" END,
         VERDICT_PASS,
         {0}},
        {"a parent that was asked to stop can end",
         KILL_CS "stop host\n",
         BEGUN CS_KILLED VB_SERVED "160 line - line=5|160 stop host line=5|170 exited host|"
                                   "171 report vb child.ending by=pipe|172 exited vb|" END,
         VERDICT_PASS,
         {0}},
        {"a parent that ended before any strike is not this rule's",
         ONE "hang host\n",
         HOST_BEGUN CS_BEGUN
         "90 line - line=4|91 struck host hang line=4|92 confirmed host hang "
         "line=4|3500 closing -|3510 ended host hung|3511 exited host|3512 report cs "
         "child.ending|"
         "3513 exited cs|" END,
         VERDICT_PASS,
         {0}},
        {"a child that the parent lets go with the lost one is not served",
         KILL_CS,
         BEGUN CS_KILLED "120 report vb child.ending by=pipe|121 exited vb code=0|"
                         "122 report host child.lost vb by=process|" CLOSED_ALONE,
         VERDICT_FAIL,
         {"fail parent-continues host .. @121 vb ended (exit code 0) 21 ms after cs was killed "
          "(line 4), and host did not serve it in that time; host must go on serving it"}},
        {"nor is one that was served once more, and then let go",
         KILL_CS,
         BEGUN CS_KILLED
         "115 step host reply.sent vb|120 report vb child.ending by=pipe|"
         "121 exited vb code=0|122 report host child.lost vb by=process|" CLOSED_ALONE,
         VERDICT_FAIL,
         {"fail parent-continues host .. @121 vb ended (exit code 0) 21 ms after cs was killed "
          "(line 4), and host did not serve it in that time; host must go on serving it"}},
        {"one that was served once more and ends later than a window is none of this rule's",
         KILL_CS,
         BEGUN CS_KILLED
         "115 step host reply.sent vb|3101 report vb child.ending by=pipe|"
         "3101 exited vb code=0|3102 report host child.lost vb by=process|" CLOSED_ALONE,
         VERDICT_PASS,
         {0}},
        {"nor one that was served, and said Quit",
         KILL_CS,
         BEGUN CS_KILLED
         "115 step host reply.sent vb|120 step vb quit.sent|"
         "120 report vb child.ending by=quit|121 exited vb code=0|" CLOSED_ALONE,
         VERDICT_PASS,
         {0}},
        {"nor one that was served, and ended when the run had reached its limit",
         KILL_CS,
         BEGUN CS_KILLED VB_SERVED
         "160 limit -|161 exited vb|162 report host child.lost vb "
         "by=process|163 closing -|164 stop host|170 exited host|" END,
         VERDICT_PASS,
         {0}},
        {"a child that said Quit need not be served, and it is told that nothing was seen",
         KILL_CS,
         BEGUN CS_KILLED
         "120 step vb quit.sent|121 report vb child.ending by=quit|121 exited vb|" CLOSED_ALONE,
         VERDICT_UNSEEN,
         {"unseen parent-continues host .. vb said Quit 20 ms after cs was killed (line 4), "
          "before the window of 3000 ms"}},
        {"a child that made all requests that it was told to needs no more",
         KILL_CS "requests 3\n",
         BEGUN "50 step vb request.sent n=3|" CS_KILLED
               "120 step vb quit.sent|121 report vb child.ending by=quit|121 exited "
               "vb|" CLOSED_ALONE,
         VERDICT_PASS,
         {0}},
        {"but not one that heard nothing and went on to say Quit",
         KILL_CS "requests 3\n",
         BEGUN "50 step vb request.sent n=3|" CS_KILLED
               "119 report vb peer.silent|120 step vb quit.sent|"
               "121 report vb child.ending by=quit|121 exited vb|" CLOSED_ALONE,
         VERDICT_UNSEEN,
         {"unseen parent-continues host"}},
        {"a child that had gone before the strike need not be served",
         KILL_CS,
         BEGUN "80 step vb quit.sent|81 report vb child.ending by=quit|81 exited vb|" CS_KILLED
             CLOSED_ALONE,
         VERDICT_PASS,
         {0}},
        {"a stop before any service leaves it unseen",
         KILL_CS "stop host\n",
         BEGUN CS_KILLED "160 line - line=5|160 stop host line=5|170 exited host|"
                         "171 report vb child.ending by=pipe|172 exited vb|" END,
         VERDICT_UNSEEN,
         {"unseen parent-continues host .. cannot tell whether host serves vb: host was asked "
          "to stop (line 5) 60 ms after cs was killed (line 4)"}},
        {"where neither has a probe nothing is known",
         PAIR "kill cs\n",
         "0 started host|5 started cs|8 started vb|90 line - line=4|100 struck cs kill line=4|"
         "101 confirmed cs kill line=4|101 exited cs|9000 end -",
         VERDICT_UNSEEN,
         {"unseen parent-continues host: @3100 cannot tell whether host serves vb: neither has "
          "a probe; link one of them with it (docs/tutorial.md)",
          "unseen watchdog-detects host: @4100 cannot tell whether host noticed that cs was "
          "killed (line 4): host has no probe"}},
        {"a child that was never started cannot show service",
         KILL_CS,
         HOST_BEGUN CS_BEGUN CS_KILLED
         "5000 closing -|5001 stop host|5010 exited host|5020 end -",
         VERDICT_UNSEEN,
         {"unseen parent-continues host .. the child was never started"}},
        {"nor one that is started in its turn be served before it",
         KILL_CS,
         HOST_BEGUN CS_BEGUN CS_KILLED
         "4000 step host child.started vb|4000 started vb|4001 attached vb|4002 step vb "
         "connected|"
         "6999 step host reply.sent vb n=1|7000 step vb reply.received n=1|7001 closing -|"
         "7002 stop host|7010 exited host|7011 report vb child.ending by=pipe|7012 exited vb|"
         "7020 end -",
         VERDICT_PASS,
         {0}},
        {"a child that waits for its tick asks for nothing before",
         KILL_CS,
         BEGUN "90 step vb idle.wait deadline=4000|" CS_KILLED
               "4091 step vb request.before n=4|7089 step host reply.sent vb n=4|7090 step vb "
               "reply.received n=4|7091 closing -|"
               "7092 stop host|7099 exited host|7099 report vb child.ending by=pipe|"
               "7100 exited vb|7120 end -",
         VERDICT_PASS,
         {0}},
        {"but then it does, and has to be served",
         KILL_CS,
         BEGUN "90 step vb idle.wait deadline=4000|" CS_KILLED
               "4091 step vb request.before n=4|7091 step host reply.sent vb n=4|7092 step vb "
               "reply.received n=4|7093 closing -|"
               "7094 stop host|7099 exited host|7099 report vb child.ending by=pipe|"
               "7100 exited vb|7120 end -",
         VERDICT_FAIL,
         {"fail parent-continues host .. did not serve vb within 3000 ms"}},
        {"but from then on it has to be",
         KILL_CS,
         HOST_BEGUN CS_BEGUN CS_KILLED
         "4000 step host child.started vb|4000 started vb|4001 attached vb|4002 step vb "
         "connected|"
         "7001 step host reply.sent vb n=1|7002 step vb reply.received n=1|7003 closing -|"
         "7004 stop host|7010 exited host|7011 report vb child.ending by=pipe|7012 exited vb|"
         "7020 end -",
         VERDICT_FAIL,
         {"fail parent-continues host .. did not serve vb within 3000 ms after it started that "
          "child"}},
        {"a drop on the parent's side is a strike at the child",
         PAIR "at host reply.sent for cs #2 drop host\n",
         BEGUN "100 struck host drop cs line=4|100 confirmed host drop cs line=4|"
               "104 report cs child.ending by=pipe|105 exited cs|106 report host child.lost cs "
               "by=pipe|" CLOSED_WITHOUT_CS,
         VERDICT_FAIL,
         {"fail parent-continues host .. did not serve vb within 3000 ms after the pipe of "
          "host "
          "and cs was dropped (line 4)"}},
        {"a hung child is a strike, too",
         PAIR "at cs request.sent #3 hang cs\n",
         BEGUN "100 struck cs hang line=4|100 confirmed cs hang line=4|5000 closing -|"
               "5001 stop host|5002 ended cs hung|5002 exited cs|5010 exited host|"
               "5011 report vb child.ending|5012 exited vb|5020 end -",
         VERDICT_FAIL,
         {"fail parent-continues host .. after cs was hung (line 4)"}},
        {"a spinning child is a strike, too",
         PAIR "at cs request.sent #3 spin cs\n",
         BEGUN "100 struck cs spin by=request.sent line=4|120 confirmed cs spin line=4|"
               "5000 closing -|5001 stop host|5002 ended cs spinning|5002 exited cs|"
               "5010 exited host|5011 report vb child.ending|5012 exited vb|5020 end -",
         VERDICT_FAIL,
         {"fail parent-continues host .. after cs was made to spin (line 4)"}},
        {"a delayed child is a strike, too",
         PAIR "at cs request.sent #3 delay cs by 90ms\n",
         BEGUN "100 struck cs delay by=request.sent line=4|190 confirmed cs delay line=4|"
               "195 step cs reply.received|" CLOSED,
         VERDICT_FAIL,
         {"fail parent-continues host .. after cs was delayed (line 4)"}},
        {"a spoiled message is a strike at the child, whoever sent it",
         PAIR "at host memory.written for cs corrupt host\n",
         BEGUN "100 struck host corrupt cs by=memory.written line=4|"
               "100 confirmed host corrupt cs line=4|102 report cs child.ending by=pipe|"
               "103 exited cs|104 report host child.lost cs by=pipe|" CLOSED_WITHOUT_CS,
         VERDICT_FAIL,
         {"fail parent-continues host .. did not serve vb within 3000 ms after host sent a "
          "spoiled message (line 4)"}},
        {"nobody has to serve a child on that sent half a message",
         KILL_CS "at vb request.before #4 truncate vb\n",
         BEGUN CS_KILLED
         "105 struck vb truncate by=request.before line=5|"
         "105 confirmed vb truncate line=5|4000 report vb child.ending by=pipe|"
         "4001 exited vb|4002 report host child.lost vb by=process|" CLOSED_ALONE,
         VERDICT_PASS,
         {0}},
        {"a child that is delayed has to be served after it",
         KILL_CS "at vb request.before #4 delay vb by 4s\n",
         BEGUN CS_KILLED "105 struck vb delay by=request.before line=5|"
                         "4105 confirmed vb delay line=5|"
                         "4200 step host reply.sent vb|" CLOSED_WITHOUT_CS,
         VERDICT_PASS,
         {0}},
        {"while the parent is delayed it need serve nobody, and then it must",
         KILL_CS "at host request.peek for vb delay host by 2s\n",
         BEGUN CS_KILLED "110 struck host delay vb by=request.peek line=5|"
                         "2110 confirmed host delay vb line=5|"
                         "4000 step host reply.sent vb|" CLOSED_WITHOUT_CS,
         VERDICT_PASS,
         {0}},
        {"a waived rule is not judged",
         KILL_CS "waive parent-continues\n",
         BEGUN CS_KILLED CLOSED_WITHOUT_CS,
         VERDICT_PASS,
         {0}},
        {"the scenario's own window counts",
         KILL_CS "window parent-continues 40ms\n",
         BEGUN CS_KILLED VB_SERVED CLOSED_WITHOUT_CS,
         VERDICT_FAIL,
         {"fail parent-continues host .. @140 host did not serve vb within 40 ms"}},
        {"a parent that is struck itself owes no service",
         KILL_CS "at host child.lost kill host\n",
         BEGUN CS_STRUCK "103 struck host kill line=5|103 confirmed host kill line=5|"
                         "104 exited host|" VB_ENDS END,
         VERDICT_PASS,
         {0}},

        {"a child that was let go stays let go, also if the parent is stopped later",
         KILL_CS "stop host\n",
         BEGUN CS_KILLED
         "120 report vb child.ending by=pipe|121 exited vb|"
         "122 report host child.lost vb by=process|200 line - line=5|200 stop host line=5|"
         "201 exited host|" END,
         VERDICT_FAIL,
         {"fail parent-continues host .. @121"}},
        {"another parent's loss is no concern of this one",
         "parent other is ref_parent\nchild oc is ref_child\nparent host is ref_parent\n"
         "child cs is ref_child\nkill cs\nwaive nobody-else\n",
         "0 started other|0 attached other|1 started oc|1 attached oc|" HOST_BEGUN CS_BEGUN
         "90 line - line=5|100 struck cs kill line=5|101 confirmed cs kill line=5|101 exited "
         "cs|"
         "105 report host child.lost cs|200 exited other|201 report oc child.ending|202 exited "
         "oc|"
         "5000 closing -|5001 stop host|5002 exited host|" END,
         VERDICT_PASS,
         {0}},
        {"what is unseen beside a failure is left out, and the failure stays",
         PAIR "child xx is ref_child\nkill cs\n",
         BEGUN
         "9 step host child.started xx|9 started xx|9 attached xx|95 step vb quit.sent|"
         "96 exited vb|90 line - line=5|100 struck cs kill line=5|101 confirmed cs kill line=5|"
         "101 exited cs|102 report host child.lost cs|5000 closing -|5001 stop host|"
         "5002 exited host|5003 report xx child.ending|5004 exited xx|" END,
         VERDICT_FAIL,
         {"fail parent-continues host .. did not serve xx"}},
        {"where the parent alone has a probe, a child of which it tells nothing is owed "
         "nothing",
         "parent host is ref_parent\nchild cs is ref_child\nchild vb is image vb.exe\nkill cs\n"
         "waive child-ends\n",
         HOST_BEGUN CS_BEGUN
         "8 started vb|90 line - line=4|100 struck cs kill line=4|101 confirmed "
         "cs kill line=4|101 exited cs|102 report host child.lost cs|" END,
         VERDICT_PASS,
         {"pass parent-continues host .. cannot tell whether host still serves vb: no step "
          "shows it"}},
        {"its silence counts where it had served the child",
         "parent host is ref_parent\nchild cs is ref_child\nchild vb is image vb.exe\nkill cs\n"
         "waive child-ends\n",
         HOST_BEGUN CS_BEGUN
         "8 started vb|50 step host reply.sent vb|90 line - line=4|100 struck cs kill line=4|"
         "101 confirmed cs kill line=4|101 exited cs|102 report host child.lost cs|" END,
         VERDICT_FAIL,
         {"fail parent-continues host .. did not serve vb within 3050 ms"}},
    };
    ALL_HOLD(scenes);
}

static void a_child_ends(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"children that end by themselves pass",
         KILL_HOST,
         BEGUN HOST_KILLED CS_ENDS VB_ENDS END,
         VERDICT_PASS,
         {0}},
        {"a child that stays fails at the deadline, and its last wait is named",
         KILL_HOST,
         BEGUN HOST_KILLED VB_ENDS
         "102 step cs reply.wait|5000 ended cs closing|5001 exited cs|" END,
         VERDICT_FAIL,
         {"fail child-ends cs:reply.wait @3100 cs still runs 4900 ms after host was killed "
          "(line "
          "4); it must end within 3000 ms -- .. without looking at the pipe .. #blind-wait"}},
        {"a child in its idle wait does not see the end",
         KILL_HOST,
         BEGUN HOST_KILLED VB_ENDS "102 step cs idle.wait|" END,
         VERDICT_FAIL,
         {"fail child-ends cs:idle.wait .. docs/races.md#kept-end"}},
        {"a child at work looks too late",
         KILL_HOST,
         BEGUN HOST_KILLED VB_ENDS "102 step cs block.half|" END,
         VERDICT_FAIL,
         {"fail child-ends cs:block.half .. docs/races.md#busy-child"}},
        {"a child that says that it ends and stays fails",
         KILL_HOST,
         BEGUN HOST_KILLED VB_ENDS "102 report cs child.ending by=pipe|" END,
         VERDICT_FAIL,
         {"fail child-ends cs:child.ending .. still runs .. docs/races.md#ending-waits"}},
        {"a child that ends too late fails",
         KILL_HOST "window child-ends 10ms\n",
         BEGUN HOST_KILLED "103 report vb child.ending by=pipe|104 exited vb|" CS_ENDS END,
         VERDICT_FAIL,
         {"fail child-ends cs .. @110 cs ended too late, 12 ms after host was killed (line 4); "
          "it "
          "must "
          "end within 10 ms"}},
        {"an exit without child.ending proves nothing, also one with a code of the child's own",
         KILL_HOST,
         BEGUN HOST_KILLED VB_ENDS "112 exited cs code=3|" END,
         VERDICT_FAIL,
         {"fail child-ends cs:connected @112 cs ended (exit code 3) 12 ms after host was "
          "killed (line 4) and never said child.ending; only this step proves that it ended "
          "itself -- it ended itself without child.ending, or another process ended it with "
          "this exit code; let it say child.ending before it ends"}},
        {"one with 0 may be a job's doing",
         KILL_HOST,
         BEGUN HOST_KILLED VB_ENDS "112 exited cs code=0|" END,
         VERDICT_FAIL,
         {"fail child-ends cs:connected @112 cs ended (exit code 0) 12 ms after host was "
          "killed (line 4) and never said child.ending; only this step proves that it ended "
          "itself .. #ended-by-a-job"}},
        {"child.ending shortly before the trigger is by itself",
         KILL_HOST,
         BEGUN HOST_KILLED VB_ENDS "99 report cs child.ending by=quit|112 exited cs|" END,
         VERDICT_PASS,
         {0}},
        {"a parent that crashed is gone",
         PAIR "at host reply.sent for cs #2 crash host\n",
         BEGUN "100 struck host crash cs by=reply.sent line=4|101 confirmed host crash line=4|"
               "101 exited host code=0xC0000005|" VB_ENDS "102 step cs reply.wait|" END,
         VERDICT_FAIL,
         {"fail child-ends cs .. after host crashed (line 4); it must end within 3000 ms"}},
        {"a parent that exited by order with 0 is gone",
         PAIR "at host reply.sent for cs #2 exit host with 0\n",
         BEGUN "100 struck host exit cs by=reply.sent line=4|101 confirmed host exit line=4|"
               "101 exited host code=0|" VB_ENDS "102 step cs reply.wait|" END,
         VERDICT_FAIL,
         {"fail child-ends cs .. after host exited by order (line 4)"}},
        {"a child that had ended before is not in play",
         KILL_HOST,
         BEGUN "98 step cs quit.sent|99 exited cs|" HOST_KILLED VB_ENDS END,
         VERDICT_PASS,
         {0}},
        {"a child that is delayed must end after it, and has its window from there",
         PAIR "at cs reply.wait #3 kill host\nat cs reply.wait #3 delay cs by 4s\n",
         BEGUN "100 struck host kill by=reply.wait line=4|101 confirmed host kill line=4|"
               "101 exited host code=9|" VB_ENDS
               "102 struck cs delay by=reply.wait line=5|4102 confirmed cs delay line=5|"
               "7000 report cs child.ending by=pipe|7001 exited cs|8000 end -",
         VERDICT_PASS,
         {0}},
        {"a child that does not end after its delay stays",
         PAIR "at cs reply.wait #3 kill host\nat cs reply.wait #3 delay cs by 4s\n",
         BEGUN "100 struck host kill by=reply.wait line=4|101 confirmed host kill line=4|"
               "101 exited host code=9|" VB_ENDS
               "102 struck cs delay by=reply.wait line=5|4102 confirmed cs delay line=5|"
               "8000 end -",
         VERDICT_FAIL,
         {"fail child-ends cs .. @7102"}},
        {"a child that spins cannot end, and what the runner had to end is not left",
         KILL_HOST "at vb request.sent spin vb\n",
         BEGUN HOST_KILLED CS_ENDS
         "103 struck vb spin by=request.sent line=5|123 confirmed vb spin line=5|"
         "5000 ended vb spinning|5001 left vb|5002 exited vb|" END,
         VERDICT_PASS,
         {0}},
        {"a child that is hung cannot end",
         KILL_HOST "hang cs\n",
         BEGUN HOST_KILLED VB_ENDS
         "120 line - line=5|120 struck cs hang line=5|121 confirmed cs "
         "hang line=5|5000 ended cs hung|5001 exited cs|" END,
         VERDICT_PASS,
         {0}},
        {"a child that is killed does not end by itself",
         KILL_HOST "kill cs\n",
         BEGUN HOST_KILLED VB_ENDS
         "120 line - line=5|120 struck cs kill line=5|121 confirmed cs "
         "kill line=5|121 exited cs code=9|" END,
         VERDICT_PASS,
         {0}},
        {"a child that the runner ended before the window passed is unseen",
         KILL_HOST,
         BEGUN HOST_KILLED VB_ENDS "500 ended cs closing|501 exited cs|" END,
         VERDICT_UNSEEN,
         {"unseen child-ends cs .. @500 cannot tell whether cs ends: cs was ended by the "
          "runner 400 ms after host was killed (line 4), before the window of 3000 ms"}},
        {"a child that never started is not in play",
         KILL_HOST,
         HOST_BEGUN CS_BEGUN HOST_KILLED CS_ENDS END,
         VERDICT_PASS,
         {0}},
        {"a dropped pipe ends the child, too",
         PAIR "at cs request.sent #3 drop cs\n",
         BEGUN "100 struck cs drop host line=4|100 confirmed cs drop line=4|" VB_SERVED
               "5000 closing -|5001 stop host|5002 exited host|5003 report cs "
               "child.ending|5003 exited "
               "cs|5003 report vb child.ending|5003 exited vb|" END,
         VERDICT_FAIL,
         {"fail child-ends cs .. @3100 .. the pipe of cs and host was dropped (line 4)"}},
        {"a hang of the parent is no loss until the runner ends it",
         PAIR "at host reply.sent for cs #2 hang host\n",
         BEGUN "100 struck host hang line=4|100 confirmed host hang line=4|5000 closing -|"
               "5001 ended host hung|5002 exited host|"
               "5500 report cs child.ending|5501 exited cs|"
               "5500 report vb child.ending|5501 exited vb|" END,
         VERDICT_PASS,
         {0}},
        {"after a hung parent was ended its children must end",
         PAIR "at host reply.sent for cs #2 hang host\nwindow child-ends 100ms\n",
         BEGUN "100 struck host hang line=4|100 confirmed host hang line=4|5000 closing -|"
               "5001 ended host hung|5002 exited host|"
               "5500 report cs child.ending|5501 exited cs|"
               "5050 report vb child.ending|5051 exited vb|" END,
         VERDICT_FAIL,
         {"fail child-ends cs .. @5101 cs ended too late, 500 ms after host was ended by the "
          "runner"}},
        {"a parent that ends by itself must be followed",
         PAIR,
         BEGUN "100 step host parent.ending|100 exited host|" CS_ENDS END,
         VERDICT_FAIL,
         {"fail child-ends vb .. @3100 vb still runs 5900 ms after host ended"}},
        {"a kill that was never seen to work is no loss",
         KILL_HOST,
         BEGUN "100 struck host kill line=4|" END,
         VERDICT_ERROR,
         {"error line host .. host said that kill struck it, but the runner saw no effect of "
          "it from outside"}},
        {"a kill counts from the strike, not from when it was logged",
         KILL_HOST "window child-ends 10ms\n",
         BEGUN "100 struck host kill line=4|105 confirmed host kill line=4|105 exited host|"
               "103 report vb child.ending|104 exited vb|" CS_ENDS END,
         VERDICT_FAIL,
         {"fail child-ends cs .. @110 "}},
        {"without a probe nobody knows how a child ended; in time it is as it should be",
         "parent host is ref_parent\nchild cs is image helper.exe\n\nkill host\n",
         HOST_BEGUN "5 step host child.started cs|5 started cs|90 line - line=4|"
                    "100 struck host kill line=4|101 confirmed host kill line=4|101 exited "
                    "host|150 exited cs|" END,
         VERDICT_PASS,
         {"pass child-ends cs: @150 cs ended in time; without child.ending Lifeline cannot "
          "tell whether it ended itself, or a job or its parent ended it"}},
        {"a parent that is held where it starts a child is held, and not the child",
         PAIR "hold host at child.started for cs\nkill host\n",
         BEGUN
         "50 held host child.started cs line=4|90 line - line=5|"
         "100 struck host kill line=5|101 confirmed host kill line=5|101 exited host|" VB_ENDS
         "102 step cs idle.wait|" END,
         VERDICT_FAIL,
         {"fail child-ends cs:idle.wait @3100 cs still runs"}},
        {"a child without a probe that stays is a child that stays",
         "parent host is ref_parent\nchild cs is image helper.exe\n\nkill host\n",
         HOST_BEGUN "5 step host child.started cs|5 started cs|90 line - line=4|"
                    "100 struck host kill line=4|101 confirmed host kill line=4|101 exited "
                    "host|5500 left cs|" END,
         VERDICT_FAIL,
         {"fail child-ends cs: @3100 cs still runs 5400 ms"}},
        {"a child that may stay owes no end when its parent is killed; the others do",
         KILL_HOST "may stay cs\n",
         BEGUN HOST_KILLED VB_ENDS "5500 left cs pid=9|" END,
         VERDICT_PASS,
         {0}},
        {"nor when its parent is gone and it ends without a word",
         KILL_HOST "may stay cs\n",
         BEGUN HOST_KILLED VB_ENDS "300 exited cs|" END,
         VERDICT_PASS,
         {0}},
        {"who may stay may do so alone",
         KILL_HOST "may stay cs\n",
         BEGUN HOST_KILLED "5500 left cs pid=9|5500 left vb|" END,
         VERDICT_FAIL,
         {"fail child-ends vb"}},
        {"a child that may stay and says that it ends has to end",
         KILL_HOST "may stay cs\n",
         BEGUN HOST_KILLED VB_ENDS "200 report cs child.ending by=idle|5500 left cs|" END,
         VERDICT_FAIL,
         {"fail child-ends cs"}},
        {"a child that goes on after the loss is told of as that",
         PAIR "at host reply.sent for cs #1 drop host\n",
         BEGUN
         "100 struck host drop cs line=4|101 confirmed host drop cs line=4|150 report host "
         "child.lost cs by=pipe|200 step host reply.sent vb|300 step cs idle.wait|"
         "400 step cs request.before|500 step cs idle.wait|3500 left cs|"
         "3501 exited cs code=9|" END,
         VERDICT_FAIL,
         {"fail child-ends cs .. cs still runs 3400 ms after the pipe of host and cs was "
          "dropped (line 4); it must end within 3000 ms -- cs goes on as before: it ignores "
          "the loss (docs/races.md#blind-wait), or does not see it, because some process still "
          "holds the other end of the pipe (docs/races.md#kept-end)"}},
        {"what the runner ends because it is left has not ended late, it runs on",
         PAIR "at cs request.sent #3 drop cs\n",
         BEGUN "100 struck cs drop line=4|101 confirmed cs drop line=4|150 report host "
               "child.lost cs by=pipe|200 step host reply.sent vb|3500 left cs|"
               "3501 exited cs code=9|" END,
         VERDICT_FAIL,
         {"fail child-ends cs .. cs still runs 3400 ms"}},
        {"nor is one whose parent was hung in the middle of it and ended as the run closed",
         ONE "at host child.prepared for cs #1 hang host\n",
         HOST_BEGUN
         "5 step host child.prepared cs n=1|5 struck host hang line=4|"
         "6 confirmed host hang line=4|6 started cs|500 closing -|500 ended host hung|"
         "501 exited host|5500 left cs pid=7|" END,
         VERDICT_UNSEEN,
         {"unseen child-ends cs: @3500 cs never ran a line of its code: host was ended by the "
          "runner inside CreateProcess, and the system leaves such a process behind"}},
        {"a process that never ran a line is not blamed, nor is it left behind",
         ONE "at host child.prepared for cs #1 kill host\n",
         HOST_BEGUN
         "5 step host child.prepared cs n=1|5 struck host kill line=4|"
         "6 confirmed host kill line=4|6 exited host|6 started cs|5500 left cs pid=7|" END,
         VERDICT_UNSEEN,
         {"unseen child-ends cs: @3005 cs never ran a line of its code: host was killed (line "
          "4) inside CreateProcess, and the system leaves such a process behind"}},
        {"a held child is not expected to end before it is released",
         KILL_HOST "hold cs at reply.wait #2\nrelease cs\n",
         BEGUN
         "50 held cs reply.wait line=5|" HOST_KILLED VB_ENDS
         "120 line - line=6|4000 released cs reply.wait line=5|4001 report cs child.ending|"
         "4002 exited cs|" END,
         VERDICT_PASS,
         {0}},
        {"a child that is held to the end is not expected to end with a parent that was "
         "stopped",
         ONE "hold cs at reply.wait #2\nexpect host reaches idle.wait within 2s\n",
         HOST_BEGUN CS_BEGUN
         "50 step cs reply.wait n=2|50 held cs reply.wait line=4|60 line - line=5|"
         "70 step host idle.wait|5000 closing -|5001 stop host|5010 exited host code=0|"
         "5090 ended cs held|5091 exited cs|" END,
         VERDICT_PASS,
         {0}},
        {"a child that is held when its parent is killed is unseen",
         KILL_HOST "hold cs at reply.wait #2\n",
         BEGUN "50 held cs reply.wait line=5|" HOST_KILLED VB_ENDS
               "5000 closing -|5090 ended cs held|5091 exited cs|" END,
         VERDICT_UNSEEN,
         {"unseen child-ends cs .. @5090 cannot tell whether cs ends: cs was ended by the "
          "runner 4990 ms after host was killed (line 4), before the window of 3000 ms"}},
        {"a run that ends before the window has passed has not seen it",
         KILL_HOST,
         BEGUN HOST_KILLED VB_ENDS "600 end -",
         VERDICT_UNSEEN,
         {"unseen child-ends cs .. the run was over 500 ms after host was killed (line 4), "
          "before the window of 3000 ms had passed"}},

        {"a kill that was seen to work is a loss before the exit is logged",
         KILL_HOST,
         BEGUN "100 struck host kill line=4|101 confirmed host kill line=4|" VB_ENDS END,
         VERDICT_FAIL,
         {"fail child-ends cs .. @3100"}},
        {"a strike after the window does not undo the failure",
         KILL_HOST "kill cs\n",
         BEGUN HOST_KILLED VB_ENDS
         "4000 line - line=5|4000 struck cs kill line=5|4001 confirmed cs "
         "kill line=5|4001 exited cs code=9|" END,
         VERDICT_FAIL,
         {"fail child-ends cs .. @3100 cs ended too late, 3901 ms"}},
        {"a child that stays once it was released fails",
         KILL_HOST "hold cs at reply.wait #2\nrelease cs\n",
         BEGUN "50 held cs reply.wait line=5|" HOST_KILLED VB_ENDS
               "120 line - line=6|1000 released cs reply.wait line=5|" END,
         VERDICT_FAIL,
         {"fail child-ends cs .. @4000"}},
        {"a child of which one thread of two was released is still held",
         "parent host is ref_parent\nchild cs is child_of_two_threads\nchild vb is ref_child\n"
         "at host reply.sent for cs #2 kill host\nhold cs at reply.wait\nhold cs at "
         "idle.wait\n",
         BEGUN "50 held cs reply.wait line=5|51 held cs idle.wait line=6|" HOST_KILLED VB_ENDS
               "1000 released cs reply.wait line=5|5900 left cs|" END,
         VERDICT_UNSEEN,
         {"unseen child-ends cs .. cs was ended by the runner 5800 ms after host was killed"}},
        {"a loss after the limit is nobody's",
         PAIR "at cs request.sent #3 kill cs\nlimit 1s\n",
         BEGUN "1000 limit -|1001 stop host|1002 exited host|" END,
         VERDICT_VACUOUS,
         {"vacuous line cs"}},
    };
    ALL_HOLD(scenes);
}

/* cs is parted at 100 ms, by line 4, and ends; host says that it said Quit. */
#define CS_PARTED(fault, before)                                                               \
    "100 step cs request.sent n=3|100 struck cs " fault " line=4|"                             \
    "100 confirmed cs " fault " line=4|" before "104 report cs child.ending by=pipe|"
#define CS_TAKEN_FOR_QUIT "105 report host child.quit cs|107 exited cs|" CS_GONE

static void a_watchdog_detects(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"a report within watchdog and window passes",
         WATCHED("watchdog"),
         HOST_BEGUN CS_BEGUN CS_STRUCK "2300 report host child.lost cs by=watchdog|" CS_GONE,
         VERDICT_PASS,
         {0}},
        {"a report after watchdog and window fails",
         WATCHED("watchdog"),
         HOST_BEGUN CS_BEGUN CS_STRUCK "2301 report host child.lost cs by=watchdog|" CS_GONE,
         VERDICT_FAIL,
         {"fail watchdog-detects host .. @2300 host did not report cs lost within 2200 ms "
          "after cs was killed (line 4) (watchdog 200 ms + window 2000 ms); the report came "
          "after 2201 ms"}},
        {"no report at all fails",
         WATCHED("all"),
         HOST_BEGUN CS_BEGUN CS_STRUCK CS_GONE,
         VERDICT_FAIL,
         {"fail watchdog-detects host .. @2300 .. host did not report cs lost within 2200 ms "
          "after cs was killed (line 4) (watchdog 200 ms + window 2000 ms) .. "
          "docs/races.md#unwatched-wait"}},
        {"another way than the only one fails",
         WATCHED("watchdog"),
         HOST_BEGUN CS_BEGUN CS_STRUCK "110 report host child.lost cs by=process|" CS_GONE,
         VERDICT_FAIL,
         {"fail watchdog-detects host:child.lost @110 host reported cs lost by process; it "
          "must "
          "notice by watchdog alone"}},
        {"the pipe alone is held to, too",
         WATCHED("pipe"),
         HOST_BEGUN CS_BEGUN CS_STRUCK "110 report host child.lost cs by=watchdog|" CS_GONE,
         VERDICT_FAIL,
         {"fail watchdog-detects host .. it must notice by pipe alone"}},
        {"any way will do where all are allowed",
         WATCHED("all"),
         HOST_BEGUN CS_BEGUN CS_STRUCK "110 report host child.lost cs by=pipe|" CS_GONE,
         VERDICT_PASS,
         {0}},
        {"a child that dies by itself must be noticed",
         ONE,
         HOST_BEGUN CS_BEGUN "100 exited cs code=3|" CS_GONE,
         VERDICT_FAIL,
         {"fail watchdog-detects host .. @4100 .. after cs ended"}},
        {"a child that said Quit is not lost",
         ONE,
         HOST_BEGUN CS_BEGUN "100 report cs child.ending by=quit|101 exited cs|102 report host "
                             "child.quit cs|" CS_GONE,
         VERDICT_PASS,
         {0}},
        {"a child that was killed at its step without a Quit said none, whatever its parent "
         "says",
         EXITS_0,
         HOST_BEGUN CS_BEGUN CS_EXITS_0 "102 report host child.quit cs|" CS_GONE,
         VERDICT_FAIL,
         {"fail watchdog-detects host:child.quit @102 host reported that cs said Quit, but cs "
          "never did: cs exited by order (line 4) .. docs/races.md#exit-code-0"}},
        {"a child that was killed when it had said Quit did say it",
         EXITS_0,
         HOST_BEGUN CS_BEGUN "99 step cs quit.sent|" CS_EXITS_0
                             "102 report host child.quit cs|" CS_GONE,
         VERDICT_PASS,
         {0}},
        {"a Quit that may be among what was lost of a child's words is no false one for "
         "certain",
         EXITS_0,
         HOST_BEGUN CS_BEGUN "98 gap cs size=2|" CS_EXITS_0
                             "102 report host child.quit cs|" CS_GONE,
         VERDICT_ERROR,
         {"error watchdog-detects host:child.quit .. host reported that cs said Quit"}},
        {"a child that was killed when it had said that it ends had ended by itself",
         EXITS_0,
         HOST_BEGUN CS_BEGUN
         "99 step cs request.sent n=3 tid=7|100 report cs child.ending tid=7|"
         "100 struck cs exit by=request.sent tid=7 line=4|101 confirmed cs exit line=4|"
         "101 exited cs code=0|102 report host child.quit cs|" CS_GONE,
         VERDICT_PASS,
         {0}},
        {"a child that was killed from outside may have said Quit and not come to tell of it",
         WATCHED("all"),
         HOST_BEGUN CS_BEGUN CS_STRUCK "102 report host child.quit cs|" CS_GONE,
         VERDICT_PASS,
         {0}},
        {"one that ended by a loss, as it says, said none either",
         ONE "at cs request.sent #3 drop cs\n",
         HOST_BEGUN CS_BEGUN CS_PARTED("drop", "") CS_TAKEN_FOR_QUIT,
         VERDICT_FAIL,
         {"fail watchdog-detects host:child.quit @105 host reported that cs said Quit, but cs "
          "never did: it ended by pipe"}},
        {"also where nothing was done to it",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN
         "4000 line - line=4|104 report cs child.ending by=watchdog|" CS_TAKEN_FOR_QUIT,
         VERDICT_FAIL,
         {"fail child-stays cs:child.ending @104 .. noticed by watchdog that host is gone",
          "fail watchdog-detects host:child.quit @105 .. it ended by watchdog"}},
        {"but not one that had said it, though it comes to tell of it later than its parent",
         ONE "at cs request.sent #3 drop cs\n",
         HOST_BEGUN CS_BEGUN
         "100 step cs request.sent n=3|100 struck cs drop line=4|100 confirmed cs drop line=4|"
         "105 report host child.quit cs|106 step cs quit.sent|"
         "106 report cs child.ending by=pipe|107 exited cs|" CS_GONE,
         VERDICT_PASS,
         {0}},
        {"one of whose words some were lost may have",
         ONE "at cs request.sent #3 drop cs\n",
         HOST_BEGUN CS_BEGUN CS_PARTED("drop", "103 gap cs size=2|") CS_TAKEN_FOR_QUIT,
         VERDICT_ERROR,
         {"error watchdog-detects host .. it ended by pipe; but 2 of cs's facts were lost"}},
        {"and one that was stopped or failed may have, and not come to tell of it",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN
         "4000 line - line=4|104 report cs child.ending by=stop|" CS_TAKEN_FOR_QUIT,
         VERDICT_PASS,
         {0}},
        {"what a spoiled message is taken for is its receiver's affair",
         ONE "at cs request.before #3 corrupt cs\n",
         HOST_BEGUN CS_BEGUN CS_PARTED("corrupt", "") CS_TAKEN_FOR_QUIT,
         VERDICT_PASS,
         {0}},
        {"a program of the user's own may not have the step",
         "parent host is ref_parent\nchild cs is \"cs.exe\"\n\nat cs request.sent #3 drop cs\n",
         HOST_BEGUN CS_BEGUN CS_PARTED("drop", "") CS_TAKEN_FOR_QUIT,
         VERDICT_PASS,
         {0}},
        {"what is said once the parent was asked to stop is not asked for",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN
         "100 line - line=4|100 stop host line=4|104 report cs child.ending by=pipe|"
         "105 report host child.quit cs|106 exited cs|107 exited host|" END,
         VERDICT_PASS,
         {0}},
        {"a child that ends once its parent was asked to stop is not lost",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN
         "90 line - line=4|90 stop host|95 report cs child.ending|96 exited cs|"
         "99 exited host|" END,
         VERDICT_PASS,
         {0}},
        {"a parent that is asked to stop before the window passed has not been seen to miss it",
         WATCHED("all") "stop host\n",
         HOST_BEGUN CS_BEGUN CS_STRUCK
         "200 line - line=5|200 stop host line=5|210 exited host|" END,
         VERDICT_UNSEEN,
         {"unseen watchdog-detects host .. cannot tell whether host notices the loss: host was "
          "asked to stop (line 5) 100 ms after cs was killed (line 4)"}},
        {"who goes with a parent that was told to stop on loss is not lost to it",
         PAIR_ON_LOSS,
         BEGUN CS_KILLED
         "110 report vb child.ending by=quit|111 exited vb|115 exited host code=0|" END,
         VERDICT_PASS,
         {0}},
        {"who dies before that parent has lost anybody is",
         PAIR_ON_LOSS,
         BEGUN CS_STRUCK "111 exited vb|115 exited host code=0|" END,
         VERDICT_UNSEEN,
         {"unseen watchdog-detects host", "unseen watchdog-detects host"}},
        {"a hung parent notices nothing",
         ONE "hang host\n",
         HOST_BEGUN CS_BEGUN
         "90 line - line=4|90 struck host hang line=4|90 confirmed host hang "
         "line=4|100 report cs child.ending by=watchdog|101 exited cs|4500 closing -|4501 "
         "ended "
         "host hung|4502 exited host|" END,
         VERDICT_PASS,
         {0}},
        {"a parent without a probe cannot tell that it noticed",
         "parent host is \"app.exe\"\nchild cs is ref_child\n\nkill cs\n",
         "0 started host|5 started cs|6 attached cs|90 line - line=4|100 struck cs kill line=4|"
         "101 confirmed cs kill line=4|101 exited cs|" CS_GONE,
         VERDICT_PASS,
         {"pass watchdog-detects host: @100 cannot tell whether host noticed that cs was "
          "killed (line 4): it said no child.lost and did not start the child again after "
          "that"}},
        {"a live child must not be reported dead",
         ONE,
         HOST_BEGUN CS_BEGUN "100 report host child.lost cs by=watchdog|" CLOSED,
         VERDICT_FAIL,
         {"fail watchdog-detects host:child.lost @100 host reported cs dead by watchdog, but "
          "cs lived 4912 ms longer .. docs/races.md#silence-is-not-death"}},
        {"one whose end a runner that stood still saw late was dead",
         ONE "hang cs\n",
         HOST_BEGUN CS_BEGUN
         "90 line - line=4|90 struck cs hang line=4|90 confirmed cs hang line=4|"
         "100 report host child.lost cs by=process|200 stall - n=1 until=700|"
         "1400 exited cs code=1|" CLOSED_WITHOUT_CS,
         VERDICT_PASS,
         {0}},
        {"a hung child is alive",
         ONE "hang cs\n",
         HOST_BEGUN CS_BEGUN
         "90 line - line=4|90 struck cs hang line=4|90 confirmed cs hang "
         "line=4|100 report host child.lost cs by=watchdog|4500 closing -|4501 ended cs hung|"
         "4501 exited cs|4502 stop host|4503 exited host|" END,
         VERDICT_FAIL,
         {"fail watchdog-detects host .. host reported cs dead by watchdog, but cs lived 4401 "
          "ms longer"}},
        {"an exit that is logged a little later than the report is no guess",
         ONE,
         HOST_BEGUN CS_BEGUN
         "100 report host child.lost cs by=process|1100 exited cs code=3|" CS_GONE,
         VERDICT_PASS,
         {0}},
        {"but who speaks after it was reported dead was alive",
         ONE,
         HOST_BEGUN CS_BEGUN "100 report host child.lost cs by=watchdog|200 report cs "
                             "child.ending by=pipe|201 exited cs code=0|" CS_GONE,
         VERDICT_FAIL,
         {"fail watchdog-detects host .. host reported cs dead by watchdog, but cs lived 101 "
          "ms longer"}},
        {"a kill counts from the strike, so that a quick report is not early",
         WATCHED("all"),
         HOST_BEGUN CS_BEGUN
         "100 struck cs kill line=4|102 report host child.lost cs by=process|"
         "2000 confirmed cs kill line=4|2001 exited cs|" CS_GONE,
         VERDICT_PASS,
         {0}},
        {"a dropped pipe can be reported of a live child",
         ONE "at cs request.sent #3 drop cs\nwindow child-ends 4s\n",
         HOST_BEGUN CS_BEGUN
         "100 struck cs drop line=4|100 confirmed cs drop line=4|105 report host "
         "child.lost cs by=pipe|3000 report cs child.ending by=pipe|3001 exited cs|" CS_GONE,
         VERDICT_PASS,
         {0}},
        {"a pipe that nobody dropped cannot be reported of a live child",
         ONE,
         HOST_BEGUN CS_BEGUN "100 report host child.lost cs by=pipe|" CLOSED,
         VERDICT_FAIL,
         {"fail watchdog-detects host:child.lost @100 host reported cs dead by pipe"}},

        {"a kill that was seen to work is a death before the exit is logged",
         WATCHED("all"),
         HOST_BEGUN CS_BEGUN "100 struck cs kill line=4|101 confirmed cs kill line=4|" CS_GONE,
         VERDICT_FAIL,
         {"fail watchdog-detects host .. @2300"}},
        {"a kill that nobody saw to work is no death",
         WATCHED("all"),
         HOST_BEGUN CS_BEGUN "100 struck cs kill line=4|" CS_GONE,
         VERDICT_ERROR,
         {"error line cs .. cs said that kill struck it, but the runner saw no effect of it "
          "from outside"}},
        {"a death after the limit is nobody's",
         ONE "kill host\nlimit 1s\nwaive child-ends\n",
         HOST_BEGUN CS_BEGUN "1000 limit -|1001 exited cs|" END,
         VERDICT_FAIL,
         {"fail line: @1000 limit 1000 ms passed before this line began"}},
        {"a report by pipe is legitimate once the child has said that it ends",
         ONE,
         HOST_BEGUN CS_BEGUN "99 report cs child.ending by=done|100 report host child.lost cs "
                             "by=pipe|1500 exited cs|" CS_GONE,
         VERDICT_PASS,
         {0}},
        {"a report by watchdog is not, even then",
         ONE,
         HOST_BEGUN CS_BEGUN "99 report cs child.ending by=done|100 report host child.lost cs "
                             "by=watchdog|1500 exited cs|" CS_GONE,
         VERDICT_FAIL,
         {"fail watchdog-detects host .. host reported cs dead by watchdog, but cs lived 1400 "
          "ms longer"}},
    };
    ALL_HOLD(scenes);
}

/* cs begins a wait of 1000 ms on its thread 7 just before host is hung by line 4. */
#define HANG_HOST ONE "at host request.received for cs #2 hang host\n"
#define CS_WAITS(deadline)                                                                     \
    HOST_BEGUN CS_BEGUN "99 step cs reply.wait host tid=7 deadline=" deadline "|"              \
                        "100 struck host hang line=4|100 confirmed host hang line=4|"
#define HUNG_CLOSED                                                                            \
    "9000 closing -|9000 ended host hung|9001 exited host|9002 report cs child.ending tid=7 "  \
    "by=pipe|9003 exited cs|9010 end -"

#define CS_HUNG "100 struck cs hang line=4|100 confirmed cs hang line=4|"

static void operations_are_bounded(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"a wait that outlives its deadline and the window fails",
         HANG_HOST,
         CS_WAITS("1000") HUNG_CLOSED,
         VERDICT_FAIL,
         {"fail bounded cs:reply.wait @3099 cs was in reply.wait for host for 8903 ms; at "
          "most 3000 ms are allowed (declared deadline 1000 ms + window 2000 ms) .. "
          "docs/races.md#no-deadline"}},
        {"what was not declared has the cap",
         HANG_HOST,
         CS_WAITS("0") HUNG_CLOSED,
         VERDICT_FAIL,
         {"fail bounded cs:reply.wait @7099 cs was in reply.wait for host for 8903 ms; at "
          "most 7000 ms are allowed (no declared deadline: 5000 ms + window 2000 ms) -- the "
          "wait declares no deadline: docs/races.md#no-deadline"}},
        {"what was declared for ever has the cap",
         HANG_HOST,
         CS_WAITS("4294967295") HUNG_CLOSED,
         VERDICT_FAIL,
         {"fail bounded cs:reply.wait @7099 .. cs was in reply.wait for host for 8903 ms; at "
          "most 7000 ms are allowed (no declared deadline: 5000 ms + window 2000 ms)"}},
        {"what was declared longer than the cap has the cap",
         HANG_HOST,
         CS_WAITS("60000") HUNG_CLOSED,
         VERDICT_FAIL,
         {"fail bounded cs:reply.wait @7099"}},
        {"an actor that was given a longer deadline has it",
         "parent host is ref_parent\nchild cs is ref_child deadline 8s\n\n"
         "at host request.received for cs #2 hang host\n",
         CS_WAITS("8000") HUNG_CLOSED,
         VERDICT_PASS,
         {0}},
        {"silence that is told in time keeps the bound",
         HANG_HOST,
         CS_WAITS("1000") "3099 report cs peer.silent host tid=7 by=reply.wait|" HUNG_CLOSED,
         VERDICT_PASS,
         {0}},
        {"silence that is told too late does not",
         HANG_HOST,
         CS_WAITS("1000") "3100 report cs peer.silent host tid=7 by=reply.wait|" HUNG_CLOSED,
         VERDICT_FAIL,
         {"fail bounded cs:reply.wait @3099 cs was in reply.wait for host for 3001 ms"}},
        {"a look at the process is no end of the wait",
         HANG_HOST,
         CS_WAITS("1000") "2000 step cs watchdog.looks host tid=7|" HUNG_CLOSED,
         VERDICT_FAIL,
         {"fail bounded cs:watchdog.looks @3099"}},
        {"another thread's word is no end of the wait",
         HANG_HOST,
         CS_WAITS("1000") "2000 step cs memory.read host tid=8|" HUNG_CLOSED,
         VERDICT_FAIL,
         {"fail bounded cs:memory.read @3099"}},
        {"another actor's word is no end of the wait",
         PAIR "at host request.received for cs #2 hang host\n",
         BEGUN "99 step cs reply.wait host tid=7 deadline=1000|100 struck host hang line=4|"
               "100 confirmed host hang line=4|2000 step vb memory.read host tid=7|"
               "2001 report vb child.ending|2001 exited vb|" HUNG_CLOSED,
         VERDICT_FAIL,
         {"fail bounded cs:reply.wait @3099"}},
        {"a step of one's own that declares a deadline is an operation, a report is none",
         HANG_HOST "step disk.flush\n",
         HOST_BEGUN CS_BEGUN
         "20 step cs disk.flush tid=7 deadline=100|2120 step cs disk.flushed tid=7|"
         "2121 report cs peer.silent tid=7 deadline=100|"
         "3000 step cs disk.flush tid=7 deadline=100|"
         "5101 step cs disk.flushed tid=7|5110 struck host hang line=4|"
         "5110 confirmed host hang line=4|" HUNG_CLOSED,
         VERDICT_FAIL,
         {"fail bounded cs:disk.flush @5100 cs was in disk.flush for 2101 ms"}},
        {"the window is the scenario's",
         HANG_HOST "window bounded 100ms\n",
         CS_WAITS("1000") "1200 report cs peer.silent host tid=7|" HUNG_CLOSED,
         VERDICT_FAIL,
         {"fail bounded cs:reply.wait @1199"}},
        {"a stall extends the window",
         HANG_HOST,
         CS_WAITS(
             "1000") "500 stall - until=900|3400 report cs peer.silent host tid=7|" HUNG_CLOSED,
         VERDICT_PASS,
         {0}},
        {"a gap in the actor's words makes it an error",
         HANG_HOST,
         CS_WAITS("1000") "3500 gap cs size=3|" HUNG_CLOSED,
         VERDICT_ERROR,
         {"error bounded cs .. but 3 of cs's facts were lost in that time"}},
        {"while it is held its time stands still",
         HANG_HOST "hold cs at reply.wait #9\nrelease cs\n",
         CS_WAITS("1000") "101 held cs reply.wait line=5|2500 line - line=6|"
                          "2500 released cs reply.wait line=5|5500 report cs peer.silent host "
                          "tid=7|" HUNG_CLOSED,
         VERDICT_PASS,
         {0}},
        {"a resumed actor has the time that it was hung, and no more",
         ONE "at cs reply.wait #2 hang cs\nresume cs\n",
         HOST_BEGUN CS_BEGUN "99 step cs reply.wait host tid=7 deadline=1000|"
                             "100 struck cs hang line=4|100 confirmed cs hang line=4|"
                             "3000 line - line=5|3000 resumed cs line=5|"
                             "5900 report cs peer.silent host tid=7|" HUNG_CLOSED,
         VERDICT_PASS,
         {0}},
        {"a resumed actor that stays in its wait is judged again",
         ONE "at cs reply.wait #2 hang cs\nresume cs\n",
         HOST_BEGUN CS_BEGUN "99 step cs reply.wait host tid=7 deadline=1000|"
                             "100 struck cs hang line=4|100 confirmed cs hang line=4|"
                             "3000 line - line=5|3000 resumed cs line=5|" HUNG_CLOSED,
         VERDICT_FAIL,
         {"fail bounded cs:reply.wait @6000"}},
        {"a struck actor is not judged from then on",
         ONE "at cs reply.wait #2 hang cs\n",
         HOST_BEGUN CS_BEGUN "99 step cs reply.wait host tid=7 deadline=1000|"
                             "100 struck cs hang line=4|100 confirmed cs hang line=4|"
                             "9000 closing -|9000 ended cs hung|9001 exited cs|"
                             "9002 stop host|9003 exited host|9010 end -",
         VERDICT_PASS,
         {0}},
        {"an idle wait has what it declared, however long",
         HANG_HOST,
         HOST_BEGUN CS_BEGUN
         "99 step cs idle.wait host tid=7 deadline=8000|"
         "100 struck host hang line=4|100 confirmed host hang line=4|" HUNG_CLOSED,
         VERDICT_PASS,
         {0}},
        {"and fails when it is over that",
         HANG_HOST,
         HOST_BEGUN CS_BEGUN
         "99 step cs idle.wait host tid=7 deadline=200|"
         "100 struck host hang line=4|100 confirmed host hang line=4|" HUNG_CLOSED,
         VERDICT_FAIL,
         {"fail bounded cs:idle.wait @2299"}},
        {"the run's limit leaves it unseen",
         HANG_HOST,
         CS_WAITS("1000") "2000 limit -|" HUNG_CLOSED,
         VERDICT_UNSEEN,
         {"unseen bounded cs .. cannot tell whether cs ends its wait: the run reached its time "
          "limit"}},
        {"what child-ends tells of an actor is not told twice",
         ONE "at host reply.sent for cs #2 kill host\n",
         HOST_BEGUN CS_BEGUN "99 step cs reply.wait host tid=7|" HOST_KILLED
                             "8000 left cs|" END,
         VERDICT_FAIL,
         {"fail child-ends cs"}},
        {"nor where its wait would have been over long before the end",
         ONE "at host reply.sent for cs #2 kill host\n",
         HOST_BEGUN CS_BEGUN "99 step cs reply.wait host tid=7|" HOST_KILLED
                             "8000 left cs|8010 end -",
         VERDICT_FAIL,
         {"fail child-ends cs"}},
        {"a wait that is over is likely to have had its deadline anew, one that lasts to have "
         "none that is kept",
         HANG_HOST "waive nothing-left\n",
         CS_WAITS("1000") "9000 closing -|9000 ended host hung|9001 exited host|9010 end -",
         VERDICT_FAIL,
         {"fail bounded cs:reply.wait @3099 cs has been in reply.wait for host for 8911 ms; "
          "at most 3000 ms are allowed (declared deadline 1000 ms + window 2000 ms)"}},
        {"and the other way round",
         HANG_HOST,
         CS_WAITS("1000") HUNG_CLOSED,
         VERDICT_FAIL,
         {"fail bounded cs:reply.wait @3099 cs was in reply.wait for host for 8903 ms; at "
          "most 3000 ms are allowed (declared deadline 1000 ms + window 2000 ms) -- the "
          "deadline "
          "starts anew at each turn of a loop"}},
        {"a failure is all that a run without lines needs",
         ONE,
         HOST_BEGUN CS_BEGUN "99 step cs reply.wait host tid=7 deadline=1000|"
                             "4000 step cs reply.received tid=7|" CS_GONE_QUIETLY CLOSED_ALONE,
         VERDICT_FAIL,
         {"fail bounded cs:reply.wait @3099"}},
        {"an idle wait that declares INFINITE has the cap",
         HANG_HOST,
         HOST_BEGUN CS_BEGUN
         "99 step cs idle.wait host tid=7 deadline=4294967295|"
         "100 struck host hang line=4|100 confirmed host hang line=4|" HUNG_CLOSED,
         VERDICT_FAIL,
         {"fail bounded cs:idle.wait @7099"}},
        {"an idle wait that the limit cuts off is not unseen",
         HANG_HOST,
         HOST_BEGUN CS_BEGUN
         "99 step cs idle.wait host tid=7 deadline=8000|"
         "100 struck host hang line=4|100 confirmed host hang line=4|2000 limit -|" HUNG_CLOSED,
         VERDICT_PASS,
         {0}},
        {"nor is the wait of one who is killed in it",
         HANG_HOST "kill cs\n",
         CS_WAITS("1000") "500 line - line=5|500 struck cs kill line=5|501 confirmed cs kill "
                          "line=5|501 exited cs|9000 closing -|9000 ended host hung|"
                          "9001 exited host|9010 end -",
         VERDICT_PASS,
         {0}},
        {"nor of one who is held in it until the runner ends it",
         HANG_HOST "hold cs at reply.wait #2\n",
         HOST_BEGUN CS_BEGUN "99 step cs reply.wait host tid=7 deadline=1000|"
                             "99 held cs reply.wait line=5 tid=7|100 struck host hang line=4|"
                             "100 confirmed host hang line=4|9000 closing -|9000 ended cs held|"
                             "9000 ended host hung|9001 exited host|9003 exited cs|9010 end -",
         VERDICT_PASS,
         {0}},
        {"a report with a deadline begins nothing",
         HANG_HOST,
         HOST_BEGUN CS_BEGUN
         "20 report cs peer.silent tid=7 deadline=100|4000 step cs memory.read "
         "tid=7|5110 struck host hang line=4|"
         "5110 confirmed host hang line=4|" HUNG_CLOSED,
         VERDICT_PASS,
         {0}},
        {"another thread of the same place in the table is another thread",
         HANG_HOST,
         CS_WAITS("1000") "2000 step cs memory.read host tid=1031|" HUNG_CLOSED,
         VERDICT_FAIL,
         {"fail bounded cs:memory.read @3099"}},
        {"and has its place",
         HANG_HOST,
         HOST_BEGUN CS_BEGUN "50 step cs memory.read tid=7|"
                             "99 step cs reply.wait host tid=1031 deadline=1000|"
                             "100 struck host hang line=4|100 confirmed host hang line=4|"
                             "4000 report cs peer.silent tid=1031|" HUNG_CLOSED,
         VERDICT_FAIL,
         {"fail bounded cs:reply.wait @3099"}},
        {"a stall gives more time to stop",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN CS_GONE_QUIETLY
         "4990 line - line=4|4990 stop host line=4|5000 stall - until=5500|9600 closing -|"
         "9700 left host|9710 end -",
         VERDICT_FAIL,
         {"fail bounded host:connected @8490 host still runs .. (window extended by 500 ms of "
          "stalls, to 3500 ms)"}},
        {"and a machine that stood still for minutes says nothing",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN CS_GONE_QUIETLY
         "4990 line - line=4|4990 stop host line=4|5000 stall - until=105000|199600 closing -|"
         "199700 left host|199710 end -",
         VERDICT_ERROR,
         {"error bounded host .. but the machine stood still"}},
        {"who has no probe cannot hear the stop",
         ONE "stop host\n",
         "0 started host|5 started cs|6 attached cs|7 step cs connected|" CS_GONE_QUIETLY
         "4990 line - line=4|4990 stop host line=4|7990 closing -|8000 left host|8010 end -",
         VERDICT_FAIL,
         {"fail nothing-left host"}},
        {"who has broken another rule is not told of twice",
         KILL_CS,
         BEGUN CS_KILLED "5000 closing -|5001 stop host|5002 report vb child.ending|"
                         "5003 exited vb|8200 left host|8300 end -",
         VERDICT_FAIL,
         {"fail parent-continues host"}},
        {"who is struck at the instant of the stop owes nothing",
         ONE "kill host\nstop host\n",
         HOST_BEGUN CS_BEGUN CS_GONE_QUIETLY
         "4980 line - line=4|4990 struck host kill line=4|4990 stop host line=5|"
         "4990 line - line=5|4991 confirmed host kill line=4|8000 exited host|8010 end -",
         VERDICT_PASS,
         {0}},
        {"nor who is asked at the limit",
         ONE "expect cs reaches request.sent within 1s\n",
         HOST_BEGUN CS_BEGUN "10 line - line=4|20 step cs request.sent|"
                             "1000 limit -|1000 closing -|1000 stop host|1002 report cs "
                             "child.ending|1003 exited cs|1500 exited host|1510 end -",
         VERDICT_PASS,
         {0}},
        {"who is left before the time to stop is over is told of by nothing-left",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN CS_GONE_QUIETLY
         "4990 line - line=4|4990 stop host line=4|6000 closing -|6100 left host|6200 end -",
         VERDICT_FAIL,
         {"fail nothing-left host"}},
        {"unless that is waived",
         ONE "stop host\nwaive nothing-left\n",
         HOST_BEGUN CS_BEGUN CS_GONE_QUIETLY
         "4990 line - line=4|4990 stop host line=4|6000 closing -|6100 left host|6200 end -",
         VERDICT_UNSEEN,
         {"unseen bounded host .. cannot tell whether host ends"}},
        {"and the limit leaves it unseen",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN CS_GONE_QUIETLY "4990 line - line=4|4990 stop host line=4|5500 "
                                             "limit -|5600 closing -|8100 exited host|"
                                             "8200 end -",
         VERDICT_UNSEEN,
         {"unseen bounded host .. cannot tell whether host ends: the run reached its time "
          "limit"}},
        {"who is asked to stop must end",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN CS_GONE_QUIETLY
         "4990 line - line=4|4990 stop host line=4|7990 closing -|8000 left host|8010 end -",
         VERDICT_FAIL,
         {"fail bounded host:connected @7990 host still runs 3010 ms after host was asked to "
          "stop (line 4); it must end within 3000 ms (deadline 1000 ms + window 2000 ms)"}},
        {"in time",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN CS_GONE_QUIETLY "4990 line - line=4|4990 stop host line=4|"
                                             "7991 exited host|8010 end -",
         VERDICT_FAIL,
         {"fail bounded host:connected @7990 host ended too late, 3001 ms after"}},
        {"who ends when the runner has ended a hung child waited for that child",
         ONE "at cs request.sent #3 hang cs\n",
         HOST_BEGUN CS_BEGUN CS_HUNG "5000 closing -|5001 stop host|8004 ended cs hung|"
                                     "8005 exited cs|8006 exited host|8010 end -",
         VERDICT_FAIL,
         {"fail bounded host:connected @8001 host ended too late, 3005 ms after host was asked "
          "to stop; it must end within 3000 ms (deadline 1000 ms + window 2000 ms) -- host "
          "ended only when the runner had ended cs, which hung: it waits for cs without a "
          "deadline"}},
        {"but not if the runner had to end it, too",
         ONE "at cs request.sent #3 hang cs\n",
         HOST_BEGUN CS_BEGUN CS_HUNG "5000 closing -|5001 stop host|8004 ended cs hung|"
                                     "8005 exited cs|8009 left host|8010 exited host|"
                                     "8011 end -",
         VERDICT_FAIL,
         {"fail bounded host:connected @8001 host still runs 3008 ms after host was asked to "
          "stop; it must end within 3000 ms (deadline 1000 ms + window 2000 ms) -- host waits "
          "for something that a stop does not end"}},
        {"who ended the hung child by itself did not",
         ONE "at cs request.sent #3 hang cs\n",
         HOST_BEGUN CS_BEGUN CS_HUNG "5000 closing -|5001 stop host|6001 exited cs|"
                                     "8006 exited host|8010 end -",
         VERDICT_FAIL,
         {"fail bounded host:connected @8001 host ended too late, 3005 ms after host was asked "
          "to stop; it must end within 3000 ms (deadline 1000 ms + window 2000 ms) -- host "
          "waits for something that a stop does not end"}},
        {"and who leaves a hung child behind in time owes nothing: the runner ends it",
         ONE "at cs request.sent #3 hang cs\n",
         HOST_BEGUN CS_BEGUN CS_HUNG "5000 closing -|5001 stop host|7900 exited host|"
                                     "7901 ended cs hung|7902 exited cs|7910 end -",
         VERDICT_PASS,
         {0}},
        {"unless it is struck before",
         ONE "kill host\nstop host\n",
         HOST_BEGUN CS_BEGUN CS_GONE_QUIETLY
         "4980 line - line=4|4980 struck host kill line=4|4981 confirmed host kill line=4|"
         "4990 line - line=5|4990 stop host line=5|8000 exited host|8010 end -",
         VERDICT_PASS,
         {0}},
        {"or asked only when the limit had passed",
         ONE "expect cs reaches request.sent within 1s\n",
         HOST_BEGUN CS_BEGUN "10 line - line=4|20 step cs request.sent|"
                             "1000 limit -|1001 closing -|1001 stop host|1002 report cs "
                             "child.ending|1003 exited cs|4500 exited host|4510 end -",
         VERDICT_PASS,
         {0}},
    };
    ALL_HOLD(scenes);
}

#define SENT  "100 step cs request.sent host seq=7 size=112 sum=aa|"
#define BLOCK "100 step cs block.whole host seq=4 size=65536 sum=b1|"
#define STOPPED_BOTH                                                                           \
    "4000 line - line=4|4000 stop host line=4|4001 report cs child.ending|4002 exited cs|"     \
    "4003 exited host|" END

static void data_is_true(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"what was sent is what was received",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN SENT
         "101 step host request.received cs seq=7 size=112 sum=aa|" BLOCK
         "102 step host block.checked cs seq=4 size=65536 sum=b1|" STOPPED_BOTH,
         VERDICT_PASS,
         {0}},
        {"another checksum is another message",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN SENT
         "101 step host request.received cs seq=7 size=112 sum=ab|" STOPPED_BOTH,
         VERDICT_FAIL,
         {"fail data-true host:request.received @101 data mismatch in message 7: host took 112 "
          "bytes with checksum ab (request.received), but cs sent 112 bytes with checksum aa "
          "(request.sent) .. docs/races.md#half-a-block"}},
        {"another size is another block",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN BLOCK
         "101 step host block.checked cs seq=4 size=32768 sum=b1|" STOPPED_BOTH,
         VERDICT_FAIL,
         {"fail data-true host:block.checked @101 .. data mismatch in message 4: host took "
          "32768 bytes with checksum b1 (block.checked), but cs sent 65536 bytes with checksum "
          "b1 (block.whole)"}},
        {"a reply is judged on the child",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN "100 step host reply.sent cs seq=7 size=112 sum=aa|"
                             "101 step cs reply.received seq=7 size=112 sum=ab|" STOPPED_BOTH,
         VERDICT_FAIL,
         {"fail data-true cs:reply.received @101 data mismatch in message 7: cs took 112 bytes "
          "with checksum ab (reply.received), but host sent 112 bytes with checksum aa "
          "(reply.sent)"}},
        {"shared memory, too",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN "100 step host memory.written cs seq=7 size=2048 sum=aa|"
                             "101 step cs memory.read seq=7 size=2048 sum=ab|" STOPPED_BOTH,
         VERDICT_FAIL,
         {"fail data-true cs:memory.read @101"}},
        {"the receiver's word can come before the sender's",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN
         "99 step host request.received cs seq=7 size=112 sum=aa|" SENT STOPPED_BOTH,
         VERDICT_PASS,
         {0}},
        {"and is compared all the same",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN
         "99 step host request.received cs seq=7 size=112 sum=ab|" SENT STOPPED_BOTH,
         VERDICT_FAIL,
         {"fail data-true host:request.received @99"}},
        {"what its sender passed over was never sent",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN
         "99 step host request.received cs seq=6 size=112 sum=ab|" SENT STOPPED_BOTH,
         VERDICT_FAIL,
         {"fail data-true host:request.received @99 host took message 6 (request.received), "
          "but "
          "cs never sent it: cs went on to message 7"}},
        {"what it has not come to yet was not passed over",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN
         "99 step host request.received cs seq=8 size=112 sum=ac|" SENT
         "101 step cs request.sent host seq=8 size=112 sum=ac|" STOPPED_BOTH,
         VERDICT_PASS,
         {0}},
        {"unless the sender's words were lost",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN
         "98 gap cs size=2|"
         "99 step host request.received cs seq=6 size=112 sum=ab|" SENT STOPPED_BOTH,
         VERDICT_ERROR,
         {"error data-true host .. but 2 of cs's facts were lost"}},
        {"what was sent last may be untold for good",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN SENT
         "111 step host request.received cs seq=8 size=112 sum=ac|" STOPPED_BOTH,
         VERDICT_PASS,
         {0}},
        {"what is left out is not compared, and without a number there is nothing to compare",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN SENT
         "101 step host request.received cs seq=7|"
         "102 step cs request.sent host size=112 sum=aa|"
         "103 step host request.received cs size=112 sum=ab|" STOPPED_BOTH,
         VERDICT_PASS,
         {0}},
        {"each child has its own numbers",
         PAIR "stop host\n",
         BEGUN SENT "101 step host request.received vb seq=7 size=112 sum=ab|"
                    "4001 report vb child.ending|4002 exited vb|" STOPPED_BOTH,
         VERDICT_PASS,
         {0}},
    };
    ALL_HOLD(scenes);
}

/* host and cs are one family, other and vb another; cs is killed at 100 ms by line 5. */
#define TWO                                                                                    \
    "parent host is ref_parent\nchild cs is ref_child\nparent other is ref_parent\n"           \
    "child vb is ref_child\n"
#define TWO_KILL TWO "at cs request.sent #3 kill cs\nwaive bounded\n"
#define TWO_BEGUN                                                                              \
    HOST_BEGUN CS_BEGUN                                                                        \
        "1 started other|2 attached other|5 started vb|6 attached vb|7 step vb connected|"     \
        "90 step other idle.wait vb deadline=2000|91 step vb idle.wait deadline=20|"           \
        "100 struck cs kill line=5|101 confirmed cs kill line=5|101 exited cs|" CS_LOST
#define TWO_ON "110 step vb request.sent|111 step other request.received vb|"
#define TWO_CLOSED                                                                             \
    "5000 closing -|5001 stop host|5001 stop other|5002 exited host|5003 exited other|"        \
    "5003 report vb child.ending by=pipe|5004 exited vb|5020 end -"

static void nobody_else_is_hit(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"another family goes on", TWO_KILL, TWO_BEGUN TWO_ON TWO_CLOSED, VERDICT_PASS, {0}},
        {"a parent of another family that ends is told; its child ends in its turn",
         TWO_KILL,
         TWO_BEGUN TWO_ON "150 exited other code=1|151 report vb child.ending|152 exited vb|"
                          "5000 closing -|5001 stop host|5002 exited host|5020 end -",
         VERDICT_FAIL,
         {"fail nobody-else other:request.received @150 other ended (exit code 1) 50 ms after "
          "cs was killed (line 5); no fault and no stop was aimed at other, so it must go on "
          "-- .. docs/races.md#somebody-else"}},
        {"a child of another family that ends is told",
         TWO_KILL,
         TWO_BEGUN TWO_ON "150 report vb child.ending by=pipe|151 exited vb|"
                          "152 report other child.lost vb by=pipe|" TWO_CLOSED,
         VERDICT_FAIL,
         {"fail nobody-else vb:child.ending @151 vb ended"}},
        {"a child that says Quit ends as planned",
         TWO_KILL,
         TWO_BEGUN TWO_ON "150 step vb quit.sent|150 report vb child.ending|"
                          "151 exited vb|" TWO_CLOSED,
         VERDICT_PASS,
         {0}},
        {"so does one that is told Quit",
         TWO_KILL,
         TWO_BEGUN TWO_ON "149 step other quit.sent vb|150 report vb child.ending by=quit|"
                          "151 exited vb|152 exited other|5000 closing -|5001 stop host|"
                          "5002 exited host|5020 end -",
         VERDICT_FAIL,
         {"fail nobody-else other:quit.sent @152"}},
        {"an end after the window is no consequence",
         TWO_KILL,
         TWO_BEGUN TWO_ON "1101 exited other|1102 report vb child.ending|1103 exited vb|"
                          "5000 closing -|5001 stop host|5002 exited host|5020 end -",
         VERDICT_PASS,
         {0}},
        {"a parent that ends with the child that it was told to stop upon is not told beside "
         "it",
         "parent host is ref_parent\nchild cs is ref_child\n"
         "parent other is ref_parent on loss stop\nchild vb is ref_child\n"
         "at cs request.sent #3 kill cs\n",
         TWO_BEGUN TWO_ON "150 report vb child.ending by=pipe|151 exited vb|"
                          "152 report other child.lost vb by=pipe|153 exited other|"
                          "5000 closing -|5001 stop host|5002 exited host|5020 end -",
         VERDICT_FAIL,
         {"fail nobody-else vb:child.ending @151"}},
        {"a stop of one family is no reason for another",
         TWO "stop host\n",
         HOST_BEGUN CS_BEGUN
         "1 started other|2 attached other|5 started vb|6 attached vb|7 step vb connected|"
         "100 line - line=5|100 stop host line=5|101 report cs child.ending|102 exited cs|"
         "103 exited host|150 exited other|151 report vb child.ending|152 exited vb|"
         "5000 closing -|5020 end -",
         VERDICT_FAIL,
         {"fail nobody-else other: @150 other ended (exit code 0) 50 ms after host was asked "
          "to "
          "stop (line 5)"}},
        {"a family whose own turn comes stands by no longer",
         TWO_KILL "at vb request.sent #3 kill vb\n",
         TWO_BEGUN TWO_ON
         "150 struck vb kill line=7|151 confirmed vb kill line=7|151 exited vb|"
         "152 report other child.lost vb by=pipe|153 exited other|"
         "5000 closing -|5001 stop host|5002 exited host|5020 end -",
         VERDICT_FAIL,
         {"fail parent-continues other"}},
        {"who was held is no bystander",
         TWO_KILL "hold vb at request.sent\n",
         TWO_BEGUN TWO_ON "120 held vb request.sent line=7|150 report vb child.ending by=pipe|"
                          "151 exited vb|152 report other child.lost vb by=pipe|" TWO_CLOSED,
         VERDICT_PASS,
         {0}},
        {"who makes no step any more is told, after what it declared",
         TWO_KILL,
         TWO_BEGUN "111 step other request.received vb|" TWO_CLOSED,
         VERDICT_FAIL,
         {"fail nobody-else vb:idle.wait @1120 vb made no step within 1020 ms after cs was "
          "killed (line 5), but did before; no fault and no stop was aimed at vb, so it must "
          "go on .. docs/races.md#somebody-else"}},
        {"a step in the last moment is one",
         TWO_KILL,
         TWO_BEGUN "1120 step vb request.sent|3100 step other request.received vb|" TWO_CLOSED,
         VERDICT_PASS,
         {0}},
        {"where words were lost it is an error",
         TWO_KILL,
         TWO_BEGUN "111 step other request.received vb|500 gap vb size=2|" TWO_CLOSED,
         VERDICT_ERROR,
         {"error nobody-else vb .. but 2 of vb's facts were lost"}},
        {"who was late already is not this rule's",
         TWO_KILL,
         HOST_BEGUN CS_BEGUN
         "1 started other|2 attached other|5 started vb|6 attached vb|7 step vb connected|"
         "10 step vb idle.wait deadline=20|3000 struck cs kill line=5|3001 confirmed cs kill "
         "line=5|3001 exited cs|3002 report host child.lost cs by=process|" TWO_CLOSED,
         VERDICT_PASS,
         {0}},
        {"a bystander by name must go on, too",
         PAIR "at cs request.sent #3 kill cs\nbystander guest is ref_bystander tick 20ms\n",
         BEGUN
         "1 started guest|2 attached guest|90 step guest beat deadline=20|" CS_KILLED VB_SERVED
         "160 exited guest code=3|" CLOSED_WITHOUT_CS,
         VERDICT_FAIL,
         {"fail nobody-else guest:beat @160 guest ended (exit code 3) 60 ms after cs was "
          "killed"}},
        {"and a beat that it misses is an operation that outlasts its deadline",
         PAIR "at cs request.sent #3 kill cs\nbystander guest is ref_bystander tick 20ms\n",
         BEGUN
         "1 started guest|2 attached guest|90 step guest beat deadline=20|" CS_KILLED VB_SERVED
             CLOSED_WITHOUT_CS,
         VERDICT_FAIL,
         {"fail bounded guest:beat"}},
        {"a run that ends before a beat is due has not seen it",
         PAIR "at cs request.sent #3 kill cs\nbystander guest is ref_bystander tick 20ms\n",
         BEGUN "1 started guest|2 attached guest|90 step guest beat deadline=9000|" CS_KILLED
             VB_SERVED "2800 limit -|" CLOSED_WITHOUT_CS,
         VERDICT_UNSEEN,
         {"unseen bounded guest .. the run reached its time limit 2710 ms after guest reached "
          "beat, before the window of ",
          "unseen nobody-else guest"}},
        {"who declares nothing must go on as it did",
         TWO_KILL "step tap\n",
         HOST_BEGUN CS_BEGUN
         "1 started other|2 attached other|5 started vb|6 attached vb|7 step vb connected|"
         "300 step vb tap|700 step vb tap|1007 step vb tap|"
         "1100 struck cs kill line=5|1101 confirmed cs kill "
         "line=5|1101 exited cs|1102 report host child.lost cs by=process|" TWO_CLOSED,
         VERDICT_FAIL,
         {"fail nobody-else vb:tap @2100 vb made no step within 1000 ms"}},
        {"a parent whose child has made its requests and quit has no more steps to make",
         TWO_KILL "step tap\n",
         HOST_BEGUN CS_BEGUN
         "1 started other|2 attached other|5 started vb|6 attached vb|7 step vb connected|"
         "8 step other connected vb|300 step other tap|700 step other tap|1007 step other tap|"
         "1008 step vb quit.sent|"
         "1009 report vb child.ending by=quit|1010 exited vb|1011 report other child.quit vb|"
         "1100 struck cs kill line=5|1101 confirmed cs kill line=5|1101 exited cs|"
         "1102 report host child.lost cs by=process|5000 closing -|5001 stop host|"
         "5001 stop other|5002 exited host|5003 exited other|5020 end -",
         VERDICT_PASS,
         {0}},
        {"who makes pauses may make them",
         TWO_KILL "step tap\n",
         HOST_BEGUN CS_BEGUN
         "1 started other|2 attached other|5 started vb|6 attached vb|7 step vb connected|"
         "300 step vb tap|1000 step vb tap|"
         "1100 struck cs kill line=5|1101 confirmed cs kill "
         "line=5|1101 exited cs|1102 report host child.lost cs by=process|" TWO_CLOSED,
         VERDICT_PASS,
         {0}},
        {"the run's limit leaves it unseen",
         TWO_KILL,
         TWO_BEGUN TWO_ON "800 limit -|" TWO_CLOSED,
         VERDICT_UNSEEN,
         {"unseen nobody-else other", "unseen nobody-else vb"}},
    };
    ALL_HOLD(scenes);
}

/* Two children after one another; both have gone by the time that the counts are told. */
#define ONE_BY_ONE                                                                             \
    "parent host is ref_parent places 1\nchild cs is ref_child\nchild vb is ref_child\n"
#define COUNTED_FROM                                                                           \
    HOST_BEGUN "100 handles host Event n=1 size=5|100 handles host Thread n=1 size=2|"

/* cs sends three requests and says Quit; host took those up to the second. */
#define SENT_THREE                                                                             \
    "50 step cs request.sent n=1 seq=1|51 step host request.received cs n=1 seq=1|"            \
    "52 step cs request.sent n=2 seq=2|53 step host request.received cs n=2 seq=2|"            \
    "54 step cs request.sent n=3 seq=3|55 step cs quit.sent|"
#define QUITS_AND_IS_HEARD                                                                     \
    "56 report cs child.ending by=quit|57 exited cs code=0|58 report host child.quit cs|"
#define ENDS_LATER "4000 line - line=4|4001 stop host line=4|4010 exited host code=0|" END

static void what_was_sent_is_taken(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"a message before a Quit that is never taken fails",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN SENT_THREE QUITS_AND_IS_HEARD ENDS_LATER,
         VERDICT_FAIL,
         {"fail data-true host:child.quit @1057 cs sent message 3 (request.sent) before it "
          "said "
          "Quit, but host took none after message 2 within 1000 ms after cs ended .. "
          "docs/races.md#the-last-message"}},
        {"one that is taken late, and in time, is none",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN SENT_THREE QUITS_AND_IS_HEARD
         "900 step host request.received cs n=3 seq=3|" ENDS_LATER,
         VERDICT_PASS,
         {0}},
        {"a parent that ends or is stopped before takes nothing more",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN SENT_THREE QUITS_AND_IS_HEARD
         "400 line - line=4|401 stop host line=4|410 exited host code=0|" END,
         VERDICT_PASS,
         {0}},
        {"a child that was killed may leave what it sent",
         KILLED_ONE,
         HOST_BEGUN CS_BEGUN
         "52 step cs request.sent n=2 seq=2|53 step host request.received cs n=2 seq=2|"
         "54 step cs request.sent n=3 seq=3|"
         "54 struck cs kill by=request.sent line=4|55 confirmed cs kill line=4|"
         "55 exited cs|56 report host child.lost cs by=process|" CLOSED_ALONE,
         VERDICT_PASS,
         {0}},
        {"a parent that tells of nothing that it takes may have taken it",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN
         "54 step cs request.sent n=3 seq=3|55 step cs quit.sent|"
         "56 report cs child.ending by=quit|57 exited cs code=0|" ENDS_LATER,
         VERDICT_PASS,
         {0}},
    };
    ALL_HOLD(scenes);
}

static void nobody_crashes(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"an exception that no line ordered fails, also at a stop",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN CS_GONE_QUIETLY
         "4950 line - line=4|4951 stop host line=4|4960 exited host code=0xC0000005|" END,
         VERDICT_FAIL,
         {"fail no-crash host:connected @4960 host crashed with exit code 0xC0000005 (an "
          "access violation); no line of the scenario ordered this .. waive no-crash host"}},
        {"also in a clean-up after the last word",
         KILL_HOST,
         BEGUN HOST_KILLED VB_ENDS
         "110 report cs child.ending by=pipe|112 exited cs code=0xC0000409|" END,
         VERDICT_FAIL,
         {"fail no-crash cs:child.ending @112 .. fail-fast"}},
        {"a program's own exception is one",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN CS_GONE_QUIETLY
         "4950 line - line=4|4951 stop host line=4|4960 exited host code=0xE0001234|" END,
         VERDICT_FAIL,
         {"fail no-crash host .. host crashed with exit code 0xE0001234 (an unhandled "
          "exception of the program's own); no line of the scenario ordered this"}},
        {"a launcher hands on the code of its child",
         ONE "host ends with its children\nat cs request.sent #3 crash cs\n",
         HOST_BEGUN CS_BEGUN "100 struck cs crash line=5|101 exited cs code=0xC0000005|"
                             "102 confirmed cs crash line=5|105 report host child.lost cs "
                             "by=process|110 exited host code=0xC0000005|" END,
         VERDICT_PASS,
         {"pass no-crash host .. cannot tell whether host crashed: it ended with exit code "
          "0xC0000005, as its child did before it"}},
        {"but not another code",
         ONE "host ends with its children\nat cs request.sent #3 crash cs\n",
         HOST_BEGUN CS_BEGUN "100 struck cs crash line=5|101 exited cs code=0xC0000005|"
                             "102 confirmed cs crash line=5|105 report host child.lost cs "
                             "by=process|110 exited host code=0xC0000409|" END,
         VERDICT_FAIL,
         {"fail no-crash host"}},
        {"nor one that goes on without its children",
         ONE "at cs request.sent #3 crash cs\nwaive parent-continues\n",
         HOST_BEGUN CS_BEGUN "100 struck cs crash line=4|101 exited cs code=0xC0000005|"
                             "102 confirmed cs crash line=4|105 report host child.lost cs "
                             "by=process|110 exited host code=0xC0000005|" END,
         VERDICT_FAIL,
         {"fail no-crash host"}},
        {"also of a bystander, by .NET's code",
         ONE "bystander guest is ref_bystander\nstop host\n",
         HOST_BEGUN CS_BEGUN CS_GONE_QUIETLY
         "1 started guest|2 attached guest|4000 exited guest code=0xE0434352|"
         "4950 line - line=5|4951 stop host line=5|4960 exited host|" END,
         VERDICT_FAIL,
         {"fail no-crash guest"}},
        {"one that a line ordered is none, whatever a runtime makes of it",
         PAIR "at cs request.sent #3 crash cs\n",
         BEGUN "100 step cs request.sent n=3|100 struck cs crash by=request.sent line=4|"
               "101 confirmed cs crash line=4|101 exited cs code=0xC0000602|" CS_LOST VB_SERVED
                   CLOSED_WITHOUT_CS,
         VERDICT_PASS,
         {0}},
        {"nor is one that the runner makes from outside, in order",
         PAIR "crash cs\n",
         BEGUN "99 line - line=4|100 struck cs crash line=4|101 confirmed cs crash line=4|"
               "101 exited cs code=0xC0000005|" CS_LOST VB_SERVED CLOSED_WITHOUT_CS,
         VERDICT_PASS,
         {0}},
        {"a handler of its own ended it in another way",
         PAIR "crash cs\n",
         BEGUN "99 line - line=4|100 struck cs crash line=4|101 exited cs code=3|"
               "101 trouble cs text=ended-with-3|" CS_LOST VB_SERVED CLOSED_WITHOUT_CS,
         VERDICT_ERROR,
         {"error run cs:connected @101 ended-with-3"}},
        {"but an ordered one is no licence for another actor",
         PAIR "at cs request.sent #3 crash cs\n",
         BEGUN "100 step cs request.sent n=3|100 struck cs crash by=request.sent line=4|"
               "101 confirmed cs crash line=4|101 exited cs code=0xC0000005|" CS_LOST VB_SERVED
               "5000 closing -|5001 stop host|5010 exited host code=0|"
               "5011 report vb child.ending by=pipe|5012 exited vb code=0xC0000005|5020 end -",
         VERDICT_FAIL,
         {"fail no-crash vb"}},
        {"nor is one that a line expects",
         ONE "stop host\nexpect host exits 0xC0000005 within 2s\n",
         HOST_BEGUN CS_BEGUN CS_GONE_QUIETLY
         "4950 line - line=4|4951 stop host line=4|4952 line - line=5|"
         "4960 exited host code=0xC0000005|" END,
         VERDICT_PASS,
         {0}},
        {"Ctrl-C, and codes that programs return, are no crash",
         ONE "bystander guest is ref_bystander\nstop host\n",
         HOST_BEGUN CS_BEGUN CS_GONE_QUIETLY
         "1 started guest|2 attached guest|4000 exited guest code=0xC000013A|"
         "4950 line - line=5|4951 stop host line=5|4960 exited host code=0xFFFFFFFF|" END,
         VERDICT_PASS,
         {0}},
        {"it is waived for one actor",
         ONE "stop host\nwaive no-crash host\n",
         HOST_BEGUN CS_BEGUN CS_GONE_QUIETLY
         "4950 line - line=4|4951 stop host line=4|4960 exited host code=0xC0000005|" END,
         VERDICT_PASS,
         {0}},
        {"and for that one alone",
         ONE "stop host\nwaive no-crash cs\n",
         HOST_BEGUN CS_BEGUN CS_GONE_QUIETLY
         "4950 line - line=4|4951 stop host line=4|4960 exited host code=0xC0000005|" END,
         VERDICT_FAIL,
         {"fail no-crash host"}},
    };
    ALL_HOLD(scenes);
}

/* cs ends unasked, and the parent lives on. */
#define CS_LEAVES(by) "100 report cs child.ending by=" by "|101 exited cs code=0|"
#define STAYS_CLOSED  "5000 closing -|5001 stop host|5010 exited host code=0|5020 end -"

static void a_child_stays(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"one that takes a living parent for dead fails",
         ONE "stop host\nwaive watchdog-detects\n",
         HOST_BEGUN CS_BEGUN CS_LEAVES(
             "process") "4950 line - line=4|4951 stop host line=4|4960 exited host|" END,
         VERDICT_FAIL,
         {"fail child-stays cs:child.ending @100 cs ended and said that it noticed by process "
          "that "
          "host is gone; but host was alive .. docs/races.md#silence-is-not-death"}},
        {"an end of the parent from outside can stand in the log after the child's word of it",
         ONE "waive parent-continues\nwaive watchdog-detects\n",
         HOST_BEGUN CS_BEGUN "100 report cs child.ending by=process|116 exited host code=1|116 "
                             "exited cs code=0|" END,
         VERDICT_PASS,
         {0}},
        {"but not where the parent said something in between",
         ONE "waive parent-continues\nwaive watchdog-detects\n",
         HOST_BEGUN CS_BEGUN
         "100 report cs child.ending by=process|105 step host idle.wait n=9|"
         "116 exited host code=1|116 exited cs code=0|" END,
         VERDICT_FAIL,
         {"fail child-stays cs"}},
        {"nor where the child was gone before its parent",
         ONE "waive parent-continues\nwaive watchdog-detects\n",
         HOST_BEGUN CS_BEGUN CS_LEAVES("process") "110 exited host code=1|" END,
         VERDICT_FAIL,
         {"fail child-stays cs"}},
        {"nor so much later",
         ONE "waive parent-continues\nwaive watchdog-detects\n",
         HOST_BEGUN CS_BEGUN "100 report cs child.ending by=process|133 exited host code=1|133 "
                             "exited cs code=0|" END,
         VERDICT_FAIL,
         {"fail child-stays cs"}},
        {"of the pipe its parent knows, which was surprised",
         ONE "stop host\nwaive watchdog-detects\n",
         HOST_BEGUN CS_BEGUN CS_LEAVES("pipe") "102 report host child.lost cs by=pipe|4950 "
                                               "line - line=4|4951 stop host line=4|"
                                               "4960 exited host|" END,
         VERDICT_FAIL,
         {"fail child-stays cs"}},
        {"a parent that closes the pipe to end its child is not surprised",
         ONE "stop host\nwaive watchdog-detects\n",
         HOST_BEGUN CS_BEGUN CS_LEAVES(
             "pipe") "4950 line - line=4|4951 stop host line=4|4960 exited host|" END,
         VERDICT_PASS,
         {0}},
        {"nor is one that gave it up before",
         ONE "stop host\nwaive watchdog-detects\n",
         HOST_BEGUN CS_BEGUN "99 report host child.lost cs by=watchdog|" CS_LEAVES(
             "process") "4950 line - line=4|4951 stop host line=4|4960 exited host|" END,
         VERDICT_PASS,
         {0}},
        {"a child that was asked to, or says Quit, may end",
         ONE "stop host\nwaive watchdog-detects\n",
         HOST_BEGUN CS_BEGUN CS_GONE_QUIETLY
         "4950 line - line=4|4951 stop host line=4|4960 exited host|" END,
         VERDICT_PASS,
         {0}},
        {"so may one whose parent was struck, however it notices",
         KILL_HOST,
         BEGUN HOST_KILLED CS_ENDS
         "111 report vb child.ending by=watchdog|113 exited vb code=0|" END,
         VERDICT_PASS,
         {0}},
        {"it may end where it is waived",
         ONE "stop host\nwaive watchdog-detects\nwaive child-stays cs\n",
         HOST_BEGUN CS_BEGUN CS_LEAVES(
             "process") "4950 line - line=4|4951 stop host line=4|4960 exited host|" END,
         VERDICT_PASS,
         {0}},
        {"one that leaves before a line could strike has failed, and is no error",
         ONE "at host idle.wait #30 kill host\nwaive watchdog-detects\n",
         HOST_BEGUN CS_BEGUN CS_LEAVES("process") STAYS_CLOSED,
         VERDICT_FAIL,
         {"fail child-stays cs"}},
        {"where words of its parent were lost, nobody knows",
         ONE "stop host\nwaive watchdog-detects\n",
         HOST_BEGUN CS_BEGUN "90 gap host size=3|" CS_LEAVES(
             "process") "4950 line - line=4|4951 stop host line=4|4960 exited host|" END,
         VERDICT_ERROR,
         {"error child-stays cs .. but 3 of host's facts were lost"}},
        {"a child that says that it ends and works on has not ended",
         KILL_HOST,
         BEGUN HOST_KILLED VB_ENDS "110 report cs child.ending by=pipe|150 step cs "
                                   "request.sent n=9|400 exited cs code=0|" END,
         VERDICT_FAIL,
         {"fail child-ends cs:request.sent @150 cs said child.ending and went on: it reached "
          "request.sent #9 40 ms later"}},
        {"another thread may be at a step then",
         KILL_HOST,
         BEGUN HOST_KILLED VB_ENDS "110 report cs child.ending by=pipe tid=7|111 step cs "
                                   "idle.wait tid=8|112 exited cs|" END,
         VERDICT_PASS,
         {0}},
        {"but works on with the second",
         KILL_HOST,
         BEGUN HOST_KILLED VB_ENDS
         "110 report cs child.ending by=pipe tid=7|111 step cs idle.wait tid=8|"
         "112 step cs idle.wait tid=8|114 exited cs|" END,
         VERDICT_FAIL,
         {"fail child-ends cs"}},
    };
    ALL_HOLD(scenes);
}

static void nothing_is_left(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"what is left when the machine stood still for too long says nothing",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN
         "50 line - line=4|51 stop host|60 closing -|70 stall - until=64000|"
         "5005 left host pid=77|" END,
         VERDICT_ERROR,
         {"error nothing-left host .. but the machine stood still for 60000 ms and more",
          "unseen child-ends cs"}},
        {"an actor that is left fails",
         ONE,
         HOST_BEGUN CS_BEGUN CS_GONE_QUIETLY "5005 left host pid=77|5020 end -",
         VERDICT_FAIL,
         {"fail nothing-left host:connected @5005 host (pid 77) still ran when the run was "
          "over; "
          "its last step was connected"}},
        {"one that left the job is told as such",
         ONE,
         HOST_BEGUN CS_BEGUN CS_GONE_QUIETLY "5005 left host by=outside pid=77|5020 end -",
         VERDICT_FAIL,
         {"fail nothing-left host:connected @5005 host (pid 77) still ran when the run was "
          "over; it left the run's job, so the runner does not end it"}},
        {"one that may stay, and that nobody ends, is a note",
         "parent host is ref_parent\nchild cs is ref_child\nmay stay cs\n",
         HOST_BEGUN CS_BEGUN
         "4990 closing -|5002 exited host|5005 left cs by=outside pid=9|5020 end -",
         VERDICT_PASS,
         {"pass nothing-left cs .. cs (pid 9) still runs: it left the run's job, so the runner "
          "did not end it"}},
        {"so is one that a line hung: the runner lets it run again",
         "parent host is ref_parent\nhang host\n",
         HOST_BEGUN "50 line - line=2|50 struck host hang line=2|51 confirmed host hang line=2|"
                    "4990 closing -|5005 left host by=outside pid=77|5020 end -",
         VERDICT_UNSEEN, /* nothing else is judged in this scene */
         {"unseen nothing-left host .. host (pid 77) still runs"}},
        {"a process that is nobody's fails and is named",
         ONE,
         HOST_BEGUN CS_BEGUN "5005 left - holder.exe pid=1188|" CLOSED,
         VERDICT_FAIL,
         {"fail nothing-left: @5005 process 1188 (holder.exe) still ran when the run was over; "
          "it belongs to no actor of the scenario"}},
        {"with its arguments, which tell more than an image that an actor has, too",
         ONE,
         HOST_BEGUN CS_BEGUN
         "4 started - holder.exe pid=1188 text=\"Z:\\a~b\\holder.exe\"~--old|"
         "5 started - holder.exe pid=1188 text=\"Z:\\a~b\\holder.exe\"~--tool~1|"
         "5005 left - holder.exe pid=1188|5006 left - bare.exe pid=1189|" CLOSED,
         VERDICT_FAIL,
         {"fail nothing-left: @5005 process 1188 (holder.exe --tool 1) still ran when the run",
          "fail nothing-left: @5006 process 1189 (bare.exe) still ran when"}},
        {"the report of a crash is the system's, too",
         ONE,
         HOST_BEGUN CS_BEGUN "5005 left - WerFault.exe pid=1188|" CLOSED,
         VERDICT_PASS,
         {0}},
        {"the system's own process for a console is nobody's",
         ONE,
         HOST_BEGUN CS_BEGUN "5005 left - conhost.exe pid=1188|" CLOSED,
         VERDICT_PASS,
         {0}},
        {"a process outside the job fails on the parent whose family it is of",
         ONE,
         HOST_BEGUN CS_BEGUN CS_GONE_QUIETLY
         "5000 closing -|5002 exited host|5005 escaped host helper.exe by=environment "
         "pid=1188|5020 end -",
         VERDICT_FAIL,
         {"fail nothing-left host .. @5005 process 1188 (helper.exe), which belongs to the "
          "family of host, still ran when the run was over; it is outside the run's job, so "
          "the runner does not end it -- it was started by a service or with another process "
          "as its parent"}},
        {"a child that may stay may do so outside the job, and is not known there",
         "parent host is ref_parent\nchild cs is image helper\nmay stay cs\n",
         HOST_BEGUN
         "4990 closing -|5002 exited host|5005 escaped host helper.exe by=environment "
         "pid=1188|5020 end -",
         VERDICT_UNSEEN,
         {"unseen run cs .. process 1188 (helper.exe) is outside the run's job, so it does not "
          "count as cs; start it without another process as its parent"}},
        {"one of which the family is not known fails, too",
         ONE,
         HOST_BEGUN CS_BEGUN "5005 escaped - helper.exe by=environment pid=1188|" CLOSED,
         VERDICT_FAIL,
         {"fail nothing-left: @5005 process 1188 (helper.exe), which belongs to the run"}},
        {"outside the job, too, the system's own process for a console is nobody's",
         ONE,
         HOST_BEGUN CS_BEGUN "5005 escaped host conhost.exe by=creator pid=1188|" CLOSED,
         VERDICT_PASS,
         {0}},
        {"a process outside the job that is left when the machine stood still says nothing",
         ONE,
         HOST_BEGUN CS_BEGUN CS_GONE_QUIETLY
         "5000 closing -|5001 stall - until=70000|70001 exited host|70005 escaped host "
         "helper.exe by=creator "
         "pid=1188|70020 end -",
         VERDICT_ERROR,
         {"error nothing-left host .. but the machine stood still for 60000 ms and more"}},
        {"where the rule is waived, what is outside the job is left, too",
         ONE "waive nothing-left\n",
         HOST_BEGUN CS_BEGUN "5005 escaped host helper.exe by=environment pid=1188|" CLOSED,
         VERDICT_PASS,
         {0}},
        {"what child-ends told already is not told twice",
         KILL_HOST,
         BEGUN HOST_KILLED VB_ENDS "5900 left cs pid=9|" END,
         VERDICT_FAIL,
         {"fail child-ends cs"}},
        {"a hung actor is the runner's own doing",
         ONE "hang host\n",
         HOST_BEGUN CS_BEGUN
         "90 line - line=4|90 struck host hang line=4|90 confirmed host hang "
         "line=4|4000 closing -|4010 report cs child.ending by=stop|4011 exited cs|5005 left "
         "host|" END,
         VERDICT_PASS,
         {0}},
        {"a waived rule leaves what is left",
         ONE "stop host\nwaive bounded\nwaive nothing-left\n",
         HOST_BEGUN CS_BEGUN CS_GONE_QUIETLY
         "4990 line - line=4|4990 stop host line=4|5005 left host pid=77|5020 end -",
         VERDICT_PASS,
         {0}},

        {"a child that is left fails, where no other rule is to tell of it",
         KILL_HOST "waive child-ends\n",
         BEGUN HOST_KILLED VB_ENDS "5500 left cs pid=9|" END,
         VERDICT_FAIL,
         {"fail nothing-left cs"}},
        {"a handle that is kept with each child fails, and what and how many is told",
         ONE_BY_ONE,
         COUNTED_FROM "300 handles host Event n=3 size=7|300 handles host Thread n=3 size=4|"
                      "300 handles host Process n=3 size=2|" CLOSED_ALONE,
         VERDICT_FAIL,
         {"fail nothing-left host .. @300 host holds 6 more handles at rest #3 than at rest "
          "#1, though it has let all its children go: Event 7 instead of 5, Thread 4 instead "
          "of 2, Process 2 instead of 0 -- for each child that host let go, it kept 1 Event, 1 "
          "Thread, 1 Process"}},
        {"a handle that is kept with one child of two fails, too",
         ONE_BY_ONE,
         COUNTED_FROM
         "300 handles host Event n=3 size=6|300 handles host Thread n=3 size=2|" CLOSED_ALONE,
         VERDICT_FAIL,
         {"fail nothing-left host .. host holds 1 more handle at rest #3 than at rest #1, "
          "though it has let all its children go: Event 6 instead of 5 -- the growth is not "
          "the same for each child"}},
        {"what is made before the first rest and stays is no leak, and less is none",
         ONE_BY_ONE,
         COUNTED_FROM
         "300 handles host Event n=3 size=5|300 handles host Thread n=3 size=1|" CLOSED_ALONE,
         VERDICT_PASS,
         {0}},
        {"what there is more of at a rest between is let go by the last",
         ONE_BY_ONE,
         COUNTED_FROM
         "200 handles host Event n=2 size=9|300 handles host Event n=3 size=5|" CLOSED_ALONE,
         VERDICT_PASS,
         {0}},
        {"the handles of another parent are not this one's",
         ONE_BY_ONE "parent other is ref_parent places 1\n",
         COUNTED_FROM "300 handles host Event n=3 size=5|250 handles other Event n=1 size=5|"
                      "350 handles other Event n=2 size=6|" CLOSED_ALONE,
         VERDICT_FAIL,
         {"fail nothing-left other"}},
        {"one rest of a parent whose children come one by one is unseen",
         ONE_BY_ONE,
         COUNTED_FROM CLOSED_ALONE,
         VERDICT_UNSEEN,
         {"unseen nothing-left host .. cannot tell whether host leaks handles: it must make "
          "the step family.rest after its first child and after its last"}},
        {"and so is none",
         ONE_BY_ONE,
         HOST_BEGUN CLOSED_ALONE,
         VERDICT_UNSEEN,
         {"unseen nothing-left host"}},
        {"of a parent that a fault took nothing was to be seen",
         ONE_BY_ONE "kill host\n",
         COUNTED_FROM "110 line - line=4|110 struck host kill line=4|111 confirmed host kill "
                      "line=4|112 exited host code=9|" END,
         VERDICT_PASS,
         {0}},
        {"where all children run side by side one rest says nothing, and none is asked for",
         "parent host is ref_parent\nchild cs is ref_child\n\nstop host\n",
         COUNTED_FROM
         "3999 started cs|4000 line - line=4|4000 stop host line=4|4010 exited host "
         "code=0|4011 report cs child.ending by=quit|4012 exited cs|" END,
         VERDICT_PASS,
         {0}},
        {"a failed line on an actor tells nothing of what is left",
         KILL_HOST "waive child-ends\nexpect cs exits within 1s\n",
         BEGUN HOST_KILLED VB_ENDS "120 line - line=6|5500 left cs pid=9|" END,
         VERDICT_FAIL,
         {"fail line cs", "fail nothing-left cs"}},
    };
    ALL_HOLD(scenes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_call_that_fails_is_no_excuse),
        cmocka_unit_test(a_parent_continues),
        cmocka_unit_test(a_child_ends),
        cmocka_unit_test(a_watchdog_detects),
        cmocka_unit_test(operations_are_bounded),
        cmocka_unit_test(data_is_true),
        cmocka_unit_test(nobody_else_is_hit),
        cmocka_unit_test(what_was_sent_is_taken),
        cmocka_unit_test(nobody_crashes),
        cmocka_unit_test(a_child_stays),
        cmocka_unit_test(nothing_is_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

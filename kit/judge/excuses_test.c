/*
 * Goal: an excuse that a rule knows excuses what it is for, and nothing similar: not an event
 * of another actor, a later event, or a report by an uninvolved actor. Method: scenes, a table
 * for each rule, mostly in pairs: the excuse, and the similar case.
 */
#include "kit/judge/scene_test.h"

/* cs is killed at 100 ms by line 4. The scene decides what happened to vb before. */
#define VB_STRUCK_BEFORE(fault)                                                                \
    "95 struck vb " fault " by=request.sent line=5|95 confirmed vb " fault " line=5|"
#define VB_GONE_LATER "110 report vb child.ending by=pipe|112 exited vb|"

/* A parent of which nothing is known but its process, and two children with probes. */
#define MUTE_PARENT                                                                            \
    "parent host is \"app.exe\"\nchild cs is ref_child\nchild vb is ref_child\nkill cs\n"      \
    "waive watchdog-detects\n"
#define MUTE_BEGUN                                                                             \
    "0 started host|5 started cs|6 attached cs|8 started vb|9 attached vb|90 line - line=4|"   \
    "100 struck cs kill line=4|101 confirmed cs kill line=4|101 exited cs|"

/* cs begins a wait on its thread 7 just before host is hung by line 4. */
#define HANG_HOST ONE "at host request.received for cs #2 hang host\n"
#define CS_WAITS(deadline)                                                                     \
    HOST_BEGUN CS_BEGUN "99 step cs reply.wait host tid=7 deadline=" deadline "|"              \
                        "100 struck host hang line=4|100 confirmed host hang line=4|"

#define STOPPED_BOTH                                                                           \
    "4000 line - line=4|4000 stop host line=4|4001 report cs child.ending|4002 exited cs|"     \
    "4003 exited host|" END

/* Two children after one another. */
#define ONE_BY_ONE                                                                             \
    "parent host is ref_parent places 1\nchild cs is ref_child\nchild vb is ref_child\n"

static void who_is_served_before_a_strike_is_owed_service(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"a sibling that could not be started, by order, is owed none",
         PAIR "at host section.create for vb fail host with 1450\nat cs request.sent kill cs\n",
         HOST_BEGUN CS_BEGUN
         "50 struck host fail vb by=section.create code=1450 line=4|"
         "50 confirmed host fail vb line=4|51 report host child.unstarted vb code=1450|"
         "100 struck cs kill by=request.sent line=5|101 confirmed cs kill line=5|"
         "101 exited cs|" CS_LOST "106 step host idle.wait|" CS_GONE,
         VERDICT_PASS,
         {0}},
        {"nor one that had said Quit and is about to end",
         KILL_CS,
         BEGUN "95 step vb quit.sent|" CS_KILLED "106 step host idle.wait|"
               "107 report vb child.ending by=quit|108 exited vb|" CS_GONE,
         VERDICT_PASS,
         {0}},
        {"nor one that its parent had given up",
         KILL_CS "waive watchdog-detects\n",
         BEGUN "95 report host child.lost vb by=watchdog|" CS_KILLED
               "106 step host idle.wait|" VB_GONE_LATER CS_GONE,
         VERDICT_PASS,
         {0}},
        {"nor one whose pipe was dropped",
         KILL_CS "at vb request.sent drop vb\n",
         BEGUN VB_STRUCK_BEFORE("drop") CS_KILLED
         "106 step host idle.wait|" VB_GONE_LATER
         "113 report host child.lost vb by=process|" CS_GONE,
         VERDICT_PASS,
         {0}},
        {"nor one that sent a message that was spoiled",
         KILL_CS "at vb request.before corrupt vb\n",
         BEGUN VB_STRUCK_BEFORE("corrupt") CS_KILLED
         "106 step host idle.wait|" VB_GONE_LATER
         "113 report host child.lost vb by=process|" CS_GONE,
         VERDICT_PASS,
         {0}},
    };
    ALL_HOLD(scenes);
}

static void service_is_judged_by_who_can_tell(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"where the parent has no probe, its child's silence counts",
         MUTE_PARENT,
         MUTE_BEGUN "110 step vb request.sent|" CLOSED_WITHOUT_CS,
         VERDICT_FAIL,
         {"fail parent-continues host: @3100 host did not serve vb within 3000 ms"}},
        {"and what was lost of the child's words may have told of the service",
         MUTE_PARENT,
         MUTE_BEGUN "110 step vb request.sent|200 gap vb size=3|" CLOSED_WITHOUT_CS,
         VERDICT_ERROR,
         {"error parent-continues host .. but 3 of vb's facts were lost"}},
        {"a later request that it says it had no answer to fails, too",
         MUTE_PARENT,
         MUTE_BEGUN "110 step vb request.sent|111 step vb reply.received|"
                    "200 step vb request.sent|" CLOSED_WITHOUT_CS,
         VERDICT_FAIL,
         {"fail parent-continues host: @3200 host did not answer a request of vb within 3000 "
          "ms"}},
        {"but not where words of it were lost, which may have told of the answer",
         MUTE_PARENT,
         MUTE_BEGUN "110 step vb request.sent|111 step vb reply.received|"
                    "200 step vb request.sent|300 gap vb size=1|" CLOSED_WITHOUT_CS,
         VERDICT_ERROR,
         {"error parent-continues host: @3200 .. but 1 of vb's facts were lost"}},
        {"a child that asks and is held until later has its answer from then on",
         KILL_CS "hold vb at reply.wait\nrelease vb\n",
         BEGUN CS_KILLED VB_SERVED
         "200 step vb request.sent n=5|201 held vb reply.wait line=5|300 line - line=6|"
         "2000 released vb reply.wait line=5|4900 step vb reply.received n=5|"
         "4900 step host reply.sent vb n=5|" CLOSED_WITHOUT_CS,
         VERDICT_PASS,
         {0}},
        {"but no longer than a window",
         KILL_CS "hold vb at reply.wait\nrelease vb\nwindow parent-continues 1s\n",
         BEGUN CS_KILLED VB_SERVED
         "200 step vb request.sent n=5|201 held vb reply.wait line=5|300 line - line=6|"
         "2000 released vb reply.wait line=5|" CLOSED_WITHOUT_CS,
         VERDICT_FAIL,
         {"fail parent-continues host .. @3000 host did not answer a request of vb"}},
    };
    ALL_HOLD(scenes);
}

/* The children are told to make 3 requests; vb says Quit after the strike, or its parent says
 * so. */
#define TOLD_THREE KILL_CS "requests 3\n"

static void a_quit_ends_what_is_owed_if_nothing_was_asked(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"of a child without a probe nobody knows what it had asked for",
         TOLD_THREE,
         HOST_BEGUN CS_BEGUN
         "8 step host child.started vb|8 started vb|" CS_KILLED
         "106 step host idle.wait|110 report host child.quit vb|111 exited vb|" CS_GONE,
         VERDICT_UNSEEN,
         {"unseen parent-continues host .. cannot tell whether host serves vb: vb said Quit"}},
        {"one that was asked to stop before it says Quit was not served for that",
         TOLD_THREE "stop vb\n",
         BEGUN CS_KILLED "110 line - line=6|110 stop vb line=6|120 step vb quit.sent|"
                         "121 report vb child.ending by=quit|122 exited vb|" CS_GONE,
         VERDICT_UNSEEN,
         {"unseen parent-continues host .. vb was asked to stop (line 6) 10 ms after cs"}},
        {"a request that is open as it says Quit was not served",
         TOLD_THREE,
         BEGUN CS_KILLED
         "106 step host idle.wait|107 step vb request.sent n=1|108 step vb request.sent n=2|"
         "109 step vb request.sent n=3|110 step vb quit.sent|"
         "111 report vb child.ending by=quit|112 exited vb|113 report host child.quit "
         "vb|" CS_GONE,
         VERDICT_UNSEEN,
         {"unseen parent-continues host .. cannot tell whether host serves vb: vb said Quit"}},
    };
    ALL_HOLD(scenes);
}

/* vb waits for its tick as cs is killed. */
#define VB_IDLE(at, deadline) at " step vb idle.wait deadline=" deadline "|"

static void a_tick_moves_the_window_only_while_it_lasts(void **state)
{
    (void)state;
    static const char *const not_served[] = {
        "fail parent-continues host .. @3100 host did not serve vb within 3000 ms"};
    const struct scene scenes[] = {
        {"one that is over by the strike does not",
         KILL_CS "waive bounded\n",
         BEGUN VB_IDLE("50", "20") CS_KILLED CLOSED_WITHOUT_CS,
         VERDICT_FAIL,
         {not_served[0]}},
        {"a wait that declares nothing has no tick",
         KILL_CS,
         BEGUN VB_IDLE("99", "0") CS_KILLED CLOSED_WITHOUT_CS,
         VERDICT_FAIL,
         {not_served[0]}},
        {"nor has one without an end",
         KILL_CS "waive bounded\n",
         BEGUN VB_IDLE("99", "4294967295") CS_KILLED CLOSED_WITHOUT_CS,
         VERDICT_FAIL,
         {not_served[0]}},
    };
    ALL_HOLD(scenes);
}

/* host and cs are one family, other and vb another; vb is not asked for anything. */
#define FAMILIES                                                                               \
    "parent host is ref_parent\nchild cs is ref_child\nparent other is ref_parent\n"           \
    "child vb is ref_child\n"
#define FAMILIES_BEGUN                                                                         \
    HOST_BEGUN CS_BEGUN                                                                        \
        "1 started other|2 attached other|5 started vb|6 attached vb|7 step vb connected|"
#define OTHER_CLOSED                                                                           \
    "5000 closing -|5001 stop other|5003 exited other|5003 report vb child.ending by=pipe|"    \
    "5004 exited vb|5020 end -"

static void a_parent_that_was_delayed_leaves_its_own_children_alone(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"another's child is not left behind by it",
         FAMILIES "at host idle.wait delay host by 10ms\nwaive nobody-else\n",
         FAMILIES_BEGUN "50 report cs child.ending by=quit|51 exited cs|"
                        "52 report host child.quit cs|100 struck host delay line=5|"
                        "110 confirmed host delay line=5|200 exited host|" OTHER_CLOSED,
         VERDICT_PASS,
         {0}},
        {"its own is",
         ONE "at host idle.wait delay host by 10ms\n",
         HOST_BEGUN CS_BEGUN "100 struck host delay line=4|110 confirmed host delay line=4|"
                             "200 exited host|201 report cs child.ending by=pipe|"
                             "202 exited cs|" END,
         VERDICT_FAIL,
         {"fail parent-continues host:connected @200 host ended (exit code 0) 100 ms after "
          "host was "
          "delayed"}},
    };
    ALL_HOLD(scenes);
}

/* Seventeen threads of cs, each at one step, as it ends. */
#define STEPS_OF_16                                                                            \
    "111 step cs idle.wait tid=1|111 step cs idle.wait tid=2|111 step cs idle.wait tid=3|"     \
    "111 step cs idle.wait tid=4|111 step cs idle.wait tid=5|111 step cs idle.wait tid=6|"     \
    "111 step cs idle.wait tid=8|111 step cs idle.wait tid=9|111 step cs idle.wait tid=10|"    \
    "111 step cs idle.wait tid=11|111 step cs idle.wait tid=12|111 step cs idle.wait tid=13|"  \
    "111 step cs idle.wait tid=14|111 step cs idle.wait tid=15|111 step cs idle.wait tid=16|"  \
    "111 step cs idle.wait tid=17|"

static void a_child_ends_by_its_last_word(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"a child that looks at the process and stays waits and is not told",
         KILL_HOST,
         BEGUN HOST_KILLED VB_ENDS "200 step cs idle.wait|201 step cs watchdog.looks|" END,
         VERDICT_FAIL,
         {"fail child-ends cs:watchdog.looks .. cs still runs 5900 ms after host was killed "
          "(line 4); it must end within 3000 ms"}},
        {"each of many threads may be at a step as one says that it ends",
         KILL_HOST,
         BEGUN HOST_KILLED VB_ENDS "110 report cs child.ending by=pipe tid=7|" STEPS_OF_16
                                   "112 exited cs|" END,
         VERDICT_PASS,
         {0}},
        {"but none may make two, also where not all threads were noted",
         KILL_HOST,
         BEGUN HOST_KILLED VB_ENDS "110 report cs child.ending by=pipe tid=7|" STEPS_OF_16
                                   "112 step cs idle.wait tid=16|113 exited cs|" END,
         VERDICT_FAIL,
         {"fail child-ends cs:idle.wait @112 cs said child.ending and went on"}},
    };
    ALL_HOLD(scenes);
}

static void a_way_to_notice_is_excused_by_what_parted_them_before(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"after a drop the pipe may be how the parent notices, whatever it was told",
         WATCHED("watchdog") "at cs request.sent #1 drop cs\n",
         HOST_BEGUN CS_BEGUN "90 struck cs drop line=5|90 confirmed cs drop line=5|" CS_STRUCK
                             "105 report host child.lost cs by=pipe|" CS_GONE,
         VERDICT_PASS,
         {0}},
        {"a drop that comes later excuses nothing",
         WATCHED("watchdog") "at cs request.sent #9 drop cs\n",
         HOST_BEGUN CS_BEGUN CS_STRUCK
         "105 report host child.lost cs by=pipe|"
         "200 struck cs drop line=5|200 confirmed cs drop line=5|" CS_GONE,
         VERDICT_FAIL,
         {"fail watchdog-detects host .. @105 host reported cs lost by pipe; it must notice by "
          "watchdog alone"}},
        {"a parent that does not say how it noticed has not noticed so",
         WATCHED("watchdog"),
         HOST_BEGUN CS_BEGUN CS_STRUCK "110 report host child.lost cs|" CS_GONE,
         VERDICT_FAIL,
         {"fail watchdog-detects host .. host reported cs lost by nothing; it must notice by"}},
        {"a program known by its image may not have the step of a Quit",
         "parent host is ref_parent\nchild cs is image cs.exe\n\nat cs request.sent drop cs\n",
         HOST_BEGUN CS_BEGUN "100 struck cs drop line=4|100 confirmed cs drop line=4|"
                             "104 report cs child.ending by=pipe|105 report host child.quit "
                             "cs|107 exited cs|" CS_GONE,
         VERDICT_PASS,
         {0}},
        {"a child that ends by a loss later than its parent says that it said Quit said none",
         ONE "at cs request.sent #3 drop cs\n",
         HOST_BEGUN CS_BEGUN "100 struck cs drop line=4|100 confirmed cs drop line=4|"
                             "105 report host child.quit cs|108 report cs child.ending by=pipe|"
                             "109 exited cs|" CS_GONE,
         VERDICT_FAIL,
         {"fail watchdog-detects host .. @105 host reported that cs said Quit, but cs never "
          "did"}},
        {"unless a word of it was lost until then",
         ONE "at cs request.sent #3 drop cs\n",
         HOST_BEGUN CS_BEGUN "100 struck cs drop line=4|100 confirmed cs drop line=4|"
                             "105 report host child.quit cs|106 step cs idle.wait|"
                             "107 gap cs size=1|"
                             "108 report cs child.ending by=pipe|109 exited cs|" CS_GONE,
         VERDICT_ERROR,
         {"error watchdog-detects host .. it ended by pipe; but 1 of cs's facts were lost"}},
    };
    ALL_HOLD(scenes);
}

static void a_wait_that_is_held_to_the_end_is_not_unseen(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"a wait that the limit cuts off is unseen",
         HANG_HOST "waive child-ends\n",
         CS_WAITS("1000") "900 limit -|900 ended host hung|901 exited host|910 end -",
         VERDICT_UNSEEN,
         {"unseen bounded cs .. cannot tell whether cs ends its wait"}},
        {"but not one in which the actor stands still by order",
         HANG_HOST "hold cs at idle.wait\nwaive child-ends\n",
         CS_WAITS("1000") "850 held cs idle.wait line=5|900 limit -|900 ended host hung|"
                          "901 exited host|910 end -",
         VERDICT_PASS,
         {0}},
    };
    ALL_HOLD(scenes);
}

#define CS_SENDS "100 step cs request.sent host seq=7 size=112 sum=aa|"

static void only_what_both_sides_tell_is_compared(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"what the sender left out cannot differ",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN
         "100 step cs request.sent host seq=7|"
         "101 step host request.received cs seq=7 size=112 sum=ab|" STOPPED_BOTH,
         VERDICT_PASS,
         {0}},
        {"a size differs, where no checksum is told",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN "100 step cs request.sent host seq=7 size=112|"
                             "101 step host request.received cs seq=7 size=96|" STOPPED_BOTH,
         VERDICT_FAIL,
         {"fail data-true host:request.received @101"}},
        {"a step that hands over no message is none, whatever its number",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN CS_SENDS
         "101 step host idle.wait cs seq=7 size=96 sum=ab|" STOPPED_BOTH,
         VERDICT_PASS,
         {0}},
        {"nor is a report of that name",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN CS_SENDS
         "101 report host request.received cs seq=7 size=96 sum=ab|" STOPPED_BOTH,
         VERDICT_PASS,
         {0}},
        {"who does not say of whom it took something tells of nobody's",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN CS_SENDS
         "101 step host request.received seq=7 size=96 sum=ab|" STOPPED_BOTH,
         VERDICT_PASS,
         {0}},
        {"nor can a parent tell of another's child",
         FAMILIES "stop host\nwaive nobody-else\n",
         FAMILIES_BEGUN CS_SENDS
         "101 step other request.received cs seq=7 size=96 sum=ab|4000 line - line=5|"
         "4000 stop host line=5|4001 report cs child.ending|4002 exited cs|4003 exited "
         "host|" OTHER_CLOSED,
         VERDICT_PASS,
         {0}},
        {"nor a child take what it sends, or a parent send what it takes",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN
         "98 step host request.sent cs seq=7 size=96 sum=ac|"
         "99 step cs request.received seq=7 size=96 sum=ab|" CS_SENDS
         "101 step host request.received cs seq=7 size=112 sum=aa|" STOPPED_BOTH,
         VERDICT_PASS,
         {0}},
    };
    ALL_HOLD(scenes);
}

#define ENDS_AT_A_STOP "4000 line - line=5|4001 stop host line=5|4010 exited host code=0|" END

static void a_message_is_owed_if_it_was_sent_before_the_quit(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"a first message that is never taken fails as well as a third",
         PAIR "stop host\n",
         BEGUN "50 step vb request.sent host seq=1|51 step host request.received vb seq=1|"
               "54 step cs request.sent host seq=1|55 step cs quit.sent|"
               "56 report cs child.ending by=quit|57 exited cs|58 report host child.quit cs|"
               "4000 line - line=4|4001 stop host line=4|4002 report vb child.ending by=pipe|"
               "4003 exited vb|4010 exited host|" END,
         VERDICT_FAIL,
         {"fail data-true host .. cs sent message 1 (request.sent) before it said Quit, but "
          "host took none after message 0 within 1000 ms after cs ended"}},
        {"what is sent after the Quit is owed to nobody",
         PAIR "stop host\n",
         BEGUN "50 step vb request.sent host seq=1|51 step host request.received vb seq=1|"
               "54 step cs quit.sent|55 step cs request.sent host seq=1|"
               "56 report cs child.ending by=quit|57 exited cs|58 report host child.quit cs|"
               "4000 line - line=4|4001 stop host line=4|4002 report vb child.ending by=pipe|"
               "4003 exited vb|4010 exited host|" END,
         VERDICT_PASS,
         {0}},
        {"a number that goes back makes nothing untaken of what was taken",
         ONE "\nstop host\n",
         HOST_BEGUN CS_BEGUN
         "50 step cs request.sent host seq=1|51 step cs request.sent host seq=2|"
         "52 step host request.received cs seq=2|53 step host request.received cs seq=1|"
         "55 step cs quit.sent|56 report cs child.ending by=quit|57 exited cs|"
         "58 report host child.quit cs|" ENDS_AT_A_STOP,
         VERDICT_PASS,
         {0}},
    };
    ALL_HOLD(scenes);
}

/* cs is killed at 100 ms by line 5, and vb goes on. */
#define KILL_FAMILY FAMILIES "at cs request.sent #3 kill cs\nwaive bounded\n"
#define CS_OF_FAMILY_STRUCK                                                                    \
    "100 struck cs kill line=5|101 confirmed cs kill line=5|101 exited cs|"                    \
    "105 report host child.lost cs by=process|"
#define BOTH_CLOSED                                                                            \
    "5000 closing -|5001 stop host|5001 stop other|5002 exited host|5003 exited other|"        \
    "5003 report vb child.ending by=pipe|5004 exited vb|5020 end -"

/* The same, and xx is another child of other's. */
#define THREE_FAMILIES                                                                         \
    FAMILIES "child xx is ref_child\nat cs request.sent #3 kill cs\nwaive bounded\n"
#define THREE_FAMILIES_BEGUN                                                                   \
    FAMILIES_BEGUN                                                                             \
    "5 started xx|6 attached xx|7 step xx connected|90 step other idle.wait deadline=20|"      \
    "100 struck cs kill line=6|101 confirmed cs kill line=6|101 exited cs|"                    \
    "105 report host child.lost cs by=process|"
#define GOES(child, at)                                                                        \
    at " step " child " quit.sent|" at " report " child " child.ending by=quit|" at            \
       " exited " child "|"
#define BOTH_PARENTS_CLOSED                                                                    \
    "5000 closing -|5001 stop host|5001 stop other|5002 exited host|5003 exited other|"        \
    "5020 end -"

static void a_bystander_owes_what_it_did_before(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"one that says that it waits without an end must go on as it did",
         KILL_FAMILY "step tap\n",
         FAMILIES_BEGUN
         "300 step vb tap deadline=4294967295|700 step vb tap deadline=4294967295|"
         "1007 step vb tap deadline=4294967295|1100 struck cs kill line=5|"
         "1101 confirmed cs kill line=5|1101 exited cs|1102 report host child.lost cs "
         "by=process|" BOTH_CLOSED,
         VERDICT_FAIL,
         {"fail nobody-else vb:tap @2100 vb made no step within 1000 ms"}},
        {"one that says that it waits for days owes no step",
         KILL_FAMILY "step tap\n",
         FAMILIES_BEGUN "90 step vb tap deadline=4294967294|" CS_OF_FAMILY_STRUCK BOTH_CLOSED,
         VERDICT_PASS,
         {0}},
        {"an end at the very instant of the strike is no consequence of it",
         KILL_FAMILY,
         FAMILIES_BEGUN "99 step other idle.wait vb|" CS_OF_FAMILY_STRUCK
                        "100 exited other code=1|101 report vb child.ending by=pipe|"
                        "102 exited vb|5000 closing -|5001 stop host|5002 exited host|" END,
         VERDICT_PASS,
         {0}},
        {"who was told of already for one span is not told of for the next",
         KILL_FAMILY "kill host\nstep tap\nwaive child-ends\n",
         FAMILIES_BEGUN
         "90 step vb tap deadline=20|" CS_OF_FAMILY_STRUCK
         "1121 step vb tap deadline=20|2010 line - line=7|2010 struck host kill line=7|"
         "2011 confirmed host kill line=7|2011 exited host|5000 closing -|5001 stop other|"
         "5003 exited other|5004 ended vb|5005 exited vb|5020 end -",
         VERDICT_FAIL,
         {"fail nobody-else vb:tap @1120"}},
        {"a parent has steps to make as long as it has one of its children",
         FAMILIES "child xx is ref_child\nat cs request.sent #3 kill cs\nwaive bounded\n",
         FAMILIES_BEGUN
         "5 started xx|6 attached xx|7 step xx connected|60 step vb quit.sent|"
         "61 report vb child.ending by=quit|62 exited vb|63 report other child.quit vb|"
         "90 step other idle.wait deadline=20|100 struck cs kill line=6|"
         "101 confirmed cs kill line=6|101 exited cs|105 report host child.lost cs by=process|"
         "5000 closing -|5001 stop host|5001 stop other|5002 exited host|5003 exited other|"
         "5003 report xx child.ending by=pipe|5004 exited xx|5020 end -",
         VERDICT_FAIL,
         {"fail nobody-else other:idle.wait @1120"}},
        {"and none once the last has gone",
         THREE_FAMILIES,
         THREE_FAMILIES_BEGUN GOES("xx", "110") GOES("vb", "120") BOTH_PARENTS_CLOSED,
         VERDICT_PASS,
         {0}},
        {"which is the one that went last",
         THREE_FAMILIES,
         THREE_FAMILIES_BEGUN GOES("xx", "110") GOES("vb", "1130") BOTH_PARENTS_CLOSED,
         VERDICT_FAIL,
         {"fail nobody-else other:idle.wait @1120"}},
        {"and not the one that stands last in the scenario",
         THREE_FAMILIES,
         THREE_FAMILIES_BEGUN GOES("xx", "1130") GOES("vb", "110") BOTH_PARENTS_CLOSED,
         VERDICT_FAIL,
         {"fail nobody-else other:idle.wait @1120"}},
    };
    ALL_HOLD(scenes);
}

#define STOPPED_AT_4951(code)                                                                  \
    "4950 line - line=4|4951 stop host line=4|4960 exited host code=" code "|" END

static void a_crash_is_excused_by_the_line_that_ordered_it(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"a line that expects another actor's exit with this code orders none",
         ONE "stop host\nexpect cs exits 0xC0000005 within 5s\nwaive nothing-left\n",
         HOST_BEGUN CS_BEGUN
         "4900 step cs quit.sent|4901 report cs child.ending by=quit|"
         "4950 line - line=4|4951 stop host line=4|4952 line - line=5|"
         "4953 exited cs code=0xC0000005|4960 exited host code=0xC0000005|" END,
         VERDICT_FAIL,
         {"fail no-crash host"}},
        {"nor one that expects another code",
         ONE "stop host\nexpect host exits 0xC0000409 within 5s\n",
         HOST_BEGUN CS_BEGUN CS_GONE_QUIETLY
         "4950 line - line=4|4951 stop host line=4|4952 line - line=5|"
         "4960 exited host code=0xC0000005|" END,
         VERDICT_FAIL,
         {"fail line host .. host exited with code 0xC0000005, expected 0xC0000409",
          "fail no-crash host"}},
        {"nor a crash that a line ordered only later",
         ONE "at cs request.sent crash cs\nwaive child-stays\nwaive watchdog-detects\n",
         HOST_BEGUN CS_BEGUN
         "99 exited cs code=0xC0000005|100 struck cs crash line=4|"
         "101 confirmed cs crash line=4|105 report host child.lost cs|" CS_GONE,
         VERDICT_FAIL,
         {"fail no-crash cs"}},
    };
    ALL_HOLD(scenes);
}

/* A second parent whose handles are counted at the same instants. */
#define TWO_COUNTED                                                                            \
    "parent host is ref_parent places 1\nchild cs is ref_child\nchild vb is ref_child\n"       \
    "parent other is ref_parent\n"
#define COUNTED                                                                                \
    HOST_BEGUN "100 handles host Event n=1 size=5|100 handles other Event n=1 size=9|"         \
               "100 handles other Thread n=1 size=9|100 handles host Thread n=1 size=2|"

static void the_handles_of_a_rest_are_its_own(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"a parent that was counted at the same instant is another",
         TWO_COUNTED,
         COUNTED "300 handles host Event n=3 size=5|300 handles other Key n=1 size=9|"
                 "300 handles host Thread n=3 size=3|" CLOSED_ALONE,
         VERDICT_FAIL,
         {"fail nothing-left host .. host holds 1 more handle at rest #3 than at rest #1, "
          "though it has let all its children go: Thread 3 instead of 2"}},
        {"and another number is another rest",
         TWO_COUNTED,
         COUNTED "100 handles host Key n=2 size=1|300 handles host Event n=3 size=5|"
                 "300 handles host Key n=3 size=1|" CLOSED_ALONE,
         VERDICT_FAIL,
         {"fail nothing-left host .. host holds 1 more handle at rest #3 than at rest #1, "
          "though it has let all its children go: Key 1 instead of 0"}},
        {"a parent that was hung did not rest since it could not",
         ONE_BY_ONE "hang host\nwaive child-ends\n",
         HOST_BEGUN "110 line - line=4|110 struck host hang line=4|111 confirmed host hang "
                    "line=4|4500 closing -|4501 ended host hung|4502 exited host|" END,
         VERDICT_PASS,
         {0}},
        {"of one of which another rule knows nothing for certain that is told alone",
         ONE_BY_ONE "at cs request.sent #3 kill cs\n",
         BEGUN CS_KILLED "200 gap host size=3|" CLOSED_WITHOUT_CS,
         VERDICT_ERROR,
         {"error parent-continues host .. but 3 of host's facts were lost"}},
        {"where something stood in the way that is told alone",
         ONE_BY_ONE,
         HOST_BEGUN "50 trouble - text=no-disk|" CLOSED_ALONE,
         VERDICT_ERROR,
         {"error run: @50 no-disk"}},
    };
    ALL_HOLD(scenes);
}

/* The parent says something of a child, and that one ends since its parent, it says, is dead.
 */
#define SAYS_AND_CS_LEAVES(word)                                                               \
    BEGUN "90 report host " word                                                               \
          "|100 report cs child.ending by=process|101 exited cs code=0|"                       \
          "4950 line - line=4|4951 stop host line=4|4952 report vb child.ending by=pipe|"      \
          "4953 exited vb|4960 exited host|" END
#define MAY_LEAVE PAIR "stop host\nwaive watchdog-detects\n"

static void a_child_may_leave_a_parent_that_gave_it_up(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"one that says that the child broke the protocol gave it up",
         MAY_LEAVE,
         SAYS_AND_CS_LEAVES("violation cs"),
         VERDICT_PASS,
         {0}},
        {"so does one that says that it is silent",
         MAY_LEAVE,
         SAYS_AND_CS_LEAVES("peer.silent cs"),
         VERDICT_PASS,
         {0}},
        {"but not one that says so of another",
         MAY_LEAVE,
         SAYS_AND_CS_LEAVES("violation vb"),
         VERDICT_FAIL,
         {"fail child-stays cs"}},
        {"a child that names no loss of its own claims none",
         MAY_LEAVE,
         BEGUN "100 report cs child.ending by=all|101 exited cs code=0|4950 line - line=4|"
               "4951 stop host line=4|4952 report vb child.ending by=pipe|4953 exited vb|"
               "4960 exited host|" END,
         VERDICT_PASS,
         {0}},
        {"a sibling that is struck only later is no reason",
         PAIR "at vb request.sent kill vb\nwaive watchdog-detects\nwaive parent-continues\n",
         BEGUN
         "100 report cs child.ending by=pipe|101 exited cs|"
         "102 report host child.lost cs by=pipe|200 struck vb kill line=4|"
         "201 confirmed vb kill line=4|201 exited vb|202 report host child.lost vb|" CS_GONE,
         VERDICT_FAIL,
         {"fail child-stays cs"}},
    };
    ALL_HOLD(scenes);
}

/* The children are told to make three requests each, and the rules are quiet. */
#define THREE_OF(child, at)                                                                    \
    at " step " child " request.sent n=1|" at " step " child " request.sent n=2|" at           \
       " step " child " request.sent n=3|"

static void requests_are_owed_until_something_was_done(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"a program known by its image is told nothing, and owes none",
         "parent host is ref_parent\nchild cs is image cs.exe\nchild vb is ref_child\n"
         "requests 3\n" QUIET,
         BEGUN THREE_OF("vb", "60")
             GOES("vb", "61") "100 report cs child.ending by=quit|101 exited cs|5000 closing "
                              "-|5001 stop host|5010 exited host|5020 end -",
         VERDICT_PASS,
         {0}},
        {"a drop that names no child concerns all of them",
         ONE "at host reply.sent drop host\nrequests 3\n" QUIET,
         HOST_BEGUN CS_BEGUN "100 struck host drop by=reply.sent line=4|"
                             "100 confirmed host drop line=4|"
                             "101 report cs child.ending by=pipe|102 exited cs|" CS_GONE,
         VERDICT_PASS,
         {0}},
        {"of a child without a probe nobody counts the requests",
         ONE "requests 3\n" QUIET,
         HOST_BEGUN "5 step host child.started cs|5 started cs|60 report host child.quit cs|"
                    "61 exited cs|" CS_GONE,
         VERDICT_PASS,
         {0}},
        {"a Quit after a stop came too late to count",
         ONE "stop host\nrequests 3\n" QUIET,
         HOST_BEGUN CS_BEGUN "100 line - line=4|100 stop host line=4|110 step cs quit.sent|"
                             "111 report cs child.ending by=quit|112 exited cs|"
                             "113 exited host|" END,
         VERDICT_PASS,
         {0}},
    };
    ALL_HOLD(scenes);
}

/* Words of cs that are lost between its last word before the gap and the gap itself. */
static void a_gap_hides_only_what_can_lie_in_it(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"of an actor that has said nothing yet all can have been lost",
         ONE "expect host reaches idle.wait within 90ms\n"
             "expect cs reaches request.sent within 50ms\n" QUIET,
         HOST_BEGUN "5 started cs|6 attached cs|50 line - line=4|51 step host idle.wait|"
                    "55 line - line=5|90 gap cs size=1|" END,
         VERDICT_ERROR,
         {"error line cs .. but 1 of cs's facts were lost in that time"}},
        {"a gap that says no number is of one word",
         ONE "expect cs reaches request.sent within 50ms\n" QUIET,
         HOST_BEGUN CS_BEGUN "50 line - line=4|90 gap cs|" END,
         VERDICT_ERROR,
         {"error line cs .. but 1 of cs's facts were lost in that time"}},
        {"what came after the window was lost after it, where a word stands between",
         ONE "expect cs reaches request.sent within 50ms\nwaive child-ends cs\n" QUIET,
         HOST_BEGUN CS_BEGUN "50 line - line=4|110 step cs idle.wait|150 gap cs size=1|" END,
         VERDICT_FAIL,
         {"fail line cs .. expected cs to reach request.sent"}},
    };
    ALL_HOLD(scenes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_is_served_before_a_strike_is_owed_service),
        cmocka_unit_test(service_is_judged_by_who_can_tell),
        cmocka_unit_test(a_quit_ends_what_is_owed_if_nothing_was_asked),
        cmocka_unit_test(a_tick_moves_the_window_only_while_it_lasts),
        cmocka_unit_test(a_parent_that_was_delayed_leaves_its_own_children_alone),
        cmocka_unit_test(a_child_ends_by_its_last_word),
        cmocka_unit_test(a_way_to_notice_is_excused_by_what_parted_them_before),
        cmocka_unit_test(a_wait_that_is_held_to_the_end_is_not_unseen),
        cmocka_unit_test(only_what_both_sides_tell_is_compared),
        cmocka_unit_test(a_message_is_owed_if_it_was_sent_before_the_quit),
        cmocka_unit_test(a_bystander_owes_what_it_did_before),
        cmocka_unit_test(a_crash_is_excused_by_the_line_that_ordered_it),
        cmocka_unit_test(the_handles_of_a_rest_are_its_own),
        cmocka_unit_test(a_child_may_leave_a_parent_that_gave_it_up),
        cmocka_unit_test(requests_are_owed_until_something_was_done),
        cmocka_unit_test(a_gap_hides_only_what_can_lie_in_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * Goal: a program that says what is not so, or says less than it did, does not pass by it.
 * Method: scenes, each a try; docs/hunt.md tells of all of them, also of those that are known
 * elsewhere or that no judge can see.
 */
#include "kit/judge/scene_test.h"

#define STOPPED "4950 line - line=4|4951 stop host line=4|4960 exited host|" END

/* host is stopped by line 4; cs goes with it, by its Quit. */
#define STOPPED_BOTH                                                                           \
    "4950 line - line=4|4951 stop host line=4|4952 step host quit.sent cs|"                    \
    "4953 report cs child.ending by=quit|4954 exited cs|4960 exited host|" END

static void who_said_that_it_ends_must_end(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"a child that says it early and works on in silence has not ended",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN "100 report cs child.ending by=quit|"
                             "4950 line - line=4|4951 stop host line=4|4960 exited host|"
                             "4961 exited cs|" END,
         VERDICT_FAIL,
         {"fail child-ends cs:child.ending @3100 cs ended too late, 4861 ms after cs said that "
          "it "
          "ends; it must end within 3000 ms"}},
        {"not by the end of its parent, either, which comes much later",
         KILL_HOST,
         BEGUN "50 report cs child.ending by=quit|4000 step host reply.sent cs n=2|"
               "4000 struck host kill by=reply.sent line=4|4001 confirmed host kill line=4|"
               "4001 exited host code=9|4002 exited cs|4002 report vb child.ending by=pipe|"
               "4003 exited vb|" END,
         VERDICT_FAIL,
         {"fail child-ends cs"}},
        {"one that ends within the window has told the truth",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN "100 step cs quit.sent|101 report cs child.ending by=quit|"
                             "3000 exited cs|" STOPPED,
         VERDICT_PASS,
         {0}},
        {"one that is held there has the time until it is let go",
         ONE "hold cs at child.ending\nwaive parent-continues\nwaive bounded\n",
         HOST_BEGUN CS_BEGUN
         "100 step cs quit.sent|101 report cs child.ending by=quit|101 held cs child.ending "
         "line=4|4000 released cs child.ending line=4|4100 exited cs|5000 closing -|"
         "5001 stop host|5010 exited host|" END,
         VERDICT_PASS,
         {0}},
        {"one that the runner ends is told of by what the runner waited for",
         ONE "stop host\nwaive bounded\nwaive nothing-left\n",
         HOST_BEGUN CS_BEGUN "4900 report cs child.ending by=quit|4950 line - line=4|"
                             "4951 stop host line=4|4952 ended cs|4953 exited cs|"
                             "4960 exited host|" END,
         VERDICT_PASS,
         {0}},
    };
    ALL_HOLD(scenes);
}

static void a_quit_that_nobody_said_excuses_nobody(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"a parent that calls a child gone that asks on owes it service all the same",
         KILL_CS,
         BEGUN "50 report host child.quit vb|" CS_KILLED
               "110 step vb request.sent n=5|4000 step vb request.sent n=6|" CLOSED_WITHOUT_CS,
         VERDICT_FAIL,
         {"fail watchdog-detects host:child.quit @50 host reported that vb said Quit, but vb "
          "never did: it went on to request.sent"}},
        {"so it does where it says so only when the other is lost",
         KILL_CS,
         BEGUN CS_KILLED "106 report host child.quit vb|110 step vb request.sent n=5|"
                         "4000 step vb request.sent n=6|" CLOSED_WITHOUT_CS,
         VERDICT_FAIL,
         {"fail watchdog-detects host"}},
        {"a child of the kit's that ended without any word did not say Quit",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN "100 exited cs code=5|105 report host child.quit cs|" STOPPED,
         VERDICT_FAIL,
         {"fail watchdog-detects host:child.quit @105 host reported that cs said Quit, but cs "
          "never did: it ended without child.ending"}},
        {"one that said it did, whatever its code",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN
         "99 step cs quit.sent|100 exited cs code=5|105 report host child.quit cs|" STOPPED,
         VERDICT_PASS,
         {0}},
        {"a program of the user's own may say it without the step",
         "parent host is ref_parent\nchild cs is \"mine.exe\"\n\nstop host\n",
         HOST_BEGUN CS_BEGUN "100 exited cs code=5|105 report host child.quit cs|" STOPPED,
         VERDICT_PASS,
         {0}},
        {"and may go on after it, in another session",
         "parent host is ref_parent\nchild cs is \"mine.exe\"\n\nstop host\n",
         HOST_BEGUN CS_BEGUN "100 report host child.quit cs|110 step cs request.sent|"
                             "120 step host reply.sent cs|" STOPPED_BOTH,
         VERDICT_PASS,
         {0}},
        {"where words of the child were lost, nobody knows",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN
         "90 gap cs size=2|100 exited cs code=5|105 report host child.quit cs|" STOPPED,
         VERDICT_ERROR,
         {"error watchdog-detects host .. but 2 of cs's facts were lost"}},
        {"a child that leaves and claims a Quit that its parent never said is no quitter",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN "100 report cs child.ending by=quit|101 exited cs|"
                             "103 report host child.lost cs by=pipe|" STOPPED,
         VERDICT_FAIL,
         {"fail child-stays cs:child.ending @100 cs ended and said that host had said Quit; "
          "but host said no Quit and reported cs lost"}},
        {"one whose parent did say it is",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN "99 step host quit.sent cs|100 report cs child.ending by=quit|"
                             "101 exited cs|103 report host child.lost cs by=pipe|" STOPPED,
         VERDICT_PASS,
         {0}},
        {"a parent of the user's own may say it without the step",
         "parent host is \"mine.exe\"\nchild cs is ref_child\n\nstop host\n",
         HOST_BEGUN CS_BEGUN "100 report cs child.ending by=quit|101 exited cs|"
                             "103 report host child.lost cs by=pipe|" STOPPED,
         VERDICT_PASS,
         {0}},
    };
    ALL_HOLD(scenes);
}

static void what_was_never_sent_is_not_delivered(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"a receiver that tells of a number that its sender never comes to",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN "100 step cs request.sent seq=1 sum=a|"
                             "101 step host request.received cs seq=1 sum=a|"
                             "102 step host request.received cs seq=107 sum=b|" STOPPED_BOTH,
         VERDICT_FAIL,
         {"fail data-true host:request.received @102 host took message 107 (request.received), "
          "but cs never sent it: the last message that cs sent is 1, and 1000 ms later there "
          "is "
          "no other"}},
        {"a sender that is killed between its call and its word has sent it",
         ONE "at cs request.sent #3 kill cs\n",
         HOST_BEGUN CS_BEGUN "90 step cs request.sent seq=1 sum=a|"
                             "91 step host request.received cs seq=1 sum=a|"
                             "99 step host request.received cs seq=2 sum=b|" CS_KILLED CS_GONE,
         VERDICT_PASS,
         {0}},
        {"one that is slow to tell has sent it",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN "100 step cs request.sent seq=1 sum=a|"
                             "101 step host request.received cs seq=1 sum=a|"
                             "102 step host request.received cs seq=2 sum=b|"
                             "900 step cs request.sent seq=2 sum=b|" STOPPED_BOTH,
         VERDICT_PASS,
         {0}},
        {"one whose thread is not back from its call may have sent the next one",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN
         "100 step cs request.sent seq=1 sum=a tid=7|"
         "101 step host request.received cs seq=1 sum=a|110 step cs idle.wait tid=8|"
         "102 step host request.received cs seq=2 sum=b|" STOPPED_BOTH,
         VERDICT_PASS,
         {0}},
        {"one whose thread has said something else since has not",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN
         "100 step cs request.sent seq=1 sum=a tid=7|"
         "101 step host request.received cs seq=1 sum=a|110 step cs idle.wait tid=7|"
         "102 step host request.received cs seq=2 sum=b|" STOPPED_BOTH,
         VERDICT_FAIL,
         {"fail data-true host .. host took message 2 (request.received), but cs never sent "
          "it: "
          "the last message that cs sent is 1, and 1000 ms later there is no other"}},
        {"one that never tells of what it sends leaves nothing to compare",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN "102 step host request.received cs seq=107 sum=b|" STOPPED_BOTH,
         VERDICT_PASS,
         {0}},
        {"where words of the sender were lost, it may have been among them",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN
         "100 step cs request.sent seq=1 sum=a|110 gap cs size=2|120 step cs idle.wait|"
         "101 step host request.received cs seq=1 sum=a|"
         "102 step host request.received cs seq=2 sum=b|" STOPPED_BOTH,
         VERDICT_ERROR,
         {"error data-true host .. 2 of cs's facts were lost"}},
        {"a sender that is ahead of its receiver by many is no liar, nor is the receiver",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN
         "100 step cs request.sent seq=1 sum=a|100 step cs request.sent seq=2 sum=b|"
         "100 step cs request.sent seq=3 sum=c|100 step cs request.sent seq=4 sum=d|"
         "100 step cs request.sent seq=5 sum=e|100 step cs request.sent seq=6 sum=f|"
         "101 step host request.received cs seq=1 sum=a|"
         "102 step cs request.sent seq=7 sum=1|"
         "103 step host request.received cs seq=2 sum=b|" STOPPED_BOTH,
         VERDICT_PASS,
         {0}},
        {"a message that is taken twice was sent once",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN "100 step cs request.sent seq=1 sum=a|"
                             "101 step host request.received cs seq=1 sum=a|"
                             "102 step host request.received cs seq=1 sum=a|" STOPPED_BOTH,
         VERDICT_FAIL,
         {"fail data-true host:request.received @102 host took message 1 (request.received) "
          "twice, but cs sent it once"}},
        {"sent twice, it may be taken twice",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN "100 step cs request.sent seq=1 sum=a|"
                             "101 step host request.received cs seq=1 sum=a|"
                             "102 step cs request.sent seq=1 sum=a|"
                             "103 step host request.received cs seq=1 sum=a|" STOPPED_BOTH,
         VERDICT_PASS,
         {0}},
        {"what stands in shared memory may be looked at twice",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN "100 step host memory.written cs seq=1 sum=a|"
                             "101 step cs memory.read seq=1 sum=a|"
                             "102 step cs memory.read seq=1 sum=a|" STOPPED_BOTH,
         VERDICT_PASS,
         {0}},
    };
    ALL_HOLD(scenes);
}

static void the_living_are_not_lost(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"a child that is struck after the report was alive at it, however soon it is",
         ONE "kill cs\n",
         HOST_BEGUN CS_BEGUN "50 report host child.lost cs by=process|90 line - line=4|"
                             "100 struck cs kill line=4|101 confirmed cs kill line=4|"
                             "101 exited cs code=9|" CS_GONE,
         VERDICT_FAIL,
         {"fail watchdog-detects host:child.lost @50 host reported cs dead by process, but cs "
          "lived 50 ms longer"}},
        {"a second report is judged as the first is",
         ONE "drop cs\nwaive child-ends\n",
         HOST_BEGUN CS_BEGUN
         "90 line - line=4|100 struck cs drop line=4|100 confirmed cs drop line=4|"
         "105 report host child.lost cs by=pipe|110 report host child.lost cs by=process|"
         "4000 step cs idle.wait|" CLOSED,
         VERDICT_FAIL,
         {"fail watchdog-detects host .. reported cs dead by process, but cs lived"}},
        {"an exit that is seen late is still an exit",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN "99 report cs child.ending by=failed|"
                             "105 report host child.lost cs by=process|900 exited cs|" STOPPED,
         VERDICT_PASS,
         {0}},
    };
    ALL_HOLD(scenes);
}

static void a_reply_that_nobody_got_is_no_service(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"a parent that says that it replies, to a child that hears nothing, serves nobody",
         KILL_CS,
         BEGUN "50 step vb request.sent n=1|51 step host reply.sent vb n=1|"
               "52 step vb reply.received n=1|" CS_KILLED
               "140 step vb request.sent n=2|150 step host reply.sent vb n=2|"
               "1140 report vb peer.silent by=reply.wait|2000 step vb request.sent n=3|"
               "2010 step host reply.sent vb n=3|3000 report vb peer.silent "
               "by=reply.wait|" CLOSED_WITHOUT_CS,
         VERDICT_FAIL,
         {"fail parent-continues host .. host said that it served vb after cs was killed (line "
          "4), but vb received nothing within 3000 ms"}},
        {"a child that does not tell of what it receives may have got it",
         KILL_CS,
         BEGUN
         "50 step vb request.sent n=1|51 step host reply.sent vb n=1|" CS_KILLED
         "140 step vb request.sent n=2|150 step host reply.sent vb n=2|" CLOSED_WITHOUT_CS,
         VERDICT_PASS,
         {0}},
        {"one that gets it late got it",
         KILL_CS,
         BEGUN "50 step vb request.sent n=1|51 step host reply.sent vb n=1|"
               "52 step vb reply.received n=1|" CS_KILLED
               "140 step vb request.sent n=2|150 step host reply.sent vb n=2|"
               "1140 report vb peer.silent by=reply.wait|2000 step vb reply.received "
               "n=2|" CLOSED_WITHOUT_CS,
         VERDICT_PASS,
         {0}},
    };
    ALL_HOLD(scenes);
}

static void who_never_came_is_not_judged(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"a child that its parent never starts does not keep the rules",
         PAIR "stop host\n",
         HOST_BEGUN CS_BEGUN STOPPED_BOTH,
         VERDICT_UNSEEN,
         {"unseen run vb: .. host never started vb, so nothing is known of vb"}},
    };
    ALL_HOLD(scenes);
}

/* ---- a gap ---- */

/* The verdict of a run that is right in all that is told, with a gap of this actor, where one
 * rule alone is in force. */
static enum kit_verdict with_gap(enum kit_rule rule, const char *actor)
{
    char scenario[1024], events[2048];
    struct text text = text_over(scenario, sizeof scenario);
    text_add(&text, "%s", ONE);
    for (int other = 0; other < RULE_COUNT; other++) {
        if (other != (int)rule)
            text_add(&text, "waive %s\n", rule_words[other]);
    }
    text_add(&text, "stop host\n");
    snprintf(events, sizeof events,
             HOST_BEGUN CS_BEGUN
             "50 gap %s size=2|4950 line - line=%d|4951 stop host line=%d|"
             "4952 step host quit.sent cs|4953 report cs child.ending by=quit|"
             "4954 exited cs|4960 exited host|" END,
             actor, 3 + RULE_COUNT, 3 + RULE_COUNT);
    struct stage *stage = stage_set(scenario, events);
    enum kit_verdict verdict = play(stage, -1)->judgement.verdict;
    free(stage);
    return verdict;
}

static void no_rule_that_reads_words_passes_with_a_gap(void **state)
{
    (void)state;
    for (int rule = 0; rule < RULE_COUNT; rule++) {
        bool reads_words = rule != RULE_NO_CRASH && rule != RULE_NOTHING_LEFT;
        enum kit_verdict verdict = reads_words ? VERDICT_ERROR : VERDICT_PASS;
        assert_int_equal(with_gap((enum kit_rule)rule, "host"), verdict);
        assert_int_equal(with_gap((enum kit_rule)rule, "cs"), verdict);
        assert_int_equal(with_gap((enum kit_rule)rule, "-"), VERDICT_PASS);
    }
}

static void no_line_that_reads_words_passes_with_a_gap(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"never reports",
         ONE "expect host never reports child.lost cs for 500ms\n" QUIET,
         HOST_BEGUN CS_BEGUN "50 line - line=4|300 gap host size=7|" END,
         VERDICT_ERROR,
         {"error line host .. but 7 of host's facts were lost"}},
        {"never reaches",
         ONE "expect cs never reaches request.sent for 500ms\n" QUIET,
         HOST_BEGUN CS_BEGUN "50 line - line=4|300 gap cs size=7|" END,
         VERDICT_ERROR,
         {"error line cs .. but 7 of cs's facts were lost"}},
        {"reports within, that did not come",
         ONE "expect host reports child.lost cs within 500ms\n" QUIET,
         HOST_BEGUN CS_BEGUN "50 line - line=4|300 gap host size=7|" END,
         VERDICT_ERROR,
         {"error line host .. but 7 of host's facts were lost"}},
        {"reaches within, that did not come",
         ONE "expect cs reaches request.sent within 500ms\n" QUIET,
         HOST_BEGUN CS_BEGUN "50 line - line=4|300 gap cs size=7|" END,
         VERDICT_ERROR,
         {"error line cs .. but 7 of cs's facts were lost"}},
        {"what came within came",
         ONE "expect cs reaches request.sent within 500ms\n" QUIET,
         HOST_BEGUN CS_BEGUN "50 line - line=4|300 gap cs size=7|310 step cs request.sent|" END,
         VERDICT_PASS,
         {0}},
        {"not before: one that came too early may have been lost",
         ONE "expect cs reaches request.sent not before 200ms and within 500ms\n" QUIET,
         HOST_BEGUN CS_BEGUN "50 line - line=4|100 gap cs size=7|310 step cs request.sent|" END,
         VERDICT_ERROR,
         {"error line cs .. but 7 of cs's facts were lost"}},
        {"and after it nothing was too early",
         ONE "expect cs reaches request.sent not before 200ms and within 500ms\n" QUIET,
         HOST_BEGUN CS_BEGUN "50 line - line=4|260 step cs idle.wait|270 gap cs size=7|"
                             "310 step cs request.sent|" END,
         VERDICT_PASS,
         {0}},
        {"whether a process exits or stays, the runner sees",
         ONE "expect cs stays alive for 300ms\n" QUIET,
         HOST_BEGUN CS_BEGUN "50 line - line=4|100 gap cs size=7|" END,
         VERDICT_PASS,
         {0}},
        {"requests",
         ONE "requests 3\n" QUIET,
         HOST_BEGUN CS_BEGUN "50 step cs request.sent n=2|60 gap cs size=7|61 exited cs|" END,
         VERDICT_ERROR,
         {"error line cs .. but 7 of cs's facts were lost"}},
    };
    ALL_HOLD(scenes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_said_that_it_ends_must_end),
        cmocka_unit_test(a_quit_that_nobody_said_excuses_nobody),
        cmocka_unit_test(what_was_never_sent_is_not_delivered),
        cmocka_unit_test(the_living_are_not_lost),
        cmocka_unit_test(a_reply_that_nobody_got_is_no_service),
        cmocka_unit_test(who_never_came_is_not_judged),
        cmocka_unit_test(no_rule_that_reads_words_passes_with_a_gap),
        cmocka_unit_test(no_line_that_reads_words_passes_with_a_gap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

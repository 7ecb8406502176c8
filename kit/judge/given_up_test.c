/*
 * Goal: a parent of the user's own that gives up a living child by its own watchdog is not
 * blamed if the machine stood still while it waited, and is blamed otherwise. Method: scenes of
 * a supervisor with two services, one of which a line kills.
 */
#include "kit/judge/scene_test.h"

#define OWN                                                                                    \
    "parent app is \"app.exe\"\nchild one is image helper.exe\nchild two is image "            \
    "helper.exe\nkill one\n"
#define KITS                                                                                   \
    "parent app is ref_parent watchdog 200ms\nchild one is ref_child\nchild two is "           \
    "ref_child\n"                                                                              \
    "kill one\n"
#define STARTED                                                                                \
    "0 started app|2 attached app|5 started one|6 attached one|7 started two|8 attached two|"  \
    "900 step two request.sent|"
#define HEARD "950 step app request.received two|951 step app reply.sent two|"
#define ONE_KILLED                                                                             \
    "1000 line - line=4|1000 struck one kill line=4|1001 confirmed one kill line=4|"           \
    "1001 exited one code=9|1002 report app child.lost one by=pipe|"
#define SILENT   "1260 report app peer.silent two by=reply|"
#define GIVEN_UP "1270 report app child.lost two by=watchdog|1280 exited two code=9|"
#define OVER     "5000 closing -|5001 stop app|5010 exited app|6000 end -"
#define STALL    "1100 stall - n=1 until=1150|1120 stall - n=2 until=1200|"
#define NEAR_IT  "1400 stall - n=1 until=1480|"
#define FAR_OFF  "2270 stall - n=1 until=2400|"
#define NOT_KNOWN                                                                              \
    "had heard nothing of two for 309 ms when it said peer.silent, and the machine was so "    \
    "busy that a core stood still for 80 ms about that time: run it again"

static void a_child_that_is_given_up_in_a_stall_proves_nothing(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"a supervisor that ends a service that it did not hear is blamed",
         OWN,
         STARTED HEARD ONE_KILLED SILENT GIVEN_UP OVER,
         VERDICT_FAIL,
         {"fail parent-continues app .. two ended (exit code 9) 280 ms after one was killed"}},
        {"unless the machine stood still meanwhile; of two cores the worse counts",
         OWN,
         STARTED HEARD ONE_KILLED STALL SILENT GIVEN_UP OVER,
         VERDICT_ERROR,
         {"error parent-continues app .. " NOT_KNOWN}},
        {"a stall near to its silence is as good: a process starves between two stalls, too",
         OWN,
         STARTED HEARD ONE_KILLED SILENT GIVEN_UP NEAR_IT OVER,
         VERDICT_ERROR,
         {"error parent-continues app .. " NOT_KNOWN}},
        {"a stall that is far away is no excuse",
         OWN,
         STARTED HEARD ONE_KILLED SILENT GIVEN_UP FAR_OFF OVER,
         VERDICT_FAIL,
         {"fail parent-continues app .. two ended (exit code 9) 280 ms after one was killed"}},
        {"so is that the service had not begun when it was given up",
         OWN,
         "0 started app|2 attached app|5 started one|6 attached one|7 started two|8 step app "
         "child.started two|" ONE_KILLED SILENT "1265 attached two|" GIVEN_UP OVER,
         VERDICT_ERROR,
         {"error parent-continues app .. had heard nothing of two for 1252 ms when it said "
          "peer.silent, and two had not begun yet: a process starts late on a busy machine: "
          "run it again"}},
        {"or had said nothing yet, for its probe had come shortly before",
         OWN,
         "0 started app|2 attached app|5 started one|6 attached one|7 started two|8 step app "
         "child.started two|" ONE_KILLED "1100 attached two|" SILENT
         "1265 step two request.sent|" GIVEN_UP OVER,
         VERDICT_ERROR,
         {"error parent-continues app .. and two had not begun yet"}},
        {"a service that has been there for long, and is slow, is no such one",
         OWN,
         "0 started app|2 attached app|5 started one|6 attached one|7 started two|8 step app "
         "child.started two|900 attached two|" ONE_KILLED SILENT
         "1265 step two request.sent|" GIVEN_UP OVER,
         VERDICT_FAIL,
         {"fail parent-continues app .. two ended (exit code 9) 280 ms after one was killed"}},
        {"a service that ended without such a report is blamed on it, whatever the machine did",
         OWN,
         STARTED HEARD ONE_KILLED STALL "1280 exited two code=9|1281 report app child.lost two "
                                        "by=pipe|" OVER,
         VERDICT_FAIL,
         {"fail parent-continues app .. two ended (exit code 9) 280 ms after one was killed"}},
        {"silence about the struck child says nothing of the other",
         OWN,
         STARTED HEARD ONE_KILLED STALL
         "1260 report app peer.silent one by=reply|1280 exited two code=9|" OVER,
         VERDICT_FAIL,
         {"fail parent-continues app .. two ended (exit code 9) 280 ms after one was killed"}},
        {"a line that wants it to stay does not know, either",
         OWN "expect two stays alive for 1s\n",
         STARTED HEARD ONE_KILLED "1003 line - line=5|" STALL SILENT GIVEN_UP OVER,
         VERDICT_ERROR,
         {"error line two .. it ended after 280 ms; but app " NOT_KNOWN,
          "error parent-continues app"}},
        {"but a report that a living child is dead is wrong, whatever the machine did",
         OWN,
         STARTED HEARD ONE_KILLED STALL
         "1260 report app child.lost two by=watchdog|1500 step app request.received two|"
         "1501 step app reply.sent two|5000 closing -|5001 stop app|5009 exited two|"
         "5010 exited app|6000 end -",
         VERDICT_FAIL,
         {"fail watchdog-detects app .. app reported two dead by watchdog"}},
    };
    ALL_HOLD(scenes);
}

static void the_watchdog_of_a_parent_of_the_kit_is_known(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"so that its report of a living child is wrong, whatever the machine did",
         KITS,
         STARTED HEARD ONE_KILLED STALL
         "1260 report app child.lost two by=watchdog|1500 step app request.received two|"
         "1501 step app reply.sent two|5000 closing -|5001 stop app|5009 exited two|"
         "5010 exited app|6000 end -",
         VERDICT_FAIL,
         {"fail watchdog-detects app .. app reported two dead by watchdog"}},
    };
    ALL_HOLD(scenes);
}

/* The runner looks for the pipe of the two, and they stand still meanwhile. */
#define DROPS "parent app is \"app.exe\"\nchild two is image two.exe\ndrop two\n"
#define ENDS_AT(ms)                                                                            \
    "0 started app|5 started two|100 line - line=3|" ms " exited two code=1|"                  \
    "5900 closing -|5901 ended app|5902 exited app code=9|6000 end -"

/* A run that only says what nobody can know is made again; one in which something failed is
 * not. */
static void only_a_run_without_a_failure_is_made_again(void **state)
{
    (void)state;
    static const struct {
        const char *scenario, *events;
        bool again;
    } rows[] = {
        {OWN, STARTED HEARD ONE_KILLED STALL SILENT GIVEN_UP OVER, true},
        {OWN, STARTED HEARD ONE_KILLED SILENT GIVEN_UP OVER, false},
        {OWN,
         STARTED HEARD ONE_KILLED STALL "5000 closing -|5001 stop app|5009 exited two|"
                                        "5010 exited app|6000 end -",
         false},
        {OWN "expect two stays alive for 1s\nexpect app reports child.quit two within 1s\n",
         STARTED HEARD ONE_KILLED "1003 line - line=5|" STALL SILENT GIVEN_UP
                                  "1990 line - line=6|" OVER,
         false},
        {OWN,
         STARTED HEARD
         "960 stall - n=1 until=1050|"
         "1260 report app peer.silent one by=reply|1270 report app child.lost one "
         "by=watchdog|1280 exited one code=9|1290 line - line=4|" OVER,
         true},
        {OWN,
         STARTED HEARD
         "1260 report app peer.silent one by=reply|1270 report app "
         "child.lost one by=watchdog|1280 exited one code=9|1290 line - line=4|" OVER,
         true},
        {OWN "at two request.sent #9 kill two\n",
         STARTED HEARD
         "1260 report app peer.silent one by=reply|1270 report app child.lost one "
         "by=watchdog|1280 exited one code=9|1281 exited two|1290 line - line=4|" OVER,
         true},
        {OWN,
         STARTED HEARD "1260 report app child.lost one by=process|1280 exited one code=9|"
                       "1290 line - line=4|" OVER,
         false},
        {DROPS, ENDS_AT("601"), true},
        {DROPS, ENDS_AT("600"), false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct stage *stage = stage_set(rows[i].scenario, rows[i].events);
        if (play(stage, -1)->says_only_a_busy_machine != rows[i].again)
            fail_msg("row %zu: %s", i, stage->result.judgement.findings[0].text);
        free(stage);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_a_run_without_a_failure_is_made_again),
        cmocka_unit_test(a_child_that_is_given_up_in_a_stall_proves_nothing),
        cmocka_unit_test(the_watchdog_of_a_parent_of_the_kit_is_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

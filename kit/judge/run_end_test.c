/*
 * Goal: a run in which nothing strikes is over when it says so, when its program is, when its
 * children have made their requests, or after a time; and never before.
 * Method: a run is looked at just before that instant and at it.
 */
#include "kit/judge/scene_test.h"

#define STRANGERS "parent host is \"h.exe\"\nchild cs is image c.exe\nchild vb is image c.exe\n"
#define SWEPT     "sweep every step of cs\n"
#define STARTED                                                                                \
    HOST_BEGUN "5 started cs|6 attached cs|7 step cs child.begun|100 started vb|"              \
               "101 attached vb|102 step vb child.begun|"

struct run {
    const char *claim, *scenario, *events;
    int64_t
        until_ms; /* it goes on before this, and is over from then on; 0: it is over at once */
    enum kit_run_end end;
};

static bool is_at(struct stage *stage, int64_t now_ms, bool goes_on, enum kit_run_end end)
{
    const struct judge_result *result = play(stage, now_ms);
    return result->unfinished == goes_on && result->ended_by == (goes_on ? RUN_ENDS_NONE : end);
}

static bool run_holds(const struct run *run)
{
    struct stage *stage = stage_set(run->scenario, run->events);
    bool holds = is_at(stage, run->until_ms, false, run->end) &&
                 (run->until_ms == 0 || is_at(stage, run->until_ms - 1, true, run->end));
    if (!holds)
        print_error("red: %s: unfinished %d, ended by %s\n", run->claim,
                    (int)stage->result.unfinished, run_end_words[stage->result.ended_by]);
    free(stage);
    return holds;
}

static void a_run_without_faults_is_over_when_it_should_be(void **state)
{
    (void)state;
    static const struct run runs[] = {
        {"after the usual time from the start of the last actor", STRANGERS SWEPT, STARTED,
         3100, RUN_ENDS_TIME},
        {"a stall is no time", STRANGERS SWEPT, STARTED "200 stall - n=1 until=700|", 3600,
         RUN_ENDS_TIME},
        {"after the time that is said", STRANGERS "run for 500ms\n", STARTED, 600,
         RUN_ENDS_TIME},
        {"the time counts from the start of the last actor", STRANGERS "run for 500ms\n",
         HOST_BEGUN "5 started cs|2000 started vb|", 2500, RUN_ENDS_TIME},
        {"one that never starts is waited for as long as usual", STRANGERS "run for 500ms\n",
         HOST_BEGUN "100 started cs|", 3100, RUN_ENDS_TIME},
        {"and no longer than a time that is longer", STRANGERS "run for 4s\n",
         HOST_BEGUN "100 started cs|", 4100, RUN_ENDS_TIME},
        {"or from when its injected probe works",
         "parent app is \"a.exe\" probe inject\nchild cs is image c.exe\nrun for 500ms\n",
         "0 started app|1 started cs|300 attached app by=inject|", 800, RUN_ENDS_TIME},
        {"when its program ends by itself, if that is before", STRANGERS "run for 500ms\n",
         STARTED "300 exited host code=0|", 300, RUN_ENDS_ITSELF},
        {"when the last of its programs has ended",
         STRANGERS "parent other is \"o.exe\"\n" SWEPT,
         STARTED "1 started other|200 exited host code=0|400 exited other code=0|", 400,
         RUN_ENDS_ITSELF},
        {"at the step that is said", STRANGERS "run until vb request.sent #2\n",
         STARTED "200 step cs request.sent n=2|210 step vb request.sent n=1|"
                 "4000 step vb request.sent n=2|",
         4000, RUN_ENDS_STEP},
        {"a while after each child has made its requests", STRANGERS "requests 2\n" SWEPT,
         STARTED "200 step cs request.sent n=1|210 step cs request.sent n=2|"
                 "220 step vb request.sent n=1|230 step vb request.sent n=2|",
         1230, RUN_ENDS_REQUESTS},
        {"as long as `settle` says", STRANGERS "requests 1\nsettle 50ms\n" SWEPT,
         STARTED "200 step cs request.sent n=1|220 step vb request.sent n=1|", 270,
         RUN_ENDS_REQUESTS},
        {"one that has ended or said Quit makes no more", STRANGERS "requests 9\n" SWEPT,
         STARTED "200 step cs quit.sent|210 report cs child.ending by=quit|"
                 "220 report vb child.ending by=failed|300 exited vb code=0|",
         1300, RUN_ENDS_REQUESTS},
        {"the time counts from the last request, as there may be more",
         STRANGERS "requests 3\n" SWEPT,
         STARTED "200 step cs request.sent n=1|2000 step cs request.sent n=2|", 5000,
         RUN_ENDS_TIME},
        {"of children that are told how many, when they have made them",
         "parent host is ref_parent\nchild cs is ref_child\nrequests 1\n" SWEPT,
         HOST_BEGUN CS_BEGUN "20 step cs request.sent n=1|30 step cs quit.sent|"
                             "40 report host child.quit cs|",
         40, RUN_ENDS_REQUESTS},
        {"without a line that asks for it there is no such run", STRANGERS, STARTED, 0,
         RUN_ENDS_NONE},
        {"nor where something strikes", STRANGERS "at cs child.begun #9 kill cs\n", STARTED, 0,
         RUN_ENDS_NONE},
    };
    size_t red = 0;
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++)
        red += !run_holds(&runs[i]);
    assert_int_equal(red, 0);
}

#define ENDS                                                                                   \
    "closing -|5001 stop host|5010 exited host code=0|5011 report cs child.ending by=pipe|"    \
    "5011 report vb child.ending by=pipe|5012 exited cs|5012 exited vb|5020 end -"

static void its_verdict_is_one_of_the_rules(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"it is no vacuous run: the rules were in force for as long",
         STRANGERS SWEPT,
         STARTED "5000 " ENDS,
         VERDICT_PASS,
         {0}},
        {"a rule that is broken meanwhile fails",
         STRANGERS SWEPT,
         STARTED "200 exited cs code=0xC0000005|"
                 "5000 " ENDS,
         VERDICT_FAIL,
         {"fail no-crash cs", "fail watchdog-detects host"}},
        {"a step that never comes is told once",
         STRANGERS "run until cs request.sent #3\n",
         STARTED "10 step cs request.sent n=1|4900 limit -|5000 " ENDS,
         VERDICT_FAIL,
         {"fail line cs .. @4900 cs never reached request.sent #3, the step of `run until`; "
          "its last step was request.sent .. of line 4"}},
        {"so is one before which the program ended",
         STRANGERS "run until cs request.sent #3\n",
         STARTED "200 exited host code=0|210 report cs child.ending by=pipe|211 report vb "
                 "child.ending by=pipe|212 exited cs|213 exited vb|300 closing -|310 end -",
         VERDICT_FAIL,
         {"fail line cs .. @300 cs never reached request.sent #3, the step of `run until`; its "
          "last step was child.ending"}},
        {"time that the limit ends is time",
         STRANGERS "requests 9\n" SWEPT,
         STARTED "4000 step cs request.sent n=1|4900 limit -|5000 " ENDS,
         VERDICT_PASS,
         {0}},
    };
    ALL_HOLD(scenes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_without_faults_is_over_when_it_should_be),
        cmocka_unit_test(its_verdict_is_one_of_the_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

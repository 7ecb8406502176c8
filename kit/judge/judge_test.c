/*
 * Goal: a run as a whole gets the verdict that its findings add up to; stalls and gaps excuse
 * what they can explain and no more; and a live run is told what it still has to wait for.
 * Method: scenes, and for the live run the same events cut off at an instant.
 */
#include "kit/judge/pauses.h"
#include "kit/judge/facts.h"
#include "kit/judge/scene_test.h"

#include <time.h>

/* All of QUIET but one, which the scenes waive or not. */
#define QUIET_BUT_FOR_CHILD_ENDS                                                               \
    "waive parent-continues\nwaive watchdog-detects\nwaive bounded\nwaive data-true\n"         \
    "waive nobody-else\nwaive nothing-left\nwaive no-crash\nwaive child-stays\n"

static void a_run_is_judged_as_a_whole(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"a log without an end is cut",
         KILLED_ONE QUIET,
         DEAD,
         VERDICT_ERROR,
         {"error run: @101 the log is cut: it has no end"}},
        {"a log without anything is cut",
         KILLED_ONE QUIET,
         "",
         VERDICT_ERROR,
         {"error run: @0 the log is cut"}},
        {"a run of which nothing was asked is vacuous",
         ONE,
         HOST_BEGUN CS_BEGUN END,
         VERDICT_VACUOUS,
         {"vacuous run: @6000 this run tests nothing: its scenario has no fault and no "
          "expectation"}},
        {"a run without lines in which a rule was in play is not",
         ONE,
         HOST_BEGUN CS_BEGUN CLOSED,
         VERDICT_PASS,
         {0}},
        {"a time that no run has is an error",
         ONE,
         HOST_BEGUN CS_BEGUN "-5 stop host|" END,
         VERDICT_ERROR,
         {"error run: .. the log holds a time that no run can have"}},
        {"the worst finding is the verdict, and findings stand in their order",
         KILL_CS
         "expect cs exits 7 within 1s\nexpect host reaches memory.written within 10ms\n",
         BEGUN CS_STRUCK
         "102 line - line=5|103 line - line=6|" VB_SERVED
         "2000 line - line=7|2001 stop host|2001 exited host|2002 report vb child.ending|2003 "
         "exited vb|" END,
         VERDICT_FAIL,
         {"fail line cs .. @101", "fail line host .. @110",
          "unseen watchdog-detects host .. "
          "@2001"}},
        {"of an actor that failed, what else was not seen is not told",
         KILL_CS,
         BEGUN CS_STRUCK
         "120 exited host code=3|130 report vb child.ending by=pipe|131 exited vb|" END,
         VERDICT_FAIL,
         {"fail parent-continues host"}},
        {"nor one that comes after all that a clock can count",
         ONE,
         HOST_BEGUN CS_BEGUN "2000000000000 end -",
         VERDICT_ERROR,
         {"error run: .. the log holds a time that no run can have"}},
        {"nor a stall that lasts until then",
         ONE,
         HOST_BEGUN CS_BEGUN "50 stall - until=2000000000000|" END,
         VERDICT_ERROR,
         {"error run: .. the log holds a time that no run can have"}},
        {"a crash that kept a line from striking is told alone",
         ONE "at cs request.sent #3 kill cs\nwaive watchdog-detects\n",
         HOST_BEGUN CS_BEGUN "30 exited cs code=0xC0000005|" CS_GONE,
         VERDICT_FAIL,
         {"fail no-crash cs:connected @30 cs crashed"}},
        {"an end of which it is not known whether it was unasked explains no error",
         ONE "at host idle.wait #30 kill host\nwaive watchdog-detects\n",
         HOST_BEGUN CS_BEGUN "90 gap host size=3|100 report cs child.ending by=process|"
                             "101 exited cs|" CS_GONE,
         VERDICT_ERROR,
         {"error run cs .. cs ended by itself (exit code 0) before line 4 could strike"}},
        {"nor does a crash of later on, which is told beside it",
         ONE "at cs request.sent #3 kill cs\nwaive watchdog-detects\n",
         HOST_BEGUN CS_BEGUN "30 exited cs code=2|5000 exited cs code=0xC0000005|" END,
         VERDICT_ERROR,
         {"error run cs:connected @30 cs ended by itself (exit code 2)",
          "fail no-crash cs:connected @5000 cs crashed"}},
        {"words that were lost of an actor of whom no rule is in force hide nothing",
         KILLED_ONE QUIET_BUT_FOR_CHILD_ENDS "waive child-ends cs\nwaive child-ends host\n",
         DEAD "200 gap host size=3|" END,
         VERDICT_PASS,
         {0}},
        {"of one of whom a rule is they may hide what breaks it",
         KILLED_ONE QUIET_BUT_FOR_CHILD_ENDS "waive child-ends cs\n",
         DEAD "200 gap host|" END,
         VERDICT_ERROR,
         {"error run: @200 facts of host were lost before the runner read them (1), so "
          "Lifeline cannot judge host"}},
    };
    ALL_HOLD(scenes);
}

static void a_stall_extends_what_it_falls_into(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"a window is extended by a stall",
         KILLED_ONE "expect host reports child.lost cs within 250ms\n" QUIET,
         DEAD "110 line - line=5|200 stall - until=300|450 report host child.lost cs|" END,
         VERDICT_PASS,
         {0}},
        {"by no more than that, on the record",
         KILLED_ONE "expect host reports child.lost cs within 250ms\n" QUIET,
         DEAD "110 line - line=5|200 stall - until=300|451 report host child.lost cs|" END,
         VERDICT_FAIL,
         {"fail line host .. @450 .. it did so after 351 ms (window extended by 100 ms of "
          "stalls, to 350 ms)"}},
        {"a stall before the window is not in it",
         KILLED_ONE "expect host reports child.lost cs within 250ms\n" QUIET,
         DEAD "20 stall - until=90|110 line - line=5|351 report host child.lost cs|" END,
         VERDICT_FAIL,
         {"fail line host .. @350"}},
        {"of a stall that began before it, only the rest is",
         KILLED_ONE "expect host reports child.lost cs within 250ms\n" QUIET,
         DEAD "20 stall - until=150|110 line - line=5|401 report host child.lost cs|" END,
         VERDICT_FAIL,
         {"fail line host .. @400 .. extended by 50 ms"}},
        {"a stall after the window is not in it",
         KILLED_ONE "expect host reports child.lost cs within 250ms\n" QUIET,
         DEAD "110 line - line=5|351 stall - until=400|400 report host child.lost cs|" END,
         VERDICT_FAIL,
         {"fail line host .. @350"}},
        {"the stalls of two cores are not added up",
         KILLED_ONE "expect host reports child.lost cs within 250ms\n" QUIET,
         DEAD "110 line - line=5|200 stall - n=1 until=300|210 stall - n=2 until=270|"
              "280 stall - n=2 until=310|461 report host child.lost cs|" END,
         VERDICT_FAIL,
         {"fail line host .. @450 .. extended by 100 ms"}},
        {"of two cores the one that stood still longer counts",
         KILLED_ONE "expect host reports child.lost cs within 250ms\n" QUIET,
         DEAD "110 line - line=5|200 stall - n=1 until=250|210 stall - n=2 until=290|"
              "439 report host child.lost cs|" END,
         VERDICT_FAIL,
         {"fail line host .. @430 .. extended by 80 ms"}},
        {"an extension can reach into the next stall",
         KILLED_ONE "expect host reports child.lost cs within 250ms\n" QUIET,
         DEAD "110 line - line=5|340 stall - until=440|445 stall - until=545|550 report host "
              "child.lost cs|" END,
         VERDICT_PASS,
         {0}},
        {"two stalls at once are one",
         KILLED_ONE "expect host reports child.lost cs within 250ms\n" QUIET,
         DEAD
         "110 line - line=5|200 stall - until=300|201 stall - until=299|210 stall - until=310|"
         "461 report host child.lost cs|" END,
         VERDICT_FAIL,
         {"fail line host .. @460 .. extended by 110 ms"}},
        {"a machine that stood still for too long is an error",
         KILLED_ONE "expect host reports child.lost cs within 250ms\n" QUIET,
         DEAD "110 line - line=5|200 stall - until=71000|72000 closing -|72001 end -",
         VERDICT_ERROR,
         {"error line host .. @60350 .. but the machine stood still for 60000 ms and more"}},
        {"but not if what was awaited came",
         KILLED_ONE "expect host reports child.lost cs within 250ms\n" QUIET,
         DEAD "110 line - line=5|200 stall - until=11000|10300 report host child.lost cs|12001 "
              "end -",
         VERDICT_PASS,
         {0}},
        {"rules are extended alike",
         KILL_HOST "window child-ends 10ms\n",
         BEGUN HOST_KILLED "105 stall - until=107|" CS_ENDS VB_ENDS END,
         VERDICT_FAIL,
         {"fail child-ends vb .. @112 .. within 10 ms (window extended by 2 ms of stalls, to "
          "12 ms)"}},
    };
    ALL_HOLD(scenes);
}

static void a_gap_excuses_what_it_can_hide(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"an absence over a gap is an error",
         KILL_HOST,
         BEGUN HOST_KILLED VB_ENDS "111 gap cs|112 exited cs code=0|" END,
         VERDICT_ERROR,
         {"error child-ends cs .. cs ended (exit code 0) 12 ms after host was killed (line 4) "
          "and never said child.ending; only this step proves that it ended itself; but 1 of "
          "cs's facts were lost in that time"}},
        {"a run in which nothing was missed does not pass with a gap",
         KILL_HOST,
         BEGUN "50 gap cs size=4|60 step cs reply.wait|" HOST_KILLED CS_ENDS VB_ENDS END,
         VERDICT_ERROR,
         {"error run: @50 facts of cs were lost before the runner read them (4), so Lifeline "
          "cannot judge cs; let cs make fewer steps, or run fewer scenarios side by side (-j "
          "1)"}},
        {"where no rule reads its words it may pass",
         ONE "expect cs reaches connected within 1s\n" QUIET,
         HOST_BEGUN CS_BEGUN "8 line - line=4|50 gap cs size=4|" CS_GONE_QUIETLY
                             "5000 closing -|5001 stop host|5010 exited host code=0|5020 end -",
         VERDICT_PASS,
         {0}},
        {"a gap of nobody's is none",
         KILL_HOST,
         BEGUN "50 gap - size=4|" HOST_KILLED CS_ENDS VB_ENDS END,
         VERDICT_PASS,
         {0}},
        {"a gap before the window hides nothing",
         KILL_HOST,
         BEGUN "50 gap cs|60 step cs reply.wait|" HOST_KILLED VB_ENDS
               "112 exited cs code=0|" END,
         VERDICT_FAIL,
         {"fail child-ends cs"}},
        {"a gap that was found after the window hides what was before it",
         WATCHED("all"),
         HOST_BEGUN CS_BEGUN CS_STRUCK "4000 gap host|4001 step host idle.wait|" CS_GONE,
         VERDICT_ERROR,
         {"error watchdog-detects host .. but 1 of host's facts were lost"}},
        {"another's gap hides nothing of it",
         WATCHED("all"),
         HOST_BEGUN CS_BEGUN CS_STRUCK "400 gap cs|" CS_GONE,
         VERDICT_FAIL,
         {"fail watchdog-detects host"}},
        {"a gap does not hide that a process still runs",
         KILL_HOST,
         BEGUN HOST_KILLED VB_ENDS "200 gap cs|" END,
         VERDICT_FAIL,
         {"fail child-ends cs"}},
        {"a line is excused alike",
         KILLED_ONE "expect host reports child.lost cs within 250ms\n" QUIET,
         DEAD "110 line - line=5|200 gap host|" END,
         VERDICT_ERROR,
         {"error line host"}},
        {"service is, too",
         KILL_CS,
         BEGUN CS_KILLED "200 gap host|" CLOSED_WITHOUT_CS,
         VERDICT_ERROR,
         {"error parent-continues host .. did not serve vb .. host's facts were lost"}},
        {"a child that ended may have said Quit",
         KILL_CS,
         BEGUN CS_KILLED VB_SERVED "200 gap vb size=2|201 exited vb|"
                                   "202 report host child.lost vb by=process|" CLOSED_ALONE,
         VERDICT_ERROR,
         {"error parent-continues host .. @201 vb ended (exit code 0) 101 ms after cs was "
          "killed (line 4), and host did not serve it in that time; host must go on serving "
          "it; but 2 of vb's facts were lost in that time"}},
    };
    ALL_HOLD(scenes);
}

#define MUST KILL_HOST "must fail child-ends cs\n"

static void must_fail_means_exactly_that(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"exactly this rule on exactly this actor is a pass, and stays listed",
         MUST,
         BEGUN HOST_KILLED VB_ENDS END,
         VERDICT_PASS,
         {"fail child-ends cs"}},
        {"nothing is a failure",
         MUST,
         BEGUN HOST_KILLED CS_ENDS VB_ENDS END,
         VERDICT_FAIL,
         {"fail run: @6000 must fail child-ends cs, but nothing failed"}},
        {"another actor is a failure",
         MUST,
         BEGUN HOST_KILLED CS_ENDS END,
         VERDICT_FAIL,
         {"fail child-ends vb", "fail run: @6000 must fail child-ends cs, but that rule held; "
                                "the run has other findings"}},
        {"one more actor is a failure",
         MUST,
         BEGUN HOST_KILLED END,
         VERDICT_FAIL,
         {"fail child-ends cs", "fail child-ends vb",
          "fail run .. must fail child-ends cs, and it did; but the run has other findings, "
          "too"}},
        {"one more rule is a failure",
         MUST,
         BEGUN HOST_KILLED VB_ENDS "5500 left - holder.exe|" END,
         VERDICT_FAIL,
         {"fail child-ends cs", "fail nothing-left", "fail run"}},
        {"a line that broke is a failure",
         MUST "expect cs exits within 1s\n",
         BEGUN HOST_KILLED VB_ENDS "120 line - line=6|" END,
         VERDICT_FAIL,
         {"fail line cs", "fail child-ends cs", "fail run"}},
        {"something unseen is a failure",
         KILL_HOST "must fail child-ends cs\n",
         BEGUN HOST_KILLED "105 ended vb closing|" END,
         VERDICT_FAIL,
         {"unseen child-ends vb", "fail child-ends cs", "fail run"}},
        {"what never struck stays vacuous",
         MUST,
         BEGUN "5000 closing -|" END,
         VERDICT_VACUOUS,
         {"vacuous line host"}},
        {"an error stays an error",
         MUST,
         BEGUN HOST_KILLED "500 trouble - text=x|" VB_ENDS END,
         VERDICT_ERROR,
         {"error run: @500 x"}},
        {"a cut log is never a pass",
         MUST,
         BEGUN HOST_KILLED VB_ENDS "6000 step cs reply.wait",
         VERDICT_ERROR,
         {"fail child-ends cs", "error run"}},
    };
    ALL_HOLD(scenes);
}

/* ---- live ---- */

static bool is_waited(const struct judge_result *result, int actor, const char *name,
                      int64_t deadline_ms)
{
    for (uint32_t i = 0; i < result->wait_count; i++) {
        const struct judge_wait *wait = &result->waits[i];
        if (wait->actor == actor && words_equal(wait->name, name) &&
            wait->deadline_ns == deadline_ms * MS)
            return true;
    }
    return false;
}

enum { HOST, CS, VB };

static void a_live_run_waits_for_what_is_open(void **state)
{
    (void)state;
    struct stage *stage = stage_set(KILL_CS, BEGUN CS_STRUCK);
    const struct judge_result *result = play(stage, 200);
    assert_int_equal(result->wait_count, 3);
    assert_true(is_waited(result, HOST, "reply.sent", 3100));
    assert_true(is_waited(result, VB, "reply.received", 3100));
    assert_true(is_waited(result, HOST, "child.lost", 4100));
    assert_int_equal(play(stage, 3099)->wait_count, 3);
    assert_int_equal(play(stage, 3100)->wait_count, 1); /* decided: it was not served */
    assert_int_equal(play(stage, 4100)->wait_count, 0);
    assert_false(result->hopeless);
    free(stage);
}

static void a_live_run_waits_for_the_silence_of_one_that_has_not_come(void **state)
{
    (void)state;
    struct stage *stage = stage_set("parent host is ref_parent\nchild cs is image cs.exe\n\n"
                                    "expect cs never reaches connected for 500ms\n",
                                    HOST_BEGUN "4 line - line=4|");
    assert_int_equal(play(stage, 503)->lines[0], JUDGE_OPEN);
    assert_int_equal(play(stage, 504)->lines[0], JUDGE_HELD_TRUE);
    free(stage);
}

/* vb comes in its turn: whether it ever does is known when the run is over, and then it counts
 * from its start. */
static void a_live_run_waits_for_a_child_that_may_yet_start(void **state)
{
    (void)state;
    struct stage *stage = stage_set(KILL_CS "limit 30s\n", HOST_BEGUN CS_BEGUN CS_KILLED);
    const struct judge_result *result = play(stage, 4000);
    assert_int_equal(result->judgement.count, 1); /* that the log is cut */
    assert_true(result->owing);
    assert_int_equal(result->wait_count, 1);
    assert_true(is_waited(result, VB, "", 30000));
    read_events(stage, HOST_BEGUN CS_BEGUN CS_KILLED "4000 started vb|");
    assert_true(is_waited(play(stage, 4001), VB, "reply.received", 7000));
    read_events(stage, HOST_BEGUN CS_BEGUN CS_KILLED "4000 limit -|");
    assert_int_equal(play(stage, 4001)->wait_count, 0);
    free(stage);
}

/* A run that waited for each answer would never end while vb asks on. */
static void a_live_run_waits_for_an_overdue_answer(void **state)
{
    (void)state;
    struct stage *stage =
        stage_set(KILL_CS, BEGUN CS_KILLED VB_SERVED "200 step vb request.sent n=5|");
    assert_false(play(stage, 699)->owing);
    const struct judge_result *result = play(stage, 700);
    assert_true(result->owing);
    assert_true(is_waited(result, VB, "reply.received", 3200));
    assert_true(is_waited(result, HOST, "reply.sent", 3200));
    assert_int_equal(play(stage, 3200)->wait_count, 0); /* decided */
    free(stage);
}

static void a_live_run_does_not_wait_again_and_again_for_a_slower_parent(void **state)
{
    (void)state;
    struct stage *stage =
        stage_set(KILL_CS, BEGUN CS_KILLED VB_SERVED
                  "200 step vb request.sent n=5|"
                  "1200 step host reply.sent vb n=5|1201 step vb reply.received n=5|"
                  "1300 step vb request.sent n=6|");
    assert_false(play(stage, 2799)->owing);
    assert_true(play(stage, 2800)->owing);
    free(stage);
}

static void a_live_run_waits_for_children_to_end(void **state)
{
    (void)state;
    struct stage *stage = stage_set(KILL_HOST, BEGUN HOST_KILLED VB_ENDS);
    const struct judge_result *result = play(stage, 200);
    assert_int_equal(result->wait_count, 2);
    assert_true(is_waited(result, CS, "child.ending", 3100));
    assert_true(is_waited(result, CS, "", 3100));
    read_events(stage, BEGUN HOST_KILLED VB_ENDS "150 stall - until=400|");
    assert_true(is_waited(play(stage, 500), CS, "", 3350)); /* stalls so far included */
    read_events(stage, BEGUN HOST_KILLED VB_ENDS CS_ENDS);
    assert_int_equal(play(stage, 200)->wait_count, 0);
    free(stage);
}

#define HOST_HUNG "100 struck host hang line=4|100 confirmed host hang line=4|"

/* For the rule `bounded`: for what a run is kept open, and for what not. */
static void a_live_run_waits_for_operations_that_owe(void **state)
{
    static const struct {
        const char *claim, *lines, *events;
        bool owing;
    } rows[] = {
        {"a wait that the strike met", "at host request.received for cs #2 hang host\n",
         "99 step cs reply.wait host tid=7 deadline=1000|" HOST_HUNG, true},
        {"an idle wait owes nothing", "at host request.received for cs #2 hang host\n",
         "99 step cs idle.wait host tid=7 deadline=8000|" HOST_HUNG, false},
        {"who came back since the strike has shown that he does",
         "at host request.received for cs #2 hang host\n",
         "99 step cs reply.wait tid=7 deadline=1000|" HOST_HUNG
         "150 step cs reply.received tid=7|160 step cs reply.wait tid=7 deadline=1000|",
         false},
        {"at the strike's very instant is not since",
         "at host request.received for cs #2 hang "
         "host\n",
         "90 step cs reply.wait tid=7 deadline=1000|100 step cs reply.received tid=7|" HOST_HUNG
         "101 step cs reply.wait tid=7 deadline=1000|",
         true},
        {"to come back from an idle wait shows nothing",
         "at host request.received for cs #2 hang host\n",
         "90 step cs idle.wait tid=7 deadline=50|" HOST_HUNG
         "110 step cs reply.wait tid=7 deadline=1000|",
         true},
        {"without a strike nothing is awaited", "expect cs reaches request.sent within 1s\n",
         "99 step cs reply.wait host tid=7 deadline=1000|", false},
        {"who was asked to stop", "stop host\n", "100 line - line=4|100 stop host line=4|",
         true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char scenario[256], events[512];
        snprintf(scenario, sizeof scenario, "%s%s", ONE, rows[i].lines);
        snprintf(events, sizeof events, "%s%s", HOST_BEGUN CS_BEGUN, rows[i].events);
        struct stage *stage = stage_set(scenario, events);
        if (play(stage, 200)->owing != rows[i].owing)
            fail_msg("red: %s", rows[i].claim);
        free(stage);
    }
}

/* The list of late operations is short, so that only what is late may stand in it. */
static void many_operations_that_are_not_late_hide_none_that_is(void **state)
{
    (void)state;
    struct stage *stage = stage_set(ONE, HOST_BEGUN CS_BEGUN);
    for (int i = 0; i < 70; i++) {
        char text[128];
        int64_t at_ms = 100 + i * 1600;
        snprintf(text, sizeof text, "%lld step cs reply.wait tid=7 deadline=1000",
                 (long long)at_ms);
        const char *at = text;
        read_event(&at, &stage->events[stage->count++]);
        snprintf(text, sizeof text, "%lld step cs reply.received tid=7",
                 (long long)(at_ms + 1500));
        at = text;
        read_event(&at, &stage->events[stage->count++]);
    }
    const char *late = "200000 step cs reply.wait tid=7 deadline=1000";
    const char *over = "204000 step cs reply.received tid=7";
    read_event(&late, &stage->events[stage->count++]);
    read_event(&over, &stage->events[stage->count++]);
    const struct judgement *judgement = &play(stage, -1)->judgement;
    bool seen = false;
    for (uint32_t i = 0; i < judgement->count; i++)
        seen |= judgement->findings[i].rule == RULE_BOUNDED &&
                judgement->findings[i].verdict == VERDICT_FAIL &&
                judgement->findings[i].source == SOURCE_RULE;
    assert_true(seen);
    free(stage);
}

static void a_line_goes_through_its_states(void **state)
{
    (void)state;
    struct stage *stage = stage_set(
        KILLED_ONE "expect host reports child.lost cs within 250ms\nstop host\n" QUIET, DEAD);
    const struct judge_result *result = &stage->result;
    read_events(stage, HOST_BEGUN CS_BEGUN);
    play(stage, 50);
    assert_int_equal(result->lines[0], JUDGE_NOT_BEGUN);
    assert_true(is_waited(result, CS, "request.sent", 10000));
    assert_true(result->armed_done[0]);
    assert_false(result->armed_done[1]);
    read_events(stage, HOST_BEGUN CS_BEGUN "100 step cs request.sent n=3|");
    play(stage, 100);
    assert_int_equal(result->lines[0], JUDGE_OPEN); /* what is ordered there is to come */
    assert_false(result->armed_done[1]);
    read_events(stage, HOST_BEGUN CS_BEGUN "100 step cs request.sent n=2|");
    play(stage, 100);
    assert_int_equal(result->lines[0], JUDGE_NOT_BEGUN);
    read_events(stage, HOST_BEGUN CS_BEGUN "100 step cs request.sent n=3|101 exited cs|");
    play(stage, 102);
    assert_int_not_equal(result->lines[0], JUDGE_OPEN);
    read_events(stage, HOST_BEGUN CS_BEGUN "100 step cs request.sent n=3|100 struck cs hang|");
    play(stage, 102);
    assert_int_not_equal(result->lines[0], JUDGE_OPEN); /* whoever is hung obeys nothing more */
    read_events(stage, HOST_BEGUN CS_BEGUN "100 step cs request.sent n=3|100 struck cs kill|");
    play(stage, 102);
    assert_int_not_equal(result->lines[0], JUDGE_OPEN);
    read_events(stage, HOST_BEGUN CS_BEGUN "100 struck cs kill line=4|");
    play(stage, 101);
    assert_int_equal(result->lines[0], JUDGE_OPEN); /* until it is seen from outside */
    assert_false(result->armed_done[1]);
    assert_true(is_waited(result, CS, "", 10000));
    read_events(stage, DEAD);
    play(stage, 102);
    assert_int_equal(result->lines[0], JUDGE_HELD_TRUE);
    assert_true(result->armed_done[1]);
    assert_int_equal(result->lines[1], JUDGE_NOT_BEGUN);
    assert_int_equal(result->wait_count, 0);
    read_events(stage, DEAD "103 line - line=5|");
    play(stage, 349);
    assert_int_equal(result->lines[1], JUDGE_OPEN);
    assert_true(is_waited(result, HOST, "child.lost", 350));
    play(stage, 350);
    assert_int_equal(result->lines[1], JUDGE_BROKEN);
    assert_int_equal(result->wait_count, 0);
    read_events(stage,
                DEAD CS_LOST "106 line - line=5|107 line - line=6|107 stop host line=6|");
    play(stage, 110);
    assert_int_equal(result->lines[1], JUDGE_HELD_TRUE);
    assert_int_equal(result->lines[2], JUDGE_HELD_TRUE);
    play(stage,
         90); /* the machine's stalls are not known that far yet; what is there is there */
    assert_int_equal(result->lines[1], JUDGE_HELD_TRUE);
    free(stage);
}

static void an_early_end_is_hopeless_at_once(void **state)
{
    (void)state;
    struct stage *stage = stage_set(KILL_CS, BEGUN "30 exited cs code=5|");
    assert_true(play(stage, 31)->hopeless);
    read_events(stage, BEGUN CS_STRUCK "140 exited host|");
    assert_false(play(stage, 141)->hopeless);
    read_events(stage, HOST_BEGUN "5 report host child.unstarted cs code=2|");
    assert_true(play(stage, 6)->hopeless);
    read_events(stage, BEGUN "20 trouble - text=no-disk");
    assert_true(play(stage, 21)->hopeless);
    free(stage);
}

static void an_early_report_is_judged_a_second_later(void **state)
{
    (void)state;
    struct stage *stage =
        stage_set(ONE, HOST_BEGUN CS_BEGUN "100 report host child.lost cs by=watchdog|");
    const struct judge_result *result = play(stage, 1099);
    assert_true(is_waited(result, CS, "", 1100));
    assert_int_equal(result->judgement.count, 1); /* that it has no end */
    assert_int_equal(play(stage, 1100)->judgement.count, 2);
    free(stage);
}

/* Each hold takes a line, so that a run has no more of them; what could not be kept would be
 * missing from a window, and the verdict wrong on either side. */
static void more_holds_than_lines_are_an_error(void **state)
{
    (void)state;
    static struct kit_event events[2 * (PAUSES + 1) + 1];
    struct stage *stage = stage_set(ONE "stop host\n" QUIET, "");
    struct kit_event *event = events;
    for (uint32_t i = 0; i <= PAUSES; i++) {
        *event++ = (struct kit_event){.kind = EVENT_HELD, .at_ns = i * MS, .actor = "host"};
        *event++ = (struct kit_event){.kind = EVENT_RELEASED, .at_ns = i * MS, .actor = "host"};
    }
    *event++ = (struct kit_event){.kind = EVENT_END, .at_ns = PAUSES * MS};
    size_t count = (size_t)(event - events);
    judge(&stage->scenario, stage->platform, events, count, 0, &stage->result);
    assert_int_equal(stage->result.judgement.verdict, VERDICT_ERROR);
    assert_non_null(strstr(stage->result.judgement.findings[0].text, "more holds and delays"));
    judge(&stage->scenario, stage->platform, events + 2, count - 2, 0, &stage->result);
    assert_null(strstr(stage->result.judgement.findings[0].text, "more holds and delays"));
    free(stage);
}

static void a_held_actor_is_waited_for_by_nobody(void **state)
{
    (void)state;
    struct stage *stage = stage_set(KILL_HOST "hold cs at reply.wait #2\n",
                                    BEGUN "50 held cs reply.wait line=5|" HOST_KILLED VB_ENDS);
    assert_int_equal(play(stage, 9000)->wait_count, 0);
    assert_int_equal(play(stage, 9000)->judgement.count, 1);
    free(stage);
}

/* Sixty children and two strikes: c59 is served after the first and not after the second. */
static void sixty(struct text *scenario, struct text *events, const char *others)
{
    text_add(scenario, "parent host is ref_parent\n");
    for (int i = 0; i < 60; i++) {
        text_add(scenario, "child c%d is ref_child\n", i);
        if (others[0])
            text_add(events, "0 %s c%d|", others, i);
    }
    text_add(scenario, "kill c0\nkill c1\nwaive watchdog-detects\n");
    text_add(events, "0 started host|0 attached host|0 started c59|0 line - line=62|"
                     "1 struck c0 kill line=62|1 confirmed c0 kill line=62|1 exited c0|"
                     "2 step host reply.sent c59|2 line - line=63|3 struck c1 kill line=63|"
                     "3 confirmed c1 kill line=63|3 exited c1|4 line - line=65|9000 end -");
}

/* Most were never started, so that more is unseen than there is room for. What failed stands
 * first, a line, and last. */
static void many_findings_keep_the_worst(void **state)
{
    (void)state;
    static char scenario[8192], events[8192];
    struct text s = text_over(scenario, sizeof scenario), e = text_over(events, sizeof events);
    sixty(&s, &e, "");
    text_add(&s, "expect host reaches idle.wait within 1s\n");
    struct stage *stage = stage_set(scenario, events);
    const struct judgement *judgement = &play(stage, -1)->judgement;
    assert_int_equal(judgement->verdict, VERDICT_FAIL);
    assert_int_equal(judgement->count, 2); /* the rest is forgotten beside it */
    assert_non_null(strstr(judgement->findings[0].text, "to reach idle.wait"));
    assert_non_null(strstr(judgement->findings[1].text, "did not serve c59"));
    free(stage);
}

static void what_did_not_fit_is_no_demanded_failure(void **state)
{
    (void)state;
    static char scenario[8192], events[8192];
    struct text s = text_over(scenario, sizeof scenario), e = text_over(events, sizeof events);
    sixty(&s, &e, "started");
    text_add(&s, "must fail parent-continues host\n");
    struct stage *stage = stage_set(scenario, events);
    assert_int_equal(play(stage, -1)->judgement.count, 2); /* all that fitted are one */
    assert_int_equal(stage->result.judgement.verdict, VERDICT_FAIL);
    assert_non_null(strstr(stage->result.judgement.findings[1].text, "must fail"));
    free(stage);
}

static void an_exit_is_waited_for_and_breaks_its_line(void **state)
{
    (void)state;
    struct stage *stage = stage_set(ONE "stop host\nexpect host exits 0 within 2s\n" QUIET,
                                    HOST_BEGUN CS_BEGUN "90 line - line=4|90 stop host line=4|"
                                                        "91 line - line=5|");
    assert_true(is_waited(play(stage, 92), HOST, "", 2090));
    assert_int_equal(stage->result.lines[1], JUDGE_OPEN);
    read_events(stage,
                "90 line - line=4|90 stop host line=4|91 line - line=5|95 exited host code=1");
    play(stage, 96);
    assert_int_equal(stage->result.lines[1], JUDGE_BROKEN);
    assert_int_equal(stage->result.wait_count, 0);
    read_events(stage,
                "90 line - line=4|90 stop host line=4|91 line - line=5|95 exited host code=0");
    play(stage, 96);
    assert_int_equal(stage->result.lines[1], JUDGE_HELD_TRUE);
    free(stage);
}

static void a_strike_in_its_order_is_open_until_it_is_seen(void **state)
{
    (void)state;
    struct stage *stage = stage_set(ONE "kill cs\n", HOST_BEGUN CS_BEGUN "90 line - line=4|");
    assert_true(is_waited(play(stage, 91), CS, "", 10000));
    assert_int_equal(stage->result.lines[0], JUDGE_OPEN);
    free(stage);
}

#define WITH(note) ONE note "expect host reports child.lost cs within 100ms\n" QUIET
#define STARTS     "50 line - line=5|"
#define KEPT       HOST_BEGUN CS_BEGUN STARTS "60 report host child.lost cs by=pipe|"

static void a_system_is_skipped_or_differs_where_the_scenario_says_so(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"a skipped run needs nothing but its end",
         WITH("skip on wine: it's so\n"),
         "1 end -",
         VERDICT_SKIP,
         {"skip run: @1 on wine: it's so -- , of line 4."}},
        {"whatever else stands in its log",
         WITH("skip on wine: it's so\n"),
         HOST_BEGUN CS_BEGUN STARTS END,
         VERDICT_SKIP,
         {"skip run:"}},
        {"a cut log does not even say that it was skipped",
         WITH("skip on wine: it's so\n"),
         HOST_BEGUN,
         VERDICT_ERROR,
         {"error run .. cut"}},
        {"a run without a program that it cannot do without",
         WITH("skip without x because it's rare\n"),
         "0 absent - line=4|1 end -",
         VERDICT_SKIP,
         {"skip run: @1 without 'x': it's rare -- , of line 4."}},
        {"a cut log of such a run",
         WITH("skip without x because it's rare\n"),
         "0 absent - line=4",
         VERDICT_ERROR,
         {"error run .. cut"}},
        {"the same, where the program was there",
         WITH("skip without x because it's rare\n"),
         KEPT END,
         VERDICT_PASS,
         {0}},
        {"another line's absence is none",
         WITH("skip without x because it's rare\n"),
         "0 absent - line=5|" KEPT END,
         VERDICT_PASS,
         {0}},
        {"another system's skip is none",
         WITH("skip on windows: it's so\n"),
         KEPT END,
         VERDICT_PASS,
         {0}},
        {"another system's difference is none",
         WITH("differs on windows: it's so\n"),
         KEPT END,
         VERDICT_PASS,
         {0}},
        {"a difference that is there passes, and is told",
         WITH("differs on wine: it's so\n"),
         HOST_BEGUN CS_BEGUN STARTS END,
         VERDICT_PASS,
         {"fail line host", "pass run: @6000 differs on wine: it's so -- , of line 4."}},
        {"a difference that is gone fails",
         WITH("differs on wine: it's so\n"),
         KEPT END,
         VERDICT_FAIL,
         {"fail run: @6000 it passed on wine, but line 4 says that it differs there (it's so); "
          "remove that line"}},
        {"an error is no difference",
         WITH("differs on wine: it's so\n"),
         HOST_BEGUN CS_BEGUN STARTS "60 trouble - text=x|" END,
         VERDICT_ERROR,
         {"error run"}},
        {"a cut log is no difference",
         WITH("differs on wine: it's so\n"),
         HOST_BEGUN CS_BEGUN STARTS,
         VERDICT_ERROR,
         {"error run .. cut"}},
        {"what was not seen is one, too",
         ONE "differs on wine: it's so\nstop host\n",
         HOST_BEGUN CS_BEGUN "90 line - line=5|91 stop host|92 exited host|100 end -",
         VERDICT_PASS,
         {"unseen child-ends cs", "pass run: @100 differs on wine"}},
        {"and so is what never struck",
         ONE "differs on wine: it's so\nat cs request.sent #9 kill cs\n" QUIET,
         HOST_BEGUN CS_BEGUN END,
         VERDICT_PASS,
         {"vacuous line cs", "pass run: @6000 differs on wine"}},
    };
    ALL_HOLD(scenes);
}

static void of_an_unknown_system_nothing_is_said(void **state)
{
    (void)state;
    struct stage *stage = stage_set(WITH("skip on wine: it's so\n"), KEPT END);
    stage->platform = platform_of("plan9 4");
    assert_int_equal(play(stage, -1)->judgement.verdict, VERDICT_PASS);
    stage->platform = platform_of("wine 8.0");
    assert_int_equal(play(stage, -1)->judgement.verdict, VERDICT_SKIP);
    free(stage);
}

static enum kit_verdict verdict_on(struct stage *stage, const char *platform)
{
    stage->platform = platform_of(platform);
    return play(stage, -1)->judgement.verdict;
}

static void a_line_about_a_version_is_about_no_other(void **state)
{
    (void)state;
    struct stage *stage = stage_set(WITH("skip on wine<9: it's so\n"), KEPT END);
    assert_int_equal(verdict_on(stage, "wine 8.0"), VERDICT_SKIP);
    assert_string_equal(stage->result.judgement.findings[0].text, "on wine<9: it's so");
    assert_int_equal(verdict_on(stage, "wine 10.0"), VERDICT_PASS);
    free(stage);
    stage = stage_set(WITH("differs on wine>=9: it's so\n"), KEPT END);
    assert_int_equal(verdict_on(stage, "wine 8.0"), VERDICT_PASS);
    assert_int_equal(verdict_on(stage, "wine 10.0"), VERDICT_FAIL);
    free(stage);
    stage = stage_set(WITH("differs on wine>=9: it's so\n"), HOST_BEGUN CS_BEGUN STARTS END);
    assert_int_equal(verdict_on(stage, "wine 8.0"), VERDICT_FAIL);
    assert_int_equal(verdict_on(stage, "wine 10.0"), VERDICT_PASS);
    free(stage);
}

/* Two expectations of one report: the runner is to look again at the earlier deadline. */
static void one_wait_stands_for_two(void **state)
{
    (void)state;
    struct stage *stage =
        stage_set(KILLED_ONE "expect host reports child.lost cs within 250ms\n"
                             "expect host reports child.lost cs by pipe within 100ms\n" QUIET,
                  DEAD "103 line - line=5|104 line - line=6|");
    assert_int_equal(play(stage, 105)->wait_count, 1);
    assert_true(is_waited(&stage->result, HOST, "child.lost", 200));
    free(stage);
}

/* Judges the first `count` of the events so often that it has looked at all of them, once. */
static double judge_in_parts(struct stage *stage, const struct kit_event *events, size_t all,
                             size_t count)
{
    clock_t begun = clock();
    for (size_t done = 0; done < all; done += count)
        judge(&stage->scenario, stage->platform, events, count, (int64_t)count * MS,
              &stage->result);
    return (double)(clock() - begun);
}

/*
 * What a long log can be full of: what actors do, and what a broken or hostile one claims.
 * Every tenth of the events has its share of each.
 */
#define LONG 100000

static void steps(struct kit_event *events)
{
    for (size_t i = 0; i < LONG; i++) {
        events[i] = (struct kit_event){.kind = EVENT_STEP, .at_ns = (int64_t)i * MS};
        snprintf(events[i].actor, KIT_NAME, "%s", i % 2 ? "vb" : "host");
        snprintf(events[i].name, KIT_NAME, "%s", i % 2 ? "reply.wait" : "request.received");
    }
}

/* Every other event, of an actor that never said a word. */
static void troubles(struct kit_event *events)
{
    steps(events);
    for (size_t i = 1; i < LONG; i += 2) {
        events[i].kind = EVENT_TROUBLE;
        snprintf(events[i].text, sizeof events[i].text, "x");
    }
}

static void leftovers(struct kit_event *events)
{
    steps(events);
    for (size_t i = 1; i < LONG; i += 2) {
        events[i].kind = i % 10 == 1 ? EVENT_STALL : EVENT_LEFT;
        events[i].until_ns = events[i].at_ns + MS;
        events[i].actor[0] = 0;
    }
}

/* Of as many types as there are events, all at one instant, and again at the next rest. */
static void handles(struct kit_event *events)
{
    steps(events);
    for (size_t i = 0; i < LONG; i++) {
        if (i % (LONG / 10) < LONG / 20)
            continue;
        events[i].kind = EVENT_HANDLES;
        events[i].at_ns = (int64_t)(i / (LONG / 20)) * (LONG / 20) * MS;
        events[i].occurrence = (uint32_t)(1 + i / (LONG / 20));
        events[i].size = i;
        snprintf(events[i].actor, KIT_NAME, "host");
        snprintf(events[i].name, KIT_NAME, "type %zu", i);
    }
}

/*
 * The judge runs on every wake-up of a live run, so it must be linear. A hundred thousand
 * events at once take as long as ten times ten thousand; were it quadratic, ten times as long.
 * The best of some rounds counts, side by side: what else the machine does can only add to one,
 * also where a clock counts the time of others, as that of Windows does.
 */
static void a_long_log_is_judged_quickly(void **state)
{
    (void)state;
    static void (*const fills[])(struct kit_event *) = {steps, troubles, leftovers, handles};
    struct kit_event *events = calloc(LONG, sizeof *events);
    assert_non_null(events);
    for (size_t f = 0; f < sizeof fills / sizeof *fills; f++) {
        struct stage *stage = stage_set(KILL_CS, BEGUN CS_STRUCK);
        fills[f](events);
        memcpy(events, stage->events, stage->count * sizeof *events);
        double whole = 1e9, parts = 1e9;
        const double tick = CLOCKS_PER_SEC / 64.0; /* what a clock may be coarse by */
        bool quick = false;
        for (int round = 0; round < 20 && !quick; round++) {
            double took = judge_in_parts(stage, events, LONG, LONG / 10);
            parts = took < parts ? took : parts;
            took = judge_in_parts(stage, events, LONG, LONG);
            whole = took < whole ? took : whole;
            quick = whole < 3 * parts + tick;
        }
        print_message("%u events at once: %.0f ticks, in ten parts: %.0f\n", (unsigned)LONG,
                      whole, parts);
        assert_true(quick);
        free(stage);
    }
    free(events);
}

/* How far behind its place a late event comes, and how many events come in time for each. */
#define LATE_BY    300u
#define LATE_EVERY 50u

/* A live run: there is a look after every ten events, and some events come late. */
static double judge_live(const struct stage *stage, const struct kit_event *events,
                         size_t count, struct judge_result *out)
{
    clock_t begun = clock();
    struct judging *judging = judging_begin(&stage->scenario, stage->platform);
    assert_non_null(judging);
    for (size_t i = 0; i < count + LATE_BY; i++) {
        if (i < count && i % LATE_EVERY != 0)
            judging_take(judging, &events[i]);
        if (i >= LATE_BY && (i - LATE_BY) % LATE_EVERY == 0)
            judging_take(judging, &events[i - LATE_BY]);
        if (i % 10 == 0)
            judging_look(judging, (int64_t)i * MS, out);
    }
    judging_look(judging, (int64_t)count * MS, out);
    judging_end(judging);
    return (double)(clock() - begun);
}

/*
 * A long run takes as long as ten of a tenth of its length; were each look as long as the log,
 * ten times as long. Both sides are one stretch of the same length, for the clock of Windows
 * counts the time of others, too. What comes of the events is the same as of all at once.
 */
static void a_live_run_costs_what_is_new(void **state)
{
    (void)state;
    struct kit_event *events = calloc(LONG, sizeof *events);
    struct stage *stage =
        stage_set(KILL_CS "expect vb reaches reply.received #999999 within 200s\n"
                          "limit 300s\n",
                  BEGUN CS_STRUCK "103 line - line=5|");
    struct judge_result *live = calloc(1, sizeof *live);
    assert_non_null(events);
    assert_non_null(live);
    steps(events);
    memcpy(events, stage->events, stage->count * sizeof *events);
    double whole = 1e9, parts = 1e9;
    const double tick = CLOCKS_PER_SEC / 64.0;
    bool quick = false;
    for (int round = 0; round < 10 && !quick; round++) {
        double took = 0;
        for (int part = 0; part < 10; part++)
            took += judge_live(stage, events, LONG / 10, live);
        parts = took < parts ? took : parts;
        took = judge_live(stage, events, LONG, live);
        whole = took < whole ? took : whole;
        quick = whole < 3 * parts + tick;
    }
    print_message("live, %u events: %.0f ticks, in ten runs: %.0f\n", (unsigned)LONG, whole,
                  parts);
    assert_true(quick);
    judge(&stage->scenario, stage->platform, events, LONG, (int64_t)LONG * MS, &stage->result);
    assert_true(results_equal(&stage->result, live));
    free(live);
    free(stage);
    free(events);
}

static void marks_are_found_before_and_after_an_instant(void **state)
{
    (void)state;
    struct stage *stage = stage_set(
        KILL_CS, "1 started cs|10 stop cs|20 stop cs|20 stop host|30 stop cs|40 end -");
    struct fact_store *store = fact_store_new(&stage->scenario);
    struct facts *facts = calloc(1, sizeof *facts);
    assert_non_null(store);
    assert_non_null(facts);
    facts_begin(facts, &stage->scenario, store);
    for (size_t i = 0; i < stage->count; i++) {
        assert_true(fact_store_take(store, &stage->events[i]) && fact_store_sort(store));
        facts_take(facts, fact_store_list(store));
    }
    assert_int_equal(marked_at(facts, CS, MARK_STOPPED), 10 * MS);
    assert_int_equal(marked_after(facts, CS, MARK_STOPPED, 10 * MS)->at_ns, 20 * MS);
    assert_int_equal(marked_after(facts, CS, MARK_STOPPED, 25 * MS)->at_ns, 30 * MS);
    assert_null(marked_after(facts, CS, MARK_STOPPED, 30 * MS));
    assert_int_equal(marked_before(facts, CS, MARK_STOPPED, 30 * MS)->at_ns, 20 * MS);
    assert_null(marked_before(facts, CS, MARK_STOPPED, 10 * MS));
    assert_null(marked_before(facts, HOST, MARK_KILLED, 50 * MS));
    free(facts);
    fact_store_free(store);
    free(stage);
}

/* A path of 479 bytes, of which the 310 that fit would end inside a character. */
static void a_finding_that_does_not_fit_ends_with_a_whole_character(void **state)
{
    char scenario[1024], whole[KIT_FINDING_TEXT];
    struct text text = text_over(scenario, sizeof scenario);
    struct text expected = text_over(whole, sizeof whole);
    (void)state;
    text_add(&text, "parent host is ref_parent\nskip without \"a");
    text_add(&expected, "without 'a");
    for (int i = 0; i < 239; i++) {
        text_add(&text, "\xc3\xa4");
        if (i < 154)
            text_add(&expected, "\xc3\xa4");
    }
    text_add(&text, "\" because it is rare\n");
    struct stage *stage = stage_set(scenario, "0 absent - line=2|1 end -");
    assert_string_equal(play(stage, -1)->judgement.findings[0].text, whole);
    assert_int_equal(strlen(whole), KIT_FINDING_TEXT - 2);
    free(stage);
}

/* What a live run writes into its report is the log's order, however late an event came. */
static void the_events_are_given_back_in_order_of_time(void **state)
{
    (void)state;
    struct stage *stage = stage_set(KILL_CS, BEGUN CS_KILLED END);
    struct judging *judging = judging_begin(&stage->scenario, stage->platform);
    size_t count = 1;
    assert_non_null(judging);
    assert_null(judging_events(judging, &count));
    assert_int_equal(count, 0);
    for (size_t i = stage->count; i > 0; i--)
        judging_take(judging, &stage->events[i - 1]);
    struct kit_event *events = judging_events(judging, &count);
    assert_int_equal(count, stage->count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(events[i].at_ns, stage->events[i].at_ns);
    assert_string_equal(events[count - 2].name, "child.lost");
    assert_string_equal(events[count - 2].by, "process");
    free(events);
    judging_end(judging);
    free(stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_is_judged_as_a_whole),
        cmocka_unit_test(a_stall_extends_what_it_falls_into),
        cmocka_unit_test(a_gap_excuses_what_it_can_hide),
        cmocka_unit_test(a_system_is_skipped_or_differs_where_the_scenario_says_so),
        cmocka_unit_test(of_an_unknown_system_nothing_is_said),
        cmocka_unit_test(a_line_about_a_version_is_about_no_other),
        cmocka_unit_test(must_fail_means_exactly_that),
        cmocka_unit_test(a_live_run_waits_for_what_is_open),
        cmocka_unit_test(a_live_run_waits_for_the_silence_of_one_that_has_not_come),
        cmocka_unit_test(a_live_run_waits_for_a_child_that_may_yet_start),
        cmocka_unit_test(a_live_run_waits_for_an_overdue_answer),
        cmocka_unit_test(a_live_run_does_not_wait_again_and_again_for_a_slower_parent),
        cmocka_unit_test(a_live_run_waits_for_children_to_end),
        cmocka_unit_test(a_live_run_waits_for_operations_that_owe),
        cmocka_unit_test(many_operations_that_are_not_late_hide_none_that_is),
        cmocka_unit_test(a_line_goes_through_its_states),
        cmocka_unit_test(an_early_end_is_hopeless_at_once),
        cmocka_unit_test(an_early_report_is_judged_a_second_later),
        cmocka_unit_test(more_holds_than_lines_are_an_error),
        cmocka_unit_test(a_held_actor_is_waited_for_by_nobody),
        cmocka_unit_test(many_findings_keep_the_worst),
        cmocka_unit_test(what_did_not_fit_is_no_demanded_failure),
        cmocka_unit_test(an_exit_is_waited_for_and_breaks_its_line),
        cmocka_unit_test(a_strike_in_its_order_is_open_until_it_is_seen),
        cmocka_unit_test(one_wait_stands_for_two),
        cmocka_unit_test(a_long_log_is_judged_quickly),
        cmocka_unit_test(a_live_run_costs_what_is_new),
        cmocka_unit_test(marks_are_found_before_and_after_an_instant),
        cmocka_unit_test(a_finding_that_does_not_fit_ends_with_a_whole_character),
        cmocka_unit_test(the_events_are_given_back_in_order_of_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

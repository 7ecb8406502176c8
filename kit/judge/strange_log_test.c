/*
 * Goal: a log that no run has written does not mislead the judge. Unknown words mark no actor,
 * reports by uninvolved actors are ignored, duplicates count once, and of a flood of events the
 * first are reported and nothing breaks. Method: scenes; and for floods, events in a loop.
 */
#include "kit/judge/facts.h"
#include "kit/judge/scene_test.h"

static void a_word_that_nobody_knows_marks_nobody(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"a fault of another kit is none that we excuse",
         ONE "stop host\nwaive child-stays\n",
         HOST_BEGUN CS_BEGUN "100 struck cs melt|100 confirmed cs melt|"
                             "110 report cs child.ending by=pipe|111 exited cs|5000 closing -|"
                             "5000 line - line=4|5000 stop host line=4|5010 exited host|" END,
         VERDICT_FAIL,
         {"fail watchdog-detects host .. host did not report cs lost within 4000 ms after cs "
          "ended (watchdog 2000 ms + window 2000 ms)"}},
        {"a call of another kit that fails tells nobody that its pipe is lost",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN
         "100 struck cs fail by=tea.brew code=232|100 confirmed cs fail|"
         "4900 line - line=4|4901 stop host|4902 report cs child.ending|4903 exited cs|"
         "4904 exited host|" END,
         VERDICT_PASS,
         {0}},
        {"a line that holds strikes nobody, whatever the log says",
         ONE "hold cs at reply.wait\nrelease cs\n" QUIET,
         HOST_BEGUN CS_BEGUN "100 struck cs kill line=4|" END,
         VERDICT_VACUOUS,
         {"vacuous line cs .. hold cs at reply.wait #1 never held"}},
        {"a process that gives no name has not taken a wrong one",
         KILLED_ONE "limit 5s\n" QUIET,
         HOST_BEGUN "5 started cs|6 attached - pid=77|5000 limit -|5001 closing -|" END,
         VERDICT_ERROR,
         {"error run cs: @5000 cs has no probe: its steps cannot be seen .. link it with the "
          "probe"}},
    };
    ALL_HOLD(scenes);
}

#define OTHER_FAMILY KILL_CS "parent other is ref_parent\n"

static void nobody_is_heard_of_a_child_that_is_not_his(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"a parent that reports another's child lost has not taken it for dead",
         ONE "stop host\nparent other is ref_parent\n",
         HOST_BEGUN CS_BEGUN "0 started other|100 report other child.lost cs by=watchdog|"
                             "4000 line - line=4|4000 stop host line=4|"
                             "4001 report cs child.ending|4002 exited cs|4003 exited host|" END,
         VERDICT_PASS,
         {0}},
        {"nor has a child, of its sibling",
         PAIR "stop host\n",
         BEGUN "100 report cs child.lost vb by=watchdog|4000 line - line=4|"
               "4000 stop host line=4|4001 report cs child.ending|4002 exited cs|"
               "4001 report vb child.ending|4002 exited vb|4003 exited host|" END,
         VERDICT_PASS,
         {0}},
        {"nor somebody who is not of the run, or of one who is not",
         ONE "stop host\n",
         HOST_BEGUN CS_BEGUN "100 report - child.lost cs by=watchdog|"
                             "101 report host child.lost xx by=watchdog|4000 line - line=4|"
                             "4000 stop host line=4|4001 report cs child.ending|4002 exited cs|"
                             "4003 exited host|" END,
         VERDICT_PASS,
         {0}},
        {"a reply of another parent is no service",
         OTHER_FAMILY,
         BEGUN CS_KILLED "0 started other|150 step other reply.sent vb|" CLOSED_WITHOUT_CS,
         VERDICT_FAIL,
         {"fail parent-continues host .. did not serve vb"}},
        {"nor is one to a parent",
         OTHER_FAMILY,
         BEGUN CS_KILLED "0 started other|150 step host reply.sent other|" CLOSED_WITHOUT_CS,
         VERDICT_FAIL,
         {"fail parent-continues host .. did not serve vb"}},
        {"a child that came out of CreateProcess was born, whoever was killed then",
         ONE "at host child.started for cs #1 kill host\n",
         HOST_BEGUN "5 step host child.prepared cs n=1|5 step host child.started cs n=1|"
                    "5 struck host kill line=4|6 confirmed host kill line=4|6 exited host|"
                    "6 started cs|5500 left cs pid=7|" END,
         VERDICT_FAIL,
         {"fail child-ends cs: @3005 cs still runs"}},
    };
    ALL_HOLD(scenes);
}

#define WHOLE_HOST                                                                             \
    "0 started host pid=1|0 attached host pid=1|5 step host child.started cs n=1|"
#define WHOLE_CS "5 started cs pid=2|6 attached cs pid=2|7 step cs connected n=1|"
#define WHOLE_STOP                                                                             \
    "4000 line - line=4|4000 stop host line=4|4001 report cs child.ending n=1 by=quit|"
#define WHOLE_END "4002 exited cs pid=2|4003 exited host pid=1|" END

static void a_log_that_contradicts_itself_is_never_a_pass(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"one that is whole passes",
         ONE "stop host\n",
         WHOLE_HOST WHOLE_CS "8 step cs idle.wait n=1|9 step cs idle.wait n=2|" WHOLE_STOP
                             "4001 step host closed cs n=1|" WHOLE_END,
         VERDICT_PASS,
         {0}},
        {"a word that is missing is no silence",
         ONE "stop host\n",
         WHOLE_HOST WHOLE_CS
         "8 step cs idle.wait n=1|9 step cs idle.wait n=3|" WHOLE_STOP WHOLE_END,
         VERDICT_ERROR,
         {"error run cs .. the log contradicts itself: one idle.wait of cs is missing or "
          "stands there twice, and no gap is recorded; the log was written wrongly, or a part "
          "of it is missing"}},
        {"nor is the first",
         ONE "stop host\n",
         WHOLE_HOST WHOLE_CS "9 step cs idle.wait n=2|" WHOLE_STOP WHOLE_END,
         VERDICT_ERROR,
         {"error run cs .. the log contradicts itself: one idle.wait of cs is missing or "
          "stands there twice, and no gap is recorded; the log was written wrongly, or a part "
          "of it is missing"}},
        {"a word that is there twice was said once",
         ONE "stop host\n",
         WHOLE_HOST WHOLE_CS
         "8 step cs idle.wait n=1|9 step cs idle.wait n=1|" WHOLE_STOP WHOLE_END,
         VERDICT_ERROR,
         {"error run cs .. the log contradicts itself: one idle.wait of cs is missing or "
          "stands there twice, and no gap is recorded; the log was written wrongly, or a part "
          "of it is missing"}},
        {"of several such words the first one is told, each time",
         ONE "stop host\n",
         WHOLE_HOST WHOLE_CS
         "8 step cs one n=1|8 step cs two n=2|8 step cs three n=2|8 step cs four n=2|"
         "9 step cs five n=2|9 step cs six n=2|9 step cs seven n=2|9 step cs eight "
         "n=2|" WHOLE_STOP WHOLE_END,
         VERDICT_ERROR,
         {"error run cs .. the log contradicts itself: one two of cs is missing or stands "
          "there "
          "twice, and no gap is recorded; the log was written wrongly, or a part of it is "
          "missing"}},
        {"of another peer it is another word",
         ONE "child vb is ref_child\nstop host\n",
         WHOLE_HOST WHOLE_CS
         "8 step host child.started vb n=1|8 started vb pid=3|"
         "4000 line - line=5|4000 stop host line=5|4001 report cs child.ending n=1 by=quit|"
         "4002 exited vb pid=3|" WHOLE_END,
         VERDICT_PASS,
         {0}},
        {"of several threads, one may be ended between its count and its word",
         ONE "stop host\n",
         WHOLE_HOST WHOLE_CS
         "8 step cs idle.wait n=1 tid=7|9 step cs idle.wait n=3 tid=8|" WHOLE_STOP WHOLE_END,
         VERDICT_PASS,
         {0}},
        {"a process that began ends, or is left",
         ONE "bystander guest is ref_bystander\nstop host\n",
         WHOLE_HOST WHOLE_CS "8 started guest pid=3|4000 line - line=5|4000 stop host line=5|"
                             "4001 report cs child.ending n=1 by=quit|" WHOLE_END,
         VERDICT_ERROR,
         {"error run: .. guest was started, but the log records neither its end nor that it "
          "was left"}},
        {"nobody ends twice",
         ONE "stop host\n",
         WHOLE_HOST WHOLE_CS WHOLE_STOP "4002 exited cs pid=2|" WHOLE_END,
         VERDICT_ERROR,
         {"error run: .. cs ended more often than it was started"}},
        {"whoever speaks was started",
         ONE "stop host\n",
         WHOLE_HOST "6 attached cs pid=2|7 step cs connected n=1|" WHOLE_STOP WHOLE_END,
         VERDICT_ERROR,
         {"error run: .. cs acted, but none of its processes was started"}},
        {"nobody speaks after his end",
         ONE "stop host\n",
         WHOLE_HOST WHOLE_CS WHOLE_STOP "4002 exited cs pid=2|4003 exited host pid=1|"
                                        "4005 step host idle.wait n=1|" END,
         VERDICT_ERROR,
         {"error run: .. host made a step or a report after its process had ended"}},
        {"but in another process",
         ONE "stop host\n",
         WHOLE_HOST WHOLE_CS "29 step cs quit.sent n=1|30 report cs child.ending n=1 "
                             "by=quit|31 exited cs pid=2|32 started cs pid=5|"
                             "33 exited cs pid=5|4000 line - line=4|4000 stop host line=4|"
                             "4003 exited host pid=1|" END,
         VERDICT_PASS,
         {0}},
        {"a run does not go on after its end",
         ONE "stop host\n",
         WHOLE_HOST WHOLE_CS WHOLE_STOP WHOLE_END "|6001 stop cs",
         VERDICT_ERROR,
         {"error run: .. the run goes on after its end"}},
        {"a line's fault is the one that strikes by it",
         ONE "at cs request.sent #3 kill cs\n" QUIET,
         HOST_BEGUN CS_BEGUN "100 struck cs hang line=4|100 confirmed cs hang line=4|" END,
         VERDICT_ERROR,
         {"error run: .. hang is recorded for a line that orders something else"}},
        {"and its hold is at the step that it says",
         ONE "hold cs at reply.wait\nrelease cs\n" QUIET,
         HOST_BEGUN CS_BEGUN "100 held cs request.sent line=4|101 line - line=5|"
                             "101 released cs reply.wait line=4|" END,
         VERDICT_ERROR,
         {"error run: .. request.sent is recorded for a line that orders something else"}},
    };
    ALL_HOLD(scenes);
}

/* ---- floods ---- */

/* The facts of a stage, taken in one by one. */
struct taken {
    struct fact_store *store;
    struct facts *facts;
};

static struct taken taken_begin(const struct scenario *scenario)
{
    struct taken taken = {fact_store_new(scenario), calloc(1, sizeof *taken.facts)};
    assert_non_null(taken.store);
    assert_non_null(taken.facts);
    facts_begin(taken.facts, scenario, taken.store);
    return taken;
}

static void take(struct taken *taken, const char *text)
{
    struct kit_event event;
    read_event(&text, &event);
    assert_true(fact_store_take(taken->store, &event) && fact_store_sort(taken->store));
    facts_take(taken->facts, fact_store_list(taken->store));
}

static void taken_end(struct taken *taken)
{
    free(taken->facts);
    fact_store_free(taken->store);
}

enum { HOST, CS, VB };

static void what_is_told_twice_counts_once(void **state)
{
    (void)state;
    struct stage *stage = stage_set(KILL_CS "stop host\n", "");
    struct taken taken = taken_begin(&stage->scenario);
    take(&taken, "100 struck cs kill line=4");
    take(&taken, "101 struck cs kill line=4");
    take(&taken, "110 line - line=5");
    take(&taken, "120 line - line=5");
    assert_int_equal(taken.facts->lines[0].struck->at_ns, 100 * MS);
    assert_int_equal(taken.facts->lines[1].begun->at_ns, 110 * MS);
    taken_end(&taken);
    free(stage);
}

static void of_a_flood_of_stalls_the_last_ones_are_one(void **state)
{
    (void)state;
    struct stage *stage = stage_set(KILL_CS, "");
    struct taken taken = taken_begin(&stage->scenario);
    take(&taken, "1 stall - n=65 until=2");
    assert_int_equal(taken.facts->core_count, FACTS_CORES);
    take(&taken, "2 stall - until=2");
    assert_int_equal(taken.facts->stall_count, 1); /* one that does not last is none */
    while (taken.facts->stall_count < FACTS_STALLS)
        take(&taken, "3 stall - n=1 until=4");
    const struct stall *last = &taken.facts->stalls[FACTS_STALLS - 1];
    take(&taken, "5 stall - n=1 until=90");
    assert_int_equal(taken.facts->stall_count, FACTS_STALLS);
    assert_int_equal(last->until_ns, 90 * MS);
    assert_int_equal(last->core, 0); /* of every core */
    take(&taken, "6 stall - n=1 until=50");
    assert_int_equal(last->until_ns, 90 * MS);
    taken_end(&taken);
    free(stage);
}

static void of_a_flood_of_strikes_as_many_count_as_a_scenario_has_lines(void **state)
{
    (void)state;
    struct stage *stage = stage_set(KILL_CS, "");
    struct taken taken = taken_begin(&stage->scenario);
    for (uint32_t i = 0; i <= FACTS_STRIKES; i++)
        take(&taken, i < FACTS_STRIKES ? "1 struck cs kill" : "1 struck vb kill");
    assert_int_equal(taken.facts->strike_count, FACTS_STRIKES);
    assert_true(was_struck(taken.facts, CS, 1 * MS));
    assert_false(was_struck(taken.facts, VB, 1 * MS));
    assert_int_equal(marked_at(taken.facts, VB, MARK_KILLED), 1 * MS);
    assert_string_equal(taken.facts->impossible, "more strikes than its scenario has lines");
    taken_end(&taken);
    free(stage);
}

/* Events written by a loop, and their judgement. */
struct flood {
    struct stage *stage;
    struct kit_event *events;
    size_t count;
};

#define FLOOD 4096u

static struct flood flood_begin(const char *scenario, const char *events)
{
    struct flood flood = {stage_set(scenario, events), calloc(FLOOD, sizeof *flood.events), 0};
    assert_non_null(flood.events);
    flood.count = flood.stage->count;
    memcpy(flood.events, flood.stage->events, flood.count * sizeof *flood.events);
    return flood;
}

static KIT_PRINTF(2, 3) void flood_add(struct flood *flood, const char *format, ...)
{
    char text[128];
    const char *at = text;
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    assert_true(flood->count < FLOOD);
    read_event(&at, &flood->events[flood->count++]);
}

static const struct judge_result *flood_judged(struct flood *flood, int64_t now_ms)
{
    events_sort(flood->events, flood->count);
    judge(&flood->stage->scenario, flood->stage->platform, flood->events, flood->count,
          now_ms * MS, &flood->stage->result);
    return &flood->stage->result;
}

static void flood_end(struct flood *flood)
{
    free(flood->events);
    free(flood->stage);
}

static uint32_t findings_of(const struct judge_result *result, enum kit_rule rule)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < result->judgement.count; i++)
        count += result->judgement.findings[i].source == SOURCE_RULE &&
                 result->judgement.findings[i].rule == rule;
    return count;
}

#define QUIET_BUT_BOUNDED                                                                      \
    "waive parent-continues\nwaive child-ends\nwaive watchdog-detects\nwaive data-true\n"      \
    "waive nobody-else\nwaive nothing-left\nwaive no-crash\nwaive child-stays\n"

#define QUIET_BUT_LEFT                                                                         \
    "waive parent-continues\nwaive child-ends\nwaive watchdog-detects\nwaive bounded\n"        \
    "waive data-true\nwaive nobody-else\nwaive no-crash\nwaive child-stays\n"

/* Threads of host in all places of the table, in a wait or not; then one of cs that is late. */
static struct flood late_behind(const char *step_of_host, uint32_t late_tid)
{
    struct flood flood = flood_begin(ONE "stop host\n" QUIET_BUT_BOUNDED, HOST_BEGUN CS_BEGUN);
    flood_add(&flood, "8 step cs request.sent tid=1");
    for (unsigned i = 1; i <= OPERATION_THREADS; i++)
        flood_add(&flood, "9 step host %s tid=%u", step_of_host, i);
    flood_add(&flood, "10 step cs reply.wait tid=%u deadline=10", (unsigned)late_tid);
    flood_add(&flood, "20 line - line=4");
    flood_add(&flood, "20 stop host line=4");
    flood_add(&flood, "21 exited host");
    flood_add(&flood, "5000 step cs reply.received tid=%u", (unsigned)late_tid);
    flood_add(&flood, "6000 end -");
    return flood;
}

static void threads_that_are_in_no_operation_make_room_for_others(void **state)
{
    (void)state;
    struct flood flood = late_behind("request.peek", 2);
    const struct judge_result *result = flood_judged(&flood, 6000);
    assert_int_equal(findings_of(result, RULE_BOUNDED), 1);
    assert_int_equal(result->judgement.verdict, VERDICT_FAIL);
    flood_end(&flood);
}

/* The late one is known where it was there before, and then it has failed. */
static void threads_beyond_the_table_are_an_error(void **state)
{
    (void)state;
    struct flood flood = late_behind("idle.wait", 2);
    const struct judge_result *result = flood_judged(&flood, 6000);
    assert_int_equal(findings_of(result, RULE_BOUNDED), 1);
    assert_int_equal(result->judgement.verdict, VERDICT_ERROR);
    assert_non_null(strstr(result->judgement.findings[0].text,
                           "too many operations to judge: the judge has room for"));
    flood_end(&flood);
}

/* One that begins an operation is kept, and the words of its own end it. */
static void a_thread_in_an_operation_is_found_again_when_others_were_forgotten(void **state)
{
    (void)state;
    struct stage *stage = stage_set(ONE "stop host\n", "");
    struct taken taken = taken_begin(&stage->scenario);
    for (unsigned i = 1; i <= OPERATION_THREADS * 2; i++) {
        char text[64];
        snprintf(text, sizeof text, "1 step cs %s tid=%u",
                 i % 4 ? "request.sent" : "reply.wait", i);
        take(&taken, text);
    }
    assert_false(taken.facts->operations.spilled);
    uint32_t count = taken.facts->operations.thread_count;
    for (unsigned i = 4; i <= OPERATION_THREADS * 2; i += 4) {
        char text[64];
        snprintf(text, sizeof text, "2 step cs reply.received tid=%u", i);
        take(&taken, text);
    }
    assert_int_equal(taken.facts->operations.thread_count, count);
    for (uint32_t i = 0; i < count; i++)
        assert_null(taken.facts->operations.threads[i].now.begun);
    taken_end(&taken);
    free(stage);
}

static void threads_are_told_apart_by_number_and_actor(void **state)
{
    (void)state;
    struct stage *stage = stage_set(ONE "stop host\n", "");
    struct taken taken = taken_begin(&stage->scenario);
    for (unsigned i = 0; i < OPERATION_THREADS; i++) {
        char text[64];
        snprintf(text, sizeof text, "1 step %s idle.wait tid=%u", i % 2 ? "cs" : "host", i / 2);
        take(&taken, text);
        assert_int_equal(taken.facts->operations.thread_count, i + 1);
    }
    taken_end(&taken);
    free(stage);
}

static void of_many_late_operations_the_first_are_kept(void **state)
{
    (void)state;
    struct stage *stage = stage_set(ONE "stop host\n", "");
    struct taken taken = taken_begin(&stage->scenario);
    for (unsigned i = 0; i <= OPERATIONS_LATE; i++) {
        char text[64];
        snprintf(text, sizeof text, "%u step cs reply.wait tid=1 deadline=10", i * 4000);
        take(&taken, text);
        snprintf(text, sizeof text, "%u step cs reply.received tid=1", i * 4000 + 3000);
        take(&taken, text);
    }
    assert_int_equal(taken.facts->operations.late_count, OPERATIONS_LATE);
    assert_true(taken.facts->operations.spilled);
    taken_end(&taken);
    free(stage);
}

static void late_operations_of_whom_the_rule_is_waived_take_no_place(void **state)
{
    static const char *const waivers[] = {"waive bounded\n", "waive bounded cs\n"};
    (void)state;
    for (size_t i = 0; i < sizeof waivers / sizeof *waivers; i++) {
        char scenario[256];
        struct text text = text_over(scenario, sizeof scenario);
        text_add(&text, ONE "stop host\n%s", waivers[i]);
        struct stage *stage = stage_set(scenario, "");
        struct taken taken = taken_begin(&stage->scenario);
        take(&taken, "0 step cs reply.wait tid=1 deadline=10");
        take(&taken, "0 step host close.wait tid=2 deadline=10");
        take(&taken, "5000 step cs reply.received tid=1");
        take(&taken, "5000 step host closed tid=2");
        assert_int_equal(taken.facts->operations.late_count, i);
        taken_end(&taken);
        free(stage);
    }
}

/* More threads of the child than one, each with a word behind child.ending; one has a second.
 */
static void a_child_of_many_threads_that_goes_on_is_found(void **state)
{
    (void)state;
    for (unsigned again = 0; again <= 1; again++) {
        struct flood flood = flood_begin(ONE "stop host\n", HOST_BEGUN CS_BEGUN);
        flood_add(&flood, "10 step host child.lost cs");
        flood_add(&flood, "20 report cs child.ending by=pipe tid=1");
        for (unsigned i = 2; i < 100; i++)
            flood_add(&flood, "21 step cs idle.wait tid=%u", i);
        if (again)
            flood_add(&flood, "22 step cs idle.wait tid=99");
        flood_add(&flood, "30 exited cs");
        flood_add(&flood, "6000 end -");
        assert_int_equal(findings_of(flood_judged(&flood, 6000), RULE_CHILD_ENDS), again);
        flood_end(&flood);
    }
}

/* Of one instant; at the second rest host holds one thing more, as the last count says. */
static void more_counts_of_an_instant_than_are_looked_at_are_an_error(void **state)
{
    (void)state;
    for (unsigned count = 1000; count <= 1100; count += 100) {
        struct flood flood = flood_begin("parent host is ref_parent places 1\nchild cs is "
                                         "ref_child\n\nstop host\n" QUIET_BUT_LEFT,
                                         HOST_BEGUN CS_BEGUN);
        for (unsigned rest = 1; rest <= 2; rest++) {
            for (unsigned i = 1; i <= count; i++)
                flood_add(&flood, "%u handles host T%u n=%u size=%u", rest * 10, i, rest,
                          i == count ? rest : 1);
        }
        flood_add(&flood, "30 line - line=4");
        flood_add(&flood, "30 stop host line=4");
        flood_add(&flood, "31 exited host");
        flood_add(&flood, "32 exited cs");
        flood_add(&flood, "6000 end -");
        const struct judge_result *result = flood_judged(&flood, 6000);
        assert_int_equal(findings_of(result, RULE_NOTHING_LEFT), 1);
        assert_int_equal(result->judgement.verdict,
                         count > 1024 ? VERDICT_ERROR : VERDICT_FAIL);
        flood_end(&flood);
    }
}

static void of_many_untrue_messages_the_first_are_told(void **state)
{
    (void)state;
    struct flood flood = flood_begin(ONE "stop host\n", HOST_BEGUN CS_BEGUN);
    for (unsigned i = 1; i <= DELIVERIES_UNTRUE + 1; i++) {
        flood_add(&flood, "%u step cs request.sent host seq=%u sum=aa", 100 + i, i);
        flood_add(&flood, "%u step host request.received cs seq=%u sum=ab", 100 + i, i);
    }
    flood_add(&flood, "6000 end -");
    const struct judge_result *result = flood_judged(&flood, 6000);
    assert_int_equal(result->judgement.verdict, VERDICT_ERROR); /* stop host never began */
    assert_int_equal(findings_of(result, RULE_DATA_TRUE), DELIVERIES_UNTRUE);
    flood_end(&flood);
}

/* What it tells of the first one may be true or stale. */
static void a_word_of_a_message_that_is_forgotten_is_an_error(void **state)
{
    (void)state;
    for (unsigned more = 0; more <= 1; more++) {
        for (unsigned waived = 0; waived <= 1; waived++) {
            struct flood flood = flood_begin(waived ? ONE "stop host\nwaive data-true host\n"
                                                    : ONE "stop host\n",
                                             HOST_BEGUN CS_BEGUN);
            for (unsigned i = 1; i <= DELIVERY_BACKLOG + more; i++)
                flood_add(&flood, "100 step cs request.sent host seq=%u sum=aa", i);
            flood_add(&flood, "101 step host request.received cs seq=1 sum=aa");
            flood_add(&flood, "6000 end -");
            const struct judge_result *result = flood_judged(&flood, 6000);
            assert_int_equal(findings_of(result, RULE_DATA_TRUE), more && !waived);
            flood_end(&flood);
        }
    }
}

/* What host takes is waived and wrong again and again; then cs takes what host did not send. */
static void untrue_messages_that_are_waived_take_no_place(void **state)
{
    (void)state;
    struct flood flood =
        flood_begin(ONE "stop host\nwaive data-true host\n", HOST_BEGUN CS_BEGUN);
    for (unsigned i = 1; i <= DELIVERIES_UNTRUE; i++) {
        flood_add(&flood, "%u step cs request.sent host seq=%u sum=aa", 100 + i, i);
        flood_add(&flood, "%u step host request.received cs seq=%u sum=ab", 100 + i, i);
    }
    flood_add(&flood, "200 step host reply.sent cs seq=1 sum=aa");
    flood_add(&flood, "201 step cs reply.received host seq=1 sum=ab");
    flood_add(&flood, "6000 end -");
    assert_int_equal(findings_of(flood_judged(&flood, 6000), RULE_DATA_TRUE), 1);
    flood_end(&flood);
}

/* Each line waits for a step of its own, and there are more than can be told. */
static void as_many_waits_are_told_as_there_is_room_for(void **state)
{
    (void)state;
    static const char *const steps[] = {"request.sent", "reply.wait", "idle.wait",
                                        "memory.read"};
    static char scenario[16384];
    struct text text = text_over(scenario, sizeof scenario);
    text_add(&text, "parent host is ref_parent\n");
    for (int i = 0; i < 60; i++)
        text_add(&text, "child c%d is ref_child\n", i);
    for (int i = 0; i < 240; i++)
        text_add(&text, "at c%d %s kill c%d\n", i / 4, steps[i % 4], i / 4);
    struct stage *stage = stage_set(scenario, HOST_BEGUN);
    const struct judge_result *result = play(stage, 10);
    assert_int_equal(result->wait_count, JUDGE_WAITS);
    assert_string_equal(result->waits[JUDGE_WAITS - 1].name, steps[(JUDGE_WAITS - 1) % 4]);
    free(stage);
}

/* Lines that never struck take all the places, and then two messages are found untrue. They
 * stand at two actors, as one has room for fewer. */
static void each_failure_takes_the_place_of_something_milder(void **state)
{
    (void)state;
    static char scenario[16384];
    struct text text = text_over(scenario, sizeof scenario);
    text_add(&text, ONE);
    for (int i = 0; i < KIT_FINDINGS + 4; i++)
        text_add(&text, "at %s #%d kill %s\n", i % 2 ? "cs request.sent" : "host request.peek",
                 i + 100, i % 2 ? "cs" : "host");
    struct stage *stage = stage_set(
        scenario, HOST_BEGUN CS_BEGUN
        "50 step cs request.sent seq=1 sum=aa|51 step host request.received cs seq=1 sum=ab|"
        "52 step cs request.sent seq=2 sum=aa|53 step host request.received cs seq=2 "
        "sum=ab|" END);
    const struct judge_result *result = play(stage, -1);
    assert_int_equal(result->judgement.count, KIT_FINDINGS);
    assert_int_equal(result->judgement.verdict, VERDICT_FAIL);
    assert_int_equal(findings_of(result, RULE_DATA_TRUE), 2);
    free(stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_that_nobody_knows_marks_nobody),
        cmocka_unit_test(nobody_is_heard_of_a_child_that_is_not_his),
        cmocka_unit_test(a_log_that_contradicts_itself_is_never_a_pass),
        cmocka_unit_test(what_is_told_twice_counts_once),
        cmocka_unit_test(of_a_flood_of_stalls_the_last_ones_are_one),
        cmocka_unit_test(of_a_flood_of_strikes_as_many_count_as_a_scenario_has_lines),
        cmocka_unit_test(threads_that_are_in_no_operation_make_room_for_others),
        cmocka_unit_test(threads_beyond_the_table_are_an_error),
        cmocka_unit_test(a_thread_in_an_operation_is_found_again_when_others_were_forgotten),
        cmocka_unit_test(late_operations_of_whom_the_rule_is_waived_take_no_place),
        cmocka_unit_test(a_child_of_many_threads_that_goes_on_is_found),
        cmocka_unit_test(more_counts_of_an_instant_than_are_looked_at_are_an_error),
        cmocka_unit_test(threads_are_told_apart_by_number_and_actor),
        cmocka_unit_test(of_many_late_operations_the_first_are_kept),
        cmocka_unit_test(of_many_untrue_messages_the_first_are_told),
        cmocka_unit_test(a_word_of_a_message_that_is_forgotten_is_an_error),
        cmocka_unit_test(untrue_messages_that_are_waived_take_no_place),
        cmocka_unit_test(as_many_waits_are_told_as_there_is_room_for),
        cmocka_unit_test(each_failure_takes_the_place_of_something_milder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

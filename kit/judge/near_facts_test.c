/*
 * Goal: of a run of any length only the steps near a finding or a strike are given to a report,
 * and everything that is no step. Method: one long run with a strike in its middle, and
 * findings at several instants.
 */
#include "kit/judge/near_facts.h"
#include "kit/judge/scene_test.h"

#define STEPS     1000u
#define STRUCK_AT 500 /* ms; there is a step of each actor in every ms */

static struct judging *judging;

static void take(int64_t ms, enum kit_event_kind kind, const char *actor, const char *name)
{
    struct kit_event event = {.at_ns = ms * MS, .kind = kind};
    name_copy(event.actor, actor, strlen(actor));
    name_copy(event.name, name, strlen(name));
    judging_take(judging, &event);
}

static struct stage *long_run(void)
{
    struct stage *stage = stage_set("parent host is ref_parent\nchild cs is ref_child\n"
                                    "at cs request.sent #1 kill cs\n",
                                    "");
    judging = judging_begin(&stage->scenario, platform_of("wine 8.0"));
    assert_non_null(judging);
    for (unsigned i = 1; i <= STEPS; i++) {
        take(i, EVENT_STEP, "host", "tick");
        take(i, EVENT_STEP, "cs", "tick");
        if (i % 100 == 0)
            take(i, EVENT_REPORT, "host", "well");
        if (i == STRUCK_AT)
            take(i, EVENT_STRUCK, "cs", "kill");
    }
    judging_look(judging, STEPS * MS, &stage->result);
    return stage;
}

static uint32_t steps_in(const struct kit_event *events, size_t count, const char *actor,
                         int64_t from_ms, int64_t until_ms)
{
    uint32_t steps = 0;
    for (size_t i = 0; i < count; i++)
        steps += events[i].kind == EVENT_STEP && words_equal(events[i].actor, actor) &&
                 events[i].at_ns >= from_ms * MS && events[i].at_ns <= until_ms * MS;
    return steps;
}

static void steps_are_kept_before_findings_and_strikes(void **state)
{
    (void)state;
    struct stage *stage = long_run();
    struct judgement judgement = {.count = 2};
    judgement.findings[0].at_ns = 300 * MS; /* there is no strike before it */
    judgement.findings[1].at_ns = 800 * MS;
    size_t count;
    struct kit_event *events = judging_events_near(judging, &judgement, &count);
    static const int64_t looks[] = {300, STRUCK_AT, 800, STEPS};
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(steps_in(events, count, "cs", looks[i] - 63, looks[i]), NEAR_STEPS);
        assert_int_equal(steps_in(events, count, "host", looks[i] - 63, looks[i]), NEAR_STEPS);
    }
    assert_int_equal(steps_in(events, count, "cs", 0, STEPS), 4 * NEAR_STEPS);
    /* ten reports and the strike */
    assert_int_equal(count, 2 * 4 * NEAR_STEPS + 11);
    for (size_t i = 1; i < count; i++)
        assert_true(events[i - 1].at_ns <= events[i].at_ns);
    free(events);
    judging_end(judging);
    free(stage);
}

static void without_a_finding_the_end_of_the_run_is_kept(void **state)
{
    (void)state;
    struct stage *stage = long_run();
    struct judgement judgement = {.count = 1}; /* of no instant */
    size_t count;
    struct kit_event *events = judging_events_near(judging, &judgement, &count);
    assert_int_equal(steps_in(events, count, "cs", STEPS - 63, STEPS), NEAR_STEPS);
    assert_int_equal(steps_in(events, count, "cs", 0, STEPS), 2 * NEAR_STEPS);
    free(events);
    judging_end(judging);
    free(stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_are_kept_before_findings_and_strikes),
        cmocka_unit_test(without_a_finding_the_end_of_the_run_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

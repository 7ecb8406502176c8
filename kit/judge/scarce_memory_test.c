/*
 * Goal: a judge that finds no memory says so, or judges as it would have; it never takes what
 * it could not keep for what never was, and loses no memory itself. Method: the same run once
 * for each allocation, which fails, alone or with all behind it.
 */
#include "kit/base/scarce_memory_test.h"
#include "kit/judge/scene_test.h"

/* A run with words that the store has not seen before again and again, so that its tables grow,
 * and with more facts than are kept between two states that the judge can go back to. */
struct long_run {
    struct stage *stage;
    struct kit_event events[160];
    size_t count;
};

static struct long_run *long_run_begin(void)
{
    struct long_run *run = calloc(1, sizeof *run);
    assert_non_null(run);
    run->stage = stage_set(KILL_CS, BEGUN CS_KILLED VB_SERVED CLOSED_WITHOUT_CS);
    memcpy(run->events, run->stage->events, run->stage->count * sizeof *run->events);
    run->count = run->stage->count;
    while (run->count < 150) {
        struct kit_event *event = &run->events[run->count];
        char text[64];
        const char *at = text;
        snprintf(text, sizeof text, "%u step vb word.%u n=1", 200 + (unsigned)run->count,
                 (unsigned)run->count);
        read_event(&at, event);
        run->count++;
    }
    events_sort(run->events, run->count);
    return run;
}

static void long_run_end(struct long_run *run)
{
    free(run->stage);
    free(run);
}

static bool is_out_of_memory(const struct judgement *judgement)
{
    return judgement->verdict == VERDICT_ERROR && judgement->count == 1 &&
           strstr(judgement->findings[0].text, "not enough memory to judge so many events");
}

static void a_judge_without_memory_says_so(void **state)
{
    (void)state;
    struct long_run *run = long_run_begin();
    uint64_t said_so = 0;
    for (int alone = 0; alone < 2; alone++) {
        bool failed = true;
        for (uint64_t n = 1; failed; n++) {
            struct judge_result *result = &run->stage->result;
            scarce_from(n, alone);
            judge(&run->stage->scenario, platform_of("wine 8.0"), run->events, run->count,
                  5020 * MS, result);
            failed = scarce_until_here();
            bool said = is_out_of_memory(&result->judgement);
            assert_true(said || result->judgement.verdict == VERDICT_PASS);
            assert_true(failed || !said);
            said_so += said;
        }
    }
    assert_true(said_so > 50);
    long_run_end(run);
}

/* There are states to go back to that could not be kept: then it goes back to the beginning. */
static void a_late_event_is_judged_all_the_same(void **state)
{
    (void)state;
    struct long_run *run = long_run_begin();
    uint64_t judged = 0;
    bool failed = true;
    for (uint64_t n = 1; failed; n++) {
        struct judge_result *result = &run->stage->result;
        struct judging *judging = judging_begin(&run->stage->scenario, platform_of("wine 8.0"));
        assert_non_null(judging);
        scarce_from(n, true);
        for (size_t i = 1; i < run->count; i++)
            judging_take(judging, &run->events[i]);
        judging_look(judging, 4000 * MS, result);
        judging_take(judging, &run->events[0]);
        judging_look(judging, 5020 * MS, result);
        failed = scarce_until_here();
        assert_true(is_out_of_memory(&result->judgement) ||
                    result->judgement.verdict == VERDICT_PASS);
        judged += failed && result->judgement.verdict == VERDICT_PASS;
        judging_end(judging);
    }
    assert_true(judged > 0);
    long_run_end(run);
}

static void the_events_are_not_given_back_where_there_is_no_room_for_them(void **state)
{
    (void)state;
    struct long_run *run = long_run_begin();
    struct judging *judging = judging_begin(&run->stage->scenario, platform_of("wine 8.0"));
    size_t count = 7;
    assert_non_null(judging);
    judging_take(judging, &run->events[0]);
    scarce_from(1, true);
    assert_null(judging_events(judging, &count));
    assert_true(scarce_until_here());
    assert_int_equal(count, 0);
    for (uint64_t n = 1; n <= 2; n++) {
        count = 7;
        scarce_from(n, true);
        assert_null(judging_events_near(judging, &run->stage->result.judgement, &count));
        assert_true(scarce_until_here());
        assert_int_equal(count, 0);
    }
    judging_end(judging);
    scarce_from(1, false);
    assert_null(judging_begin(&run->stage->scenario, platform_of("wine 8.0")));
    assert_true(scarce_until_here());
    long_run_end(run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_judge_without_memory_says_so),
        cmocka_unit_test(a_late_event_is_judged_all_the_same),
        cmocka_unit_test(the_events_are_not_given_back_where_there_is_no_room_for_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

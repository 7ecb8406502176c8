/*
 * Goal: of a pair that is not the kit's a sweep strikes what comes each time, by what the
 * programs can obey, and judges nothing that is the program's own way.
 * Method: the events of a run without faults, and the points and texts that come of them.
 */
#include "kit/sweep/free_run.h"
#include "kit/sweep/sweep_scene_test.h"

#define PAIR "parent host is \"h.exe\"\nchild cs is image c.exe\n"

static struct kit_event event_of(enum kit_event_kind kind, const char *actor, const char *name,
                                 uint32_t n)
{
    struct kit_event event = {.kind = kind, .occurrence = n};
    name_copy(event.actor, actor, strlen(actor));
    name_copy(event.name, name, strlen(name));
    return event;
}

static struct kit_event step(const char *actor, const char *name, uint32_t n)
{
    return event_of(EVENT_STEP, actor, name, n);
}

static struct kit_event closing(enum kit_run_end end)
{
    struct kit_event event = event_of(EVENT_CLOSING, "", "", 0);
    name_copy(event.by, run_end_words[end], strlen(run_end_words[end]));
    return event;
}

static struct kit_event told(const char *actor, const char *function)
{
    struct kit_event event = event_of(EVENT_CALLED, actor, function, 0);
    event.size = 1;
    return event;
}

static bool has_line(const struct sweep *sweep, const char *wanted)
{
    for (size_t i = 0; i < sweep->count; i++) {
        if (words_equal(sweep->lines[i], wanted))
            return true;
    }
    return false;
}

#define COUNT(events) (sizeof(events) / sizeof *(events))

static void what_only_time_or_another_step_ends_is_struck_as_often_as_is_sure(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum kit_run_end end;
        uint32_t times;
    } rows[] = {
        {PAIR "sweep every step of cs with kill\n", RUN_ENDS_TIME, SWEEP_TIMES},
        {PAIR "requests 2\nsweep every step of cs with kill\n", RUN_ENDS_TIME, 2},
        {PAIR "requests 2\nsweep every step of cs with kill\n", RUN_ENDS_REQUESTS, 2},
        {PAIR "run until cs request.sent #4\nsweep every step of cs with kill\n", RUN_ENDS_STEP,
         4},
        {PAIR "sweep every step of cs with kill\n", RUN_ENDS_ITSELF, 5},
        {"parent host is ref_parent\nchild cs is ref_child\nrequests 2\n"
         "sweep every step of cs with kill\n",
         RUN_ENDS_REQUESTS, 5},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct kit_event events[6];
        for (uint32_t n = 0; n < 5; n++)
            events[n] = step("cs", "request.sent", n + 1);
        events[5] = closing(rows[i].end);
        struct sweep *sweep = sweep_of(rows[i].text, events, 6);
        assert_int_equal(sweep->count, rows[i].times);
        free(sweep);
    }
}

static void a_fault_is_ordered_where_the_program_has_said_how(void **state)
{
    (void)state;
    const char *text = PAIR "sweep every step of cs with drop, corrupt, kill\n"
                            "sweep every step of host with drop\n";
    const struct kit_event mute[] = {step("cs", "request.before", 1),
                                     step("host", "reply.sent", 1), closing(RUN_ENDS_TIME)};
    const struct kit_event able[] = {step("cs", "request.before", 1),
                                     step("host", "reply.sent", 1), closing(RUN_ENDS_TIME),
                                     told("cs", "lifeline_drop_with")};
    struct sweep *sweep = sweep_of(text, mute, COUNT(mute));
    assert_int_equal(sweep->count, 1);
    assert_true(has_line(sweep, "at cs request.before #1 kill cs"));
    free(sweep);
    sweep = sweep_of(text, able, COUNT(able));
    assert_int_equal(sweep->count, 2);
    assert_true(has_line(sweep, "at cs request.before #1 drop cs"));
    free(sweep);
}

static void a_delay_is_longer_than_what_the_programs_declare(void **state)
{
    (void)state;
    static const struct {
        uint32_t declared_ms;
        const char *line;
    } rows[] = {
        {0, "at cs connected #1 delay cs by 1500ms"},
        {320, "at cs connected #1 delay cs by 600ms"},
        {801, "at cs connected #1 delay cs by 1000ms"},
        {UINT32_MAX, "at cs connected #1 delay cs by 1500ms"},
        {9000, "at cs connected #1 delay cs by 1500ms"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct kit_event events[] = {step("cs", "connected", 1), closing(RUN_ENDS_TIME)};
        events[0].deadline_ms = rows[i].declared_ms;
        struct sweep *sweep =
            sweep_of(PAIR "sweep every step of cs with delay\n", events, COUNT(events));
        if (!has_line(sweep, rows[i].line))
            fail_msg("no '%s'", rows[i].line);
        free(sweep);
    }
}

static void a_parent_that_ends_by_itself_is_not_blamed_for_it(void **state)
{
    (void)state;
    const char text[] = PAIR "run for 2s\nsweep every step of cs with kill\n";
    struct kit_event events[] = {step("cs", "connected", 1),
                                 event_of(EVENT_EXITED, "host", "", 0),
                                 closing(RUN_ENDS_ITSELF)};
    char whole[2048];
    struct text to = text_over(whole, sizeof whole);
    struct sweep *sweep = sweep_of(text, events, COUNT(events));
    sweep_text(&sweep->scenario, text, strlen(text), &sweep->points[0], &to);
    assert_string_equal(whole, PAIR "# run for 2s\n# sweep every step of cs with kill\n"
                                    "host ends with its children\n"
                                    "at cs connected #1 kill cs\n");
    to = text_over(whole, sizeof whole);
    free_run_text(&sweep->scenario, events, COUNT(events), &to);
    assert_string_equal(whole,
                        "the run without faults was over when the program ended by itself\n"
                        "host ends by itself, and so it may in every run\n");
    events[1].code = 1;
    assert_false(free_run_ends_itself(&sweep->scenario, events, COUNT(events), 0));
    assert_false(free_run_ends_itself(&sweep->scenario, events, COUNT(events), 1));
    free(sweep);
}

static void a_child_that_made_more_requests_than_are_counted_goes_on_asking(void **state)
{
    (void)state;
    const char text[] = PAIR "child vb is image c.exe\nrequests 1\nsweep every step of cs with "
                             "kill\n";
    struct kit_event events[] = {step("cs", "request.sent", 1), step("vb", "request.sent", 1),
                                 step("cs", "request.sent", 2), closing(RUN_ENDS_REQUESTS),
                                 step("vb", "request.sent", 2)};
    struct sweep *sweep = sweep_of(text, events, COUNT(events));
    assert_true(free_run_asks_on(&sweep->scenario, events, COUNT(events), 1));
    assert_false(free_run_asks_on(&sweep->scenario, events, COUNT(events), 0));
    assert_false(free_run_asks_on(&sweep->scenario, events, 2, 1));
    assert_false(free_run_asks_on(&sweep->scenario, events + 1, COUNT(events) - 1, 1));
    free(sweep);
}

static void how_the_run_was_over_is_told_with_its_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum kit_run_end end;
        const char *told;
    } rows[] = {
        {PAIR "requests 3\nsweep every step of cs\n", RUN_ENDS_REQUESTS,
         "the run without faults was over when each child had made 3 requests, or had ended; "
         "each step is struck at up to #3\n"},
        {PAIR "run until cs connected\nsweep every step of cs\n", RUN_ENDS_STEP,
         "the run without faults was over when cs came to connected #1; each step is struck at "
         "up to #1\n"},
        {PAIR "sweep every step of cs\n", RUN_ENDS_TIME,
         "the run without faults was over when its time had passed; each step is struck at up "
         "to #3\n"},
        {"parent host is h\nchild cs is c\nrequests 3\n", RUN_ENDS_REQUESTS, ""},
        {"parent host is h\nchild cs is c\nrequests 3\n", RUN_ENDS_NONE, ""},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct kit_event events[] = {closing(rows[i].end)};
        char said[512];
        struct text to = text_over(said, sizeof said);
        struct sweep *sweep = sweep_of(rows[i].text, events, 1);
        free_run_text(&sweep->scenario, events, 1, &to);
        assert_string_equal(said, rows[i].told);
        free(sweep);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_only_time_or_another_step_ends_is_struck_as_often_as_is_sure),
        cmocka_unit_test(a_fault_is_ordered_where_the_program_has_said_how),
        cmocka_unit_test(a_delay_is_longer_than_what_the_programs_declare),
        cmocka_unit_test(a_parent_that_ends_by_itself_is_not_blamed_for_it),
        cmocka_unit_test(a_child_that_made_more_requests_than_are_counted_goes_on_asking),
        cmocka_unit_test(how_the_run_was_over_is_told_with_its_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * Goal: a sweep strikes everywhere that a fault can strike, nowhere twice, in an order that
 * depends on nothing but the points, and each point is a scenario that the reader takes.
 * Method: the events of a run as a person would write them down, and the lines that come of it.
 */
#include "kit/sweep/places.h"
#include "kit/sweep/sweep_scene_test.h"

#define FAMILY                                                                                 \
    "parent host is ref_parent\nchild cs is ref_child tick 20ms\n"                             \
    "child vb is ref_child tick 20ms\nrequests 3\n"

static struct kit_event step(const char *actor, const char *name, const char *peer, uint32_t n)
{
    struct kit_event event = {.kind = EVENT_STEP, .occurrence = n};
    name_copy(event.actor, actor, strlen(actor));
    name_copy(event.name, name, strlen(name));
    name_copy(event.peer, peer, strlen(peer));
    return event;
}

static struct kit_event called(const char *actor, const char *name, const char *peer,
                               uint64_t n)
{
    struct kit_event event = step(actor, name, peer, 0);
    event.kind = EVENT_CALLED;
    event.size = n;
    return event;
}

#define STEPS(text, events) sweep_of(FAMILY text, events, sizeof(events) / sizeof *(events))

static void a_step_is_struck_by_all_that_it_obeys(void **state)
{
    (void)state;
    const struct kit_event events[] = {step("cs", "child.begun", "", 1),
                                       step("cs", "request.before", "", 1)};
    static const char *const lines[] = {"at cs child.begun #1 kill cs",
                                        "at cs request.before #1 kill cs",
                                        "at cs request.before #1 drop cs",
                                        "at cs child.begun #1 hang cs",
                                        "at cs request.before #1 hang cs",
                                        "at cs child.begun #1 exit cs with 0",
                                        "at cs child.begun #1 exit cs",
                                        "at cs child.begun #1 exit cs with 259",
                                        "at cs request.before #1 exit cs with 0",
                                        "at cs request.before #1 exit cs",
                                        "at cs request.before #1 exit cs with 259",
                                        "at cs request.before #1 corrupt cs",
                                        "at cs request.before #1 truncate cs",
                                        "at cs child.begun #1 crash cs",
                                        "at cs request.before #1 crash cs",
                                        "at cs child.begun #1 delay cs by 1500ms",
                                        "at cs request.before #1 delay cs by 1500ms",
                                        "at cs child.begun #1 spin cs",
                                        "at cs request.before #1 spin cs",
                                        NULL};
    struct sweep *sweep = STEPS("sweep every step of cs\n", events);
    assert_lines(sweep, lines);
    free(sweep);
}

static void only_what_is_asked_for_is_swept(void **state)
{
    (void)state;
    const struct kit_event events[] = {
        step("cs", "request.sent", "", 1), step("host", "request.peek", "cs", 1),
        step("cs", "reply.wait", "", 1), called("cs", "event.set", "", 1)};
    static const struct {
        const char *text;
        const char *lines[8];
    } rows[] = {
        {FAMILY "sweep every step of cs with kill\n",
         {"at cs request.sent #1 kill cs", "at cs reply.wait #1 kill cs"}},
        {FAMILY "sweep every step of host with drop, kill\n",
         {"at host request.peek for cs #1 kill host",
          "at host request.peek for cs #1 drop host by close",
          "at host request.peek for cs #1 drop host by disconnect"}},
        {FAMILY "sweep every step of host with exit\n",
         {"at host request.peek for cs #1 exit host"}},
        {FAMILY "sweep every wait of cs\n",
         {"inside cs reply.wait #1 kill host", "inside cs reply.wait #1 kill cs",
          "inside cs reply.wait #1 hang host", "inside cs reply.wait #1 hang cs"}},
        {FAMILY "sweep every call of cs\n", {"at cs event.set #1 fail cs with 6"}},
        {FAMILY "sweep every call of vb\n", {NULL}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sweep *sweep = sweep_of(rows[i].text, events, sizeof events / sizeof *events);
        assert_lines(sweep, rows[i].lines);
        free(sweep);
    }
}

static void a_delay_is_longer_than_any_watchdog_and_deadline(void **state)
{
    (void)state;
    const struct kit_event events[] = {step("cs", "request.before", "", 1)};
    static const struct {
        const char *text, *line;
    } rows[] = {
        {"parent host is ref_parent watchdog 700ms deadline 300ms\n"
         "child cs is ref_child watchdog 400ms deadline 800ms\n",
         "at cs request.before #1 delay cs by 900ms"},
        {"parent host is ref_parent watchdog 300ms deadline 300ms\n"
         "child cs is ref_child watchdog 300ms deadline 300ms\n",
         "at cs request.before #1 delay cs by 600ms"},
        {"parent host is ref_parent watchdog 1min deadline 300ms\n"
         "child cs is ref_child watchdog 300ms deadline 300ms\n",
         "at cs request.before #1 delay cs by 1500ms"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[512];
        snprintf(text, sizeof text, "%srequests 3\nsweep every step of cs with delay\n",
                 rows[i].text);
        struct sweep *sweep = sweep_of(text, events, 1);
        assert_int_equal(sweep->count, 1);
        assert_string_equal(sweep->lines[0], rows[i].line);
        free(sweep);
    }
}

static void without_a_word_everything_is_swept(void **state)
{
    (void)state;
    const struct kit_event events[] = {step("cs", "reply.wait", "", 1),
                                       called("cs", "event.set", "", 1)};
    struct sweep *sweep = STEPS("", events);
    assert_int_equal(sweep->count, 9 + 4 + 1); /* at it, inside it, and the call */
    free(sweep);
}

static void a_call_fails_at_each_use_with_each_of_its_codes(void **state)
{
    (void)state;
    const struct kit_event events[] = {
        called("host", "pipe.accept", "", 2), called("host", "pipe.accept", "cs", 1),
        called("host", "event.set", "", 5), called("host", "event.set", "cs", 2),
        called("host", "event.set", "vb", 2)};
    static const char *const lines[] = {"at host pipe.accept for cs #1 fail host with 8",
                                        "at host pipe.accept for cs #1 fail host with 232",
                                        "at host pipe.accept for cs #1 fail host with 1450",
                                        "at host pipe.accept #1 fail host with 8",
                                        "at host pipe.accept #1 fail host with 232",
                                        "at host pipe.accept #1 fail host with 1450",
                                        NULL};
    struct sweep *sweep = STEPS("sweep every call of host\n", events);
    size_t accepts = 0, sets = 0;
    for (size_t i = 0; i < sweep->count; i++) {
        for (size_t k = 0; lines[k]; k++)
            accepts += words_equal(sweep->lines[i], lines[k]);
        sets += strstr(sweep->lines[i], "event.set") != NULL;
    }
    assert_int_equal(accepts, 6); /* one is for cs; the other is for nobody */
    assert_int_equal(sets, 2 + 2 + 1);
    assert_int_equal(sweep->count, 6 + 5);
    free(sweep);
}

static void first_and_last_times_come_before_those_between_and_twins_later(void **state)
{
    (void)state;
    const struct kit_event events[] = {
        step("vb", "request.sent", "", 1), step("cs", "request.sent", "", 1),
        step("cs", "request.sent", "", 2), step("cs", "request.sent", "", 3),
        step("cs", "request.sent", "", 2)};
    static const char *const lines[] = {
        "at cs request.sent #1 kill cs", "at vb request.sent #1 kill vb",
        "at cs request.sent #3 kill cs", "at cs request.sent #2 kill cs", NULL};
    struct sweep *sweep =
        STEPS("sweep every step of cs with kill\nsweep every step of vb with kill\n", events);
    assert_lines(sweep, lines);
    free(sweep);
}

static void the_order_does_not_depend_on_that_of_the_events(void **state)
{
    (void)state;
    struct kit_event events[64];
    size_t count = 0;
    for (uint32_t n = 1; n <= 4; n++) {
        events[count++] = step("cs", "request.sent", "", n);
        events[count++] = step("host", "idle.wait", "vb", n);
        events[count++] = step("host", "idle.wait", "cs", n);
        events[count++] = step("vb", "memory.read", "", n);
    }
    struct sweep *one = sweep_of(FAMILY, events, count);
    for (size_t i = 0; i < count / 2; i++) {
        struct kit_event moved = events[i];
        events[i] = events[count - 1 - i];
        events[count - 1 - i] = moved;
    }
    struct sweep *other = sweep_of(FAMILY, events, count);
    assert_true(one->count > 100);
    assert_int_equal(one->count, other->count);
    for (size_t i = 0; i < one->count; i++)
        assert_string_equal(one->lines[i], other->lines[i]);
    free(one);
    free(other);
}

/*
 * An actor that is started like an earlier one comes later in the order; any other has its
 * normal place.
 */
static void only_who_is_started_alike_is_a_twin(void **state)
{
    (void)state;
    static const struct {
        const char *other; /* than the first child */
        bool is_twin;
    } rows[] = {
        {"child vb is ref_child tick 20ms\n", true},
        {"child vb is ref_child tick 30ms\n", false},
        {"child vb is ref_child\n", false},
        {"child vb is broken_child tick 20ms\n", false},
        {"parent two is ref_parent\nchild vb is ref_child tick 20ms\n", false},
        {"bystander vb is ref_child tick 20ms\n", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct kit_event events[] = {step("cs", "request.sent", "", 1),
                                           step("vb", "request.sent", "", 1)};
        char text[256];
        snprintf(text, sizeof text,
                 "parent host is ref_parent\nchild cs is ref_child tick 20ms\n%srequests 3\n"
                 "sweep every step of cs with kill\nsweep every step of vb with kill\n",
                 rows[i].other);
        struct sweep *sweep = sweep_of(text, events, 2);
        static const char cs[] = "at cs request.sent #1 kill cs",
                          vb[] = "at vb request.sent #1 kill vb";
        assert_int_equal(sweep->count, 2);
        /* Of two that are no twins the one below stands first. */
        assert_string_equal(sweep->lines[0], rows[i].is_twin ? cs : vb);
        assert_string_equal(sweep->lines[1], rows[i].is_twin ? vb : cs);
        free(sweep);
    }
}

static void what_there_is_no_room_for_is_counted(void **state)
{
    (void)state;
    static const char text[] = FAMILY "sweep every step of cs with kill, hang\n"
                                      "sweep every pair with kill\n";
    const struct kit_event events[] = {step("cs", "request.sent", "", 1),
                                       step("cs", "reply.wait", "", 1)};
    struct sweep *sweep = sweep_of(text, events, 2);
    struct sweep_point points[8];
    size_t all = sweep_points(&sweep->scenario, events, 2, points, 8);
    assert_int_equal(all, 5);
    for (size_t some = 0; some < all; some++) {
        memset(points, 0, sizeof points);
        assert_int_equal(sweep_points(&sweep->scenario, events, 2, points, some), all);
        assert_true(some == 0 || points[some - 1].step[0]);
        assert_false(points[some].step[0]);
    }
    free(sweep);
}

static void what_nobody_of_the_scenario_did_is_no_point(void **state)
{
    (void)state;
    struct kit_event events[] = {
        called("nobody", "event.set", "", 3), called("cs", "tea.brew", "", 3),
        step("cs", "request.sent", "", 0),    step("cs", "request.sent", "", 1),
        step("cs", "request.sent", "", 2),    called("cs", "event.set", "host", 1),
        called("cs", "event.set", "", 0)};
    events[4].kind = EVENT_HELD;
    struct sweep *sweep =
        STEPS("sweep every step of cs with kill\nsweep every call of cs\n", events);
    static const char *const lines[] = {"at cs request.sent #1 kill cs",
                                        "at cs event.set #1 fail cs with 6", NULL};
    assert_lines(sweep, lines);
    free(sweep);
}

/*
 * A step that the scenario declares can be struck, but it is unknown whether it can lose a
 * pipe.
 */
static void a_step_of_ones_own_is_struck_by_what_needs_nothing(void **state)
{
    (void)state;
    const struct kit_event events[] = {step("cs", "tap", "", 1),
                                       step("cs", "request.sent", "", 1)};
    static const char *const lines[] = {"at cs request.sent #1 kill cs", "at cs tap #1 kill cs",
                                        "at cs request.sent #1 drop cs", NULL};
    struct sweep *sweep = STEPS("step tap\nsweep every step of cs with kill, drop\n", events);
    assert_lines(sweep, lines);
    free(sweep);
}

/* If a wait has no peer, only the waiting actor can be struck. */
static void a_wait_for_nobody_is_of_its_actor_alone(void **state)
{
    (void)state;
    const struct kit_event events[] = {step("host", "idle.wait", "", 1)};
    static const char *const lines[] = {"inside host idle.wait #1 kill host",
                                        "inside host idle.wait #1 hang host", NULL};
    struct sweep *sweep = STEPS("sweep every wait of host\n", events);
    assert_lines(sweep, lines);
    assert_string_equal(sweep->points[0].hold.step, "");
    free(sweep);
}

static void each_word_of_harm_is_one(void **state)
{
    (void)state;
    static const struct {
        const char *name, *by;
        bool is_harm;
    } rows[] = {
        {"child.lost", "pipe", true},     {"child.unstarted", "", true},
        {"peer.silent", "", true},        {"violation", "", true},
        {"child.ending", "pipe", true},   {"child.ending", "quit", false},
        {"child.ending", "stop", false},  {"parent.ending", "pipe", true},
        {"parent.ending", "stop", false}, {"child.quit", "", false},
        {"family.rest", "", false},       {"tap", "", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct kit_event event = step("cs", rows[i].name, "", 1);
        name_copy(event.by, rows[i].by, strlen(rows[i].by));
        assert_false(sweep_tells_of_harm(&event)); /* a step is no report */
        event.kind = EVENT_REPORT;
        assert_int_equal(sweep_tells_of_harm(&event), rows[i].is_harm);
    }
}

static void the_shards_together_are_the_whole_and_none_is_done_twice(void **state)
{
    (void)state;
    struct kit_event events[8];
    for (uint32_t n = 0; n < 8; n++)
        events[n] = step("cs", "idle.wait", "", n + 1);
    struct sweep *sweep = sweep_of(FAMILY, events, 8);
    for (uint32_t shards = 1; shards <= 9; shards++) {
        size_t of_shard[10] = {0};
        for (size_t i = 0; i < sweep->count; i++) {
            uint32_t hands = 0;
            for (uint32_t shard = 1; shard <= shards; shard++) {
                bool is_of =
                    sweep_is_of_shard(&sweep->scenario, &sweep->points[i], shard, shards);
                hands += is_of;
                of_shard[shard] += is_of;
            }
            assert_int_equal(hands, 1);
        }
        for (uint32_t shard = 1; shard <= shards; shard++)
            assert_true(of_shard[shard] > 0);
    }
    free(sweep);
}

/* Every point that is made of every step, so that no line is made that the reader refuses. */
static void every_point_is_a_scenario(void **state)
{
    (void)state;
    static const char text[] = FAMILY "  sweep every step of cs\nsweep every step of host\n"
                                      "sweep every wait of cs\nsweep every wait of host\n"
                                      "sweep every call of cs # all\nsweep every call of host";
    struct scenario *point = malloc(sizeof *point);
    assert_non_null(point);
    for (int i = 0; i < PROTOCOL_STEP_COUNT; i++) {
        uint32_t by = step_flags[i];
        const struct kit_event events[] = {
            step(by & STEP_BY_CHILD ? "cs" : "nobody", step_words[i], "", 1),
            step(by & STEP_BY_PARENT ? "host" : "nobody", step_words[i], "vb", 2),
            called("host", "handle.take", "vb", 1), called("cs", "pipe.open", "", 2)};
        struct sweep *sweep = sweep_of(text, events, 4);
        for (size_t k = 0; k < sweep->count; k++) {
            char whole[2048];
            struct kit_error err;
            struct text to = text_over(whole, sizeof whole);
            sweep_text(&sweep->scenario, text, strlen(text), &sweep->points[k], &to);
            if (scenario_read("p", whole, to.length, point, &err) != KIT_OK)
                fail_msg("%s", err.text);
            assert_int_equal(point->line_count, 1);
            assert_int_equal(point->sweep_count, 0);
            assert_int_equal(point->lines[0].line_number, 11);
            assert_int_equal(point->lines[0].kind, sweep->points[k].kind);
            assert_int_equal(point->lines[0].fault, sweep->points[k].fault);
            assert_int_equal(point->lines[0].target, sweep->points[k].target);
        }
        free(sweep);
    }
    free(point);
}

static void the_time_until_somebody_says_so_counts_from_the_strike(void **state)
{
    (void)state;
    struct kit_event events[5] = {step("vb", "child.ending", "", 1), step("cs", "", "", 1),
                                  step("cs", "child.ending", "", 1),
                                  step("host", "request.peek", "vb", 1),
                                  step("host", "child.lost", "cs", 1)};
    for (int i = 0; i < 5; i++) {
        events[i].kind = EVENT_REPORT;
        events[i].at_ns = 1000 * (i + 1);
    }
    events[1].kind = EVENT_STRUCK;
    name_copy(events[2].by, "quit", 4);
    assert_int_equal(sweep_detection_ns(events, 5), 3000);
    assert_int_equal(sweep_detection_ns(events, 4), -1);
    assert_int_equal(sweep_detection_ns(events + 2, 3), -1);
    name_copy(events[2].by, "pipe", 4);
    assert_int_equal(sweep_detection_ns(events, 5), 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_step_is_struck_by_all_that_it_obeys),
        cmocka_unit_test(only_what_is_asked_for_is_swept),
        cmocka_unit_test(a_delay_is_longer_than_any_watchdog_and_deadline),
        cmocka_unit_test(without_a_word_everything_is_swept),
        cmocka_unit_test(a_call_fails_at_each_use_with_each_of_its_codes),
        cmocka_unit_test(first_and_last_times_come_before_those_between_and_twins_later),
        cmocka_unit_test(the_order_does_not_depend_on_that_of_the_events),
        cmocka_unit_test(only_who_is_started_alike_is_a_twin),
        cmocka_unit_test(what_there_is_no_room_for_is_counted),
        cmocka_unit_test(what_nobody_of_the_scenario_did_is_no_point),
        cmocka_unit_test(a_step_of_ones_own_is_struck_by_what_needs_nothing),
        cmocka_unit_test(a_wait_for_nobody_is_of_its_actor_alone),
        cmocka_unit_test(each_word_of_harm_is_one),
        cmocka_unit_test(the_shards_together_are_the_whole_and_none_is_done_twice),
        cmocka_unit_test(every_point_is_a_scenario),
        cmocka_unit_test(the_time_until_somebody_says_so_counts_from_the_strike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

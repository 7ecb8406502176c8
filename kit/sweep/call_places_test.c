/*
 * Goal: the calls of programs that carry the injected probe are struck like the steps of a
 * linked one: each that the run without faults made before it closed, a wait only where there
 * was one, and each point is a scenario that the reader takes. Method: the events of a run as a
 * person would write them down, and the lines that come of it.
 */
#include "kit/protocol/call_steps.h"
#include "kit/sweep/sweep_scene_test.h"

#define PAIR                                                                                   \
    "parent app is \"app.exe\" probe inject\n"                                                 \
    "child helper is image helper.exe\n"                                                       \
    "run for 1s\n"
#define THREE "child second is image second.exe\n"

/* A step that the only thread of the actor made at this time of the run. */
static struct kit_event call(int64_t ms, const char *actor, const char *name,
                             const char *object, uint32_t n)
{
    struct kit_event event = {
        .kind = EVENT_STEP, .at_ns = ms * NS_PER_MS, .occurrence = n, .tid = 1};
    name_copy(event.actor, actor, strlen(actor));
    name_copy(event.name, name, strlen(name));
    name_copy(event.peer, object, strlen(object));
    return event;
}

/* The children are there from here on. */
static struct kit_event there(const char *actor)
{
    struct kit_event event = call(0, actor, "helper.exe", "", 0);
    event.kind = EVENT_STARTED;
    return event;
}

/* How often the actor made the call in the whole run. */
static struct kit_event used(const char *actor, const char *name, uint64_t times)
{
    struct kit_event event = call(9, actor, name, "", 0);
    event.kind = EVENT_CALLED;
    event.size = times;
    return event;
}

static struct kit_event closing(int64_t ms)
{
    struct kit_event event = {.kind = EVENT_CLOSING, .at_ns = ms * NS_PER_MS};
    name_copy(event.by, run_end_words[RUN_ENDS_TIME], strlen(run_end_words[RUN_ENDS_TIME]));
    return event;
}

static void assert_swept(const char *text, const struct kit_event *events, size_t count,
                         const char *const *lines)
{
    struct sweep *sweep = sweep_of(text, events, count);
    assert_lines(sweep, lines);
    free(sweep);
}

#define ASSERT_SWEPT(text, events, ...)                                                        \
    assert_swept(text, events, sizeof(events) / sizeof *(events),                              \
                 (const char *const[]){__VA_ARGS__, NULL})

static void a_call_is_struck_by_all_that_needs_nothing(void **state)
{
    (void)state;
    const struct kit_event events[] = {there("helper"),
                                       call(1, "app", "pipe.taken", "pipe:job", 1)};
    ASSERT_SWEPT(PAIR "sweep every step of app\n", events, "at app pipe.taken #1 kill app",
                 "at app pipe.taken #1 hang app", "at app pipe.taken #1 exit app",
                 "at app pipe.taken #1 crash app", "at app pipe.taken #1 delay app by 1500ms",
                 "at app pipe.taken #1 spin app");
}

static void the_first_times_about_each_object_are_struck(void **state)
{
    (void)state;
    const struct kit_event events[] = {there("helper"),
                                       call(1, "app", "pipe.write", "pipe:job", 1),
                                       call(2, "app", "pipe.write", "pipe:anonymous", 2),
                                       call(3, "app", "pipe.write", "pipe:job", 3),
                                       call(4, "app", "pipe.write", "pipe:job", 4),
                                       call(5, "app", "pipe.write", "pipe:job", 5),
                                       call(6, "app", "pipe.write", "pipe:anonymous", 6),
                                       closing(7)};
    ASSERT_SWEPT(PAIR "sweep every step of app with kill\n", events,
                 "at app pipe.write #1 kill app", "at app pipe.write #6 kill app",
                 "at app pipe.write #2 kill app", "at app pipe.write #3 kill app",
                 "at app pipe.write #4 kill app");
}

static void what_a_dll_does_while_it_is_loaded_is_not_struck(void **state)
{
    (void)state;
    struct kit_event events[] = {there("helper"), call(1, "app", "pipe.write", "pipe:job", 1),
                                 call(2, "app", "pipe.write", "pipe:job", 2)};
    strcpy(events[1].by, CALL_BY_LOADER);
    ASSERT_SWEPT(PAIR "sweep every step of app with kill\n", events,
                 "at app pipe.write #2 kill app");
}

static void what_is_done_while_the_run_closes_is_not_struck(void **state)
{
    (void)state;
    const struct kit_event events[] = {
        there("helper"), call(1, "helper", "event.set", "event:ready", 1), closing(2),
        call(3, "helper", "event.set", "event:ready", 2),
        call(4, "helper", "process.exit", "", 1)};
    ASSERT_SWEPT(PAIR "sweep every step of helper with kill\n", events,
                 "at helper event.set #1 kill helper");
}

static void a_parent_is_struck_once_its_children_are_there(void **state)
{
    (void)state;
    const struct kit_event events[] = {call(1, "app", "pipe.create", "pipe:job", 1),
                                       call(2, "app", "pipe.write", "pipe:job", 1),
                                       there("helper"),
                                       call(3, "app", "pipe.write", "pipe:job", 2)};
    ASSERT_SWEPT(PAIR "sweep every step of app with kill\n", events,
                 "at app pipe.write #2 kill app");
}

static void a_process_that_cannot_run_yet_is_left_to_its_parent(void **state)
{
    (void)state;
    const struct kit_event events[] = {there("helper"),
                                       call(1, "app", "process.created", "", 1),
                                       call(2, "app", "pipe.accept", "pipe:job", 1)};
    ASSERT_SWEPT(PAIR "sweep every step of app with kill\n", events,
                 "at app pipe.accept #1 kill app");
}

static void a_call_fails_at_its_own_number_with_each_of_its_codes(void **state)
{
    (void)state;
    const struct kit_event events[] = {there("helper"),
                                       call(1, "helper", "pipe.write", "pipe:job", 1),
                                       call(2, "helper", "pipe.written", "pipe:job", 1)};
    ASSERT_SWEPT(PAIR "sweep every call of helper\n", events,
                 "at helper pipe.write #1 fail helper with 8",
                 "at helper pipe.write #1 fail helper with 232",
                 "at helper pipe.write #1 fail helper with 233",
                 "at helper pipe.write #1 fail helper with 1450");
}

/* The count of all uses, which the log has at its end, would add those that are not struck. */
static void a_call_fails_only_where_a_step_would_be_struck(void **state)
{
    (void)state;
    const struct kit_event events[] = {call(1, "app", "process.create", "", 1),
                                       call(2, "app", "pipe.create", "pipe:job", 1),
                                       there("helper"),
                                       call(3, "app", "pipe.create", "pipe:next", 2),
                                       closing(4),
                                       call(5, "app", "pipe.create", "pipe:last", 3),
                                       used("app", "process.create", 1),
                                       used("app", "pipe.create", 3)};
    ASSERT_SWEPT(
        PAIR "sweep every call of app\n", events, "at app pipe.create #2 fail app with 5",
        "at app pipe.create #2 fail app with 8", "at app pipe.create #2 fail app with 231");
    struct sweep *sweep =
        sweep_of(PAIR "sweep every call of app\n", events, sizeof events / sizeof *events);
    for (size_t i = 0; i < sweep->count; i++)
        assert_string_equal(sweep->points[i].about, "pipe:next");
    free(sweep);
}

/* The point's text after the file's own. */
static const char *text_of(const struct sweep *sweep, const char *file, const char *line,
                           char to[2048])
{
    for (size_t i = 0; i < sweep->count; i++) {
        struct text text = text_over(to, 2048);
        if (!words_equal(sweep->lines[i], line))
            continue;
        sweep_text(&sweep->scenario, file, strlen(file), &sweep->points[i], &text);
        const char *sweeps = strstr(to, "# sweep");
        assert_non_null(sweeps);
        return strchr(sweeps, '\n') + 1;
    }
    fail_msg("there is no '%s'", line);
    return NULL;
}

static void a_wait_is_held_open_by_the_other_side_of_the_pipe(void **state)
{
    (void)state;
    static const char file[] = PAIR "sweep every wait of helper\n";
    const struct kit_event events[] = {there("helper"),
                                       call(1, "helper", "pipe.read", "pipe:job", 1),
                                       call(2, "app", "pipe.write", "pipe:job", 1),
                                       call(3, "app", "pipe.write", "pipe:job", 2),
                                       call(4, "app", "pipe.write", "pipe:anonymous", 3),
                                       call(5, "app", "pipe.read", "pipe:job", 1),
                                       call(6, "helper", "pipe.taken", "pipe:job", 1)};
    char text[2048];
    ASSERT_SWEPT(file, events, "inside helper pipe.read #1 kill app",
                 "inside helper pipe.read #1 kill helper",
                 "inside helper pipe.read #1 hang app",
                 "inside helper pipe.read #1 hang helper");
    struct sweep *sweep = sweep_of(file, events, sizeof events / sizeof *events);
    assert_string_equal(text_of(sweep, file, "inside helper pipe.read #1 kill helper", text),
                        "hold app at pipe.write #2\n"
                        "inside helper pipe.read #1 kill helper\n"
                        "release app\n");
    free(sweep);
}

static void where_nothing_was_waited_for_nothing_is_struck_inside(void **state)
{
    (void)state;
    static const char file[] = PAIR "sweep every wait of helper\n";
    const struct kit_event ready[] = {there("helper"),
                                      call(1, "app", "pipe.write", "pipe:job", 1),
                                      call(2, "helper", "pipe.read", "pipe:job", 1),
                                      call(3, "helper", "pipe.taken", "pipe:job", 1)};
    const struct kit_event pending[] = {there("helper"),
                                        call(1, "helper", "pipe.read", "pipe:job", 1),
                                        call(900, "helper", "pipe.pending", "pipe:job", 1)};
    assert_swept(file, ready, 4, (const char *const[]){NULL});
    assert_swept(file, pending, 3, (const char *const[]){NULL});
}

static void a_long_wait_is_struck_inside_whoever_ends_it(void **state)
{
    (void)state;
    static const char file[] = PAIR "sweep every wait of helper with kill\n";
    const struct kit_event timed[] = {there("helper"), call(1, "helper", "wait", "event:go", 1),
                                      call(101, "helper", "wait.over", "event:go", 1)};
    const struct kit_event endless[] = {there("helper"),
                                        call(1, "helper", "wait", "event:go", 1), closing(2),
                                        call(3, "helper", "wait.over", "event:go", 1)};
    const struct kit_event brief[] = {there("helper"), call(1, "helper", "wait", "event:go", 1),
                                      call(100, "helper", "wait.over", "event:go", 1)};
    ASSERT_SWEPT(file, timed, "inside helper wait #1 kill helper");
    ASSERT_SWEPT(file, endless, "inside helper wait #1 kill helper");
    assert_swept(file, brief, 3, (const char *const[]){NULL});
    char text[2048];
    struct sweep *sweep = sweep_of(file, timed, sizeof timed / sizeof *timed);
    assert_string_equal(text_of(sweep, file, "inside helper wait #1 kill helper", text),
                        "inside helper wait #1 kill helper\n");
    free(sweep);
}

static void who_of_several_is_waited_for_is_not_guessed(void **state)
{
    (void)state;
    const struct kit_event events[] = {there("helper"), there("second"),
                                       call(1, "helper", "pipe.open", "pipe:job", 1),
                                       call(2, "second", "pipe.open", "pipe:job", 1),
                                       call(3, "app", "pipe.read", "pipe:job", 1)};
    ASSERT_SWEPT(PAIR THREE "sweep every wait of app with kill\n", events,
                 "inside app pipe.read #1 kill app");
}

static void every_point_at_a_call_is_a_scenario(void **state)
{
    (void)state;
    static const char file[] = PAIR "sweep every step of app\nsweep every wait of app\n"
                                    "sweep every call of app\n";
    struct scenario *point = malloc(sizeof *point);
    assert_non_null(point);
    for (int i = 0; i < CALL_STEP_COUNT; i++) {
        const struct kit_event events[] = {there("helper"),
                                           call(1, "app", call_step_words[i], "pipe:job", 1),
                                           call(2, "helper", "pipe.write", "pipe:job", 1),
                                           call(3, "helper", "event.set", "pipe:job", 1),
                                           call(4, "app", "pipe.taken", "pipe:job", 9)};
        struct sweep *sweep = sweep_of(file, events, 5);
        for (size_t k = 0; k < sweep->count; k++) {
            char whole[2048];
            struct kit_error err;
            struct text to = text_over(whole, sizeof whole);
            sweep_text(&sweep->scenario, file, strlen(file), &sweep->points[k], &to);
            if (scenario_read("p", whole, to.length, point, &err) != KIT_OK)
                fail_msg("%s", err.text);
            assert_int_equal(point->sweep_count, 0);
        }
        free(sweep);
    }
    free(point);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_call_is_struck_by_all_that_needs_nothing),
        cmocka_unit_test(the_first_times_about_each_object_are_struck),
        cmocka_unit_test(what_a_dll_does_while_it_is_loaded_is_not_struck),
        cmocka_unit_test(what_is_done_while_the_run_closes_is_not_struck),
        cmocka_unit_test(a_parent_is_struck_once_its_children_are_there),
        cmocka_unit_test(a_process_that_cannot_run_yet_is_left_to_its_parent),
        cmocka_unit_test(a_call_fails_at_its_own_number_with_each_of_its_codes),
        cmocka_unit_test(a_call_fails_only_where_a_step_would_be_struck),
        cmocka_unit_test(a_wait_is_held_open_by_the_other_side_of_the_pipe),
        cmocka_unit_test(where_nothing_was_waited_for_nothing_is_struck_inside),
        cmocka_unit_test(a_long_wait_is_struck_inside_whoever_ends_it),
        cmocka_unit_test(who_of_several_is_waited_for_is_not_guessed),
        cmocka_unit_test(every_point_at_a_call_is_a_scenario),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

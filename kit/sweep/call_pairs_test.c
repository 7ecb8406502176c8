/*
 * Goal: pairs of faults in programs that carry the injected probe: the first strikes at what
 * the two have in common, the second where the other side deals with the loss, by calls that it
 * had not made before. Method: the events of runs as a person would write them down, and the
 * lines that come of it.
 */
#include "kit/sweep/pairs.h"
#include "kit/sweep/sweep_scene_test.h"

#define PAIR                                                                                   \
    "parent app is \"app.exe\" probe inject\n"                                                 \
    "child one is any \"app.exe*--one\"\n"                                                     \
    "child two is any \"app.exe*--two\"\n"                                                     \
    "run for 1s\nsweep every pair with kill\n"

static struct kit_event event_of(enum kit_event_kind kind, const char *actor)
{
    struct kit_event event = {.kind = kind};
    name_copy(event.actor, actor, strlen(actor));
    return event;
}

static struct kit_event call(const char *actor, const char *name, const char *object,
                             uint32_t n)
{
    struct kit_event event = event_of(EVENT_STEP, actor);
    event.occurrence = n;
    event.tid = 1;
    name_copy(event.name, name, strlen(name));
    name_copy(event.peer, object, strlen(object));
    return event;
}

#define THERE                                                                                  \
    call("app", "pipe.create", "pipe:one", 1), event_of(EVENT_STARTED, "one"),                 \
        event_of(EVENT_STARTED, "two")
/* What each run does while all is well. */
#define EXCHANGE(n)                                                                            \
    call("app", "pipe.write", "pipe:one", n), call("one", "pipe.taken", "pipe:one", n)
#define LENGTH(array) (sizeof(array) / sizeof *(array))

static void a_first_fault_strikes_at_what_the_two_have_in_common(void **state)
{
    (void)state;
    const struct kit_event events[] = {THERE,
                                       EXCHANGE(1),
                                       EXCHANGE(2),
                                       EXCHANGE(3),
                                       call("app", "event.set", "event:of-nobody-else", 1),
                                       event_of(EVENT_CLOSING, ""),
                                       call("app", "pipe.close", "pipe:one", 1),
                                       call("one", "pipe.close", "pipe:one", 1)};
    struct sweep *sweep = sweep_of(PAIR, events, LENGTH(events));
    assert_lines(sweep, (const char *const[]){"at app pipe.write #2 kill app",
                                              "at one pipe.taken #2 kill one", NULL});
    free(sweep);
}

static void what_comes_once_is_struck_once(void **state)
{
    (void)state;
    const struct kit_event events[] = {THERE, call("app", "pipe.write", "pipe:one", 1),
                                       call("one", "pipe.opened", "pipe:one", 1)};
    struct sweep *sweep = sweep_of(PAIR, events, LENGTH(events));
    assert_int_equal(sweep->count, 2);
    free(sweep);
}

static void assert_seconds(struct sweep *sweep, const struct sweep_point *first,
                           const struct kit_event *events, size_t count,
                           const char *const *lines)
{
    sweep->count = sweep_seconds(&sweep->scenario, first, events, count, sweep->points, ROOM);
    for (size_t i = 0; i < sweep->count; i++) {
        struct text line = text_over(sweep->lines[i], SWEEP_LINE);
        sweep_line(&sweep->scenario, &sweep->points[i], &line);
    }
    assert_lines(sweep, lines);
}

static struct sweep_point kill_of(const struct sweep *sweep, const char *actor,
                                  const char *step)
{
    int index = scenario_actor(&sweep->scenario, actor);
    struct sweep_point first = {.kind = SAY_AT,
                                .actor = index,
                                .target = index,
                                .peer = -1,
                                .occurrence = 2,
                                .fault = FAULT_KILL,
                                .owed = OWED_CALL + 1};
    name_copy(first.step, step, strlen(step));
    return first;
}

/* The parent's further writes to the other child are no recovery, and what it did before its
 * children were there is one when it does it again. */
static void a_second_fault_strikes_where_the_parent_deals_with_the_loss(void **state)
{
    (void)state;
    const struct kit_event events[] = {THERE,
                                       EXCHANGE(1),
                                       call("app", "pipe.write", "pipe:two", 2),
                                       event_of(EVENT_STRUCK, "one"),
                                       call("app", "pipe.write", "pipe:one", 3),
                                       call("app", "pipe.failed", "pipe:one", 1),
                                       call("app", "pipe.write", "pipe:two", 4),
                                       call("app", "pipe.failed", "pipe:one", 2),
                                       call("two", "pipe.failed", "pipe:two", 1),
                                       call("app", "pipe.create", "pipe:one", 2),
                                       event_of(EVENT_CLOSING, ""),
                                       call("app", "pipe.close", "pipe:one", 1)};
    struct sweep *sweep = sweep_of(PAIR, events, 3);
    struct sweep_point first = kill_of(sweep, "one", "pipe.taken");
    assert_seconds(sweep, &first, events, LENGTH(events),
                   (const char *const[]){
                       "at one pipe.taken #2 kill one then at app pipe.failed #1 kill app",
                       "at one pipe.taken #2 kill one then at app pipe.failed #1 kill two",
                       "at one pipe.taken #2 kill one then at app pipe.create #2 kill app",
                       NULL});
    free(sweep);
}

static void a_second_fault_strikes_where_the_children_deal_with_the_loss(void **state)
{
    (void)state;
    const struct kit_event events[] = {THERE,
                                       EXCHANGE(1),
                                       event_of(EVENT_STRUCK, "app"),
                                       call("one", "pipe.failed", "pipe:one", 1),
                                       call("one", "process.exit", "", 1),
                                       call("two", "process.exit", "", 1)};
    struct sweep *sweep = sweep_of(PAIR, events, 3);
    struct sweep_point first = kill_of(sweep, "app", "pipe.write");
    assert_seconds(sweep, &first, events, LENGTH(events),
                   (const char *const[]){
                       "at app pipe.write #2 kill app then at one pipe.failed #1 kill one",
                       "at app pipe.write #2 kill app then at one process.exit #1 kill one",
                       "at app pipe.write #2 kill app then at two process.exit #1 kill two",
                       NULL});
    free(sweep);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_first_fault_strikes_at_what_the_two_have_in_common),
        cmocka_unit_test(what_comes_once_is_struck_once),
        cmocka_unit_test(a_second_fault_strikes_where_the_parent_deals_with_the_loss),
        cmocka_unit_test(a_second_fault_strikes_where_the_children_deal_with_the_loss),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * Goal: each mutation changes what it names, and nothing else. A class names the mutation, the
 * event, the role, the time and whether the event comes again. A list of reasons allows only
 * the classes in it. Method: a run of few events, in which one event is mutated.
 */
#include "kit/mutants/mutation.h"
#include "kit/mutants/reasons.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define EVENTS 5

static struct scenario scenario;

static void event_of(struct kit_event *event, int64_t at_ns, enum kit_event_kind kind,
                     const char *actor, const char *name)
{
    *event = (struct kit_event){.at_ns = at_ns, .kind = kind};
    name_copy(event->actor, actor, strlen(actor));
    name_copy(event->name, name, strlen(name));
}

/* host serves cs, cs is killed, host serves vb and ends. */
static void a_run(struct kit_event events[EVENTS])
{
    event_of(&events[0], 10, EVENT_STEP, "host", "reply.sent");
    event_of(&events[1], 20, EVENT_STRUCK, "cs", "kill");
    event_of(&events[2], 30, EVENT_STEP, "host", "reply.sent");
    event_of(&events[3], 40, EVENT_REPORT, "host", "child.lost");
    event_of(&events[4], 50, EVENT_EXITED, "host", "");
    name_copy(events[0].peer, "cs", 2);
    name_copy(events[2].peer, "vb", 2);
    name_copy(events[3].peer, "cs", 2);
    name_copy(events[3].by, "pipe", 4);
    events[0].checksum = 0xab;
}

static size_t mutant(size_t at, enum mutation mutation, struct kit_event to[EVENTS + 1])
{
    struct kit_event events[EVENTS];
    size_t made = 0;
    a_run(events);
    return mutate(&scenario, events, EVENTS, at, mutation, to, &made) ? made : 0;
}

static void an_event_is_left_out_doubled_or_moved(void **state)
{
    struct kit_event to[EVENTS + 1];
    (void)state;
    assert_int_equal(mutant(3, MUTATION_DROP, to), EVENTS - 1);
    assert_int_equal(to[3].kind, EVENT_EXITED);
    assert_int_equal(mutant(3, MUTATION_DOUBLE, to), EVENTS + 1);
    assert_int_equal(to[4].at_ns, 40);
    assert_string_equal(to[4].name, "child.lost");
    assert_int_equal(mutant(0, MUTATION_SWAP, to), EVENTS);
    assert_int_equal(to[0].kind, EVENT_STRUCK);
    assert_int_equal(to[0].at_ns, 10);
    assert_int_equal(to[1].at_ns, 20);
    assert_int_equal(mutant(3, MUTATION_EARLY, to), EVENTS);
    assert_string_equal(to[1].name, "child.lost");
    assert_int_equal(to[1].at_ns, 19);
    assert_int_equal(mutant(3, MUTATION_LATE, to), EVENTS);
    assert_int_equal(to[2].at_ns, 30);
    assert_int_equal(to[3].at_ns, 40 + MUTATION_LATE_NS);
    assert_int_equal(to[4].at_ns, 50 + MUTATION_LATE_NS);
}

static void an_event_is_changed(void **state)
{
    struct kit_event to[EVENTS + 1];
    (void)state;
    assert_int_equal(mutant(1, MUTATION_ACTOR, to), EVENTS);
    assert_string_equal(to[1].actor, "vb");
    assert_int_equal(mutant(3, MUTATION_PEER, to), EVENTS);
    assert_string_equal(to[3].peer, "vb");
    assert_int_equal(mutant(3, MUTATION_BY, to), EVENTS);
    assert_string_equal(to[3].by, "process");
    assert_int_equal(mutant(3, MUTATION_NAME, to), EVENTS);
    assert_string_equal(to[3].name, "child.quit");
    assert_int_equal(mutant(4, MUTATION_CODE, to), EVENTS);
    assert_int_equal(to[4].code, 1);
    assert_int_equal(mutant(4, MUTATION_CRASH, to), EVENTS);
    assert_int_equal(to[4].code, 0xC0000005u);
    assert_int_equal(mutant(0, MUTATION_CHECKSUM, to), EVENTS);
    assert_int_equal(to[0].checksum, 0xa9);
}

/* One event: a call of host. */
static bool mutant_of_call(const char *name, enum mutation mutation, struct kit_event to[2])
{
    struct kit_event call;
    size_t made = 0;
    event_of(&call, 10, EVENT_STEP, "host", name);
    name_copy(call.peer, "pipe:x", 6);
    return mutate(&scenario, &call, 1, 0, mutation, to, &made);
}

static void a_call_is_changed(void **state)
{
    struct kit_event to[2];
    (void)state;
    assert_true(mutant_of_call("pipe.write", MUTATION_NAME, to));
    assert_string_equal(to[0].name, "pipe.written");
    assert_true(mutant_of_call("pipe.write", MUTATION_PEER, to));
    assert_string_equal(to[0].peer, "pipe:another");
    assert_true(mutant_of_call("pipe.failed", MUTATION_CODE, to));
    assert_int_equal(to[0].code, 1);
    assert_false(mutant_of_call("pipe.write", MUTATION_CODE, to));
    assert_true(mutant_is_of_rule(&to[0]));
    event_of(&to[0], 10, EVENT_STEP, "host", "event.set");
    assert_false(mutant_is_of_rule(&to[0]));
}

static void what_is_not_there_cannot_change(void **state)
{
    static const enum mutation of_nothing[] = {
        MUTATION_SIZE,  MUTATION_CHECKSUM, MUTATION_SEQUENCE, MUTATION_OCCURRENCE,
        MUTATION_LINE,  MUTATION_DEADLINE, MUTATION_BY,       MUTATION_PEER,
        MUTATION_ACTOR, MUTATION_NAME};
    struct kit_event to[EVENTS + 1];
    (void)state;
    for (size_t i = 0; i < sizeof of_nothing / sizeof *of_nothing; i++)
        assert_int_equal(mutant(4, of_nothing[i], to), 0);
    assert_int_equal(mutant(3, MUTATION_SWAP, to), 0);  /* of the same actor */
    assert_int_equal(mutant(0, MUTATION_EARLY, to), 0); /* before the strike already */
    assert_int_equal(mutant(0, MUTATION_CODE, to), 0);
}

static void class_is(size_t at, const char *const words[MUTANT_CLASS_WORDS])
{
    struct kit_event events[EVENTS];
    struct mutant_class of;
    a_run(events);
    mutant_class_of(&scenario, events, EVENTS, at, MUTATION_DROP, &of);
    for (size_t i = 0; i < MUTANT_CLASS_WORDS; i++)
        assert_string_equal(of.words[i], words[i]);
}

static void a_class_says_what_whose_when_and_whether_again(void **state)
{
    (void)state;
    class_is(0, (const char *const[]){"drop", "reply.sent", "parent", "free", "last"});
    class_is(1, (const char *const[]){"drop", "struck", "child", "free", "last"});
    class_is(3, (const char *const[]){"drop", "child.lost", "parent", "family", "last"});
    class_is(4, (const char *const[]){"drop", "exited", "parent", "family", "last"});
}

static bool allows(const char *list, const char *mutation, const char *word)
{
    struct kit_error err;
    struct mutant_class of = {{"", "", "parent", "family", "last"}};
    struct reasons *reasons = reasons_read("list", list, strlen(list), &err);
    if (!reasons)
        return false;
    name_copy(of.words[0], mutation, strlen(mutation));
    name_copy(of.words[1], word, strlen(word));
    bool allowed = reasons_allow(reasons, &of);
    reasons_free(reasons);
    return allowed;
}

static void only_what_a_row_has_is_allowed(void **state)
{
    (void)state;
    assert_true(allows("# why\n\ndrop,double exited parent * last: so\n", "drop", "exited"));
    assert_true(allows("double,drop * * family,free *: so", "drop", "exited"));
    assert_false(allows("double exited parent * last: so\n", "drop", "exited"));
    assert_false(allows("drop exit,exiteds parent * last: so\n", "drop", "exited"));
    assert_false(allows("drop exited child * last: so\n", "drop", "exited"));
}

static void a_row_without_a_reason_is_refused(void **state)
{
    static const char *const lists[] = {"drop exited * * *\n", "drop exited * * *:\n",
                                        "drop exited * *: so\n", "drop exited * * * * : so\n"};
    (void)state;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        struct kit_error err;
        assert_null(reasons_read("list", lists[i], strlen(lists[i]), &err));
        assert_non_null(strstr(err.text, "list:1: expected five words"));
    }
}

static int read_scenario(void **state)
{
    static const char text[] = "parent host is ref_parent\nchild cs is ref_child\n"
                               "child vb is ref_child\nat cs request.sent kill cs\n";
    struct kit_error err;
    (void)state;
    return scenario_read("a.scenario", text, sizeof text - 1, &scenario, &err) != KIT_OK;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_event_is_left_out_doubled_or_moved),
        cmocka_unit_test(an_event_is_changed),
        cmocka_unit_test(a_call_is_changed),
        cmocka_unit_test(what_is_not_there_cannot_change),
        cmocka_unit_test(a_class_says_what_whose_when_and_whether_again),
        cmocka_unit_test(only_what_a_row_has_is_allowed),
        cmocka_unit_test(a_row_without_a_reason_is_refused),
    };
    return cmocka_run_group_tests(tests, read_scenario, NULL);
}

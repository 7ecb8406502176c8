/*
 * Goal: what processes said outside of a run becomes one log, whole up to their last word, by
 * their clock, with each process in its place; and what is missing is told. Method: field logs
 * in memory, merged, and looked at event by event.
 */
#include "kit/field/field_merge.h"
#include "kit/field/field_sample.h"
#include "kit/field/told_events.h"
#include "kit/scenario/scenario.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

#define LOGS 8

static struct kit_error err;
static struct field_record records[LOGS];
static size_t count;
static struct log merged;

static void add(struct field_log *log)
{
    assert_true(field_log_valid(log, sizeof *log));
    assert_int_equal(field_record_read("x", log, &records[count++], &err), KIT_OK);
}

static bool is_ref(const char *name)
{
    return strncmp(name, "ref_", 4) == 0;
}

static void merge_all(void)
{
    struct field_source source = {.records = records,
                                  .count = count,
                                  .path = "logs",
                                  .commit = "0123456789ab",
                                  .is_kits = is_ref};
    assert_int_equal(field_merge(&source, &merged, &err), KIT_OK);
}

static int forget(void **state)
{
    (void)state;
    for (size_t i = 0; i < count; i++) {
        free(records[i].log);
        field_record_free(&records[i]);
    }
    count = 0;
    log_free(&merged);
    return 0;
}

static void processes_are_merged_by_their_clock(void **state)
{
    (void)state;
    struct field_log *host = field_sample("host", "ref_parent.exe", 10, 1, 5000);
    struct field_log *cs = field_sample("cs", "ref_child.exe", 20, 10, 5010);
    field_say(cs, RING_STEP, 5020, "request.sent", "");
    field_say(host, RING_STEP, 5021, "request.received", "cs");
    field_say(host, RING_STEP, 5022, "reply.sent", "cs");
    field_say(cs, RING_STEP, 5023, "reply.received", "");
    field_say(cs, RING_REPORT, 5030, "child.ending", "");
    field_say_end(cs, 5031);
    add(cs);
    add(host);
    assert_int_equal(field_merge_choose(records, count), 2);
    merge_all();
    assert_string_equal(told_events(&merged), "0 host started ref_parent.exe\n"
                                              "0 host attached\n"
                                              "10 cs started ref_child.exe\n"
                                              "10 cs attached\n"
                                              "20 cs step request.sent #1\n"
                                              "21 host step request.received cs #1\n"
                                              "22 host step reply.sent cs #1\n"
                                              "22 host record-end\n"
                                              "23 cs step reply.received #1\n"
                                              "30 cs report child.ending #1\n"
                                              "31 cs record-end by itself\n");
    assert_string_equal(
        merged.header.scenario,
        "# Made of 2 field logs: the processes that took part. No runner ran this scenario.\n"
        "parent host is ref_parent\n"
        "child cs is ref_child\n");
    assert_string_equal(merged.events[2].text, "started by host, pid 10");
    assert_string_equal(merged.events[0].text,
                        "started by process 1, which has no record here");
}

static void the_header_says_that_it_is_a_field_log(void **state)
{
    (void)state;
    add(field_sample("host", "a.exe", 10, 1, 5000));
    merge_all();
    assert_int_equal(merged.header.field_processes, 1);
    assert_int_equal(merged.header.version, LOG_VERSION);
    assert_string_equal(merged.header.commit, "0123456789ab");
    assert_string_equal(merged.header.platform, "windows 10.0.19045");
    assert_string_equal(merged.header.path, "logs");
    assert_string_equal(merged.header.started, "2025-11-30T18:13:25Z");
    assert_true(merged.is_cut && !merged.has_judgement);
}

static void programs_of_others_stand_in_quotes(void **state)
{
    (void)state;
    add(field_sample("", "My App.exe", 10, 1, 0));
    add(field_sample("", "worker.EXE", 20, 10, 1));
    add(field_sample("", "run.exe", 30, 20, 2));
    add(field_sample("2nd", "\"\n.exe", 40, 30, 3));
    merge_all();
    assert_string_equal(
        merged.header.scenario,
        "# Made of 4 field logs: the processes that took part. No runner ran this scenario.\n"
        "parent My_App is \"My App.exe\"\n"
        "child worker is image \"worker.EXE\"\n"
        "child p-run is image \"run.exe\"\n"
        "child p2nd is image unknown.exe\n");
}

static void steps_that_the_protocol_does_not_have_are_declared(void **state)
{
    (void)state;
    struct field_log *host = field_sample("host", "a.exe", 10, 1, 0);
    field_say(host, RING_STEP, 1, "job.sent", "");
    field_say(host, RING_STEP, 2, "reply.sent", "");
    field_say(host, RING_STEP, 2, "not a word", "");
    field_say(host, RING_REPORT, 3, "job.lost", "");
    field_say(host, RING_STEP, 4, "job.done", "");
    add(host);
    merge_all();
    assert_string_equal(
        merged.header.scenario,
        "# Made of 1 field log: the processes that took part. No runner ran this scenario.\n"
        "parent host is \"a.exe\"\n"
        "step job.done\n"
        "step job.sent\n"
        "step job.lost\n");
}

/* Of more than a scenario can have, those at which a process fell silent. */
static void the_last_step_of_a_process_is_always_declared(void **state)
{
    (void)state;
    struct field_log *host = field_sample("host", "a.exe", 10, 1, 0);
    for (int i = 0; i < SCENARIO_STEPS + 20; i++) {
        char name[KIT_NAME];
        snprintf(name, sizeof name, "job.%d", i);
        field_say(host, RING_STEP, 1, name, "");
    }
    add(host);
    merge_all();
    assert_non_null(strstr(merged.header.scenario, "\nstep job.83\n"));
}

static void processes_of_one_name_at_one_time_are_several_actors(void **state)
{
    (void)state;
    struct field_log *host = field_sample("host", "a.exe", 10, 1, 0);
    struct field_log *one = field_sample("", "w.exe", 20, 10, 10);
    struct field_log *two = field_sample("", "w.exe", 30, 10, 20);
    field_say(one, RING_STEP, 50, "x", "");
    field_say(two, RING_STEP, 40, "x", "");
    field_say(host, RING_STEP, 60, "x", "");
    add(host);
    add(one);
    add(two);
    merge_all();
    assert_string_equal(
        merged.header.scenario,
        "# Made of 3 field logs: the processes that took part. No runner ran this scenario.\n"
        "parent host is \"a.exe\"\n"
        "child w is image \"w.exe\"\n"
        "child w-2 is image \"w.exe\"\n"
        "step x\n");
}

static void a_process_that_follows_another_is_the_same_actor(void **state)
{
    (void)state;
    struct field_log *host = field_sample("host", "a.exe", 10, 1, 0);
    struct field_log *one = field_sample("w", "w.exe", 20, 10, 10);
    struct field_log *two = field_sample("w", "w.exe", 20, 10, 30);
    field_say(host, RING_STEP, 5, "x", "");
    field_say(one, RING_STEP, 12, "x", "y");
    field_say(one, RING_STEP, 13, "x", "y");
    field_say(one, RING_STEP, 14, "x", "");
    field_say(two, RING_STEP, 32, "x", "y");
    field_say(two, RING_STEP, 33, "x", "");
    add(host);
    add(one);
    add(two);
    merge_all();
    assert_string_equal(told_events(&merged), "0 host started a.exe\n"
                                              "0 host attached\n"
                                              "5 host step x #1\n"
                                              "5 host record-end\n"
                                              "10 w started w.exe\n"
                                              "10 w attached\n"
                                              "12 w step x y #1\n"
                                              "13 w step x y #2\n"
                                              "14 w step x #3\n"
                                              "14 w record-end\n"
                                              "30 w' started w.exe\n"
                                              "30 w' attached\n"
                                              "32 w' step x y #3\n"
                                              "33 w' step x #5\n"
                                              "33 w' record-end\n");
}

static void a_parent_is_known_by_its_words_where_no_pid_tells(void **state)
{
    (void)state;
    struct field_log *host = field_sample("host", "a.exe", 10, 1, 20);
    struct field_log *child = field_sample("w", "w.exe", 20, 15, 10); /* by a launcher */
    struct field_log *alone = field_sample("z", "z.exe", 30, 2, 10);
    field_say(host, RING_STEP, 30, "reply.sent", "w");
    field_say(child, RING_STEP, 31, "reply.received", "");
    add(child);
    add(alone);
    add(host);
    merge_all();
    assert_string_equal(
        merged.header.scenario,
        "# Made of 3 field logs: the processes that took part. No runner ran this scenario.\n"
        "parent z is \"z.exe\"\n"
        "parent host is \"a.exe\"\n"
        "child w is image \"w.exe\"\n");
    for (size_t i = 0; i < merged.event_count; i++) {
        if (merged.events[i].kind == EVENT_STARTED && merged.events[i].pid == 20)
            assert_string_equal(merged.events[i].text, "named as a peer by host, pid 10");
    }
}

static void parents_in_a_circle_are_no_endless_loop(void **state)
{
    (void)state;
    add(field_sample("a", "a.exe", 10, 30, 0));
    add(field_sample("b", "b.exe", 20, 10, 1));
    add(field_sample("c", "c.exe", 30, 20, 2));
    merge_all();
    assert_int_equal(merged.event_count, 9);
}

static void what_was_overwritten_is_a_gap(void **state)
{
    (void)state;
    struct field_log *host = field_sample("host", "a.exe", 10, 1, 0);
    for (uint32_t i = 0; i < RUN_SLOTS + 100; i++)
        field_say(host, RING_STEP, i, "x", "");
    add(host);
    merge_all();
    assert_int_equal(merged.event_count, RUN_SLOTS + 4);
    assert_int_equal(merged.events[2].kind, EVENT_GAP);
    assert_int_equal(merged.events[2].size, 100);
    assert_int_equal(merged.events[2].at_ns, 100 * NS_PER_MS);
    assert_int_equal(merged.events[3].occurrence, 101);
    assert_int_equal(merged.events[RUN_SLOTS + 2].occurrence, RUN_SLOTS + 100);
}

/* TerminateProcess between the two halves of ring_put. */
static void a_record_that_was_being_written_is_a_gap_and_spoils_no_other(void **state)
{
    (void)state;
    struct field_log *host = field_sample("host", "a.exe", 10, 1, 0);
    field_say(host, RING_STEP, 1, "x", "");
    uint64_t number = atomic_fetch_add(&host->block.claimed, 1);
    assert_true(ring_enter(&host->block, number));
    host->block.slots[number].ticks = UINT64_MAX;
    field_say(host, RING_STEP, 2, "y", "");    /* by another thread */
    atomic_fetch_add(&host->block.claimed, 1); /* claimed, and not begun */
    add(host);
    merge_all();
    assert_string_equal(told_events(&merged), "0 host started a.exe\n"
                                              "0 host attached\n"
                                              "1 host step x #1\n"
                                              "2 host step y #1\n"
                                              "2 host gap 2\n"
                                              "2 host record-end\n");
}

static void what_cannot_be_is_left_out_and_told(void **state)
{
    (void)state;
    struct field_log *host = field_sample("host", "a.exe", 10, 1, 100);
    field_say(host, RING_STEP, 99, "before.it.began", "");
    field_say(host, RING_STRUCK, 101, "an.order", "");
    field_say(host, RING_STEP, UINT64_MAX / SAMPLE_MS, "in.the.far.future", "");
    field_say(host, RING_STEP, 102, "x", "");
    memset(host->facts.image, 'i', sizeof host->facts.image); /* without an end */
    add(host);
    merge_all();
    assert_int_equal(merged.event_count, 5);
    assert_int_equal(merged.events[3].kind, EVENT_TROUBLE);
    assert_string_equal(merged.events[3].text,
                        "3 facts of its record cannot be, and were left out");
}

static void names_without_a_place_are_told(void **state)
{
    (void)state;
    struct field_log *host = field_sample("host", "a.exe", 10, 1, 0);
    for (int i = 0; i < RUN_NAMES; i++) {
        char name[KIT_NAME];
        snprintf(name, sizeof name, "step.%d", i);
        field_say(host, RING_STEP, 1, name, "");
    }
    add(host);
    merge_all();
    const struct kit_event *trouble = &merged.events[merged.event_count - 2];
    assert_int_equal(trouble->kind, EVENT_TROUBLE);
    assert_non_null(strstr(trouble->text, "more than 191 names"));
    assert_non_null(strstr(trouble->text, "'step.190'"));
}

static void records_of_an_earlier_start_of_the_machine_are_left_out(void **state)
{
    (void)state;
    struct field_log *old = field_sample("old", "a.exe", 10, 1, 1000000);
    struct field_log *other = field_sample("other", "a.exe", 11, 1, 2000000);
    struct field_log *one = field_sample("one", "a.exe", 12, 1, 3000);
    struct field_log *two = field_sample("two", "a.exe", 13, 1, 2000);
    one->facts.began_wall += 5000 * UINT64_C(10000000); /* after a restart */
    two->facts.began_wall += 5000 * UINT64_C(10000000);
    other->facts.ticks_per_s /= 2; /* another machine */
    add(old);
    add(one);
    add(other);
    add(two);
    assert_int_equal(field_merge_choose(records, count), 2);
    assert_string_equal(records[0].actor, "two");
    assert_string_equal(records[1].actor, "one");
}

/* In weeks the system's time and the counter drift apart, and a user may set the time. */
static void clocks_that_drift_are_of_one_start(void **state)
{
    (void)state;
    const uint64_t weeks = UINT64_C(14) * 24 * 3600 * 1000;
    struct field_log *old = field_sample("old", "a.exe", 10, 1, 0);
    struct field_log *late = field_sample("late", "a.exe", 11, 1, weeks);
    late->facts.began_wall += 90 * UINT64_C(10000000);
    add(old);
    add(late);
    assert_int_equal(field_merge_choose(records, count), 2);
}

#define TEST(claim) cmocka_unit_test_teardown(claim, forget)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(processes_are_merged_by_their_clock),
        TEST(the_header_says_that_it_is_a_field_log),
        TEST(programs_of_others_stand_in_quotes),
        TEST(steps_that_the_protocol_does_not_have_are_declared),
        TEST(the_last_step_of_a_process_is_always_declared),
        TEST(processes_of_one_name_at_one_time_are_several_actors),
        TEST(a_process_that_follows_another_is_the_same_actor),
        TEST(a_parent_is_known_by_its_words_where_no_pid_tells),
        TEST(parents_in_a_circle_are_no_endless_loop),
        TEST(what_was_overwritten_is_a_gap),
        TEST(a_record_that_was_being_written_is_a_gap_and_spoils_no_other),
        TEST(what_cannot_be_is_left_out_and_told),
        TEST(names_without_a_place_are_told),
        TEST(records_of_an_earlier_start_of_the_machine_are_left_out),
        TEST(clocks_that_drift_are_of_one_start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

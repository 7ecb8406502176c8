/*
 * Goal: a trace is JSON whose entries have every event, the lives of the processes, and arrows
 * whose two ends have one id. Method: a log by hand; each line of the trace is read as JSON.
 */
#include "kit/log/fields.h"
#include "kit/page/output_test.h"

#include <stdio.h>

static char log_bytes[64 * 1024];

static const char scenario[] = "parent host is ref_parent\nchild cs is ref_child\n"
                               "at cs request.sent #1 kill cs\n";

static struct judged_run run_with_a_message(void)
{
    static const struct kit_event events[] = {
        {.at_ns = 1000, .kind = EVENT_STARTED, .actor = "host", .name = "a.exe", .pid = 8},
        {.at_ns = 2000, .kind = EVENT_STARTED, .actor = "cs", .name = "b.exe", .pid = 9},
        {.at_ns = 3456,
         .kind = EVENT_STEP,
         .actor = "cs",
         .name = "request.sent",
         .peer = "host",
         .pid = 9,
         .tid = 90,
         .sequence = 5},
        {.at_ns = 4000,
         .kind = EVENT_STEP,
         .actor = "host",
         .name = "request.received",
         .peer = "cs",
         .pid = 8,
         .tid = 80,
         .sequence = 5},
        {.at_ns = 4500,
         .kind = EVENT_STEP,
         .actor = "host",
         .name = "reply.sent",
         .peer = "cs",
         .pid = 8,
         .tid = 80,
         .sequence = 6},
        {.at_ns = 4600,
         .kind = EVENT_STEP,
         .actor = "cs",
         .name = "reply.received",
         .peer = "host",
         .pid = 9,
         .tid = 90,
         .sequence = 6},
        {.at_ns = 5000,
         .kind = EVENT_PRINTED,
         .actor = "cs",
         .by = "stdout",
         .pid = 9,
         .text = "a \"quoted\" \xff </script> line"},
        {.at_ns = 6000, .kind = EVENT_EXITED, .actor = "cs", .pid = 9},
        {.at_ns = 7000, .kind = EVENT_END},
    };
    return run_of_log("a.jsonl", log_bytes,
                      log_with(scenario, events, sizeof events / sizeof *events, log_bytes,
                               sizeof log_bytes));
}

/* Reads each line between the first and the last; returns how many there are. */
static size_t read_entries(void)
{
    struct json *json = json_new();
    size_t entries = 0;
    for (const char *at = strchr(output.bytes, '\n') + 1; *at != ']';
         at = strchr(at, '\n') + 1) {
        struct kit_error err;
        size_t size = strcspn(at, "\n");
        size -= at[size - 1] == ',';
        assert_int_equal(json_read(json, at, size, &err), KIT_OK);
        assert_true(fields_find(json, 0, "ph") > 0);
        entries++;
    }
    json_free(json);
    return entries;
}

static void every_event_life_and_arrow_is_an_entry(void **state)
{
    (void)state;
    struct judged_run run = run_with_a_message();
    write_output(&trace_target, &run, 1);
    /* four names of processes, nine events, two lives of which one ends, both ends of two
     * arrows
     */
    assert_int_equal(read_entries(), 4 + 9 + 3 + 4);
    assert_int_equal(times_in_output("\"ph\":\"X\""), 9);
    assert_non_null(strstr(output.bytes, "\"ts\":3.456"));
    assert_int_equal(times_in_output("\"id\":\"1/0/75/5\""), 2);
    assert_int_equal(times_in_output("\"id\":\"1/1/75/6\""), 2);
    assert_string_equal(output.bytes + output.size - 4, "\n]}\n");
    judged_run_free(&run);
}

struct slice {
    unsigned long pid;
    unsigned tid;
    double ts, end;
};

/* Reads the slices in the order of the file; returns how many there are. */
static size_t read_slices(struct slice *to, size_t room)
{
    size_t count = 0;
    for (const char *at = output.bytes; (at = strstr(at, "{\"ph\":\"X\"")); at++) {
        double duration;
        assert_true(count < room);
        assert_int_equal(sscanf(at,
                                "{\"ph\":\"X\",\"pid\":%lu,\"tid\":%u,\"ts\":%lf,\"dur\":%lf",
                                &to[count].pid, &to[count].tid, &to[count].ts, &duration),
                         4);
        to[count].end = to[count].ts + duration;
        count++;
    }
    return count;
}

/* Perfetto's trace processor drops a slice that ends behind the slice that it begins in. */
static void slices_of_one_thread_do_not_overlap(void **state)
{
    (void)state;
    struct slice slices[16];
    struct judged_run run = run_with_a_message();
    write_output(&trace_target, &run, 1);
    size_t count = read_slices(slices, 16), neighbours = 0;
    assert_int_equal(count, 9);
    for (size_t i = 0; i < count; i++) {
        assert_true(slices[i].end > slices[i].ts && slices[i].end < slices[i].ts + 1.0005);
        for (size_t k = i + 1; k < count; k++) {
            if (slices[k].pid != slices[i].pid || slices[k].tid != slices[i].tid)
                continue;
            assert_true(slices[i].end < slices[k].ts + 0.0005);
            neighbours += slices[k].ts < slices[i].ts + 1;
        }
    }
    assert_int_equal(neighbours, 1); /* the host receives a request and answers at once */
    judged_run_free(&run);
}

/* By the format's rules an async slice is known by its category and its id. */
static void lives_of_two_runs_are_two_slices(void **state)
{
    (void)state;
    struct judged_run runs[2] = {run_with_a_message(), run_with_a_message()};
    write_output(&trace_target, runs, 2);
    assert_int_equal(times_in_output("\"cat\":\"process\",\"id\":\"1/9\""), 2);
    assert_int_equal(times_in_output("\"cat\":\"process\",\"id\":\"2/9\""), 2);
    judged_run_free(&runs[0]);
    judged_run_free(&runs[1]);
}

static void stray_bytes_are_shown_so_that_every_reader_takes_the_file(void **state)
{
    (void)state;
    struct judged_run run = run_with_a_message();
    write_output(&trace_target, &run, 1);
    assert_non_null(strstr(output.bytes, "a \\\"quoted\\\" \\\\xff </script> line"));
    assert_int_equal(times_in_output("\\udc"), 0);
    judged_run_free(&run);
}

static void two_runs_share_no_process(void **state)
{
    (void)state;
    struct judged_run runs[2] = {run_with_a_message(), run_with_a_message()};
    write_output(&trace_target, runs, 2);
    assert_int_equal(times_in_output("\"pid\":75,\"name\":\"process_name\""), 1);
    assert_int_equal(times_in_output("\"pid\":148,\"name\":\"process_name\""), 1);
    judged_run_free(&runs[0]);
    judged_run_free(&runs[1]);
}

static void a_log_that_cannot_be_read_has_no_events(void **state)
{
    (void)state;
    struct judged_run run;
    judged_run_unread(&run, "x.jsonl", "no log");
    write_output(&trace_target, &run, 1);
    assert_int_equal(read_entries(), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_event_life_and_arrow_is_an_entry),
        cmocka_unit_test(slices_of_one_thread_do_not_overlap),
        cmocka_unit_test(lives_of_two_runs_are_two_slices),
        cmocka_unit_test(stray_bytes_are_shown_so_that_every_reader_takes_the_file),
        cmocka_unit_test(two_runs_share_no_process),
        cmocka_unit_test(a_log_that_cannot_be_read_has_no_events),
    };
    return cmocka_run_group_tests(tests, output_begin, output_end);
}

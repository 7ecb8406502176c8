/*
 * Goal: what a sweep leaves on disk is read back as it was, and nothing else is taken for it:
 * not a line that was cut or spoiled, not another text's, not another version's. Method: a
 * journal in the temporary folder, written, changed by hand, and read.
 */
#include "kit/os/file.h"
#include "kit/tell/sweep_paths.h"
#include "kit/sweeping/sweep_results.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define POINTS 2

static const char text[] = "parent host is ref_parent\nchild cs is ref_child\nrequests 1\n";
#define LINE_SIZE (sizeof "at cs request.sent #1 kill cs" - 1)

static struct scenario scenario;
static char path[OS_PATH];

static void set_open(struct sweep_results *sweep, struct sweep_result *results)
{
    *sweep = (struct sweep_results){.scenario = &scenario, .all = results, .count = POINTS};
    for (size_t i = 0; i < POINTS; i++) {
        results[i] = (struct sweep_result){.point = {.kind = SAY_AT,
                                                     .actor = 1,
                                                     .target = 1,
                                                     .peer = -1,
                                                     .step = "request.sent",
                                                     .occurrence = (uint32_t)i + 1}};
    }
}

/* What a sweep that is resumed knows of the journal that is there. */
static void begin_reading(struct sweep_results *sweep, struct sweep_result *results)
{
    struct kit_error err;
    set_open(sweep, results);
    assert_int_equal(sweep_results_load(sweep, path, text, sizeof text - 1, true, &err),
                     KIT_OK);
    sweep_results_take_kept(sweep, 0);
}

static void begin(struct sweep_results *sweep, struct sweep_result *results, bool resume)
{
    struct kit_error err;
    set_open(sweep, results);
    if (sweep_results_load(sweep, path, text, sizeof text - 1, resume, &err) != KIT_OK ||
        sweep_results_begin(sweep, path, text, sizeof text - 1, &err) != KIT_OK)
        fail_msg("%s", err.text);
}

/* One run that passed, by these rules and with this step. */
static void keep(struct sweep_results *sweep, uint32_t rules, const char *step)
{
    static struct run_outcome outcome;
    static struct kit_event event;
    size_t open[POINTS] = {0, 1};
    event = (struct kit_event){.kind = EVENT_STEP};
    name_copy(event.name, step, strlen(step));
    outcome = (struct run_outcome){.took_ns = 7, .events = &event, .event_count = 1};
    outcome.judgement.exercised = rules;
    sweep->open = open;
    sweep_results_keep(sweep, 0, &outcome);
}

static void end(struct sweep_results *sweep)
{
    struct kit_error err;
    assert_int_equal(sweep_results_end(sweep, true, &err), KIT_OK);
}

static void write_file(const char *bytes)
{
    struct kit_error err;
    struct os_output file;
    assert_int_equal(os_output_begin(&file, path, "", &err), KIT_OK);
    fputs(bytes, file.file);
    assert_int_equal(os_output_end(&file, &err), KIT_OK);
}

/* A journal of this text with such lines behind its head. */
static void write_lines(const char *lines)
{
    struct sweep_results sweep;
    struct sweep_result results[POINTS];
    struct kit_error err;
    char *head = NULL, whole[1024];
    size_t size = 0;
    begin(&sweep, results, false);
    assert_int_equal(sweep_results_end(&sweep, false, &err), KIT_OK);
    assert_int_equal(os_file_read(path, sizeof whole, &head, &size, &err), KIT_OK);
    snprintf(whole, sizeof whole, "%s%s", head, lines);
    free(head);
    write_file(whole);
}

static enum kit_status read_head(const char *of, struct kit_error *err)
{
    struct sweep_journal journal;
    enum kit_status status = sweep_journal_read(path, of, strlen(of), "this", &journal, err);
    if (status == KIT_OK)
        sweep_journal_free(&journal);
    return status;
}

/* How many lines of it tell of a point; the last one of these. */
static size_t read_lines(const char *lines, struct sweep_journal_line *last, uint64_t *seen,
                         struct sweep_damage *damage)
{
    struct sweep_journal journal;
    struct sweep_journal_line found;
    struct kit_error err;
    size_t count = 0;
    write_lines(lines);
    assert_int_equal(sweep_journal_read(path, text, sizeof text - 1, "this", &journal, &err),
                     KIT_OK);
    for (; sweep_journal_next(&journal, &found); count++)
        *last = found;
    *seen = journal.seen;
    *damage = journal.damage;
    sweep_journal_free(&journal);
    return count;
}

static void a_sweep_that_is_resumed_knows_what_was_done(void **state)
{
    const uint32_t rules = 1u << RULE_CHILD_ENDS | 1u << RULE_NOTHING_LEFT;
    struct sweep_results sweep;
    struct sweep_result results[POINTS];
    (void)state;
    begin(&sweep, results, false);
    keep(&sweep, rules, "child.lost");
    end(&sweep);
    for (int times = 0; times < 2; times++) { /* the second from what the first wrote anew */
        begin(&sweep, results, true);
        assert_int_equal(results[0].state, SWEEP_PASSED);
        assert_int_equal(results[0].took_ns, 7);
        assert_int_equal(results[0].exercised, rules);
        assert_int_equal(results[1].state, SWEEP_OPEN);
        assert_true(sweep.seen == UINT64_C(1) << PROTOCOL_CHILD_LOST);
        end(&sweep);
    }
}

/* With --resume an error is made again; what failed beside it would be lost. */
static void what_failed_beside_an_error_is_not_made_again(void **state)
{
    static const struct {
        enum kit_verdict verdict, beside;
        bool bad_end;
        enum sweep_state kept;
    } rows[] = {
        {VERDICT_PASS, VERDICT_PASS, false, SWEEP_PASSED},
        {VERDICT_ERROR, VERDICT_ERROR, false, SWEEP_TROUBLED},
        {VERDICT_UNSEEN, VERDICT_UNSEEN, false, SWEEP_TROUBLED},
        {VERDICT_ERROR, VERDICT_ERROR, true, SWEEP_FAILED},
        {VERDICT_ERROR, VERDICT_FAIL, false, SWEEP_FAILED},
        {VERDICT_FAIL, VERDICT_FAIL, false, SWEEP_FAILED},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        static struct run_outcome outcome;
        struct sweep_results sweep;
        struct sweep_result results[POINTS];
        size_t open[POINTS] = {0, 1};
        outcome = (struct run_outcome){.judgement = {.verdict = rows[i].verdict, .count = 1}};
        outcome.judgement.findings[0].verdict = rows[i].beside;
        outcome.judgement.findings[0].bad_end = rows[i].bad_end;
        begin(&sweep, results, false);
        sweep.open = open;
        sweep_results_keep(&sweep, 0, &outcome);
        assert_int_equal(results[0].state, rows[i].kept);
        end(&sweep);
    }
}

static void a_run_without_a_rule_is_read_as_such(void **state)
{
    struct sweep_results sweep;
    struct sweep_result results[POINTS];
    (void)state;
    begin(&sweep, results, false);
    keep(&sweep, 0, "own.step");
    end(&sweep);
    begin(&sweep, results, true);
    assert_int_equal(results[0].state, SWEEP_PASSED);
    assert_int_equal(results[0].exercised, 0);
    assert_true(sweep.seen == 0);
    end(&sweep);
}

static void a_line_that_is_none_is_damaged(void **state)
{
    static const char *const bad[] = {
        "1 7 -1 at cs request.sent #1 kill cs\n", /* version 1's */
        "1 7 -1 bounded\n",                       /* cut, or so it seems */
        "1 7 -1 bounded,no-rule at cs request.sent #1 kill cs\n",
        "1 7 -1 bounded, at cs request.sent #1 kill cs\n",
        "0 7 -1 - at cs request.sent #1 kill cs\n",
        "9 7 -1 - at cs request.sent #1 kill cs\n",
        " 1 7 -1 - at cs request.sent #1 kill cs\n",
        "1\n7 -1 - at cs request.sent #1 kill cs\n",
        "\n",
        "-\n",
        "1 7 -1 -\n",
        "seen\n",
        "seen no.step\n",
        "seen a-word-that-is-longer-than-any-name-can-be-here\n",
        "overt\n",
    };
    struct sweep_journal_line found;
    struct sweep_damage damage;
    uint64_t seen;
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        if (read_lines(bad[i], &found, &seen, &damage) != 0 || seen != 0)
            fail_msg("taken for a line: %s", bad[i]);
        if (damage.count == 0 || damage.lines[0] != 2)
            fail_msg("not told as damaged: %s", bad[i]);
    }
}

static void a_last_line_without_an_end_was_cut_there(void **state)
{
    struct sweep_journal_line found;
    struct sweep_damage damage;
    uint64_t seen;
    (void)state;
    size_t count = read_lines("1 7 -1 - at cs request.sent #1 kill cs", &found, &seen, &damage);
    assert_int_equal(count, 0);
    assert_int_equal(damage.count, 0);
}

static void what_stands_behind_the_end_is_damaged(void **state)
{
    static const char *const more[] = {
        "1 7 -1 - at cs request.sent #1 kill cs\n",
        "seen closed\n",
        "over\n",
        "1 7",
    };
    struct sweep_journal_line found;
    struct sweep_damage damage;
    uint64_t seen;
    (void)state;
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
        char lines[100];
        snprintf(lines, sizeof lines, "over\n%s", more[i]);
        assert_int_equal(read_lines(lines, &found, &seen, &damage), 0);
        assert_int_equal(damage.count, 1);
        assert_int_equal(damage.lines[0], 3);
    }
}

/* What one of them told can have been a failure. */
static void a_damaged_journal_is_not_gone_on_with(void **state)
{
    struct sweep_results sweep = {.scenario = &scenario};
    struct kit_error err, ignored;
    (void)state;
    write_lines("seen closed\nx\n1 7 -1 - at cs request.sent #1 kill cs\ny\n");
    assert_int_equal(sweep_results_load(&sweep, path, text, sizeof text - 1, true, &err),
                     KIT_BAD_INPUT);
    assert_non_null(
        strstr(err.text, SWEEP_JOURNAL_ENDING
               ":3' is damaged, as the first of 2 damaged lines; remove these lines"));
    sweep_results_end(&sweep, false, &ignored);
}

/* Whenever a sweep that is resumed is ended: what was known is in the one file or in the other.
 */
static void the_new_journal_takes_its_place_once_it_has_what_the_old_one_had(void **state)
{
    struct sweep_journal_writer writer;
    struct sweep_results sweep = {.scenario = &scenario};
    struct sweep_result results[POINTS];
    struct kit_error err;
    (void)state;
    begin(&sweep, results, false);
    keep(&sweep, 0, "closed");
    end(&sweep);
    assert_int_equal(sweep_journal_create(&writer, path, text, sizeof text - 1, &err), KIT_OK);
    begin_reading(&sweep, results);
    assert_int_equal(sweep.kept.size > 0, true);
    assert_int_equal(results[0].state, SWEEP_PASSED);
    sweep_results_end(&sweep, false, &err);
    assert_int_equal(sweep_journal_close(&writer, false, &err), KIT_OK);
    begin(&sweep, results, true);
    assert_int_equal(results[0].state, SWEEP_PASSED);
    end(&sweep);
}

static void the_lines_around_a_bad_one_are_read(void **state)
{
    struct sweep_journal_line found;
    struct sweep_damage damage;
    uint64_t seen;
    (void)state;
    size_t count =
        read_lines("seen child.lost\n1 7 -1 bounded at a\nnonsense\nseen closed\n"
                   "3 8 9 child-ends,data-true at cs request.sent #1 kill cs\nover\n",
                   &found, &seen, &damage);
    assert_int_equal(damage.count, 1);
    assert_int_equal(damage.lines[0], 4);
    assert_int_equal(count, 2);
    assert_int_equal(found.state, SWEEP_FAILED);
    assert_int_equal(found.took_ns, 8);
    assert_int_equal(found.detection_ns, 9);
    assert_int_equal(found.exercised, 1u << RULE_CHILD_ENDS | 1u << RULE_DATA_TRUE);
    assert_int_equal(found.size, LINE_SIZE);
    assert_true(seen == (UINT64_C(1) << PROTOCOL_CHILD_LOST | UINT64_C(1) << PROTOCOL_CLOSED));
}

static void what_is_of_another_text_or_version_is_refused(void **state)
{
    struct kit_error err;
    (void)state;
    write_lines("over\n");
    assert_int_equal(read_head(text, &err), KIT_OK);
    assert_int_equal(read_head("requests 1\n", &err), KIT_BAD_INPUT);
    assert_non_null(strstr(err.text, "is of another scenario text than this"));
    write_file("lifeline-sweep 1 0123456789abcdef\nover\n");
    assert_int_equal(read_head(text, &err), KIT_BAD_INPUT);
    assert_non_null(strstr(err.text, "another version of lifeline"));
    write_file("lifeline-sweep"); /* cut in its first line: nothing is in it */
    assert_int_equal(read_head(text, &err), KIT_OK);
    write_file("");
    assert_int_equal(read_head(text, &err), KIT_OK);
}

static int set_up(void **state)
{
    struct kit_error err;
    const char *folder = getenv("TEMP");
    (void)state;
    snprintf(path, sizeof path, "%s/sweep_journal_test%s", folder ? folder : ".",
             SWEEP_JOURNAL_ENDING);
    return scenario_read("x", text, sizeof text - 1, &scenario, &err) == KIT_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    struct kit_error err;
    (void)state;
    return os_file_remove(path, &err) == KIT_OK ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sweep_that_is_resumed_knows_what_was_done),
        cmocka_unit_test(what_failed_beside_an_error_is_not_made_again),
        cmocka_unit_test(a_run_without_a_rule_is_read_as_such),
        cmocka_unit_test(a_line_that_is_none_is_damaged),
        cmocka_unit_test(a_last_line_without_an_end_was_cut_there),
        cmocka_unit_test(what_stands_behind_the_end_is_damaged),
        cmocka_unit_test(a_damaged_journal_is_not_gone_on_with),
        cmocka_unit_test(the_new_journal_takes_its_place_once_it_has_what_the_old_one_had),
        cmocka_unit_test(the_lines_around_a_bad_one_are_read),
        cmocka_unit_test(what_is_of_another_text_or_version_is_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

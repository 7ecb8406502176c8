/*
 * Goal: a command line is taken as it is meant, or refused in a sentence that says which word
 * is wrong. Method: one row for each mistake, and one line of each side that has everything.
 */
#include "kit/link/options.h"
#include "kit/link/end.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#define WORDS 32

/* Splits at blanks; words[0] is the program's own. */
static int split(char *line, char *words[WORDS])
{
    int count = 0;
    words[count++] = "program";
    for (char *word = strtok(line, " "); word; word = strtok(NULL, " "))
        words[count++] = word;
    return count;
}

static enum kit_status (*const readers[])(int, char *const *, struct link_options *,
                                          struct kit_error *) = {
    options_read_parent, options_read_child, options_read_bystander};

enum side { PARENT, CHILD, BYSTANDER };

static enum kit_status read_line(enum side side, const char *line, struct link_options *out,
                                 struct kit_error *err)
{
    static char copy[512]; /* options borrow from it */
    static char *words[WORDS];
    strcpy(copy, line);
    int count = split(copy, words);
    return readers[side](count, words, out, err);
}

static void a_parents_line_is_taken_as_it_is_meant(void **state)
{
    (void)state;
    struct link_options options;
    struct kit_error err = {.text = ""};
    assert_int_equal(read_line(PARENT,
                               "--actor host --watchdog 200ms --deadline 1s --notice watchdog "
                               "--block 64KiB --on-loss stop --for 2s --places 3 "
                               "--child cs a.exe --tick 20ms --child vb b.exe",
                               &options, &err),
                     KIT_OK);
    assert_string_equal(options.actor, "host");
    assert_int_equal(options.watchdog_ms, 200);
    assert_int_equal(options.deadline_ms, 1000);
    assert_int_equal(options.detect_mask, DETECT_WATCHDOG);
    assert_int_equal(options.block, 65536);
    assert_true(options.stop_on_loss);
    assert_int_equal(options.for_ms, 2000);
    assert_int_equal(options.max_parallel, 3);
    assert_int_equal(options.child_count, 2);
    assert_string_equal(options.children[0].name, "cs");
    assert_string_equal(options.children[0].program, "a.exe");
    assert_int_equal(options.children[0].option_count, 2);
    assert_string_equal(options.children[0].options[1], "20ms");
    assert_string_equal(options.children[1].program, "b.exe");
    assert_int_equal(options.children[1].option_count, 0);
}

static void a_childs_line_is_the_seeds_with_options_behind(void **state)
{
    (void)state;
    struct link_options options;
    struct kit_error err = {.text = ""};
    assert_int_equal(read_line(CHILD,
                               "92 Pipe1 Event1 2048 --actor cs --tick 20ms --event-to To1 "
                               "--parent-process 96 --notice process --requests 7",
                               &options, &err),
                     KIT_OK);
    assert_int_equal(options.mapping, 92);
    assert_string_equal(options.pipe, "Pipe1");
    assert_string_equal(options.event, "Event1");
    assert_int_equal(options.bytes, 2048);
    assert_int_equal(options.tick_ms, 20);
    assert_int_equal(options.requests, 7);
    assert_string_equal(options.event_to, "To1");
    assert_int_equal(options.parent_process, 96);
    assert_int_equal(options.detect_mask, DETECT_PROCESS);
}

static void what_is_not_said_is_as_the_seed_has_it(void **state)
{
    (void)state;
    struct link_options options;
    struct kit_error err = {.text = ""};
    assert_int_equal(read_line(CHILD, "92 Pipe1 Event1 2048", &options, &err), KIT_OK);
    assert_int_equal(options.tick_ms, 2000);
    assert_int_equal(options.requests, 0);
    assert_int_equal(options.watchdog_ms, 2000);
    assert_int_equal(options.detect_mask, DETECT_ALL);
    assert_null(options.event_to);
    assert_int_equal(options.parent_process, 0);
    assert_int_equal(options.bytes, 2048);
    assert_int_equal(read_line(PARENT, "--child cs a.exe", &options, &err), KIT_OK);
    assert_string_equal(options.actor, "");
    assert_int_equal(options.deadline_ms, 1000);
    assert_int_equal(options.block, 0);
    assert_false(options.stop_on_loss);
    assert_int_equal(options.max_parallel, 0);
    assert_int_equal(options.for_ms, 0);
}

static void a_bystander_has_a_name_and_a_tick(void **state)
{
    (void)state;
    struct link_options options;
    struct kit_error err = {.text = ""};
    assert_int_equal(read_line(BYSTANDER, "--actor guest --tick 20ms", &options, &err), KIT_OK);
    assert_string_equal(options.actor, "guest");
    assert_int_equal(options.tick_ms, 20);
    assert_int_equal(read_line(BYSTANDER, "", &options, &err), KIT_OK);
    assert_string_equal(options.actor, "");
    assert_int_equal(options.tick_ms, 2000);
}

static void a_mistake_is_named(void **state)
{
    (void)state;
    static const struct {
        enum side side;
        const char *line;
        const char *says;
    } rows[] = {
        {PARENT, "--child cs", "'--child' wants <name> <program>"},
        {PARENT, "--actor host", "a parent needs a child"},
        {PARENT, "--watchdgo 1s --child a b", "did you mean '--watchdog'?"},
        {PARENT, "--watchdog --child a b", "'--child' is no duration"},
        {PARENT, "--watchdog", "'--watchdog' wants <duration> behind it"},
        {PARENT, "--notice", "'--notice' wants <pipe|process|watchdog|all> behind it"},
        {PARENT, "--tick 1s --child a b", "'--tick' is not an option of a parent"},
        {PARENT, "--watchdog 0ms --child a b", "'0ms' is too short; write at least 1ms"},
        {PARENT, "--notice none --child a b",
         "'none' is no way to notice; write pipe, process, watchdog or all"},
        {PARENT, "--on-loss panic --child a b", "'panic' is no choice; write stop or continue"},
        {PARENT, "--block 0B --child a b", "'0B' is too small; write at least 1B"},
        {PARENT, "--event-to x --child a b", "'--event-to' is not an option of a parent"},
        {PARENT, "--child a b --child a c", "two children are named 'a'"},
        {PARENT, "--child a2345678901234567890123456789012 b",
         "is no name; write 1 to 31 bytes"},
        {CHILD, "92 Pipe1 Event1", "a child is started by its parent"},
        {CHILD, "x Pipe1 Event1 2048", "'x' is no whole number"},
        {CHILD, "92 Pipe1 Event1 16", "'16' is too few to share; write at least 256 bytes"},
        {CHILD, "92 Pipe1 Event1 2048 --block 1MiB", "'--block' is not an option of a child"},
        {CHILD, "92 Pipe1 Event1 2048 --notice process", "--parent-process <handle> is needed"},
        {BYSTANDER, "--watchdog 1s", "'--watchdog' is not an option of a bystander"},
        {BYSTANDER, "--tick 0ms", "'0ms' is too short; write at least 1ms"},
        {BYSTANDER, "--tick", "'--tick' wants <duration> behind it"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct link_options options;
        struct kit_error err = {.text = ""};
        assert_true(read_line(rows[i].side, rows[i].line, &options, &err) != KIT_OK);
        if (!strstr(err.text, rows[i].says))
            fail_msg("'%s' says: %s", rows[i].line, err.text);
    }
}

static void more_children_than_a_parent_can_have_are_refused(void **state)
{
    (void)state;
    char names[LINK_CHILDREN + 1][8];
    char *words[1 + 3 * (LINK_CHILDREN + 1)] = {"program"};
    struct link_options options;
    struct kit_error err = {.text = ""};
    for (int i = 0; i <= LINK_CHILDREN; i++) {
        struct text name = text_over(names[i], sizeof names[i]);
        text_add(&name, "c%d", i);
        words[1 + 3 * i] = "--child";
        words[2 + 3 * i] = names[i];
        words[3 + 3 * i] = "p.exe";
    }
    int most = 1 + 3 * LINK_CHILDREN;
    assert_int_equal(options_read_parent(most, words, &options, &err), KIT_OK);
    assert_int_equal(options_read_parent(most + 3, words, &options, &err), KIT_FULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_parents_line_is_taken_as_it_is_meant),
        cmocka_unit_test(a_childs_line_is_the_seeds_with_options_behind),
        cmocka_unit_test(what_is_not_said_is_as_the_seed_has_it),
        cmocka_unit_test(a_bystander_has_a_name_and_a_tick),
        cmocka_unit_test(a_mistake_is_named),
        cmocka_unit_test(more_children_than_a_parent_can_have_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

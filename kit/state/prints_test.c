/*
 * Goal: what an actor prints becomes lines, whatever the pieces in which it comes, and a text
 * that a line of the scenario names counts once for each line. Method: bytes in pieces, and a
 * listener that keeps what it was told.
 */
#include "kit/state/prints.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define TOLD_MOST 64

static struct told {
    char text[128];
    size_t size;
    int line_index; /* -1: a whole line */
    uint32_t n;
} told[TOLD_MOST];
static size_t told_count;
static struct scenario *scenario;
static struct prints *prints;

static void keep(const char *text, size_t size, int line_index, uint32_t n)
{
    assert_true(told_count < TOLD_MOST);
    struct told *to = &told[told_count++];
    struct text kept = text_over(to->text, sizeof to->text);
    text_add(&kept, "%s", text);
    to->size = size;
    to->line_index = line_index;
    to->n = n;
}

static void keep_line(void *context, int actor, enum prints_from from, const char *text,
                      size_t size)
{
    (void)context;
    (void)from;
    assert_int_equal(actor, 0);
    keep(text, size, -1, 0);
}

static void keep_match(void *context, int line_index, uint32_t n, const char *text)
{
    (void)context;
    keep(text, strlen(text), line_index, n);
}

/* Two lines that wait for a text of the first actor, and one of another actor. */
static int set_up(void **state)
{
    static const struct print_listener listener = {NULL, keep_line, keep_match};
    static const char *const texts[] = {"ready", "served*2", "ready"};
    (void)state;
    scenario = calloc(1, sizeof *scenario);
    prints = calloc(1, sizeof *prints);
    assert_true(scenario && prints);
    scenario->actor_count = 2;
    for (uint32_t i = 0; i < 3; i++) {
        strcpy(scenario->texts[i], texts[i]);
        scenario->lines[i] = (struct scenario_line){
            .kind = SAY_EXPECT_PRINTS, .actor = i == 2 ? 1 : 0, .text = i + 1};
    }
    scenario->text_count = scenario->line_count = 3;
    told_count = 0;
    prints_begin(prints, scenario, &listener);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    free(prints);
    free(scenario);
    return 0;
}

static void print(const char *text)
{
    prints_take(prints, 0, PRINTS_STDOUT, text, strlen(text));
}

static void lines_come_whole_from_pieces(void **state)
{
    (void)state;
    print("one\r\ntw");
    print("o\n\nthree");
    assert_int_equal(told_count, 3);
    assert_string_equal(told[0].text, "one");
    assert_int_equal(told[0].size, 3);
    assert_string_equal(told[1].text, "two");
    assert_string_equal(told[2].text, "");
    prints_end(prints, 0, PRINTS_STDOUT);
    prints_end(prints, 0, PRINTS_STDOUT);
    assert_int_equal(told_count, 4);
    assert_string_equal(told[3].text, "three");
}

static void a_prompt_counts_before_its_line_is_whole(void **state)
{
    (void)state;
    print("app: re");
    assert_int_equal(told_count, 0);
    print("ady> ");
    assert_int_equal(told_count, 1);
    assert_int_equal(told[0].line_index, 0);
    assert_int_equal(told[0].n, 1);
    print("and still ready\n");
    assert_int_equal(told_count, 2); /* the line itself, and no second match */
    assert_int_equal(told[1].line_index, -1);
    print("ready\n");
    assert_int_equal(told_count, 4);
    assert_int_equal(told[3].line_index, 0);
    assert_int_equal(told[3].n, 2);
}

static void both_outputs_have_lines_of_their_own(void **state)
{
    (void)state;
    prints_take(prints, 0, PRINTS_STDERR, "rea", 3);
    print("dy\n");
    assert_int_equal(told_count, 1);
    prints_take(prints, 0, PRINTS_STDERR, "dy", 2);
    assert_int_equal(told_count, 2);
    assert_int_equal(told[1].line_index, 0);
}

static void a_wildcard_matches_within_a_line(void **state)
{
    (void)state;
    print("served 12 of 20\nserved 1\n2\n");
    assert_int_equal(told_count, 4);
    assert_int_equal(told[1].line_index, 1);
    assert_string_equal(told[1].text, "served 12 of 20");
}

static void bytes_that_are_no_text_are_replaced(void **state)
{
    (void)state;
    prints_take(prints, 0, PRINTS_STDOUT,
                "a\0b\xff"
                "c\n",
                6);
    assert_int_equal(told_count, 1);
    assert_string_equal(told[0].text, "a\xef\xbf\xbd"
                                      "b\xef\xbf\xbd"
                                      "c");
    assert_int_equal(told[0].size, 5);
}

static void a_line_without_an_end_is_told_in_pieces(void **state)
{
    char bytes[2 * PRINTS_LINE];
    (void)state;
    memset(bytes, 'x', sizeof bytes);
    prints_take(prints, 0, PRINTS_STDOUT, bytes, PRINTS_LINE + 10);
    assert_int_equal(told_count, 1);
    assert_int_equal(told[0].size, PRINTS_LINE);
    prints_end(prints, 0, PRINTS_STDOUT);
    assert_int_equal(told_count, 2);
    assert_int_equal(told[1].size, 10);
    prints_take(prints, 0, PRINTS_STDOUT, bytes, PRINTS_LINE);
    print("\r\n");
    assert_int_equal(told_count, 3); /* no empty line behind the piece */
}

static void a_text_across_two_pieces_counts_once(void **state)
{
    char bytes[PRINTS_LINE];
    (void)state;
    memset(bytes, 'x', sizeof bytes);
    prints_take(prints, 0, PRINTS_STDOUT, bytes, sizeof bytes - 2);
    print("rea");
    assert_int_equal(told_count, 1);
    print("dy");
    assert_int_equal(told_count, 2);
    assert_int_equal(told[1].line_index, 0);
    for (int i = 0; i < 3; i++)
        prints_take(prints, 0, PRINTS_STDOUT, bytes, sizeof bytes);
    print("ready\n");
    for (size_t i = 2; i < told_count; i++)
        assert_int_equal(told[i].line_index, -1);
}

static void a_flood_is_not_kept_but_compared(void **state)
{
    char line[1025];
    (void)state;
    memset(line, 'y', 1024);
    line[1023] = '\n';
    line[1024] = 0;
    size_t kept = 0;
    for (size_t i = 0; i < 2 * PRINTS_KEPT / 1024; i++) {
        print(line);
        kept += told_count;
        told_count = 0;
    }
    assert_int_equal(kept, PRINTS_KEPT / (1023 + PRINTS_LINE_COST));
    assert_int_equal(prints->actors[0].left_out, (2 * PRINTS_KEPT / 1024 - kept) * 1024);
    line[1022] = 0;
    memcpy(line, "ready", 5);
    print(line);
    print("\n");
    assert_int_equal(told_count, 1); /* the match, and no line */
    assert_int_equal(told[0].line_index, 0);
}

/* As the times of a line that is repeated have it. */
static void each_line_with_the_same_text_is_matched(void **state)
{
    (void)state;
    scenario->lines[scenario->line_count++] = scenario->lines[0];
    print("rea");
    print("dy");
    print(" again\n");
    assert_int_equal(told_count, 3); /* two matches and the line */
    assert_int_equal(told[0].line_index, 0);
    assert_int_equal(told[1].line_index, 3);
    print("ready\n");
    assert_int_equal(told_count, 6);
    assert_int_equal(told[5].n, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(lines_come_whole_from_pieces, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_prompt_counts_before_its_line_is_whole, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(both_outputs_have_lines_of_their_own, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_wildcard_matches_within_a_line, set_up, tear_down),
        cmocka_unit_test_setup_teardown(bytes_that_are_no_text_are_replaced, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_line_without_an_end_is_told_in_pieces, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_text_across_two_pieces_counts_once, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(each_line_with_the_same_text_is_matched, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_flood_is_not_kept_but_compared, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * Goal: a log that is read from disk in pieces is the log that is read from memory at once,
 * wherever its lines fall into the pieces, and whatever is wrong with it. Method: files beside
 * this program with lines of many lengths; both readers, compared.
 */
#include "kit/files/log_files.h"
#include "kit/files/log_stream.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define FILE_MOST ((size_t)4 << 20)
#define HEADER                                                                                 \
    "{\"lifeline\":2,\"kit\":\"0.1\",\"platform\":\"wine 8.0\",\"path\":\"a.scenario\","       \
    "\"started\":\"2024-01-31T12:00:00Z\",\"seed\":\"0x7\",\"options\":\"\",\"scenario\":"     \
    "\"parent host is ref_parent\\n\"}\n"
#define VERDICT "{\"verdict\":\"pass\",\"findings\":[]}\n"

static char path[OS_PATH], bytes[FILE_MOST];
static struct text text;
static struct kit_error err;

static int remove_file(void **state)
{
    (void)state;
    return remove(path);
}

/* An event whose line has this many bytes in a field that readers skip. */
static void add_event(int64_t at_ns, size_t padding)
{
    text_add(&text, "{\"at_ns\":%lld,\"event\":\"step\",\"actor\":\"host\",\"more\":\"",
             (long long)at_ns);
    memset(text.at + text.length, 'x', padding);
    text.length += padding;
    text_add(&text, "\"}\n");
    assert_false(text.cut);
}

static void write_text(void)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, text.length, file), text.length);
    assert_int_equal(fclose(file), 0);
}

static void compare(struct log at_once, struct log in_pieces)
{
    assert_int_equal(in_pieces.event_count, at_once.event_count);
    assert_memory_equal(in_pieces.events, at_once.events,
                        at_once.event_count * sizeof *at_once.events);
    assert_int_equal(in_pieces.has_judgement, at_once.has_judgement);
    assert_int_equal(in_pieces.is_cut, at_once.is_cut);
    assert_string_equal(in_pieces.header.scenario, at_once.header.scenario);
    assert_int_equal(in_pieces.damaged, at_once.damaged);
    assert_string_equal(in_pieces.damage, at_once.damage);
    log_free(&at_once);
    log_free(&in_pieces);
}

static void assert_read_alike(void)
{
    static struct log at_once, in_pieces;
    write_text();
    assert_int_equal(log_read(bytes, text.length, &at_once, &err), KIT_OK);
    assert_int_equal(log_load(path, &in_pieces, &err), KIT_OK);
    compare(at_once, in_pieces);
}

static void what_can_be_read_of_a_damaged_log_is_read_alike(void **state)
{
    static const size_t lengths[] = {0,
                                     10,
                                     LOG_LINE_MOST - 10,
                                     LOG_LINE_MOST + 10,
                                     2 * LOG_LINE_MOST + 1,
                                     3 * LOG_LINE_MOST + 7};
    (void)state;
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        struct log at_once, in_pieces;
        text = text_over(bytes, sizeof bytes);
        text_add(&text, HEADER "rubbish");
        memset(text.at + text.length, 'x', lengths[i]);
        text.length += lengths[i];
        text_add(&text, "\n");
        add_event(1, 0);
        text_add(&text, VERDICT);
        write_text();
        assert_int_equal(log_read_readable(bytes, text.length, &at_once, &err), KIT_OK);
        assert_int_equal(log_load_readable(path, &in_pieces, &err), KIT_OK);
        assert_true(at_once.damaged == 1 && at_once.event_count == 1 && at_once.has_judgement);
        compare(at_once, in_pieces);
    }
}

static void lines_of_any_length_are_read_across_the_pieces(void **state)
{
    static const size_t paddings[] = {0, 1000, 65000, LOG_LINE_MOST / 2, LOG_LINE_MOST - 60};
    (void)state;
    for (size_t i = 0; i < sizeof paddings / sizeof *paddings; i++) {
        text = text_over(bytes, sizeof bytes);
        text_add(&text, HEADER);
        for (int64_t k = 0; k < 20000 && text.length + paddings[i] + 1000 < FILE_MOST; k++)
            add_event(1000 - k % 7, paddings[i]);
        assert_read_alike();
        text_add(&text, VERDICT);
        assert_read_alike();
    }
}

static void a_log_cut_at_any_byte_is_read_as_far_as_it_goes(void **state)
{
    (void)state;
    text = text_over(bytes, sizeof bytes);
    text_add(&text, HEADER);
    for (int64_t k = 0; k < 3; k++)
        add_event(k, 0);
    for (; text.length >= strlen(HEADER); text.length--)
        assert_read_alike();
}

static void a_log_that_cannot_be_read_is_named_with_its_line(void **state)
{
    static const struct {
        size_t padding;
        const char *end, *says;
    } rows[] = {
        {LOG_LINE_MOST, VERDICT, "line 2: the line is longer than 524288 bytes"},
        {3 * LOG_LINE_MOST, "", "line 2: the line is longer than 524288 bytes"},
        {10, VERDICT VERDICT, "line 4: nothing can follow the verdict"},
        {10, "{}\n", "line 3: neither an event nor a verdict"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct log log;
        text = text_over(bytes, sizeof bytes);
        text_add(&text, HEADER);
        add_event(1, rows[i].padding);
        text_add(&text, "%s", rows[i].end);
        write_text();
        assert_int_equal(log_load(path, &log, &err), KIT_BAD_INPUT);
        assert_non_null(strstr(err.text, ".jsonl: line "));
        if (!strstr(err.text, rows[i].says))
            fail_msg("'%s' does not say: %s", err.text, rows[i].says);
        assert_true(!log.events && !log.header.scenario);
    }
}

static void a_log_without_its_first_line_is_refused(void **state)
{
    static const char *const parts[] = {"", "{\"lifel", "{\"lifeline\":2,\"kit\":"};
    struct log log;
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        text = text_over(bytes, sizeof bytes);
        text_add(&text, "%s", parts[i]);
        write_text();
        assert_int_equal(log_load(path, &log, &err), KIT_BAD_INPUT);
        assert_non_null(strstr(err.text, "was cut inside its first line"));
    }
    text_add(&text, "\n");
    text.at[0] = 'x';
    write_text();
    assert_int_equal(log_load(path, &log, &err), KIT_BAD_INPUT);
    assert_non_null(strstr(err.text, "this is no log of a run"));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_of_any_length_are_read_across_the_pieces),
        cmocka_unit_test(a_log_cut_at_any_byte_is_read_as_far_as_it_goes),
        cmocka_unit_test(a_log_that_cannot_be_read_is_named_with_its_line),
        cmocka_unit_test(what_can_be_read_of_a_damaged_log_is_read_alike),
        cmocka_unit_test(a_log_without_its_first_line_is_refused),
    };
    (void)argc;
    text = text_over(path, sizeof path);
    text_add(&text, "%s.jsonl", argv[0]);
    return cmocka_run_group_tests(tests, NULL, remove_file);
}

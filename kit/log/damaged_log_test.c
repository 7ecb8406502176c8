/*
 * Goal: a person sees all lines that can be read of a log that is damaged, and how many cannot;
 * such a log is never a pass. Method: tables of damaged logs.
 */
#include "kit/log/log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#define HEADER                                                                                 \
    "{\"lifeline\":1,\"kit\":\"0.1\",\"platform\":\"wine 8.0\",\"path\":\"a.scenario\","       \
    "\"started\":\"2024-01-31T12:00:00Z\",\"seed\":\"0x7\",\"options\":\"\",\"scenario\":"     \
    "\"\"}\n"
#define STEP    "{\"at_ns\":1,\"event\":\"step\"}\n"
#define END     "{\"at_ns\":9,\"event\":\"end\"}\n"
#define VERDICT "{\"verdict\":\"pass\",\"findings\":[]}\n"

static struct log found;
static struct kit_error err;

static enum kit_status read_rest(const char *text)
{
    return log_read_readable(text, strlen(text), &found, &err);
}

static void a_person_sees_what_can_be_read(void **state)
{
    static const struct {
        const char *text, *damage;
        uint32_t damaged;
        size_t events;
        bool has_judgement;
    } rows[] = {
        {HEADER STEP END VERDICT, "", 0, 2, true},
        {HEADER "rubbish\n" STEP END VERDICT, "line 2: column 1: this is not valid JSON", 1, 2,
         true},
        {HEADER STEP "{\"at_ns\":2,\"event\":\"st\n\n\1\2\3\n" END VERDICT, "line 3: column ",
         3, 2, true},
        {HEADER STEP "{\"at_ns\":2,\"event\":\"teleported\"}\n" END VERDICT,
         "line 3: 'event' is 'teleported', which this version of lifeline does not know; read "
         "this log with the newer version that wrote it",
         1, 2, true},
        {HEADER HEADER STEP END VERDICT, "line 2: a second header", 1, 2, true},
        {HEADER STEP VERDICT END, "line 4: nothing can follow the verdict", 1, 1, true},
        {HEADER STEP END "{\"verdict\":\"fail\",\"findings\":[{\"source\":\"run\",\"verdict\":"
                         "\"fail\",\"at_ns\":1},5]}\n",
         "line 4: a finding must be an object", 1, 2, false},
        {HEADER "rubbish\n" STEP "{\"at_ns\":2,\"ev", "line 2: column 1: ", 1, 1, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(read_rest(rows[i].text), KIT_OK);
        assert_int_equal(found.damaged, rows[i].damaged);
        assert_int_equal(strncmp(found.damage, rows[i].damage, strlen(rows[i].damage)), 0);
        assert_int_equal(found.damage[0] != 0, rows[i].damaged > 0);
        assert_int_equal(found.event_count, rows[i].events);
        assert_int_equal(found.has_judgement, rows[i].has_judgement);
        assert_true(rows[i].has_judgement || found.judgement.count == 0);
        log_free(&found);
    }
}

static void without_its_first_line_a_log_says_nothing(void **state)
{
    static const struct {
        const char *text, *says;
    } rows[] = {
        {"rubbish\n" HEADER STEP END VERDICT, "this is no log of a run"},
        {"{\"lifeline\":99}\n" STEP END VERDICT, "line 1: the log has version 99, but"},
        {"{\"lifeline\":1}\n" STEP END VERDICT, "line 1: 'kit' is missing"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(read_rest(rows[i].text), KIT_BAD_INPUT);
        assert_int_equal(strncmp(err.text, rows[i].says, strlen(rows[i].says)), 0);
    }
}

static void a_log_that_is_not_whole_is_no_pass(void **state)
{
    static const struct {
        const char *text, *says;
    } rows[] = {
        {HEADER STEP END VERDICT, ""},
        {HEADER STEP END, "the log is cut: it has no verdict"},
        {HEADER "x\n" STEP END VERDICT,
         "1 line of the log cannot be read, so the run cannot be judged"},
        {HEADER "x\ny\n" STEP END,
         "2 lines of the log cannot be read, so the run cannot be judged"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct judgement judgement = {.verdict = VERDICT_PASS};
        assert_int_equal(read_rest(rows[i].text), KIT_OK);
        log_defect_judged(&found, &judgement);
        assert_int_equal(judgement.verdict, rows[i].says[0] ? VERDICT_ERROR : VERDICT_PASS);
        assert_string_equal(judgement.findings[0].text, rows[i].says);
        log_free(&found);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_person_sees_what_can_be_read),
        cmocka_unit_test(without_its_first_line_a_log_says_nothing),
        cmocka_unit_test(a_log_that_is_not_whole_is_no_pass),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

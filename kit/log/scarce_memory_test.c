/*
 * Goal: a log that finds no memory is refused as that and leaves nothing behind.
 * Method: the same log once for each allocation, which fails, alone or with all behind it.
 */
#include "kit/base/scarce_memory_test.h"
#include "kit/log/log.h"
#include "kit/log/log_sample.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

/* More events than the reader has room for at first. */
static size_t write_log(char *to, size_t size)
{
    struct text text = text_over(to, size);
    char scenario[] = "parent host is ref_parent\n";
    struct log_header header = {.version = LOG_VERSION,
                                .kit_version = "0.1",
                                .platform = "wine 8.0",
                                .path = "a.scenario",
                                .programs = log_sample_programs(),
                                .program_count = 2,
                                .scenario = scenario,
                                .scenario_size = strlen(scenario)};
    struct judgement judgement = {.verdict = VERDICT_PASS};
    log_write_header(&text, &header);
    for (int i = 0; i < 100; i++) {
        struct kit_event event = {.kind = EVENT_STEP, .at_ns = i};
        log_write_event(&text, &event);
    }
    log_write_judgement(&text, &judgement);
    assert_false(text.cut);
    return text.length;
}

static void a_log_for_which_there_is_no_memory_is_refused(void **state)
{
    (void)state;
    static char bytes[16384];
    size_t size = write_log(bytes, sizeof bytes);
    for (int alone = 0; alone < 2; alone++) {
        bool failed = true;
        uint64_t n = 1;
        for (; failed; n++) {
            struct log found;
            struct kit_error err;
            scarce_from(n, alone);
            enum kit_status status = log_read(bytes, size, &found, &err);
            failed = scarce_until_here();
            if (status == KIT_OK) {
                assert_int_equal(found.event_count, 100);
                log_free(&found);
                continue;
            }
            assert_true(failed);
            assert_int_equal(status, KIT_FULL);
            assert_non_null(strstr(err.text, "there is no memory for the"));
            assert_true(!found.events && !found.header.scenario && !found.header.programs);
            assert_int_equal(found.event_count, 0);
        }
        assert_true(n > 5);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_log_for_which_there_is_no_memory_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

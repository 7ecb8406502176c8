/*
 * Goal: a run or an output that finds no memory says so and leaves nothing behind. Method: the
 * same run once for each allocation, which fails.
 */
#include "kit/base/scarce_memory_test.h"
#include "kit/page/output_test.h"

static char log_bytes[16384];

static void a_run_without_memory_is_refused_or_an_error(void **state)
{
    (void)state;
    struct kit_event end = {.kind = EVENT_END, .at_ns = 5};
    size_t size = log_with("parent host is ref_parent\nrun for 1s\n", &end, 1, log_bytes,
                           sizeof log_bytes);
    bool failed = true;
    uint64_t n = 1;
    for (; failed; n++) {
        struct log log;
        struct kit_error err;
        struct judged_run run;
        assert_int_equal(log_read(log_bytes, size, &log, &err), KIT_OK);
        scarce_from(n, true);
        enum kit_status status = judged_run_make(&run, "a.jsonl", &log, &err);
        failed = scarce_until_here();
        assert_true(status == KIT_OK || (failed && status == KIT_FULL));
        assert_true(!failed || judged_run_verdict(&run) != VERDICT_PASS);
        judged_run_free(&run);
        log_free(&log);
    }
    assert_true(n > 3);
}

static void an_output_without_memory_does_not_begin(void **state)
{
    (void)state;
    struct page_out out;
    scarce_from(1, true);
    assert_false(page_out_new(&out, keep_output, NULL));
    assert_true(scarce_until_here());
    page_out_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_without_memory_is_refused_or_an_error),
        cmocka_unit_test(an_output_without_memory_does_not_begin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

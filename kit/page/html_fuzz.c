/*
 * Goal: no log puts HTML into the page, whatever its bytes are, and none makes an output crash
 * or run long. Method: reads the bytes as a log, judges it and writes all outputs. The page has
 * as many tags as the page of a run that says nothing.
 */
#include "kit/page/target.h"

#include <stdint.h>
#include <stdlib.h>

static size_t signs; /* of each tag's beginning: < */

static void count_signs(void *context, const char *bytes, size_t size)
{
    (void)context;
    for (size_t i = 0; i < size; i++)
        signs += bytes[i] == '<';
}

static size_t signs_of(const struct page_target *target, const struct judged_run *run)
{
    struct page_out out;
    struct page_totals totals = {.count = 0};
    page_totals_add(&totals, judged_run_verdict(run), run->is_replay);
    if (!page_out_new(&out, count_signs, NULL))
        abort();
    signs = 0;
    target->begin(&out, &totals);
    target->run(&out, run, 1);
    target->end(&out, &totals);
    page_out_free(&out);
    return signs;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct log log;
    struct kit_error err;
    struct judged_run run, silent;
    if (log_read((const char *)data, size, &log, &err) != KIT_OK)
        judged_run_unread(&run, "a.jsonl", err.text);
    else if (judged_run_make(&run, "a.jsonl", &log, &err) != KIT_OK)
        abort();
    judged_run_unread(&silent, "", "");
    if (signs_of(&html_target, &run) != signs_of(&html_target, &silent))
        abort();
    signs_of(&markdown_target, &run);
    signs_of(&trace_target, &run);
    judged_run_free(&run);
    return 0;
}

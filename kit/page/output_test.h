#pragma once
/*
 * Logs as text, and the whole output that a target makes of them. Only tests include this
 * header.
 */
#include "kit/page/target.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define OUTPUT_MOST ((size_t)8 << 20)

static struct {
    char *bytes; /* ends with a 0 */
    size_t size;
} output;

static inline void keep_output(void *context, const char *bytes, size_t size)
{
    (void)context;
    assert_true(output.size + size < OUTPUT_MOST);
    memcpy(output.bytes + output.size, bytes, size);
    output.size += size;
    output.bytes[output.size] = 0;
}

static inline int output_begin(void **state)
{
    (void)state;
    output.bytes = malloc(OUTPUT_MOST);
    return output.bytes ? 0 : 1;
}

static inline int output_end(void **state)
{
    (void)state;
    free(output.bytes);
    return 0;
}

/* A run from the text of a log; of a log that cannot be read, a run that says so. */
static inline struct judged_run run_of_log(const char *path, const char *bytes, size_t size)
{
    struct log log;
    struct kit_error err;
    struct judged_run run;
    if (log_read(bytes, size, &log, &err) != KIT_OK)
        judged_run_unread(&run, path, err.text);
    else
        assert_int_equal(judged_run_make(&run, path, &log, &err), KIT_OK);
    return run;
}

static inline void write_output(const struct page_target *target, const struct judged_run *runs,
                                size_t count)
{
    struct page_out out;
    struct page_totals totals = {.count = 0};
    for (size_t i = 0; i < count; i++)
        page_totals_add(&totals, judged_run_verdict(&runs[i]), runs[i].is_replay);
    output.size = 0;
    assert_true(page_out_new(&out, keep_output, NULL));
    target->begin(&out, &totals);
    for (size_t i = 0; i < count; i++)
        target->run(&out, &runs[i], i + 1);
    target->end(&out, &totals);
    page_out_free(&out);
    assert_memory_equal(output.bytes, target->first, strlen(target->first));
}

/* How often a text stands in the output. */
static inline size_t times_in_output(const char *text)
{
    size_t times = 0;
    for (const char *at = strstr(output.bytes, text); at; at = strstr(at + 1, text))
        times++;
    return times;
}

/* A log of a run with a scenario, one event for each of `names`, and a verdict. */
static inline size_t log_with(const char *scenario, const struct kit_event *events,
                              size_t count, char *to, size_t size)
{
    struct text text = text_over(to, size);
    char copy[4096];
    struct judgement judgement = {.verdict = VERDICT_PASS};
    assert_true(strlen(scenario) < sizeof copy);
    strcpy(copy, scenario);
    struct log_header header = {.version = LOG_VERSION,
                                .kit_version = "0.1.0",
                                .platform = "wine 8.0",
                                .path = "a.scenario",
                                .started = "2024-01-31T12:00:00Z",
                                .scenario = copy,
                                .scenario_size = strlen(copy)};
    log_write_header(&text, &header);
    for (size_t i = 0; i < count; i++)
        log_write_event(&text, &events[i]);
    log_write_judgement(&text, &judgement);
    assert_false(text.cut);
    return text.length;
}

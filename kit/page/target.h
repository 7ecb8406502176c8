#pragma once
/*
 * The outputs of `lifeline report`, one row each; each is an option. An output is a file with
 * its target, and a row. Pure.
 */
#include "kit/page/judged_run.h"
#include "kit/page/page_out.h"

/* X(output, long form, short form, target, meaning) */
#define PAGE_TARGETS(X)                                                                        \
    X(HTML, "--output", "-o", html_target,                                                     \
      "write one HTML page of all runs, which needs no network")                               \
    X(MARKDOWN, "--markdown", "-m", markdown_target,                                           \
      "write a summary in Markdown, such as for the job page of a CI system")                  \
    X(TRACE, "--trace", "-T", trace_target,                                                    \
      "write the events in the JSON that Perfetto and chrome://tracing open")

enum page_target_kind {
#define X(output, long_form, short_form, target, meaning) PAGE_##output,
    PAGE_TARGETS(X)
#undef X
        PAGE_TARGET_COUNT
};

/*
 * How many runs have each verdict. Replays are counted apart: each is one more run of a
 * scenario that is counted already.
 */
struct page_totals {
    size_t count; /* of all */
    size_t of[VERDICT_COUNT];
    size_t of_replays[VERDICT_COUNT];
};

void page_totals_add(struct page_totals *totals, enum kit_verdict verdict, bool is_replay);

struct page_target {
    const char *first; /* the first bytes, by which lifeline recognizes its own files */
    void (*begin)(struct page_out *out, const struct page_totals *totals);
    /* Runs come in the order in which they are listed; `number` counts from 1. */
    void (*run)(struct page_out *out, const struct judged_run *run, size_t number);
    void (*end)(struct page_out *out, const struct page_totals *totals);
};

#define X(output, long_form, short_form, target, meaning)                                      \
    extern const struct page_target target;
PAGE_TARGETS(X)
#undef X

extern const struct page_target *const page_targets[PAGE_TARGET_COUNT];
extern const char *const page_target_options[PAGE_TARGET_COUNT];

/* Appends "2 failed, 1 unseen, 14 passed; replays: 1 failed": each verdict that occurs, the
 * worst first. */
void page_totals_text(const struct page_totals *totals, struct text *to);

/* Appends the command that runs the log's scenario again, quoted for the shells of both
 * systems. */
void page_replay_command(const char *log_path, struct text *to);

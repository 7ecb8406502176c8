#include "kit/page/target.h"
#include "kit/base/command.h"

#include <ctype.h>

const struct page_target *const page_targets[PAGE_TARGET_COUNT] = {
#define X(output, long_form, short_form, target, meaning) &target,
    PAGE_TARGETS(X)
#undef X
};

const char *const page_target_options[PAGE_TARGET_COUNT] = {
#define X(output, long_form, short_form, target, meaning) long_form,
    PAGE_TARGETS(X)
#undef X
};

static const char *const counted_as[VERDICT_COUNT] = {
    [VERDICT_PASS] = "passed",     [VERDICT_SKIP] = "skipped", [VERDICT_UNSEEN] = "unseen",
    [VERDICT_VACUOUS] = "vacuous", [VERDICT_FAIL] = "failed",  [VERDICT_ERROR] = "error",
};

void page_totals_add(struct page_totals *totals, enum kit_verdict verdict, bool is_replay)
{
    totals->count++;
    (is_replay ? totals->of_replays : totals->of)[verdict]++;
}

/* Appends each count that is not 0, with `before` in front of the first. False if all are 0. */
static bool add_counts(const size_t counts[VERDICT_COUNT], const char *before, struct text *to)
{
    bool any = false;
    for (int verdict = VERDICT_COUNT - 1; verdict >= 0; verdict--) {
        if (counts[verdict] == 0)
            continue;
        bool is_errors = verdict == VERDICT_ERROR && counts[verdict] > 1;
        text_add(to, "%s%lu %s%s", any ? ", " : before, (unsigned long)counts[verdict],
                 counted_as[verdict], is_errors ? "s" : "");
        any = true;
    }
    return any;
}

void page_totals_text(const struct page_totals *totals, struct text *to)
{
    bool any = add_counts(totals->of, "", to);
    add_counts(totals->of_replays, any ? "; replays: " : "replays: ", to);
}

void page_replay_command(const char *log_path, struct text *to)
{
    bool is_plain = true;
    for (const char *at = log_path; *at; at++)
        is_plain = is_plain && (isalnum((unsigned char)*at) || strchr("-._:/\\", *at));
    const char *quote = is_plain ? "" : "\"";
    text_add(to, "%s replay %s%s%s", command_name(), quote, log_path, quote);
}

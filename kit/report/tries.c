#include "kit/report/tries.h"
#include "kit/base/line_number.h"

#include <assert.h>
#include <string.h>

/* The verdict names at most so many rules and lines. */
#define REASONS_SHOWN 3

const char *const replay_result_words[REPLAY_RESULT_COUNT + 1] = {
#define X(result, words, meaning) words,
    REPLAY_RESULTS(X)
#undef X
};

static bool is_green(const struct judgement *judgement)
{
    return judgement->verdict <= VERDICT_SKIP;
}

static void add_reason(struct text *to, const struct finding *finding)
{
    switch (finding->source) {
    case SOURCE_RULE:
        text_add(to, "%s on %s", rule_words[finding->rule], finding->actor);
        return;
    case SOURCE_LINE:
        text_add(to, "%s", line_words(finding->line_number).text);
        return;
    case SOURCE_RUN:
    case SOURCE_COUNT:
        text_add(to, "the run");
        return;
    }
}

/* "fail (child-ends on cs, line 5)" */
static void add_brief_verdict(struct text *to, const struct judgement *judgement)
{
    uint32_t count = 0;
    text_add(to, "%s", verdict_words[judgement->verdict]);
    for (uint32_t i = 0; i < judgement->count && !is_green(judgement); i++) {
        const struct finding *finding = &judgement->findings[i];
        if (finding->verdict <= VERDICT_SKIP || count++ >= REASONS_SHOWN)
            continue;
        text_add(to, count == 1 ? " (" : ", ");
        add_reason(to, finding);
    }
    if (count > REASONS_SHOWN)
        text_add(to, " and %u more", (unsigned)(count - REASONS_SHOWN));
    if (count > 0)
        text_add(to, ")");
}

/* Two verdicts can name the same rules and lines, and differ in another finding. */
static void keep_other(struct replay_tries *tries, const struct judgement *then,
                       const struct judgement *now, const char *differs)
{
    char before[sizeof tries->other];
    struct text old = text_over(before, sizeof before);
    struct text text = text_over(tries->other, sizeof tries->other);
    add_brief_verdict(&old, then);
    add_brief_verdict(&text, now);
    if (strcmp(before, tries->other) == 0)
        text_add(&text, " [%s]", differs);
}

void replay_tries_add(struct replay_tries *tries, const struct judgement *then,
                      const struct judgement *now, const char *differs)
{
    tries->count++;
    if (!differs[0])
        tries->same++;
    else if (is_green(now) && !is_green(then))
        tries->green++;
    else if (!tries->other[0])
        keep_other(tries, then, now, differs);
}

static uint32_t other_count(const struct replay_tries *tries)
{
    return tries->count - tries->same - tries->green;
}

enum replay_result replay_tries_result(const struct replay_tries *tries,
                                       const struct judgement *then)
{
    assert(tries->count > 0);
    bool confirmed = is_green(then) ? tries->same == tries->count : tries->same > 0;
    if (confirmed)
        return REPLAY_REPRODUCED;
    return other_count(tries) > 0 ? REPLAY_DIFFERENT : REPLAY_NOT_REPRODUCED;
}

/* "reproduced: 3 of 10 tries; " */
static void add_rate(struct text *to, enum replay_result result, uint32_t of, uint32_t count)
{
    text_add(to, "%s: %u of %u tr%s; ", replay_result_words[result], (unsigned)of,
             (unsigned)count, count == 1 ? "y" : "ies");
}

/* What the tries came to that are not in the rate. */
static void add_rest(struct text *to, const struct replay_tries *tries,
                     enum replay_result result)
{
    if (result == REPLAY_REPRODUCED && other_count(tries) > 0)
        text_add(to, "; %u came to another verdict: %s", (unsigned)other_count(tries),
                 tries->other);
    if (result != REPLAY_NOT_REPRODUCED && tries->green > 0)
        text_add(to, "; %u passed", (unsigned)tries->green);
    if (result == REPLAY_DIFFERENT && tries->same > 0)
        text_add(to, "; %u as in the log", (unsigned)tries->same);
}

void replay_tries_text(const struct replay_tries *tries, const struct judgement *then,
                       struct text *to)
{
    enum replay_result result = replay_tries_result(tries, then);
    bool differs = result == REPLAY_DIFFERENT;
    add_rate(to, result, differs ? other_count(tries) : tries->same, tries->count);
    if (result == REPLAY_REPRODUCED) {
        add_brief_verdict(to, then);
    } else {
        text_add(to, "then ");
        add_brief_verdict(to, then);
        text_add(to, ", now %s", differs ? tries->other : verdict_words[VERDICT_PASS]);
    }
    add_rest(to, tries, result);
}

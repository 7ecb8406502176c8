#include "kit/derive/extract_comment.h"
#include "kit/base/line_number.h"
#include "kit/base/shown_text.h"
#include "kit/report/wrap.h"

#include <stdio.h>

#define COMMENT_WIDTH 92u
#define COMMENT_BYTES 8192
#define FINDINGS_SAID 5u

/* Names and sentences come from a log, which can have anything in them. */
static void add_foreign(struct text *to, const char *text)
{
    shown_add(to, text, false);
}

static void add_findings_as_comment(struct text *to, const struct extract_of *of)
{
    uint32_t said = 0;
    for (uint32_t i = 0; i < of->judgement->count && said < FINDINGS_SAID; i++) {
        const struct finding *finding = &of->judgement->findings[i];
        if (finding_is_note(finding))
            continue;
        text_add(to, "%s", verdict_words[finding->verdict]);
        if (finding->source == SOURCE_RULE)
            text_add(to, " by the rule %s on ", rule_words[finding->rule]);
        else if (finding->line_number > 0)
            text_add(to, " by %s", line_words(finding->line_number).text);
        if (finding->source == SOURCE_RULE)
            add_foreign(to, finding->actor);
        text_add(to, ":\n  ");
        add_foreign(to, finding->text);
        text_add(to, "\n");
        said++;
    }
}

static bool says_line(const struct extract_of *of)
{
    for (uint32_t i = 0; i < of->judgement->count; i++) {
        if (strstr(of->judgement->findings[i].text, "line "))
            return true;
    }
    return false;
}

static void add_demand(struct text *to, const struct finding *failure)
{
    text_add(to,
             "Expected: PASS while the bug is there, because of the line `must fail %s %s`.\n"
             "Once the bug is fixed, the scenario fails. Then delete that line, and the "
             "scenario guards the fix.\n",
             rule_words[failure->rule], failure->actor);
}

static bool rule_failed(const struct judgement *judgement)
{
    for (uint32_t i = 0; i < judgement->count; i++) {
        if (judgement->findings[i].source == SOURCE_RULE &&
            judgement->findings[i].verdict == VERDICT_FAIL)
            return true;
    }
    return false;
}

/* What the new scenario is expected to come to. */
static void add_expected_outcome(struct text *to, const struct extract_of *of,
                                 const struct kept *kept)
{
    enum kit_verdict verdict = of->judgement->verdict;
    if (kept->failure) {
        add_demand(to, kept->failure);
        return;
    }
    if (kept->end && of->is_field_log) {
        text_add(to, "Expected: a verdict on how the others dealt with the end of %s.\n",
                 kept->end->actor);
        return;
    }
    if (kept->end) {
        text_add(to,
                 "No line of the log's scenario struck. The last line below does to %s what "
                 "something outside the run did.\nExpected: a verdict on how the others dealt "
                 "with it.\n",
                 kept->end->actor);
        return;
    }
    if (of->is_cut)
        text_add(to, "Expected: unknown, because the log was cut off before its verdict.\n"
                     "Run the scenario to get one.\n");
    else
        text_add(to, "Expected: the same verdict, %s.\n", verdict_words[verdict]);
    if (kept->is_plain)
        text_add(to, "The lines are those of the log's scenario: without some of them it would "
                     "be no scenario.\n");
    else if (verdict == VERDICT_FAIL)
        text_add(to,
                 "%s, so `must fail` cannot say it: the scenario stays red until the bug is "
                 "fixed.\n",
                 rule_failed(of->judgement) ? "More was found than one failure of a rule"
                                            : "A line failed, and no rule");
}

static void say_comment(struct text *to, const struct extract_of *of, const struct kept *kept)
{
    const char *verdict = verdict_words[of->judgement->verdict];
    text_add(to, "lifeline extract: from the log ");
    add_foreign(to, of->log_path);
    text_add(to, "\nScenario: ");
    add_foreign(to, of->scenario->path);
    text_add(to, "\nThe run, on ");
    add_foreign(to, of->platform);
    if (of->is_field_log)
        text_add(to, ", was outside of Lifeline and has no verdict.\n");
    else if (of->is_cut)
        text_add(to, ", was cut off before its verdict.\n");
    else
        text_add(to, ", had the verdict %s.\n", verdict);
    add_findings_as_comment(to, of);
    if (says_line(of))
        text_add(to, "Line numbers in a sentence are those of the log's scenario.\n");
    add_expected_outcome(to, of, kept);
}

static void add_as_comment(struct text *to, const char *lines)
{
    bool begins = true;
    for (const char *at = lines; *at; at++) {
        if (begins)
            text_add(to, "# ");
        text_add_bytes(to, at, 1);
        begins = *at == '\n';
    }
}

void extract_comment(struct text *to, const struct extract_of *of, const struct kept *kept)
{
    char said[COMMENT_BYTES], wrapped[COMMENT_BYTES * 2];
    struct text text = text_over(said, sizeof said);
    say_comment(&text, of, kept);
    text = text_over(wrapped, sizeof wrapped);
    wrap_lines(&text, said, COMMENT_WIDTH);
    add_as_comment(to, wrapped);
    text_add(to, "\n");
}

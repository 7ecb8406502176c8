/*
 * A summary in Markdown, as the job pages of CI systems show it: the counts, then each run that
 * is no pass, with its findings and the command that runs it again.
 */
#include "kit/base/line_number.h"
#include "kit/base/shown_text.h"
#include "kit/page/target.h"
#include "kit/report/event_text.h"

#define FIRST     "<!-- lifeline: a summary of runs -->\n"

/* A job page has a limit of its own; a reader would not read more either. */
#define RUNS_MOST 100u

/* Escapes what means something to Markdown or to HTML inside it. */
static void add_markdown_text(struct text *to, const char *from)
{
    char shown[KIT_FINDING_TEXT * 6 + KIT_PATH * 6];
    struct text text = text_over(shown, sizeof shown);
    shown_add(&text, from, false);
    for (const char *at = shown; *at; at++) {
        if (*at == '<')
            text_add(to, "&lt;");
        else if (*at == '&')
            text_add(to, "&amp;");
        else if (strchr("\\`*_[]|~$", *at))
            text_add(to, "\\%c", *at);
        else
            text_add_bytes(to, at, 1);
    }
}

static void markdown_begin(struct page_out *out, const struct page_totals *totals)
{
    text_add(&out->piece, FIRST "\n## Lifeline: ");
    page_totals_text(totals, &out->piece);
    text_add(&out->piece, "\n");
    page_out_flush(out);
}

static void add_markdown_place(struct text *to, const struct finding *finding)
{
    if (finding->source == SOURCE_RULE)
        text_add(to, "rule %s", rule_words[finding->rule]);
    else if (finding->source == SOURCE_LINE)
        text_add(to, "%s", line_words(finding->line_number).text);
    else
        text_add(to, "the run");
    if (finding->actor[0]) {
        text_add(to, " on ");
        add_markdown_text(to, finding->actor);
    }
}

static void add_markdown_finding(struct text *to, const struct finding *finding)
{
    text_add(to, "- **%s, ", verdict_words[finding->verdict]);
    add_markdown_place(to, finding);
    text_add(to, ":** ");
    add_markdown_text(to, finding->text);
    if (finding->likely[0]) {
        text_add(to, "\n  - hint: ");
        add_markdown_text(to, finding->likely);
    }
    text_add(to, "\n");
}

static void add_markdown_replay(struct text *to, const char *log_path)
{
    char command[2 * KIT_PATH];
    struct text replay = text_over(command, sizeof command);
    page_replay_command(log_path, &replay);
    text_add(to, "\n```sh\n");
    shown_add(to, command, false);
    text_add(to, "\n```\n");
}

static bool is_summarized(enum kit_verdict verdict)
{
    return verdict != VERDICT_PASS && verdict != VERDICT_SKIP;
}

static void markdown_run(struct page_out *out, const struct judged_run *run, size_t number)
{
    struct text *to = &out->piece;
    const struct judgement *judgement = run->result ? &run->result->judgement : NULL;
    if (!is_summarized(judged_run_verdict(run)) || number > RUNS_MOST)
        return;
    text_add(to, "\n### ");
    report_add_upper(to, verdict_words[judged_run_verdict(run)]);
    text_add(to, " ");
    add_markdown_text(to, judged_run_path(run));
    text_add(to, "%s\n\n", run->is_replay ? " (replay)" : "");
    for (uint32_t i = 0; judgement && i < judgement->count; i++) {
        if (is_summarized(judgement->findings[i].verdict))
            add_markdown_finding(to, &judgement->findings[i]);
    }
    if (!judgement) {
        text_add(to, "- ");
        add_markdown_text(to, run->trouble);
        text_add(to, "\n");
    }
    add_markdown_replay(to, run->log_path);
    page_out_flush(out);
}

static void markdown_end(struct page_out *out, const struct page_totals *totals)
{
    size_t red = 0;
    for (int verdict = 0; verdict < VERDICT_COUNT; verdict++) {
        if (is_summarized((enum kit_verdict)verdict))
            red += totals->of[verdict] + totals->of_replays[verdict];
    }
    if (red > RUNS_MOST)
        text_add(&out->piece, "\nand %lu more that did not pass\n",
                 (unsigned long)(red - RUNS_MOST));
    page_out_flush(out);
}

const struct page_target markdown_target = {FIRST, markdown_begin, markdown_run, markdown_end};

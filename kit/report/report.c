#include "kit/report/report.h"
#include "kit/base/command.h"
#include "kit/base/line_number.h"
#include "kit/base/shown_text.h"
#include "kit/report/event_text.h"
#include "kit/report/excerpt.h"

#include <string.h>

/*
 * The maximum of findings that are shown. Further findings of one run have the same cause, and
 * users would not read them.
 */
#define BLOCKS_MOST 5u

static uint32_t finding_count(const struct judgement *judgement)
{
    return judgement->count < KIT_FINDINGS ? judgement->count : KIT_FINDINGS;
}

/*
 * Why the run was skipped, or how it is known to differ; NULL for nearly all runs. A run with
 * the verdict `pass` has a finding on the run as a whole only for this reason.
 */
static const char *system_note(const struct judgement *judgement)
{
    for (uint32_t i = 0; i < finding_count(judgement); i++) {
        const struct finding *finding = &judgement->findings[i];
        if (finding->source == SOURCE_RUN &&
            (finding->verdict == VERDICT_PASS || finding->verdict == VERDICT_SKIP))
            return finding->text;
    }
    return NULL;
}

/* What a rule could not see although the run passed: the first such note, or "". */
static const char *first_rule_note(const struct judgement *judgement)
{
    for (uint32_t i = 0; i < finding_count(judgement); i++) {
        const struct finding *finding = &judgement->findings[i];
        if (finding->source == SOURCE_RULE && finding->verdict == VERDICT_PASS)
            return finding->text;
    }
    return "";
}

const char *report_message(const struct judgement *judgement)
{
    const struct finding *worst = NULL;
    const char *note = system_note(judgement);
    bool is_quiet = judgement->verdict == VERDICT_PASS || judgement->verdict == VERDICT_SKIP;
    if (note && is_quiet)
        return note;
    /* A fault after which no actor has an obligation has struck, but proved nothing. */
    if (judgement->verdict == VERDICT_PASS)
        return judgement->exercised == 0 ? "no rule had anything to judge"
                                         : first_rule_note(judgement);
    for (uint32_t i = 0; i < finding_count(judgement); i++) {
        const struct finding *finding = &judgement->findings[i];
        if (!worst || finding->verdict > worst->verdict)
            worst = finding;
    }
    return worst ? worst->text : "";
}

static void write_heading(struct text *to, const char *path, const struct finding *finding)
{
    size_t from = to->length;
    report_add_upper(to, verdict_words[finding->verdict]);
    text_add(to, "  %s  ", path);
    switch (finding->source) {
    case SOURCE_RULE:
        text_add(to, "rule %s", rule_words[finding->rule]);
        break;
    case SOURCE_LINE:
        text_add(to, "%s", line_words(finding->line_number).text);
        break;
    case SOURCE_RUN:
    case SOURCE_COUNT:
        text_add(to, "the run");
        break;
    }
    if (finding->actor[0])
        text_add(to, " on %s", finding->actor);
    shown_rest(to, from, false);
    text_add(to, "\n");
}

/* Writes nothing if the sentence is empty. */
static void write_labeled(struct text *to, const char *label, const char *sentence)
{
    size_t from = to->length;
    if (!sentence[0])
        return;
    text_add(to, "  %s%s", label, sentence);
    shown_rest(to, from, false);
    text_add(to, "\n");
}

static void write_sentence(struct text *to, const char *sentence)
{
    write_labeled(to, "", sentence);
}

static void write_replay(struct text *to, const char *log_path)
{
    const char *quote = strchr(log_path, ' ') ? "\"" : "";
    size_t from = to->length;
    text_add(to, "  replay:  %s replay %s%s%s", command_name(), quote, log_path, quote);
    shown_rest(to, from, false);
    text_add(to, "\n");
}

/* The findings that are no pass, the most severe first. Returns how many there are. */
static uint32_t order_findings(const struct judgement *judgement,
                               const struct finding *out[KIT_FINDINGS])
{
    uint32_t count = 0;
    for (int verdict = VERDICT_COUNT - 1; verdict > VERDICT_PASS; verdict--) {
        for (uint32_t i = 0; i < finding_count(judgement); i++) {
            if (judgement->findings[i].verdict == (enum kit_verdict)verdict)
                out[count++] = &judgement->findings[i];
        }
    }
    return count;
}

void report_failure(struct text *to, const struct scenario *scenario,
                    const struct kit_event *events, size_t count,
                    const struct judgement *judgement, const char *log_path)
{
    const struct finding *findings[KIT_FINDINGS];
    uint32_t found = order_findings(judgement, findings);
    /* A verdict without a finding is shown, too. */
    const struct finding bare = {.source = SOURCE_RUN, .verdict = judgement->verdict};
    if (found == 0)
        findings[found++] = &bare;
    for (uint32_t i = 0; i < found && i < BLOCKS_MOST; i++) {
        if (i > 0)
            text_add(to, "\n");
        write_heading(to, scenario->path, findings[i]);
        write_sentence(to, findings[i]->text);
        text_add(to, "\n");
        size_t before = to->length;
        excerpt_write(to, scenario, events, count, findings[i]);
        if (to->length > before)
            text_add(to, "\n");
        write_labeled(to, "hint:    ", findings[i]->likely);
        write_replay(to, log_path);
    }
    if (found > BLOCKS_MOST)
        text_add(to, "\nand %u more\n", (unsigned)(found - BLOCKS_MOST));
}

void report_trouble(struct text *to, const char *path, const char *sentence)
{
    const struct finding bare = {.source = SOURCE_RUN, .verdict = VERDICT_ERROR};
    write_heading(to, path, &bare);
    write_sentence(to, sentence);
}

/*
 * Goal: no log, however forged, makes `show`, `explain`, `extract` or `diff` crash, run long,
 * or write what a terminal obeys. Method: reads the bytes as a log, judges it, and writes all
 * of them. Every byte is looked at. A log whose scenario cannot be read is told by another one.
 */
#include "kit/base/shown.h"
#include "kit/derive/difference.h"
#include "kit/derive/extract.h"
#include "kit/judge/judge.h"
#include "kit/log/log.h"
#include "kit/report/story.h"
#include "kit/report/timeline.h"
#include "kit/report/wrap.h"

#include <stdlib.h>
#include <string.h>

static const char usual_scenario[] = "parent host is ref_parent\nchild cs is ref_child\n"
                                     "child vb is ref_child\n"
                                     "at cs request.sent #2 kill cs\nkill host\n";

static void require(bool is_so)
{
    if (!is_so)
        abort();
}

static void require_lines(const char *text)
{
    char piece[SHOWN_MOST];
    for (size_t size; *text; text += size) {
        size = shown_piece(text, SIZE_MAX, true, piece);
        require(*text == '\n' || (*text != '\t' && !strncmp(piece, text, size)));
    }
}

static void show(const struct scenario *scenario, const struct log *log,
                 const struct judgement *judgement, uint32_t columns)
{
    static struct timeline timeline;
    static char line[TIMELINE_LINE];
    struct timeline_wanted wanted = {
        .from_ns = INT64_MIN, .to_ns = INT64_MAX, .columns = columns};
    struct text text = text_over(line, sizeof line);
    enum timeline_kind kind;
    require(timeline_begin(&timeline, scenario, log->events, log->event_count, judgement,
                           &wanted, NULL) == KIT_OK);
    timeline_head(&timeline, &text);
    require_lines(line);
    for (text = text_over(line, sizeof line); timeline_next(&timeline, &text, &kind);
         text = text_over(line, sizeof line)) {
        require(!text.cut && text.length > 0 && line[text.length - 1] == '\n');
        require_lines(line);
    }
    require(timeline.shown == log->event_count);
}

static void explain(const struct scenario *scenario, const struct log *log,
                    const struct judgement *judgement, uint32_t columns)
{
    static char story[STORY_MOST], wrapped[STORY_MOST * 2];
    struct text text = text_over(story, sizeof story);
    story_write(&text, &(struct story_of){.scenario = scenario,
                                          .events = log->events,
                                          .count = log->event_count,
                                          .judgement = judgement,
                                          .log_path = "a",
                                          .is_cut = !log->has_judgement,
                                          .is_field_log = log->header.field_processes > 0});
    require_lines(story);
    text = text_over(wrapped, sizeof wrapped);
    wrap_lines(&text, story, columns);
    require(!text.cut);
    require_lines(wrapped);
}

/* What is extracted is a scenario, by the check of extract_write itself; or it is refused. */
static void extract(const struct scenario *scenario, const struct log *log,
                    const struct judgement *judgement)
{
    static char made[EXTRACT_MOST];
    struct text text = text_over(made, sizeof made);
    struct kit_error err;
    bool is_own = scenario->path[0] == 'a';
    extract_write(&text,
                  &(struct extract_of){.scenario = scenario,
                                       .text = is_own ? log->header.scenario : usual_scenario,
                                       .size = is_own ? log->header.scenario_size
                                                      : sizeof usual_scenario - 1,
                                       .platform = log->header.platform,
                                       .events = log->events,
                                       .count = log->event_count,
                                       .judgement = judgement,
                                       .log_path = "a",
                                       .is_cut = !log->has_judgement},
                  &err);
}

/* A log agrees with itself. */
static void diff(const struct scenario *scenario, const struct log *log)
{
    static char told[DIFFERENCE_MOST];
    struct text text = text_over(told, sizeof told);
    const struct compared_run run = {"a", log, scenario};
    bool same = false;
    struct kit_error err;
    require(difference_write(&text, &run, &run, &same, &err) == KIT_OK && same);
    require_lines(told);
}

static void tell(const struct scenario *scenario, const struct log *log, uint32_t columns)
{
    static struct judge_result result;
    int64_t now_ns = log->event_count ? log->events[log->event_count - 1].at_ns : 0;
    judge(scenario, platform_of(log->header.platform), log->events, log->event_count, now_ns,
          &result);
    show(scenario, log, &log->judgement, columns);
    show(scenario, log, &result.judgement, 0);
    explain(scenario, log, &log->judgement, columns);
    explain(scenario, log, &result.judgement, columns);
    extract(scenario, log, &result.judgement);
    diff(scenario, log);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct log log;           /* too large for some stacks */
    static struct scenario scenario; /* the same */
    struct kit_error err;
    if (log_read((const char *)data, size, &log, &err) != KIT_OK)
        return 0;
    if (log.header.version > 0) {
        if (scenario_read("a", log.header.scenario, log.header.scenario_size, &scenario,
                          &err) != KIT_OK)
            require(scenario_read("b", usual_scenario, sizeof usual_scenario - 1, &scenario,
                                  &err) == KIT_OK);
        tell(&scenario, &log, data[size - 1] * 2u);
    }
    log_free(&log);
    return 0;
}

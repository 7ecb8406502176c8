/* show: a run as a timeline. */
#include "kit/files/log_files.h"
#include "kit/os/console.h"
#include "kit/os/platform.h"
#include "kit/report/terminal.h"
#include "kit/report/timeline.h"
#include "kit/tell/options.h"
#include "kit/tell/outcome.h"
#include "kit/tell/told_log.h"

#include <stdlib.h>

/* A time is a whole number of ms, and so is what is printed: all of its ms is meant. */
static struct timeline_wanted timeline_wanted_of(const struct options *options)
{
    uint32_t columns = 0;
    struct timeline_wanted wanted = {.actors = options->values[OPTION_ACTOR],
                                     .step = options->values[OPTION_STEP],
                                     .from_ns = options->from_ms * NS_PER_MS,
                                     .to_ns = INT64_MAX,
                                     .columns = os_is_terminal(&columns) ? columns : 0};
    if (options->to_ms > 0)
        wanted.to_ns = (options->to_ms + INT64_C(1)) * NS_PER_MS - 1;
    if (options->from_ms == 0)
        wanted.from_ns = INT64_MIN;
    return wanted;
}

static void print_lines(struct timeline *timeline, bool colours)
{
    static const enum terminal_colour colour_of[] = {[TIMELINE_EVENT] = COLOUR_NONE,
                                                     [TIMELINE_STRIKE] = COLOUR_YELLOW,
                                                     [TIMELINE_FINDING] = COLOUR_RED};
    char line[TIMELINE_LINE];
    struct text text = text_over(line, sizeof line);
    enum timeline_kind kind;
    timeline_head(timeline, &text);
    os_tell(stdout, line);
    for (text = text_over(line, sizeof line); timeline_next(timeline, &text, &kind);
         text = text_over(line, sizeof line)) {
        enum terminal_colour colour = colours ? colour_of[kind] : COLOUR_NONE;
        os_tell_coloured(stdout, colour, colour ? text.length - 1 : 0, line);
    }
}

static void print_heading(const char *path, const struct log *log)
{
    const char *verdict =
        log->has_judgement ? verdict_words[log->judgement.verdict] : "cut, without a verdict";
    if (log->header.field_processes > 0)
        verdict = "a field log, without a verdict";
    os_say(stdout, "%s: %s, on %s, %s", path, log->header.path, log->header.platform, verdict);
}

static enum kit_status show_log(const char *path, const struct options *options,
                                enum kit_exit *code, struct kit_error *err)
{
    struct told_log log;
    struct timeline *timeline = malloc(sizeof *timeline);
    struct timeline_wanted wanted = timeline_wanted_of(options);
    enum kit_status status = told_log_read(path, true, &log, err);
    if (status == KIT_OK && !timeline)
        status = kit_fail(err, KIT_FULL, "no memory to show '%.200s'", path);
    if (status == KIT_OK)
        status = timeline_begin(timeline, log.scenario, log.log.events, log.log.event_count,
                                &log.log.judgement, &wanted, err);
    if (status == KIT_OK) {
        print_heading(path, &log.log);
        print_lines(timeline, outcome_colours(options->colours));
        os_say(stdout, "%zu of %zu events", timeline->shown, timeline->event_count);
        *code = log_damage_complained(path, &log.log) ? EXIT_USAGE : EXIT_PASSED;
    }
    free(timeline);
    told_log_free(&log);
    return status;
}

enum kit_exit command_show(const struct options *options)
{
    return told_logs_each(options, show_log);
}

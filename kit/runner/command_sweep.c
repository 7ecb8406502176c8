/*
 * sweep: a run without faults, and then one for each point that it showed.
 */
#include "kit/os/clock.h"
#include "kit/os/platform.h"
#include "kit/runner/chart.h"
#include "kit/runner/commands.h"
#include "kit/runner/logs.h"
#include "kit/runner/outcome.h"
#include "kit/runner/paired.h"
#include "kit/runner/recording.h"
#include "kit/runner/suite.h"
#include "kit/run/version.h"

#include <stdlib.h>
#include <string.h>

/* One sweep; every pointer is its own but `options` and `base`. */
struct sweeping {
    const struct options *options;
    const struct script *base;
    struct recording first;
    struct chart *chart; /* borrowed */
    struct coverage coverage;
    struct swept swept;
    struct scripts scripts; /* of the points that are to be run */
    struct paired paired;   /* known once their firsts were run, and run then */
    struct scripts more;
    char name[OS_PATH]; /* the base's path, without its ending; of this shard */
};

static void name_of(struct sweeping *s)
{
    const char *path = s->base->path;
    size_t length = strlen(path), ending = strlen(SCENARIO_ENDING);
    struct text name = text_over(s->name, sizeof s->name);
    if (length > ending && words_equal(path + length - ending, SCENARIO_ENDING))
        length -= ending;
    text_add_bytes(&name, path, length);
    if (s->options->shards > 1)
        text_add(&name, ".shard-%u-of-%u", (unsigned)s->options->shard,
                 (unsigned)s->options->shards);
}

/* A sweep has nothing to strike beside its own, and has to know when a run of it is over. */
static enum kit_status check(const struct script *base, struct kit_error *err)
{
    const struct scenario *of = base->scenario;
    if (of->line_count > 0)
        return kit_fail(err, KIT_BAD_INPUT,
                        "%.250s:%u: a sweep makes the lines that arm or act itself; take this "
                        "one out, or run the file: lifeline run %.250s",
                        base->path, (unsigned)of->lines[0].line, base->path);
    if (of->must_fail)
        return kit_fail(err, KIT_BAD_INPUT,
                        "%.250s:%u: a sweep looks for what fails; take `must fail` out",
                        base->path, (unsigned)of->must_fail_line);
    if (of->requests == 0)
        return kit_fail(err, KIT_BAD_INPUT,
                        "%.250s: a sweep is driven by count, so that each of its runs has the "
                        "same steps; write into the file: requests 3",
                        base->path);
    return KIT_OK;
}

/* A path in the log folder, of this sweep and with this behind its name. */
static enum kit_status path_for(const struct sweeping *s, const char *ending, char to[OS_PATH],
                                struct kit_error *err)
{
    char shown[OS_PATH + sizeof SCENARIO_ENDING];
    struct script named = *s->base;
    snprintf(shown, sizeof shown, "%s%s", s->name, SCENARIO_ENDING);
    named.path = shown;
    enum kit_status status = log_path_for(s->options->log_dir, &named, 1, to, err);
    char *end = strrchr(to, '.');
    if (status == KIT_OK && end)
        snprintf(end, (size_t)(to + OS_PATH - end), "%s", ending);
    return status;
}

/* A journal of an earlier day would be taken for that of this sweep, which has none. */
static void forget_journal(const struct sweeping *s)
{
    struct kit_error why;
    char path[OS_PATH];
    if (path_for(s, SWEPT_ENDING, path, &why) != KIT_OK || os_file_remove(path, &why) != KIT_OK)
        fprintf(stderr, "lifeline: %s\n", why.text);
}

/* Its log has a name of its own, since `lifeline run` of the file writes one, too. */
static enum kit_status run_first(struct sweeping *s, struct kit_error *err)
{
    char log_path[OS_PATH];
    struct stall_monitor *monitor = NULL;
    struct run_settings settings = {.programs = s->options->programs,
                                    .log_path = log_path,
                                    .options = s->options->given,
                                    .tells_calls = true};
    enum kit_status status = os_folder_make(s->options->log_dir, err);
    if (status == KIT_OK)
        status = path_for(s, SWEPT_FIRST, log_path, err);
    if (status == KIT_OK)
        status = stall_monitor_start(&monitor, err);
    settings.monitor = monitor;
    if (status == KIT_OK)
        status = recording_make(s->base, &settings, &s->first, err);
    stall_monitor_stop(&monitor);
    struct run_outcome *last = &s->first.last;
    if (status == KIT_OK && last->judgement.verdict == VERDICT_PASS) {
        recording_tell(&s->first);
    } else if (status == KIT_OK) {
        outcome_print(s->base->scenario, last->events, last->event_count, &last->judgement,
                      log_path, last->took_ns);
        puts("the run without faults did not pass, so nothing was swept");
    }
    return status;
}

/* The results that this shard has to come to, all open. */
static enum kit_status find_points(struct sweeping *s, struct kit_error *err)
{
    const struct scenario *scenario = s->base->scenario;
    const struct kit_event *events = s->first.last.events;
    size_t room = sweep_points(scenario, events, s->first.last.event_count, NULL, 0);
    struct sweep_point *points = calloc(room + 1, sizeof *points);
    s->swept.results = calloc(room + 1, sizeof *s->swept.results);
    s->swept.scenario = scenario;
    if (!points || !s->swept.results) {
        free(points);
        return kit_fail(err, KIT_FULL, "no memory for the points of a sweep");
    }
    sweep_points(scenario, events, s->first.last.event_count, points, room);
    size_t count = sweep_order(scenario, points, room);
    for (size_t i = 0; i < count; i++) {
        if (sweep_is_of_shard(scenario, &points[i], s->options->shard, s->options->shards))
            s->swept.results[s->swept.count++] =
                (struct sweep_result){.point = points[i], .detection_ns = -1};
    }
    free(points);
    return KIT_OK;
}

static char *path_of_point(const struct sweeping *s, const char *line)
{
    char path[OS_PATH * 2];
    struct text text = text_over(path, sizeof path);
    swept_path(s->base->path, line, &text);
    return _strdup(path);
}

static enum kit_status make_script(struct sweeping *s, size_t result, struct scripts *to,
                                   struct kit_error *err)
{
    size_t room = s->base->size + SWEEP_GROWS;
    struct script *script = &to->all[to->count];
    char line[SWEEP_LINE];
    struct text text = text_over(line, sizeof line);
    sweep_line(s->base->scenario, &s->swept.results[result].point, &text);
    *script = (struct script){.path = path_of_point(s, line), .text = malloc(room)};
    s->swept.open[to->count++] = result;
    if (!script->path || !script->text)
        return kit_fail(err, KIT_FULL, "no memory for the scenarios of a sweep");
    text = text_over(script->text, room);
    sweep_text(s->base->scenario, s->base->text, s->base->size, &s->swept.results[result].point,
               &text);
    script->size = text.length;
    return KIT_OK;
}

/* Of all results from the index `from` on that are open. */
static enum kit_status make_scripts(struct sweeping *s, size_t from, struct scripts *to,
                                    struct kit_error *err)
{
    enum kit_status status = KIT_OK;
    free(s->swept.open);
    to->all = calloc(s->swept.count - from + 1, sizeof *to->all);
    s->swept.open = calloc(s->swept.count - from + 1, sizeof *s->swept.open);
    if (!to->all || !s->swept.open)
        return kit_fail(err, KIT_FULL, "no memory for the scenarios of a sweep");
    for (size_t i = from; i < s->swept.count && status == KIT_OK; i++) {
        if (s->swept.results[i].state == SWEEP_OPEN)
            status = make_script(s, i, to, err);
    }
    return status;
}

static enum kit_status open_journal(struct sweeping *s, struct kit_error *err)
{
    char path[OS_PATH];
    enum kit_status status = path_for(s, SWEPT_ENDING, path, err);
    if (status != KIT_OK)
        return status;
    return swept_begin(&s->swept, path, s->base->text, s->base->size, s->options->resume, err);
}

static struct paired_source source_of(const struct sweeping *s)
{
    return (struct paired_source){.scenario = s->base->scenario,
                                  .path = s->base->path,
                                  .text = s->base->text,
                                  .size = s->base->size,
                                  .folder = s->options->log_dir};
}

/* What a first showed is in its log alone: without it, it is run again. */
static void reopen_firsts(struct sweeping *s)
{
    struct paired_source source = source_of(s);
    for (size_t i = 0; i < s->swept.count; i++) {
        struct sweep_result *result = &s->swept.results[i];
        if (result->point.owed && result->state != SWEEP_OPEN &&
            !paired_has_log(&source, &result->point))
            *result = (struct sweep_result){.point = result->point, .detection_ns = -1};
    }
}

static bool has_pairs(const struct scenario *scenario)
{
    bool has = false;
    for (uint32_t i = 0; i < scenario->sweep_count; i++)
        has |= scenario->sweeps[i].kind == SAY_SWEEP_PAIRS;
    return has;
}

static enum kit_status prepare(struct sweeping *s, struct kit_error *err)
{
    enum kit_status status = find_points(s, err);
    if (status == KIT_OK)
        status = open_journal(s, err);
    reopen_firsts(s);
    s->swept.goes_on = has_pairs(s->base->scenario);
    return status == KIT_OK ? make_scripts(s, 0, &s->scripts, err) : status;
}

/* The firsts were run: the pairs that they have shown, behind the other results. */
static enum kit_status prepare_pairs(struct sweeping *s, struct kit_error *err)
{
    size_t before = s->swept.count;
    struct paired_source source = source_of(s);
    struct sweep_point *points = calloc(before + 1, sizeof *points);
    enum kit_status status = KIT_OK;
    size_t count = 0;
    if (!points)
        return kit_fail(err, KIT_FULL, "no memory for the pairs of a sweep");
    for (size_t i = 0; i < before; i++) {
        if (s->swept.results[i].state != SWEEP_OPEN)
            points[count++] = s->swept.results[i].point;
    }
    status = paired_find(&source, points, count, &s->paired, err);
    free(points);
    struct sweep_result *results =
        realloc(s->swept.results, (before + s->paired.count + 1) * sizeof *results);
    if (results)
        s->swept.results = results;
    else if (status == KIT_OK)
        status = kit_fail(err, KIT_FULL, "no memory for the pairs of a sweep");
    for (size_t i = 0; i < s->paired.count && status == KIT_OK; i++)
        results[s->swept.count++] =
            (struct sweep_result){.point = s->paired.pairs[i], .detection_ns = -1};
    swept_more(&s->swept, before);
    return status == KIT_OK ? make_scripts(s, before, &s->more, err) : status;
}

static enum kit_exit show_map(struct sweeping *s)
{
    char platform[64], made_by[128], part[64];
    struct text by = text_over(made_by, sizeof made_by), shard = text_over(part, sizeof part);
    struct sweep_page page = {.text = s->base->text, .made_by = made_by, .remarks = part};
    struct kit_error err;
    os_platform(platform, sizeof platform);
    text_add(&by, "lifeline %s on %s", LIFELINE_VERSION, platform);
    if (s->options->shards > 1)
        text_add(&shard, "shard %u of %u alone", (unsigned)s->options->shard,
                 (unsigned)s->options->shards);
    s->coverage.seen |= s->swept.seen;
    for (size_t i = 0; i < s->swept.count; i++)
        s->swept.results[i].folder = s->options->log_dir;
    if (chart_show(s->chart, page, &s->coverage, s->swept.results, s->swept.count, &err) !=
        KIT_OK) {
        fprintf(stderr, "lifeline: %s\n", err.text);
        return EXIT_TROUBLED;
    }
    /* Those of an earlier day, too, which --resume took in. */
    if (sweep_count(s->swept.results, s->swept.count, SWEEP_FAILED) > 0)
        return EXIT_FAILED;
    return EXIT_PASSED;
}

static enum kit_exit run_pairs(struct sweeping *s, struct results *results)
{
    struct kit_error err;
    s->swept.goes_on = false;
    if (prepare_pairs(s, &err) != KIT_OK) {
        fprintf(stderr, "lifeline: %s\n", err.text);
        return EXIT_TROUBLED;
    }
    return suite_run(s->options, &s->more, NULL, &s->swept, results);
}

static enum kit_exit run_points(struct sweeping *s, struct results *results)
{
    struct kit_error err;
    enum kit_exit code = EXIT_PASSED;
    bool then_pairs = s->swept.goes_on;
    if (s->options->budget_ms > 0)
        s->swept.until_ns = os_ns(os_ticks()) + s->options->budget_ms * NS_PER_MS;
    code = suite_run(s->options, &s->scripts, NULL, &s->swept, results);
    if (then_pairs && code != EXIT_USAGE)
        code = exit_worse(code, run_pairs(s, results));
    s->swept.is_over = true;
    if (swept_end(&s->swept, &err) != KIT_OK) {
        fprintf(stderr, "lifeline: %s\n", err.text);
        code = exit_worse(code, EXIT_TROUBLED);
    }
    return code == EXIT_USAGE ? code : exit_worse(code, show_map(s));
}

static enum kit_exit sweep(struct sweeping *s, struct results *results)
{
    struct kit_error err;
    enum kit_exit code = EXIT_TROUBLED;
    name_of(s);
    enum kit_status status = run_first(s, &err);
    if (status == KIT_OK && s->first.last.judgement.verdict != VERDICT_PASS) {
        if (!s->options->resume)
            forget_journal(s);
        return outcome_exit(s->first.last.judgement.verdict);
    }
    if (status != KIT_OK || prepare(s, &err) != KIT_OK) {
        fprintf(stderr, "lifeline: %s\n", err.text);
        return err.status == KIT_BAD_INPUT ? EXIT_USAGE : code;
    }
    coverage_see(&s->coverage, s->first.last.events, s->first.last.event_count);
    recording_free(&s->first);
    return run_points(s, results);
}

static enum kit_exit sweep_script(const struct options *options, const struct script *base,
                                  struct results *results, struct chart *chart)
{
    struct kit_error err, ignored;
    struct sweeping s = {.options = options,
                         .base = base,
                         .chart = chart,
                         .coverage = {.scenario = base->scenario}};
    enum kit_exit code = EXIT_PASSED;
    if (check(base, &err) != KIT_OK) {
        fprintf(stderr, "lifeline: %s\n", err.text);
        return EXIT_USAGE;
    }
    if (suite_skips(base->scenario, suite_system(), options->programs))
        printf("SKIP  %s\n", base->path);
    else
        code = sweep(&s, results);
    swept_end(&s.swept, &ignored);
    recording_free(&s.first);
    scripts_free(&s.scripts);
    scripts_free(&s.more);
    paired_free(&s.paired);
    free(s.swept.results);
    free(s.swept.open);
    return code;
}

enum kit_exit command_sweep(const struct options *options)
{
    struct scripts scripts = {0};
    struct results results = {0};
    struct chart chart = {0};
    struct kit_error err;
    enum kit_exit code = EXIT_USAGE;
    if (results_begin(&results, options->junit, &err) != KIT_OK ||
        chart_begin(&chart, options->page, &err) != KIT_OK)
        fprintf(stderr, "lifeline: %s\n", err.text);
    else if (scripts_read(options->paths, options->path_count, options->programs, &scripts) ==
                 KIT_OK &&
             scripts.count == 1)
        code = sweep_script(options, &scripts.all[0], &results, &chart);
    else if (scripts.count > 1)
        fputs("lifeline: a sweep is of one file; name it\n", stderr);
    scripts_free(&scripts);
    results_drop(&results);
    chart_end(&chart);
    return code;
}

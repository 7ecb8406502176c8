#include "kit/sweeping/sweeping.h"
#include "kit/base/command.h"
#include "kit/os/console.h"
#include "kit/os/platform.h"
#include "kit/base/version.h"
#include "kit/suite/logs.h"
#include "kit/tell/outcome.h"
#include "kit/sweeping/sweep_baseline.h"
#include "kit/tell/sweep_pairs.h"
#include "kit/tell/sweep_paths.h"
#include "kit/tell/sweep_report.h"
#include "kit/sweeping/sweep_results.h"
#include "kit/sweeping/sweep_scripts.h"

#include <stdlib.h>
#include <string.h>

/* One sweep. It owns every pointer except `settings`, `base` and `suite`. */
struct sweeping {
    const struct sweep_settings *settings;
    const struct script *base;
    struct suite *suite;
    struct os_claims claims; /* the journal */
    struct sweep_baseline baseline;
    struct sweep_report report;
    struct coverage coverage;
    struct sweep_results results;
    bool is_vacuous;          /* no shard has anything to strike */
    struct scripts scripts;   /* of the points that are to be run */
    struct sweep_pairs pairs; /* known, and run, after their firsts */
    struct scripts more;
};

/* ---- callbacks of the suite ---- */

/*
 * Whether a run has no result, so that it is worth repeating. Examples: the parent was inside
 * CreateProcess, the struck process ended by itself at the same moment, the fault never struck.
 * A run in which something failed, or in which a process ended without explanation, has a
 * result.
 */
static bool says_nothing(void *context, size_t index, const struct run_outcome *outcome)
{
    enum kit_verdict verdict = outcome->judgement.verdict;
    (void)context;
    (void)index;
    return !judgement_stands(&outcome->judgement) &&
           (verdict == VERDICT_UNSEEN || verdict == VERDICT_VACUOUS ||
            verdict == VERDICT_ERROR);
}

/* If its fault never struck, the point was not reached, which is no failure. */
static enum kit_verdict counts_as(enum kit_verdict verdict)
{
    return verdict == VERDICT_VACUOUS ? VERDICT_SKIP : verdict;
}

static enum kit_exit keep_sweep_result(void *context, size_t index,
                                       const struct run_outcome *outcome, FILE *to)
{
    struct sweeping *s = context;
    (void)to;
    sweep_results_keep(&s->results, index, outcome);
    return EXIT_PASSED;
}

/* The pairs are read from the logs of their firsts. */
static bool sweep_keeps_log(void *context, size_t index)
{
    const struct sweeping *s = context;
    return s->settings->keep_logs || s->results.all[s->results.open[index]].point.owed != 0;
}

static const struct suite_hooks sweep_hooks = {
    .again = says_nothing,
    .counts_as = counts_as,
    .result = keep_sweep_result,
    .keeps_log = sweep_keeps_log,
};

/*
 * A sweep makes its own strikes, so the file may have no others; and each of its runs must have
 * an end.
 */
static enum kit_status check_sweepable(const struct script *base, struct kit_error *err)
{
    const struct scenario *of = base->scenario;
    if (of->line_count > 0)
        return kit_fail(
            err, KIT_BAD_INPUT,
            "%.250s:%u: a file that is swept can have no line that arms or acts, such as at, "
            "kill or expect; remove this line, or run the file: `%.250s run %.250s`",
            base->path, (unsigned)of->lines[0].line_number, command_name(), base->path);
    if (of->must_fail)
        return kit_fail(err, KIT_BAD_INPUT,
                        "%.250s:%u: a sweep cannot have `must fail`, since it finds out itself "
                        "what fails; remove this line",
                        base->path, (unsigned)of->must_fail_line);
    if (of->sweep_count == 0 && of->ending.line_number == 0 && !scenario_is_counted(of))
        return kit_fail(err, KIT_BAD_INPUT,
                        "%.250s: the file does not say what to sweep; write a line such as: "
                        "sweep every step of %s",
                        base->path, of->actors[0].name);
    return KIT_OK;
}

/* A file in the log folder, of this shard of this sweep. */
static enum kit_status path_for(const struct sweeping *s, const char *ending, char to[OS_PATH],
                                struct kit_error *err)
{
    return sweep_file_of_shard(s->settings->suite.log_dir, s->base->path,
                               s->settings->suite.shard, s->settings->suite.shards, ending, to,
                               err);
}

/* An old journal would be mistaken for the journal of this sweep, which has none. */
static void forget_journal(const struct sweeping *s)
{
    struct kit_error why;
    char path[OS_PATH];
    if (path_for(s, SWEEP_JOURNAL_ENDING, path, &why) != KIT_OK ||
        os_file_remove(path, &why) != KIT_OK)
        os_complain("lifeline: %s", why.text);
}

/*
 * The baseline's log has its own name, because `lifeline run` of the same file writes a log,
 * too.
 */
static enum kit_status run_baseline(struct sweeping *s, struct kit_error *err)
{
    char log_path[OS_PATH];
    struct described_run described;
    struct stall_monitor *monitor = NULL;
    struct neighbours neighbours = {.count = 0};
    struct fingerprints fingerprints = {.count = 0};
    struct run_settings settings = {.programs = s->settings->suite.programs,
                                    .log_path = log_path,
                                    .options = s->settings->suite.options,
                                    .commit = s->settings->suite.commit,
                                    .neighbours = &neighbours,
                                    .fingerprints = &fingerprints,
                                    .tells_calls = true,
                                    .keeps_events = true};
    enum kit_status status = path_for(s, SWEEP_BASELINE_ENDING, log_path, err);
    if (status == KIT_OK)
        status = stall_monitor_start(MONITOR_BEAT_MS, &monitor, err);
    settings.monitor = monitor;
    if (status == KIT_OK)
        status = sweep_baseline_run(s->base, &settings, &s->baseline, err);
    stall_monitor_stop(&monitor);
    struct run_outcome *last = &s->baseline.last;
    if (status == KIT_OK && last->judgement.verdict == VERDICT_PASS) {
        sweep_baseline_tell(s->base->scenario, &s->baseline);
    } else if (status == KIT_OK) {
        outcome_describe(&described, s->base->scenario, last->events, last->event_count,
                         &last->judgement, log_path, last->took_ns);
        outcome_print(stdout, &described.as, outcome_colours(s->settings->suite.colours));
        os_say(stdout, "the run without faults did not pass, so nothing was swept");
    }
    return status;
}

/* The results for which this shard is responsible, all open. */
static enum kit_status find_points(struct sweeping *s, struct kit_error *err)
{
    const struct scenario *scenario = s->base->scenario;
    const struct kit_event *events = s->baseline.last.events;
    size_t room = sweep_points(scenario, events, s->baseline.last.event_count, NULL, 0);
    struct sweep_point *points = calloc(room + 1, sizeof *points);
    s->results.all = calloc(room + 1, sizeof *s->results.all);
    s->results.scenario = scenario;
    if (!points || !s->results.all) {
        free(points);
        return kit_fail(err, KIT_FULL, "no memory for the points of a sweep");
    }
    sweep_points(scenario, events, s->baseline.last.event_count, points, room);
    size_t count = sweep_order(scenario, points, room);
    s->is_vacuous = count == 0;
    for (size_t i = 0; i < count; i++) {
        if (sweep_is_of_shard(scenario, &points[i], s->settings->suite.shard,
                              s->settings->suite.shards))
            s->results.all[s->results.count++] =
                (struct sweep_result){.point = points[i], .detection_ns = -1};
    }
    free(points);
    return KIT_OK;
}

/*
 * Called before anything is run. From here on the journal, and the log beside it, belong to
 * this sweep alone.
 */
static enum kit_status load_journal(struct sweeping *s, struct kit_error *err)
{
    char path[OS_PATH];
    struct kit_error why;
    enum kit_status status = os_folder_make(s->settings->suite.log_dir, &why);
    if (status == KIT_OK)
        status = path_for(s, SWEEP_JOURNAL_ENDING, path, &why);
    if (status == KIT_OK)
        status = log_path_claim(path, SWEEP_JOURNAL_FIRST, &s->claims, &why);
    if (status != KIT_OK)
        return kit_fail(err, status,
                        "no journal can be written: %.500s; give another folder with --log-dir",
                        why.text);
    return sweep_results_load(&s->results, path, s->base->text, s->base->size,
                              s->settings->resume, err);
}

static enum kit_status open_journal(struct sweeping *s, struct kit_error *err)
{
    char path[OS_PATH];
    enum kit_status status = path_for(s, SWEEP_JOURNAL_ENDING, path, err);
    if (status != KIT_OK)
        return status;
    return sweep_results_begin(&s->results, path, s->base->text, s->base->size, err);
}

static struct sweep_pairs_source source_of(const struct sweeping *s)
{
    return (struct sweep_pairs_source){.scenario = s->base->scenario,
                                       .path = s->base->path,
                                       .text = s->base->text,
                                       .size = s->base->size,
                                       .folder = s->settings->suite.log_dir,
                                       .events = s->baseline.last.events,
                                       .event_count = s->baseline.last.event_count};
}

/*
 * The pairs of a first can be read only from its log. If the log is missing, the first is run
 * again.
 */
static void reopen_firsts(struct sweeping *s)
{
    struct sweep_pairs_source source = source_of(s);
    for (size_t i = 0; i < s->results.count; i++) {
        struct sweep_result *result = &s->results.all[i];
        if (result->point.owed && result->state != SWEEP_OPEN &&
            !sweep_pairs_has_log(&source, &result->point))
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

static enum kit_status prepare_sweep(struct sweeping *s, struct kit_error *err)
{
    enum kit_status status = find_points(s, err);
    if (status == KIT_OK)
        status = open_journal(s, err);
    reopen_firsts(s);
    return status == KIT_OK ? sweep_scripts_make(s->base, &s->results, 0, &s->scripts, err)
                            : status;
}

/* The firsts were run. Appends the pairs that they have shown to the results. */
static enum kit_status prepare_pairs(struct sweeping *s, struct kit_error *err)
{
    size_t before = s->results.count;
    struct sweep_pairs_source source = source_of(s);
    struct sweep_point *points = calloc(before + 1, sizeof *points);
    enum kit_status status = KIT_OK;
    size_t count = 0;
    if (!points)
        return kit_fail(err, KIT_FULL, "no memory for the pairs of a sweep");
    for (size_t i = 0; i < before; i++) {
        if (s->results.all[i].state != SWEEP_OPEN)
            points[count++] = s->results.all[i].point;
    }
    status = sweep_pairs_find(&source, points, count, &s->pairs, err);
    free(points);
    struct sweep_result *results =
        realloc(s->results.all, (before + s->pairs.count + 1) * sizeof *results);
    if (results)
        s->results.all = results;
    else if (status == KIT_OK)
        status = kit_fail(err, KIT_FULL, "no memory for the pairs of a sweep");
    for (size_t i = 0; i < s->pairs.count && status == KIT_OK; i++)
        results[s->results.count++] =
            (struct sweep_result){.point = s->pairs.pairs[i], .detection_ns = -1};
    sweep_results_take_kept(&s->results, before);
    return status == KIT_OK ? sweep_scripts_make(s->base, &s->results, before, &s->more, err)
                            : status;
}

static enum kit_exit show_sweep_map(struct sweeping *s)
{
    char platform[64], made_by[192], part[64];
    struct text by = text_over(made_by, sizeof made_by), shard = text_over(part, sizeof part);
    struct sweep_page page = {.text = s->base->text, .made_by = made_by, .remarks = part};
    struct kit_error err;
    os_platform(platform, sizeof platform);
    version_add(&by, kit_version, s->settings->suite.commit, platform);
    if (s->settings->suite.shards > 1)
        text_add(&shard, "only shard %u of %u", (unsigned)s->settings->suite.shard,
                 (unsigned)s->settings->suite.shards);
    s->coverage.seen |= s->results.seen;
    for (size_t i = 0; i < s->results.count; i++)
        s->results.all[i].folder = s->settings->suite.log_dir;
    if (sweep_report_show(&s->report, page, &s->coverage, s->results.all, s->results.count,
                          &err) != KIT_OK)
        return exit_with_message(&err);
    if (s->is_vacuous) {
        sweep_report_nothing(s->base->path);
        return EXIT_FAILED;
    }
    /* Including the results of an earlier sweep that --resume took in. */
    if (sweep_count(s->results.all, s->results.count, SWEEP_TROUBLED) > 0)
        return EXIT_TROUBLED;
    if (sweep_count(s->results.all, s->results.count, SWEEP_FAILED) > 0)
        return EXIT_FAILED;
    return EXIT_PASSED;
}

/* The pairs are known only after their firsts were run. */
static enum kit_status run_points(struct sweeping *s, struct kit_error *err)
{
    enum kit_status status = suite_run(s->suite, &s->scripts, err);
    if (status != KIT_OK || !has_pairs(s->base->scenario))
        return status;
    status = prepare_pairs(s, err);
    return status == KIT_OK ? suite_run(s->suite, &s->more, err) : status;
}

/* Journal and map are also written if the suite did not complete. */
static enum kit_exit run_and_show(struct sweeping *s)
{
    struct kit_error err;
    enum kit_exit code =
        run_points(s, &err) == KIT_OK ? suite_close(s->suite) : exit_with_message(&err);
    if (sweep_results_end(&s->results, true, &err) != KIT_OK)
        code = exit_worse(code, exit_with_message(&err));
    return code == EXIT_USAGE ? code : exit_worse(code, show_sweep_map(s));
}

static enum kit_exit make_sweep(struct sweeping *s)
{
    struct kit_error err;
    enum kit_status status = load_journal(s, &err);
    if (status == KIT_OK)
        status = run_baseline(s, &err);
    enum kit_verdict verdict = s->baseline.last.judgement.verdict;
    if (status == KIT_OK && verdict != VERDICT_PASS) {
        if (!s->settings->resume)
            forget_journal(s);
        return outcome_exit(verdict);
    }
    if (status == KIT_OK) {
        status = sweep_baseline_check(s->base->scenario, &s->baseline, &err);
        if (status != KIT_OK && !s->settings->resume)
            forget_journal(s);
    }
    if (status == KIT_OK)
        status = prepare_sweep(s, &err);
    if (status != KIT_OK)
        return exit_with_message(&err);
    coverage_see(&s->coverage, s->baseline.last.events, s->baseline.last.event_count);
    sweep_baseline_free(&s->baseline);
    return run_and_show(s);
}

static enum kit_exit sweep_script(struct sweeping *s)
{
    struct kit_error err;
    const char *programs = s->settings->suite.programs;
    s->coverage.scenario = s->base->scenario;
    if (check_sweepable(s->base, &err) != KIT_OK)
        return exit_with_message(&err);
    const struct kit_platform platform = suite_platform();
    if (!suite_skips(s->base->scenario, &platform, programs))
        return make_sweep(s);
    os_say(stdout, "SKIP  %s", s->base->path);
    return EXIT_PASSED;
}

/* Report and page are created before anything is read. */
static enum kit_status begin_sweep(struct sweeping *s, struct kit_error *err)
{
    struct suite_settings settings = s->settings->suite;
    settings.repeat = 1;
    settings.quiet = true;
    settings.hooks = &sweep_hooks;
    settings.context = s;
    enum kit_status status = suite_begin(&s->suite, &settings, err);
    return status == KIT_OK ? sweep_report_begin(&s->report, s->settings->page, err) : status;
}

static void end_sweep(struct sweeping *s)
{
    struct kit_error ignored;
    sweep_results_end(&s->results, false, &ignored);
    os_claims_free(&s->claims);
    suite_free(s->suite);
    sweep_report_end(&s->report);
    sweep_baseline_free(&s->baseline);
    scripts_free(&s->scripts);
    scripts_free(&s->more);
    sweep_pairs_free(&s->pairs);
    free(s->results.all);
    free(s->results.open);
}

enum kit_exit sweeping_run(const struct sweep_settings *settings, char *const *paths,
                           size_t count)
{
    struct scripts scripts = {0};
    const struct scripts_wanted wanted = {
        .paths = paths, .count = count, .programs = settings->suite.programs};
    struct sweeping s = {.settings = settings};
    struct kit_error err;
    enum kit_exit code = EXIT_USAGE;
    if (begin_sweep(&s, &err) != KIT_OK) {
        code = exit_with_message(&err);
    } else if (scripts_read(&wanted, &scripts) == KIT_OK && scripts.count == 1) {
        s.base = &scripts.all[0];
        code = !settings->injects ||
                       sweep_scripts_inject(&scripts.all[0], wanted.programs, &err) == KIT_OK
                   ? sweep_script(&s)
                   : exit_with_message(&err);
    } else if (scripts.count > 1) {
        os_complain("lifeline: sweep takes exactly one .scenario file; name one");
    }
    end_sweep(&s);
    scripts_free(&scripts);
    return code;
}

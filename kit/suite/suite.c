#include "kit/suite/suite.h"
#include "kit/os/clock.h"
#include "kit/os/console.h"
#include "kit/os/file.h"
#include "kit/os/platform.h"
#include "kit/os/process.h"
#include "kit/os/thread.h"
#include "kit/report/report.h"
#include "kit/report/terminal.h"
#include "kit/run/pause.h"
#include "kit/files/programs.h"
#include "kit/suite/logs.h"
#include "kit/suite/lost_images.h"
#include "kit/suite/meetings.h"
#include "kit/tell/outcome.h"
#include "kit/suite/scheduler.h"

#include <stdlib.h>

static const struct suite_hooks no_hooks = {0};

struct suite {
    struct suite_settings as;
    struct stall_monitor *monitor;
    struct neighbours neighbours;
    struct fingerprints fingerprints;
    struct kit_platform platform;
    int64_t start_ns; /* of the first suite_run; 0 before */
    bool terminal;    /* progress can be shown on it */
    uint32_t columns;
    bool colours;
    struct scenario_line stop_at; /* the place that settings->stop_at names */
    struct os_claims claims;      /* its logs, which no other runner may write */
    struct scripts *scripts;      /* of this suite_run */
    struct os_lock lock;          /* guards all members below, and standard output */
    uint64_t begun;
    uint32_t passed_before_red; /* runs that had passed when the first one did not */
    size_t running;
    const char *current;
    struct meetings *meetings; /* NULL if no two runs can be simultaneous */
    struct results results;
    struct report_totals totals;
    enum kit_exit exit;
};

/* ---- the terminal ---- */

static void clear_progress(struct suite *suite)
{
    if (suite->terminal)
        os_progress(suite->as.to, suite->columns, "");
}

static void show_progress(struct suite *suite)
{
    char line[512];
    struct text text = text_over(line, sizeof line);
    int64_t so_far_ns = os_ns(os_ticks()) - suite->start_ns;
    if (!suite->terminal)
        return;
    if (suite->as.budget_ns > 0)
        suite->totals.ends_in_ns =
            suite->as.budget_ns > so_far_ns ? suite->as.budget_ns - so_far_ns : 1;
    terminal_progress(&text, &suite->totals, (uint32_t)suite->running,
                      suite->current ? suite->current : "", so_far_ns, suite->columns - 1);
    os_progress(suite->as.to, suite->columns, line);
    fflush(suite->as.to);
}

static void tick_progress(void *context)
{
    struct suite *suite = context;
    os_lock(&suite->lock);
    show_progress(suite);
    os_unlock(&suite->lock);
}

/* ---- the result of a run ---- */

static enum kit_verdict counted_verdict(const struct suite *suite, enum kit_verdict verdict)
{
    return suite->as.hooks->counts_as ? suite->as.hooks->counts_as(verdict) : verdict;
}

/* A pass after runs that were no pass does not count as a pass unless this is allowed. */
static void count_flaky(struct suite *suite)
{
    suite->totals.flaky++;
    if (!suite->as.allows_flaky)
        suite->exit = exit_worse(suite->exit, EXIT_FLAKY);
}

static void count_verdict(struct suite *suite, enum kit_verdict verdict, bool is_flaky)
{
    if (is_flaky) {
        count_flaky(suite);
        return;
    }
    switch (verdict) {
    case VERDICT_PASS:
        suite->totals.passed++;
        break;
    case VERDICT_SKIP:
        suite->totals.skipped++;
        break;
    case VERDICT_UNSEEN:
        suite->totals.unseen++;
        break;
    case VERDICT_VACUOUS:
        suite->totals.vacuous++;
        break;
    case VERDICT_FAIL:
        suite->totals.failed++;
        break;
    case VERDICT_ERROR:
    case VERDICT_COUNT:
        suite->totals.errors++;
        break;
    }
    suite->exit = exit_worse(suite->exit, outcome_exit(verdict));
    if (totals_red(&suite->totals) == 0)
        suite->passed_before_red = suite->totals.passed;
}

/* For the report: 0 if each scenario is run only once, so that its name stays unchanged. */
static uint32_t shown_repetition(const struct suite *suite, const struct turn *turn)
{
    return suite->as.repeat > 1 ? turn->repetition : 0;
}

/* The entry of the report: the verdict as it counts, and its place. */
static void add_to_reports(struct suite *suite, const struct turn *turn, struct report_run run)
{
    const struct script *script = &suite->scripts->all[turn->index];
    run.path = script->path;
    run.verdict = counted_verdict(suite, run.verdict);
    run.repetition = shown_repetition(suite, turn);
    if (script->point)
        run.point = script->point;
    if (script->point && suite->as.shards > 1) {
        run.shard = suite->as.shard;
        run.shards = suite->as.shards;
    }
    results_add(&suite->results, &run);
}

/*
 * Keeps only the first green log, as an example of a green run: a million green logs would not
 * help anyone.
 */
static bool suite_keeps_log(const struct suite *suite, const struct turn *turn,
                            enum kit_verdict verdict)
{
    const struct suite_hooks *hooks = suite->as.hooks;
    if (verdict != VERDICT_PASS)
        return true;
    if (suite->as.quiet)
        return hooks->keeps_log && hooks->keeps_log(suite->as.context, turn->index);
    return !suite->as.until_fail || turn->repetition == 1;
}

static void forget_log(const char *log_path)
{
    struct kit_error why;
    if (os_file_remove(log_path, &why) != KIT_OK)
        os_complain("lifeline: %s", why.text);
}

static bool is_printed(const struct suite *suite, enum kit_verdict verdict)
{
    return !suite->as.silent &&
           (!suite->as.quiet || outcome_exit(counted_verdict(suite, verdict)) != EXIT_PASSED);
}

static void end_run(struct suite *suite, enum kit_verdict verdict, bool is_flaky)
{
    count_verdict(suite, verdict, is_flaky);
    suite->running--;
}

/* `outcome` is NULL if the run came to none. */
static void publish_outcome(struct suite *suite, const struct turn *turn,
                            const struct report_run *run, const struct run_outcome *outcome)
{
    const struct suite_hooks *hooks = suite->as.hooks;
    os_lock(&suite->lock);
    clear_progress(suite);
    if (is_printed(suite, run->verdict))
        outcome_print(suite->as.to, run, suite->colours);
    if (outcome && hooks->result)
        suite->exit = exit_worse(
            suite->exit, hooks->result(suite->as.context, turn->index, outcome, suite->as.to));
    if (outcome && suite->as.stop_at && !outcome->has_stood)
        os_say(suite->as.to, "      the run never reached the place of --break: %s",
               suite->as.stop_at);
    add_to_reports(suite, turn, *run);
    if (!suite_keeps_log(suite, turn, run->verdict))
        forget_log(run->log);
    end_run(suite, counted_verdict(suite, run->verdict), run_is_flaky(run));
    show_progress(suite);
    os_unlock(&suite->lock);
}

/* A repeated run had a problem, and the user must see it. */
static void tell_again(struct suite *suite, const char *path, const struct judgement *judgement)
{
    os_lock(&suite->lock);
    clear_progress(suite);
    os_say(suite->as.to, "AGAIN  %s", path);
    os_say(suite->as.to, "  %s: %s", verdict_words[judgement->verdict],
           report_message(judgement));
    fflush(suite->as.to);
    suite->totals.again++;
    os_unlock(&suite->lock);
}

/*
 * How often a run was repeated until it came to a verdict, and how many of these runs were
 * wasted because a wait was over before the strike, or because the machine was too busy.
 */
struct made {
    uint32_t runs, late, busy;
};

static void count_made(struct suite *suite, struct made *made,
                       const struct run_outcome *outcome)
{
    uint32_t wasted = outcome->tries - 1, late = wasted - outcome->busy;
    made->runs += outcome->tries;
    made->late += late;
    made->busy += outcome->busy;
    os_lock(&suite->lock);
    suite->totals.again += wasted;
    suite->totals.late += late;
    suite->totals.busy += outcome->busy;
    os_unlock(&suite->lock);
}

/* ---- one run ---- */

static bool is_made_again(const struct suite *suite, size_t index,
                          const struct run_outcome *outcome)
{
    const struct suite_hooks *hooks = suite->as.hooks;
    return hooks->again && hooks->again(suite->as.context, index, outcome);
}

static enum kit_status run_until_settled(struct suite *suite, size_t index,
                                         struct run_settings *settings,
                                         struct run_outcome *outcome, struct made *made,
                                         struct kit_error *err)
{
    const struct script *script = &suite->scripts->all[index];
    enum kit_status status;
    bool again = false;
    int rounds = 0;
    do {
        if (again && (suite->as.quiet || outcome->judgement.verdict != VERDICT_PASS))
            tell_again(suite, script->path, &outcome->judgement);
        run_outcome_free(outcome);
        settings->made = made->runs;
        status =
            run_scenario(script->scenario, script->text, script->size, settings, outcome, err);
        if (status == KIT_OK)
            count_made(suite, made, outcome);
        again =
            status == KIT_OK && ++rounds < SUITE_TRIES && is_made_again(suite, index, outcome);
    } while (again);
    return status;
}

/*
 * The thousands of scenarios of a sweep are read when their turn comes. No other thread reads
 * this one meanwhile.
 */
static enum kit_status read_script_scenario(struct script *script, struct kit_error *err)
{
    if (script->scenario)
        return KIT_OK;
    script->scenario = malloc(sizeof *script->scenario);
    if (!script->scenario)
        return kit_fail(err, KIT_FULL, "no memory for a scenario");
    return scenario_read(script->path, script->text, script->size, script->scenario, err);
}

/* Not if the first run that fails must be the last one to begin. */
static void mark_turn_idle(void *context)
{
    scheduler_set_idle(context);
}

/*
 * Two runs met by a name: a verdict may be caused by the other run, and the user must see it.
 */
static void tell_meetings(struct suite *suite, const struct past_run *run)
{
    char sentences[MEETINGS_REPORTED * 64];
    struct text text = text_over(sentences, sizeof sentences);
    if (suite->as.silent)
        return;
    os_lock(&suite->lock);
    if (meetings_add(suite->meetings, run, &text) > 0) {
        clear_progress(suite);
        os_tell(suite->as.to, sentences);
        fflush(suite->as.to);
        show_progress(suite);
    }
    os_unlock(&suite->lock);
}

/* Looks in the same run for names that other runs can have, too. */
static enum kit_status run_watched(struct suite *suite, size_t index,
                                   struct run_settings *settings, struct run_outcome *outcome,
                                   struct made *made, struct kit_error *err)
{
    struct past_run *run = suite->meetings ? calloc(1, sizeof *run) : NULL;
    if (!run)
        return run_until_settled(suite, index, settings, outcome, made, err);
    settings->belongings = &run->had;
    run->path = suite->scripts->all[index].path;
    run->began_ns = os_ns(os_ticks());
    enum kit_status status = run_until_settled(suite, index, settings, outcome, made, err);
    run->ended_ns = os_ns(os_ticks());
    if (status == KIT_OK && outcome_exit(outcome->judgement.verdict) != EXIT_PASSED)
        lost_images(suite->scripts->all[index].scenario, outcome->events, outcome->event_count,
                    &run->lost);
    tell_meetings(suite, run);
    free(run);
    return status;
}

static const struct moments *moments_of(const struct suite *suite, size_t index)
{
    const struct suite_hooks *hooks = suite->as.hooks;
    return hooks->moments ? hooks->moments(suite->as.context, index) : NULL;
}

/* Whether the next run begins only after the end of this one: its programs may share a name,
 * and with --until-fail and --fail-fast it may never begin. */
static bool is_one_by_one(const struct suite *suite)
{
    return suite->as.jobs < 2 || suite->as.until_fail || suite->as.fail_fast;
}

/*
 * One run of the script, as it is reported. `number`, from 1, is in the name of its log, and
 * the caller owns the buffer for the path. False if there was no outcome.
 */
static bool run_once(struct suite *suite, struct turn *turn, uint32_t number,
                     char log_path[OS_PATH], struct run_outcome *outcome,
                     struct described_run *described)
{
    struct script *script = &suite->scripts->all[turn->index];
    struct kit_error err;
    struct run_settings settings = {.programs = suite->as.programs,
                                    .log_path = log_path,
                                    .on_idle = is_one_by_one(suite) ? NULL : mark_turn_idle,
                                    .on_idle_context = turn,
                                    .options = suite->as.options,
                                    .commit = suite->as.commit,
                                    .monitor = suite->monitor,
                                    .neighbours = &suite->neighbours,
                                    .fingerprints = &suite->fingerprints,
                                    .stop_at = suite->as.stop_at ? &suite->stop_at : NULL,
                                    .moments = moments_of(suite, turn->index),
                                    .keeps_events = suite->as.hooks->result != NULL};
    struct made made = {0};
    enum kit_status status = read_script_scenario(script, &err);
    if (status == KIT_OK && suite->as.settle_ms > 0)
        script->scenario->settle_ms = suite->as.settle_ms;
    if (status == KIT_OK)
        status = log_path_for(suite->as.log_dir, script, number, log_path, &err);
    if (status == KIT_OK)
        status = run_watched(suite, turn->index, &settings, outcome, &made, &err);
    if (status == KIT_OK)
        outcome_describe(described, script->scenario, outcome->events, outcome->event_count,
                         &outcome->judgement, log_path, outcome->took_ns);
    else
        outcome_describe_trouble(described, script->path, &err);
    described->as.tries = made.runs;
    described->as.late = made.late;
    described->as.busy = made.busy;
    return status == KIT_OK;
}

/* The first run that did not pass, of a script that is repeated. */
struct first_red {
    char message[KIT_ERROR_TEXT];
    char excerpt[REPORT_EXCERPT_MOST];
};

static void keep_first(struct first_red *first, const struct report_run *run)
{
    struct text message = text_over(first->message, sizeof first->message);
    struct text excerpt = text_over(first->excerpt, sizeof first->excerpt);
    text_add(&message, "%s", run->message);
    text_add(&excerpt, "%s", run->excerpt);
}

static void tell_retry(struct suite *suite, const struct report_run *run, uint32_t retry)
{
    os_lock(&suite->lock);
    clear_progress(suite);
    outcome_print(suite->as.to, run, suite->colours);
    os_say(suite->as.to, "      run again: retry %u of %u", (unsigned)retry,
           (unsigned)suite->as.retries);
    fflush(suite->as.to);
    show_progress(suite);
    os_unlock(&suite->lock);
}

/*
 * Repeats until the script passes, or no retry is left. Each run has a log of its own, with a
 * number that no repetition has.
 */
static void run_with_retries(struct suite *suite, struct turn *turn,
                             struct run_outcome *outcome, struct first_red *first)
{
    char log_path[OS_PATH];
    struct described_run described;
    uint32_t retry = 0;
    for (;;) {
        uint32_t number = turn->repetition + retry * suite->as.repeat;
        bool came = run_once(suite, turn, number, log_path, outcome, &described);
        bool passed = outcome_exit(counted_verdict(suite, described.as.verdict)) == EXIT_PASSED;
        described.as.failed_before = retry;
        if (!came || passed || retry == suite->as.retries) {
            if (passed && retry > 0) {
                described.as.message = first->message;
                described.as.excerpt = first->excerpt;
            }
            publish_outcome(suite, turn, &described.as, came ? outcome : NULL);
            return;
        }
        if (retry++ == 0)
            keep_first(first, &described.as);
        described.as.failed_before = 0;
        tell_retry(suite, &described.as, retry);
        scheduler_works(turn);
    }
}

static void run_script(struct suite *suite, struct turn *turn)
{
    struct script *script = &suite->scripts->all[turn->index];
    bool was_read = script->scenario != NULL;
    struct run_outcome *outcome = calloc(1, sizeof *outcome);
    struct first_red *first = calloc(1, sizeof *first);
    if (outcome && first) {
        run_with_retries(suite, turn, outcome, first);
        run_outcome_free(outcome);
    } else {
        struct kit_error err;
        struct described_run described;
        kit_fail(&err, KIT_FULL, "no memory for a run");
        outcome_describe_trouble(&described, script->path, &err);
        publish_outcome(suite, turn, &described.as, NULL);
    }
    free(outcome);
    free(first);
    if (!was_read) {
        free(script->scenario);
        script->scenario = NULL;
    }
}

static bool run_turn(void *context, struct turn *turn)
{
    struct suite *suite = context;
    os_lock(&suite->lock);
    suite->begun++;
    suite->running++;
    suite->current = suite->scripts->all[turn->index].path;
    os_unlock(&suite->lock);
    run_script(suite, turn);
    os_lock(&suite->lock);
    bool goes_on =
        (!suite->as.until_fail && !suite->as.fail_fast) || totals_red(&suite->totals) == 0;
    os_unlock(&suite->lock);
    return goes_on;
}

/* ---- all of them ---- */

struct kit_platform suite_platform(void)
{
    char platform[64];
    os_platform(platform, sizeof platform);
    return platform_of(platform);
}

bool suite_skips(const struct scenario *scenario, const struct kit_platform *platform,
                 const char *programs)
{
    return scenario_note_on(scenario->skip, platform) || programs_absent(scenario, programs);
}

/* A scenario that is skipped here would be skipped again, so a repetition is useless. */
static bool is_once(void *context, size_t index)
{
    const struct suite *suite = context;
    const struct scenario *scenario = suite->scripts->all[index].scenario;
    return scenario && suite_skips(scenario, &suite->platform, suite->as.programs);
}

/* If a scenario is read when its turn comes, another thread owns it. */
static const struct scenario *isolation_of(const struct suite *suite, size_t index)
{
    const struct script *script = &suite->scripts->all[index];
    return script->like ? script->like : script->scenario;
}

static bool turns_are_apart(void *context, size_t a, size_t b)
{
    const struct scenario *left = isolation_of(context, a), *right = isolation_of(context, b);
    return scenarios_apart(left, right);
}

static uint64_t planned_runs(struct suite *suite)
{
    uint64_t count = 0;
    for (size_t i = 0; i < suite->scripts->count; i++)
        count += is_once(suite, i) ? 1 : suite->as.repeat;
    return count;
}

static uint32_t within_32_bits(uint64_t count)
{
    return count < UINT32_MAX ? (uint32_t)count : UINT32_MAX;
}

/* One scenario at a time: with several, it would be unknown which one stands still. */
static enum kit_status read_break(struct suite *suite, struct kit_error *err)
{
    const struct script *script = &suite->scripts->all[0];
    if (!suite->as.stop_at)
        return KIT_OK;
    if (suite->scripts->count != 1)
        return kit_fail(err, KIT_BAD_INPUT,
                        "--break needs exactly one scenario, and %lu were given; name one",
                        (unsigned long)suite->scripts->count);
    suite->terminal = false; /* the text there must not be overwritten */
    return pause_read(suite->as.stop_at, script->text, script->size, &suite->stop_at, err);
}

static void see_own(void *context, const char *type, const char *name)
{
    belongings_add(context, type, name);
}

/* The objects that this program holds are created by the system, in every process. */
static void begin_meetings(struct suite *suite, uint64_t planned)
{
    void *self = NULL;
    struct kit_error ignored;
    if (suite->as.jobs < 2 || planned < 2 || suite->meetings)
        return;
    suite->meetings = calloc(1, sizeof *suite->meetings);
    if (suite->meetings && os_process_open(os_own_pid(), &self, &ignored) == KIT_OK)
        os_named_objects(self, see_own, &suite->meetings->everybodys, &ignored);
    os_close(&self);
}

static enum kit_status run_all(struct suite *suite, struct kit_error *err)
{
    static const struct scheduler_work work = {
        run_turn, {is_once, turns_are_apart}, tick_progress};
    struct scheduler_plan plan = {
        .count = suite->scripts->count, .repeat = suite->as.repeat, .jobs = suite->as.jobs};
    struct kit_error why;
    if (suite->as.budget_ns > 0)
        plan.ends_at_ns = suite->start_ns + suite->as.budget_ns;
    enum kit_status status = os_folder_make(suite->as.log_dir, &why);
    if (status == KIT_OK)
        status = log_paths_claim(suite->as.log_dir, suite->scripts, &suite->claims, &why);
    if (status != KIT_OK)
        return kit_fail(err, status,
                        "no log can be written: %.500s; give another folder with --log-dir",
                        why.text);
    status = stall_monitor_start(MONITOR_BEAT_MS, &suite->monitor, err);
    if (status == KIT_OK)
        status = scheduler_run(&plan, &work, suite, err);
    stall_monitor_stop(&suite->monitor);
    return status;
}

enum kit_status suite_run(struct suite *suite, struct scripts *scripts, struct kit_error *err)
{
    suite->scripts = scripts;
    if (suite->start_ns == 0)
        suite->start_ns = os_ns(os_ticks());
    uint64_t planned = suite->begun + planned_runs(suite);
    suite->totals.total = within_32_bits(planned);
    begin_meetings(suite, planned);
    enum kit_status status =
        log_paths_differ(scripts, suite->as.repeat * (1 + suite->as.retries), err);
    if (status == KIT_OK)
        status = read_break(suite, err);
    if (status == KIT_OK)
        status = run_all(suite, err);
    suite->totals.total = within_32_bits(suite->begun);
    if (suite->as.fail_fast)
        suite->totals.left = within_32_bits(planned - suite->begun);
    clear_progress(suite);
    suite->current = NULL; /* the scripts are the caller's */
    return status;
}

enum kit_status suite_begin(struct suite **out, const struct suite_settings *settings,
                            struct kit_error *err)
{
    struct suite *suite = *out = calloc(1, sizeof *suite);
    if (!suite)
        return kit_fail(err, KIT_FULL, "no memory for a suite");
    suite->as = *settings;
    if (!suite->as.hooks)
        suite->as.hooks = &no_hooks;
    if (!suite->as.to)
        suite->as.to = stdout;
    suite->totals.estimates = settings->quiet;
    suite->totals.allows_flaky = settings->allows_flaky;
    suite->platform = suite_platform();
    suite->terminal = os_is_terminal(&suite->columns) && suite->columns > 10 &&
                      !terminal_is_plain(getenv("TERM"));
    suite->colours = outcome_colours(settings->colours);
    return results_begin(&suite->results, settings->reports, err);
}

static void tell_made_again(const struct suite *suite)
{
    char sentence[200];
    struct text text = text_over(sentence, sizeof sentence);
    text_add(
        &text,
        "%u runs were made again, %u of them because a wait was over before the fault came",
        (unsigned)suite->totals.again, (unsigned)suite->totals.late);
    if (suite->totals.busy > 0)
        text_add(&text, ", and %u because the machine was too busy",
                 (unsigned)suite->totals.busy);
    os_say(suite->as.to, "%s", sentence);
}

enum kit_exit suite_close(struct suite *suite)
{
    char closing[256];
    struct text text = text_over(closing, sizeof closing);
    struct report_whole whole = {.totals = suite->totals,
                                 .took_ns = os_ns(os_ticks()) - suite->start_ns};
    struct kit_error err;
    if (results_end(&suite->results, &suite->totals, whole.took_ns, &err) != KIT_OK)
        suite->exit = exit_worse(suite->exit, exit_with_message(&err));
    if (suite->as.quiet && !suite->as.silent && suite->totals.again > 0)
        tell_made_again(suite);
    terminal_target.end(&text, &whole);
    if (suite->as.until_fail && totals_red(&suite->totals) > 0)
        os_say(suite->as.to, "stopped at the first run that did not pass, after %u that passed",
               (unsigned)suite->passed_before_red);
    if (!suite->as.quiet)
        os_tell(suite->as.to, closing);
    return suite->exit;
}

struct fingerprints *suite_fingerprints(struct suite *suite)
{
    return &suite->fingerprints;
}

void suite_free(struct suite *suite)
{
    if (!suite)
        return;
    results_drop(&suite->results);
    os_claims_free(&suite->claims);
    free(suite->meetings);
    free(suite);
}

enum kit_status suite_run_whole(const struct suite_settings *settings, struct scripts *scripts,
                                struct kit_error *err)
{
    struct suite *suite = NULL;
    enum kit_status status = suite_begin(&suite, settings, err);
    if (status == KIT_OK)
        status = suite_run(suite, scripts, err);
    if (status == KIT_OK)
        suite_close(suite);
    suite_free(suite);
    return status;
}

#include "kit/runner/suite.h"
#include "kit/os/clock.h"
#include "kit/os/event.h"
#include "kit/os/platform.h"
#include "kit/os/thread.h"
#include "kit/report/report.h"
#include "kit/runner/logs.h"
#include "kit/runner/outcome.h"
#include "kit/run/programs.h"
#include "kit/run/pause.h"

#include <stdlib.h>

#define PROGRESS_MS  100u

/* A red that hangs on a race which its scenario leaves open does not come each time. */
#define REPLAY_TRIES 5

/* One run of one of the scenarios. */
struct turn {
    size_t index;        /* of the scenario */
    uint32_t repetition; /* from 1 */
};

/* All that the workers share. */
struct suite {
    const struct options *options;
    struct scripts *scripts;
    const struct log *logs; /* replay: by index, what came out then; else NULL */
    struct swept *sweep;    /* NULL where it is none */
    struct stall_monitor *monitor;
    void *done; /* set when the last scenario is over */
    struct os_lock lock;
    enum kit_system system;
    uint64_t next; /* turn; guarded by the lock, as is all below, and standard output */
    uint64_t begun;
    bool stopping; /* --until-fail, and one has failed: nothing more is begun */
    size_t running;
    struct results results;
    const char *current;
    struct report_totals totals;
    enum kit_exit exit;
    bool terminal;
    struct scenario_line stop_at; /* where options->stop_at says */
    uint32_t columns;
    int64_t start_ns;
};

static void clear_progress(struct suite *suite)
{
    if (suite->terminal)
        printf("\r%*s\r", (int)suite->columns - 1, "");
}

static void show_progress(struct suite *suite)
{
    char line[512];
    struct text text = text_over(line, sizeof line);
    int64_t now_ns = os_ns(os_ticks());
    if (!suite->terminal)
        return;
    if (suite->sweep && suite->sweep->until_ns > 0)
        suite->totals.ends_in_ns =
            suite->sweep->until_ns > now_ns ? suite->sweep->until_ns - now_ns : 1;
    report_progress(&text, &suite->totals, (uint32_t)suite->running,
                    suite->current ? suite->current : "", now_ns - suite->start_ns,
                    suite->columns - 1);
    printf("\r%s", line);
    fflush(stdout);
}

static void count_verdict(struct suite *suite, enum kit_verdict verdict)
{
    if (suite->sweep && verdict == VERDICT_VACUOUS)
        verdict = VERDICT_SKIP;
    switch (verdict) {
    case VERDICT_PASS:
        suite->totals.passed++;
        break;
    case VERDICT_SKIP:
        suite->totals.skipped++;
        break;
    case VERDICT_UNSEEN:
    case VERDICT_VACUOUS:
    case VERDICT_FAIL:
        suite->totals.failed++;
        break;
    case VERDICT_ERROR:
    case VERDICT_COUNT:
        suite->totals.errors++;
        break;
    }
    suite->exit = exit_worse(suite->exit, outcome_exit(verdict));
}

/* What a replay adds: whether it came to the same as the log it was made from. */
static void compare(struct suite *suite, size_t index, const struct judgement *now, int tries)
{
    char differs[256];
    struct text why = text_over(differs, sizeof differs);
    const struct log *log = suite->logs ? &suite->logs[index] : NULL;
    if (!log)
        return;
    if (!log->has_judgement) {
        printf("      the log was cut off before its verdict: nothing to compare with\n");
        suite->exit = exit_worse(suite->exit, EXIT_TROUBLED);
    } else if (judgements_agree(&log->judgement, now, &why)) {
        printf("      the same as in the log: %s\n", verdict_words[now->verdict]);
    } else {
        printf("      not the same as in the log: %s\n", differs);
        suite->exit = exit_worse(suite->exit, EXIT_FAILED);
    }
    if (tries > 1)
        printf("      (run %d times)\n", tries);
}

/* For the report: 0 where each scenario is run but once, so that its name stays as it is. */
static uint32_t shown_repetition(const struct suite *suite, const struct turn *turn)
{
    return suite->options->repeat > 1 ? turn->repetition : 0;
}

static void keep_result(struct suite *suite, const struct turn *turn,
                        const struct run_outcome *outcome, const char *log_path)
{
    const struct script *script = &suite->scripts->all[turn->index];
    const struct judgement *judgement = &outcome->judgement;
    char story[OUTCOME_MOST] = "";
    struct text text = text_over(story, sizeof story);
    if (judgement->verdict != VERDICT_PASS && suite->results.path)
        report_failure(&text, script->scenario, outcome->events, outcome->event_count,
                       judgement, log_path);
    bool unreached = suite->sweep && judgement->verdict == VERDICT_VACUOUS;
    results_add(&suite->results, script->path, shown_repetition(suite, turn),
                unreached ? VERDICT_SKIP : judgement->verdict, outcome->took_ns,
                outcome_sentence(judgement), story);
}

/* A million green logs are no help to anybody; the first shows what green looks like. */
static void forget_green_log(const struct suite *suite, const struct turn *turn,
                             enum kit_verdict verdict, const char *log_path)
{
    struct kit_error why;
    bool repeats = suite->options->until_fail && turn->repetition > 1;
    bool sweeps = suite->sweep && !suite->options->keep_logs;
    if ((!repeats && !sweeps) || verdict != VERDICT_PASS ||
        (suite->sweep && swept_needs_log(suite->sweep, turn->index)))
        return;
    if (os_file_remove(log_path, &why) != KIT_OK)
        fprintf(stderr, "lifeline: %s\n", why.text);
}

static void end_turn(struct suite *suite, enum kit_verdict verdict)
{
    count_verdict(suite, verdict);
    if (suite->options->until_fail && outcome_exit(verdict) != EXIT_PASSED)
        suite->stopping = true;
    suite->running--;
}

/* Of a sweep's many runs a person reads those that went wrong; the map has all of them. */
static bool is_told(const struct suite *suite, enum kit_verdict verdict)
{
    return !suite->sweep || (verdict != VERDICT_PASS && verdict != VERDICT_VACUOUS);
}

static void tell(struct suite *suite, const struct turn *turn,
                 const struct run_outcome *outcome, const char *log_path, int tries)
{
    const struct script *script = &suite->scripts->all[turn->index];
    os_lock(&suite->lock);
    clear_progress(suite);
    if (is_told(suite, outcome->judgement.verdict))
        outcome_print(script->scenario, outcome->events, outcome->event_count,
                      &outcome->judgement, log_path, outcome->took_ns);
    if (suite->sweep)
        swept_keep(suite->sweep, turn->index, outcome);
    compare(suite, turn->index, &outcome->judgement, tries);
    if (suite->options->stop_at && !outcome->has_stood)
        printf("      it never came to the break: %s\n", suite->options->stop_at);
    keep_result(suite, turn, outcome, log_path);
    forget_green_log(suite, turn, outcome->judgement.verdict, log_path);
    end_turn(suite, outcome->judgement.verdict);
    show_progress(suite);
    os_unlock(&suite->lock);
}

static void tell_trouble(struct suite *suite, const struct turn *turn,
                         const struct kit_error *err)
{
    const char *path = suite->scripts->all[turn->index].path;
    os_lock(&suite->lock);
    clear_progress(suite);
    printf("ERROR  %s\n  %s\n", path, err->text);
    fflush(stdout);
    results_add(&suite->results, path, shown_repetition(suite, turn), VERDICT_ERROR, 0,
                err->text, NULL);
    end_turn(suite, VERDICT_ERROR);
    os_unlock(&suite->lock);
}

/* Whether a replay has not come to the red of its log yet. And a run of a sweep that says
 * nothing, such as of a parent that was inside CreateProcess just then, of a process that ended
 * by itself under the blow, or of a fault that never struck, may say it next time. */
static bool goes_on(const struct suite *suite, size_t index, const struct run_outcome *outcome)
{
    if (suite->sweep)
        return outcome->judgement.verdict == VERDICT_UNSEEN ||
               outcome->judgement.verdict == VERDICT_VACUOUS ||
               outcome->judgement.verdict == VERDICT_ERROR;
    const struct log *log = suite->logs ? &suite->logs[index] : NULL;
    return log && log->has_judgement && log->judgement.verdict > VERDICT_SKIP &&
           !judgements_agree(&log->judgement, &outcome->judgement, NULL);
}

/* What is made again in a sweep is a flaw of a run's making, and not for nobody to see. */
static void tell_again(struct suite *suite, const char *path, const struct judgement *judgement)
{
    os_lock(&suite->lock);
    clear_progress(suite);
    printf("AGAIN  %s\n  %s: %s\n", path, verdict_words[judgement->verdict],
           outcome_sentence(judgement));
    fflush(stdout);
    suite->totals.again++;
    os_unlock(&suite->lock);
}

static void count_late(struct suite *suite, uint32_t late)
{
    if (late == 0)
        return;
    os_lock(&suite->lock);
    suite->totals.again += late;
    suite->totals.late += late;
    os_unlock(&suite->lock);
}

static enum kit_status run_until_same(struct suite *suite, size_t index,
                                      const struct run_settings *settings,
                                      struct run_outcome *outcome, int *tries,
                                      struct kit_error *err)
{
    const struct script *script = &suite->scripts->all[index];
    enum kit_status status;
    bool again = false;
    do {
        if (again && suite->sweep)
            tell_again(suite, script->path, &outcome->judgement);
        run_outcome_free(outcome);
        status =
            run_scenario(script->scenario, script->text, script->size, settings, outcome, err);
        if (status == KIT_OK)
            count_late(suite, outcome->late);
        again = status == KIT_OK && ++*tries < REPLAY_TRIES && goes_on(suite, index, outcome);
    } while (again);
    return status;
}

/* The thousands of scenarios of a sweep are read when their turn comes; nobody else looks at
 * this one meanwhile. */
static enum kit_status read_scenario(struct script *script, struct kit_error *err)
{
    if (script->scenario)
        return KIT_OK;
    script->scenario = malloc(sizeof *script->scenario);
    if (!script->scenario)
        return kit_fail(err, KIT_FULL, "no memory for a scenario");
    return scenario_read(script->path, script->text, script->size, script->scenario, err);
}

static void run_one(struct suite *suite, const struct turn *turn)
{
    struct script *script = &suite->scripts->all[turn->index];
    char log_path[OS_PATH];
    struct run_outcome *outcome = calloc(1, sizeof *outcome);
    struct kit_error err;
    struct run_settings settings = {.programs = suite->options->programs,
                                    .log_path = log_path,
                                    .options = suite->options->given,
                                    .monitor = suite->monitor,
                                    .stop_at =
                                        suite->options->stop_at ? &suite->stop_at : NULL};
    enum kit_status status = KIT_OK;
    if (!outcome)
        status = kit_fail(&err, KIT_FULL, "no memory for a run");
    if (status == KIT_OK)
        status = read_scenario(script, &err);
    if (status == KIT_OK)
        status =
            log_path_for(suite->options->log_dir, script, turn->repetition, log_path, &err);
    int tries = 0;
    if (status == KIT_OK)
        status = run_until_same(suite, turn->index, &settings, outcome, &tries, &err);
    if (status == KIT_OK)
        tell(suite, turn, outcome, log_path, tries);
    else
        tell_trouble(suite, turn, &err);
    if (outcome)
        run_outcome_free(outcome);
    free(outcome);
    if (suite->sweep) {
        free(script->scenario);
        script->scenario = NULL;
    }
}

static uint64_t turn_count(const struct suite *suite)
{
    return (uint64_t)suite->scripts->count * suite->options->repeat;
}

enum kit_system suite_system(void)
{
    char platform[64];
    os_platform(platform, sizeof platform);
    return system_of(platform);
}

bool suite_skips(const struct scenario *scenario, enum kit_system system, const char *programs)
{
    return (system < SYSTEM_COUNT && scenario->skip[system].line > 0) ||
           programs_absent(scenario, programs);
}

static bool is_skipped(const struct suite *suite, size_t index)
{
    return suite_skips(suite->scripts->all[index].scenario, suite->system,
                       suite->options->programs);
}

/* Passes over what there is no use in repeating: what is skipped here is skipped again. */
static void find_turn(struct suite *suite)
{
    size_t count = suite->scripts->count;
    while (suite->next < turn_count(suite) && suite->next >= count &&
           is_skipped(suite, (size_t)(suite->next % count)))
        suite->next++;
}

/* All scenarios once, then all of them again: the first to fail is found soonest so. */
static bool take_next(struct suite *suite, struct turn *turn)
{
    os_lock(&suite->lock);
    find_turn(suite);
    if (suite->sweep && suite->sweep->until_ns && os_ns(os_ticks()) > suite->sweep->until_ns)
        suite->stopping = true;
    bool there = suite->next < turn_count(suite) && !suite->stopping;
    if (there) {
        turn->index = (size_t)(suite->next % suite->scripts->count);
        turn->repetition = (uint32_t)(suite->next / suite->scripts->count) + 1;
        suite->next++;
        suite->begun++;
        suite->running++;
        suite->current = suite->scripts->all[turn->index].path;
    } else if (suite->running == 0) {
        os_event_set(suite->done);
    }
    os_unlock(&suite->lock);
    return there;
}

static void work(void *context)
{
    struct suite *suite = context;
    struct turn turn = {0};
    while (take_next(suite, &turn))
        run_one(suite, &turn);
}

static void watch_workers(struct suite *suite)
{
    while (os_wait_any(&suite->done, 1, suite->terminal ? PROGRESS_MS : OS_FOREVER) == -1) {
        os_lock(&suite->lock);
        show_progress(suite);
        os_unlock(&suite->lock);
    }
}

static enum kit_status run_suite(struct suite *suite, struct kit_error *err)
{
    void *workers[JOBS_MOST] = {0};
    uint32_t count = suite->options->jobs;
    struct kit_error why;
    enum kit_status status = os_folder_make(suite->options->log_dir, &why);
    if (status != KIT_OK)
        kit_fail(err, status,
                 "no log can be written: %.300s; give another folder with --log-dir", why.text);
    if (status == KIT_OK)
        status = os_event_create(NULL, OS_MANUAL_RESET, &suite->done, err);
    if (status == KIT_OK)
        status = stall_monitor_start(&suite->monitor, err);
    if (count > turn_count(suite))
        count = (uint32_t)turn_count(suite);
    for (uint32_t i = 0; i < count && status == KIT_OK; i++)
        status = os_thread_start(work, suite, &workers[i], err);
    if (status == KIT_OK && count > 0)
        watch_workers(suite);
    for (uint32_t i = 0; i < count; i++)
        os_thread_join(&workers[i]);
    stall_monitor_stop(&suite->monitor);
    os_close(&suite->done);
    return status;
}

static uint32_t within_32_bits(uint64_t count)
{
    return count < UINT32_MAX ? (uint32_t)count : UINT32_MAX;
}

/* What the whole came to, on the terminal and in the report. */
static void close_suite(struct suite *suite, struct results *results)
{
    char closing[128];
    struct text text = text_over(closing, sizeof closing);
    struct kit_error err;
    suite->totals.total = within_32_bits(suite->begun);
    if (suite->sweep && suite->sweep->goes_on) { /* the next suite writes the report */
        clear_progress(suite);
        suite->sweep->so_far = suite->totals;
        *results = suite->results;
        return;
    }
    int64_t took_ns = os_ns(os_ticks()) - suite->start_ns;
    if (results_end(&suite->results, &suite->totals, took_ns, &err) != KIT_OK) {
        fprintf(stderr, "lifeline: %s\n", err.text);
        suite->exit = exit_worse(suite->exit, EXIT_TROUBLED);
    }
    clear_progress(suite);
    if (suite->sweep && suite->totals.again > 0)
        printf("%u runs were made again, %u of them since a wait was over before the strike\n",
               (unsigned)suite->totals.again, (unsigned)suite->totals.late);
    if (suite->sweep) /* it closes by itself, behind its map */
        return;
    report_closing(&text, &suite->totals);
    fputs(closing, stdout);
}

/* One scenario at a time: of several nobody could say which one stands still. */
static enum kit_status read_break(struct suite *suite, struct kit_error *err)
{
    const struct script *script = &suite->scripts->all[0];
    if (!suite->options->stop_at)
        return KIT_OK;
    if (suite->scripts->count != 1)
        return kit_fail(err, KIT_BAD_INPUT,
                        "--break is for one scenario, and here are %lu; name the one",
                        (unsigned long)suite->scripts->count);
    suite->terminal = false; /* nothing may write over what stands there */
    return pause_read(suite->options->stop_at, script->text, script->size, &suite->stop_at,
                      err);
}

enum kit_exit suite_run(const struct options *options, struct scripts *scripts,
                        const struct log *logs, struct swept *sweep, struct results *results)
{
    struct kit_error err;
    struct suite suite = {.options = options,
                          .scripts = scripts,
                          .logs = logs,
                          .sweep = sweep,
                          .results = *results};
    *results = (struct results){0};
    if (sweep)
        suite.totals = sweep->so_far;
    suite.begun = suite.totals.total;
    suite.totals.total = within_32_bits(suite.begun + turn_count(&suite));
    suite.totals.estimates = sweep != NULL;
    suite.system = suite_system();
    suite.terminal = os_is_terminal(&suite.columns) && suite.columns > 10;
    suite.start_ns = os_ns(os_ticks());
    if (sweep && sweep->start_ns)
        suite.start_ns = sweep->start_ns;
    else if (sweep)
        sweep->start_ns = suite.start_ns;
    if (log_paths_differ(scripts, options->repeat, &err) != KIT_OK ||
        read_break(&suite, &err) != KIT_OK || run_suite(&suite, &err) != KIT_OK) {
        fprintf(stderr, "lifeline: %s\n", err.text);
        results_drop(&suite.results);
        return err.status == KIT_BAD_INPUT ? EXIT_USAGE : EXIT_TROUBLED;
    }
    close_suite(&suite, results);
    return suite.exit;
}

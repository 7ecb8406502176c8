/* shrink: from a failing log or scenario, the smallest scenario that fails in the same way. */
#include "kit/base/shown_text.h"
#include "kit/base/strings.h"
#include "kit/cli/shrink_runs.h"
#include "kit/derive/extract.h"
#include "kit/derive/failure.h"
#include "kit/files/log_files.h"
#include "kit/os/clock.h"
#include "kit/os/console.h"
#include "kit/os/output.h"
#include "kit/os/platform.h"
#include "kit/suite/trust.h"
#include "kit/tell/outcome.h"
#include "kit/tell/told_log.h"
#include "kit/tell/wanted.h"

#include <stdlib.h>
#include <string.h>

/* The first bytes of what is written, so that it replaces no other file. */
#define SHRINK_FIRST "# lifeline shrink: "

struct shrinking {
    const struct options *options;
    const char *given; /* the log or scenario */
    struct os_output output;
    struct told_log log;
    struct judge_result *result; /* of the log */
    struct shrink_runs runs;
    struct judgement first; /* of the extracted scenario's run */
    struct shrink *shrink;
    bool has_runs; /* of scenarios that nobody has */
    bool is_alone; /* in the smallest scenario nothing else goes wrong */
    char text[EXTRACT_MOST], candidate[EXTRACT_MOST];
};

/* ---- from a log or a scenario to a log ---- */

static bool is_scenario_file(const char *path)
{
    return has_ending(path, SCENARIO_ENDING);
}

/* A scenario is run once, for its log. */
static enum kit_status run_given(struct shrinking *s, char log_path[KIT_PATH],
                                 struct kit_error *err)
{
    struct scripts scripts = {0};
    struct scripts_wanted wanted = scripts_wanted_of(s->options);
    enum kit_status status = scripts_read(&wanted, &scripts);
    if (status != KIT_OK)
        kit_fail(err, status, "nothing was run");
    if (status == KIT_OK && (scripts.count != 1 || scripts.all[0].scenario->sweep_count > 0))
        status = kit_fail(err, KIT_BAD_INPUT,
                          "'%.200s' is a sweep; shrink the log of one of its points", s->given);
    if (status == KIT_OK) {
        struct text path = text_over(s->runs.path, sizeof s->runs.path);
        text_add(&path, "%s", scripts.all[0].path);
        status = shrink_runs_make(&s->runs, scripts.all[0].text, scripts.all[0].size, 1, err);
    }
    if (status == KIT_OK)
        status = shrink_runs_log(&s->runs, 1, log_path, err);
    scripts_free(&scripts);
    return status;
}

/* The programs that a log names are asked about, as a replay does. */
static enum kit_status ask_trust(struct shrinking *s, struct kit_error *err)
{
    struct script script = {.path = (char *)s->given,
                            .log_of = s->given,
                            .text = s->log.log.header.scenario,
                            .size = s->log.log.header.scenario_size,
                            .scenario = s->log.scenario};
    const struct scripts scripts = {.all = &script, .count = 1};
    return s->options->trusts_all || is_scenario_file(s->given) ? KIT_OK
                                                                : trust_ask(&scripts, err);
}

static enum kit_status read_given(struct shrinking *s, struct kit_error *err)
{
    char log_path[KIT_PATH];
    struct text path = text_over(log_path, sizeof log_path);
    enum kit_status status = KIT_OK;
    text_add(&path, "%s", s->given);
    if (is_scenario_file(s->given))
        status = run_given(s, log_path, err);
    if (status == KIT_OK)
        status = told_log_read(log_path, false, &s->log, err);
    if (status == KIT_OK)
        status = ask_trust(s, err);
    if (status == KIT_OK && !(s->result = told_log_judge(&s->log)))
        status = kit_fail(err, KIT_FULL, "no memory to judge");
    if (status == KIT_OK && !failure_first(&s->result->judgement))
        status = kit_fail(err, KIT_BAD_INPUT,
                          "nothing failed in '%.200s', by a rule or a line: its verdict is %s, "
                          "and only a failure can be shrunk",
                          s->given, verdict_words[s->result->judgement.verdict]);
    return status;
}

/* ---- the scenario that is made smaller ---- */

static enum kit_status extract_given(struct shrinking *s, struct text *to,
                                     struct kit_error *err)
{
    const struct log *log = &s->log.log;
    return extract_write(to,
                         &(struct extract_of){
                             .scenario = s->log.scenario,
                             .text = log->header.scenario,
                             .size = log->header.scenario_size,
                             .platform = log->header.platform,
                             .events = log->events,
                             .count = log->event_count,
                             .judgement = &s->result->judgement,
                             .log_path = s->given,
                             .is_cut = !log->has_judgement,
                         },
                         err);
}

/* Beside the log of the run, and never in its place. */
static void name_runs(struct shrinking *s)
{
    const char *name = path_file_name(s->given);
    const char *ending = is_scenario_file(s->given) ? SCENARIO_ENDING : LOG_ENDING;
    size_t length = strlen(name) - (has_ending(name, ending) ? strlen(ending) : 0);
    struct text path = text_over(s->runs.path, sizeof s->runs.path);
    text_add_bytes(&path, name, length);
    text_add(&path, ".shrink" SCENARIO_ENDING);
    s->has_runs = true;
}

/* The failure of the log, in the run of the extracted scenario; NULL if it has none. */
static const struct finding *failure_again(const struct shrinking *s)
{
    const struct finding *failure = failure_first(&s->result->judgement);
    for (uint32_t i = 0; i < s->first.count; i++) {
        const struct finding *finding = &s->first.findings[i];
        if (finding->verdict == VERDICT_FAIL && finding->source == failure->source &&
            (finding->source == SOURCE_LINE ||
             (finding->rule == failure->rule && words_equal(finding->actor, failure->actor))))
            return finding;
    }
    return NULL;
}

static enum kit_status never_shows(const struct shrinking *s, struct kit_error *err)
{
    return kit_fail(err, KIT_GONE,
                    "the failure of '%.200s' does not come each time, so nothing can be taken "
                    "away from it; `run --repeat` shows how often it comes",
                    s->given);
}

static enum kit_status begin_shrinking(struct shrinking *s, struct kit_error *err)
{
    struct text text = text_over(s->text, sizeof s->text);
    enum kit_status status = extract_given(s, &text, err);
    if (status != KIT_OK)
        return status;
    name_runs(s);
    status = shrink_runs_make(&s->runs, s->text, text.length, 1, err);
    if (status != KIT_OK)
        return status;
    s->first = s->runs.judgement;
    const struct finding *failure = failure_again(s);
    if (!failure || s->runs.came == 0)
        return never_shows(s, err);
    const struct shrink_goal goal = failure_goal(failure);
    s->shrink = shrink_new(s->runs.path, s->text, text.length, &goal, err);
    s->runs.first = &s->first;
    s->runs.failure = failure;
    return s->shrink ? KIT_OK : err->status;
}

/* ---- one candidate after the other ---- */

static void tell_progress(const struct shrinking *s)
{
    const struct shrink_size size = shrink_size_of(s->shrink);
    uint32_t columns;
    if (!os_is_terminal(&columns))
        return;
    os_say(stdout, "%u faults, %u actors, %u lines are left after %llu runs",
           (unsigned)size.faults, (unsigned)size.actors, (unsigned)size.lines,
           (unsigned long long)s->runs.made);
    fflush(stdout);
}

static enum kit_status try_candidate(struct shrinking *s, const struct text *candidate,
                                     bool *shows, struct kit_error *err)
{
    s->runs.line_number = shrink_goal_line(s->shrink);
    enum kit_status status = shrink_runs_show(&s->runs, candidate->at, candidate->length,
                                              s->options->tries, shows, err);
    if (status == KIT_OK && *shows)
        s->is_alone = s->runs.is_alone;
    return status;
}

static enum kit_status shrink_all(struct shrinking *s, struct kit_error *err)
{
    struct text candidate = text_over(s->candidate, sizeof s->candidate);
    bool shows = false;
    shrink_write(s->shrink, &candidate);
    enum kit_status status = try_candidate(s, &candidate, &shows, err);
    if (status == KIT_OK && !shows)
        status = never_shows(s, err);
    tell_progress(s);
    while (status == KIT_OK && shrink_next(s->shrink, &candidate)) {
        status = try_candidate(s, &candidate, &shows, err);
        shrink_take(s->shrink, shows);
        if (shows)
            tell_progress(s);
    }
    return status;
}

/* ---- the result ---- */

static void write_smallest(const struct shrinking *s, struct text *to)
{
    const struct finding *failure = s->runs.failure;
    text_add(to, SHRINK_FIRST "from ");
    shown_add(to, path_file_name(s->given), false);
    text_add(to, "\n# The smallest scenario that still shows this, in each of %u runs:\n#   ",
             (unsigned)s->options->tries);
    shown_add(to, failure->text, false);
    text_add(to, "\n");
    if (s->is_alone)
        text_add(to,
                 "# Expected: PASS while the bug is there, because of the line `must fail`.\n"
                 "# Once the bug is fixed, the scenario fails. Then delete that line.\n");
    text_add(to, "\n");
    shrink_write(s->shrink, to);
    if (s->is_alone)
        text_add(to, "must fail %s %s\n", rule_words[failure->rule], failure->actor);
}

static enum kit_status put_smallest(struct shrinking *s, struct kit_error *err)
{
    struct text text = text_over(s->text, sizeof s->text);
    write_smallest(s, &text);
    if (!s->output.file) {
        os_tell(stdout, s->text);
        return KIT_OK;
    }
    fwrite(s->text, 1, text.length, s->output.file);
    enum kit_status status = os_output_end(&s->output, err);
    if (status == KIT_OK)
        os_say(stdout, "wrote %s", s->output.path);
    return status;
}

static void tell_sizes(const struct shrinking *s, const struct shrink_size *before,
                       int64_t began_ns)
{
    const struct shrink_size after = shrink_size_of(s->shrink);
    int64_t took_ms = (os_ns(os_ticks()) - began_ns) / NS_PER_MS;
    os_complain("from %u faults, %u actors and %u lines to %u, %u and %u, by %llu runs in "
                "%lld.%02d s",
                (unsigned)before->faults, (unsigned)before->actors, (unsigned)before->lines,
                (unsigned)after.faults, (unsigned)after.actors, (unsigned)after.lines,
                (unsigned long long)s->runs.made, (long long)(took_ms / 1000),
                (int)(took_ms % 1000 / 10));
}

static enum kit_status shrink_given(struct shrinking *s, struct kit_error *err)
{
    int64_t began_ns = os_ns(os_ticks());
    const char *to = s->options->values[OPTION_SCENARIO];
    enum kit_status status = KIT_OK;
    if (to)
        status = os_output_begin(&s->output, to, SHRINK_FIRST, err);
    if (status == KIT_OK)
        status = read_given(s, err);
    if (status == KIT_OK)
        status = begin_shrinking(s, err);
    if (status != KIT_OK)
        return status;
    const struct shrink_size before = shrink_size_of(s->shrink);
    status = shrink_all(s, err);
    if (status == KIT_OK)
        status = put_smallest(s, err);
    if (status == KIT_OK)
        tell_sizes(s, &before, began_ns);
    return status;
}

static enum kit_exit exit_of_shrink(enum kit_status status, const struct kit_error *err)
{
    if (status == KIT_OK)
        return EXIT_PASSED;
    enum kit_exit code = exit_with_message(err);
    if (status == KIT_NOT_FOUND)
        return EXIT_USAGE;
    return status == KIT_GONE ? EXIT_FAILED : code;
}

enum kit_exit command_shrink(const struct options *options)
{
    struct kit_error err;
    enum kit_status status = KIT_OK;
    struct shrinking *s = calloc(1, sizeof *s);
    if (options->path_count != 1)
        status = kit_fail(&err, KIT_BAD_INPUT,
                          "'shrink' needs one log or scenario, such as: shrink red.jsonl");
    else if (!s)
        status = kit_fail(&err, KIT_FULL, "no memory to shrink a scenario");
    if (status == KIT_OK) {
        s->options = s->runs.options = options;
        s->given = options->paths[0];
        status = shrink_given(s, &err);
        if (s->has_runs)
            shrink_runs_forget(&s->runs, options->tries);
        os_output_drop(&s->output);
        shrink_free(s->shrink);
        free(s->result);
        told_log_free(&s->log);
    }
    free(s);
    return exit_of_shrink(status, &err);
}

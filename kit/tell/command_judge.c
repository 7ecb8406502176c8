/* judge: judges logs again, and compares the verdicts with those in the logs. */
#include "kit/judge/judge.h"
#include "kit/report/report.h"
#include "kit/tell/options.h"
#include "kit/os/console.h"
#include "kit/files/log_files.h"
#include "kit/tell/outcome.h"

#include <stdlib.h>

/* The verdict of a log's events, by the same function that judged them live. */
static enum kit_status judge_log(const struct log *log, const struct scenario *scenario,
                                 struct judgement *out, struct kit_error *err)
{
    struct judge_result *result = calloc(1, sizeof *result);
    if (!result)
        return kit_fail(err, KIT_FULL, "no memory to judge");
    int64_t now_ns = log->event_count ? log->events[log->event_count - 1].at_ns : 0;
    judge(scenario, system_of(log->header.platform), log->events, log->event_count, now_ns,
          result);
    *out = result->judgement;
    free(result);
    return KIT_OK;
}

/* The events may be complete, but in a run that was cut off this is unknown. */
static void fail_for_cut(struct judgement *now)
{
    if (now->verdict == VERDICT_ERROR)
        return;
    now->verdict = VERDICT_ERROR;
    if (now->count == KIT_FINDINGS)
        now->count--;
    struct finding *finding = &now->findings[now->count++];
    *finding = (struct finding){.source = SOURCE_RUN, .verdict = VERDICT_ERROR};
    struct text text = text_over(finding->text, sizeof finding->text);
    text_add(&text, "the log is cut: it has no verdict");
}

static enum kit_exit print_judgement(const char *path, const struct log *log,
                                     const struct scenario *scenario,
                                     const struct judgement *now, bool colours, bool *agrees)
{
    char differs[256];
    struct text why = text_over(differs, sizeof differs);
    struct described_run described;
    outcome_describe(&described, scenario, log->events, log->event_count, now, path, -1);
    described.as.tries = log->header.tries;
    outcome_print(stdout, &described.as, colours);
    if (!log->has_judgement) {
        os_say(stdout, "      %s has no verdict of its own: its run was cut off", path);
        return EXIT_TROUBLED;
    }
    if (!judgements_agree(&log->judgement, now, &why)) {
        os_say(stdout, "      disagrees with the verdict in %s: %s", path, differs);
        return EXIT_DIFFERS;
    }
    os_say(stdout, "      agrees with the verdict in %s", path);
    *agrees = true;
    return outcome_exit(now->verdict);
}

static enum kit_status judge_one(const char *path, bool colours, enum kit_exit *code,
                                 bool *agrees, struct kit_error *err)
{
    struct log log = {0};
    struct judgement *now = calloc(1, sizeof *now);
    struct scenario *scenario = malloc(sizeof *scenario);
    enum kit_status status = KIT_OK;
    if (!now || !scenario)
        status = kit_fail(err, KIT_FULL, "no memory to judge");
    if (status == KIT_OK)
        status = log_load(path, &log, err);
    if (status == KIT_OK)
        status = scenario_read(log.header.path, log.header.scenario, log.header.scenario_size,
                               scenario, err);
    if (status == KIT_OK)
        status = judge_log(&log, scenario, now, err);
    if (status == KIT_OK && !log.has_judgement)
        fail_for_cut(now);
    if (status == KIT_OK)
        *code = print_judgement(path, &log, scenario, now, colours, agrees);
    log_free(&log);
    free(scenario);
    free(now);
    return status;
}

static enum kit_exit judge_all(const struct log_paths *paths, bool colours)
{
    enum kit_exit worst = EXIT_PASSED;
    struct kit_error err;
    size_t agreed = 0;
    for (size_t i = 0; i < paths->count; i++) {
        enum kit_exit code = EXIT_USAGE;
        bool agrees = false;
        if (judge_one(paths->all[i], colours, &code, &agrees, &err) != KIT_OK)
            os_complain("lifeline: %s", err.text);
        worst = exit_worse(worst, code);
        agreed += agrees;
    }
    os_say(stdout, "%lu agree, %lu do not", (unsigned long)agreed,
           (unsigned long)(paths->count - agreed));
    return worst;
}

enum kit_exit command_judge(const struct options *options)
{
    struct log_paths paths;
    struct kit_error err;
    enum kit_exit code = EXIT_USAGE;
    if (log_paths_read(options->paths, options->path_count, true, &paths, &err) == KIT_OK)
        code = judge_all(&paths, outcome_colours(options->colours));
    else
        os_complain("lifeline: %s", err.text);
    log_paths_free(&paths);
    return code;
}

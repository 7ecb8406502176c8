/* judge: judges logs again, and compares the verdicts with those in the logs. */
#include "kit/files/log_files.h"
#include "kit/tell/options.h"
#include "kit/os/console.h"
#include "kit/tell/judged_log.h"
#include "kit/tell/outcome.h"

static enum kit_exit print_judgement(const char *path, const struct judged_log *judged,
                                     bool colours, bool *agrees)
{
    char differs[256];
    struct text why = text_over(differs, sizeof differs);
    struct described_run described;
    const struct log *log = &judged->log;
    const struct judgement *now = &judged->result->judgement;
    outcome_describe(&described, judged->scenario, judged->events, judged->event_count, now,
                     path, -1);
    described.as.tries = log->header.tries;
    outcome_print(stdout, &described.as, colours);
    if (log->header.field_processes > 0) {
        os_say(stdout, "      %s has no verdict of its own: it is a field log", path);
        return EXIT_TROUBLED;
    }
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
    struct judged_log log;
    enum kit_status status = judged_log_read(path, &log, err);
    if (status == KIT_OK)
        *code = print_judgement(path, &log, colours, agrees);
    judged_log_free(&log);
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

#include "kit/page/judged_run.h"
#include "kit/report/report.h"

#include <stdlib.h>

void judge_whole_log(const struct log *log, const struct scenario *scenario,
                     struct judge_result *out)
{
    if (log->header.field_processes > 0) {
        judgement_of_field_log(&out->judgement);
        return;
    }
    int64_t now_ns = log->event_count > 0 ? log->events[log->event_count - 1].at_ns : 0;
    judge(scenario, platform_of(log->header.platform), log->events, log->event_count, now_ns,
          out);
    log_defect_judged(log, &out->judgement);
}

enum kit_status judged_run_make(struct judged_run *out, const char *log_path, struct log *log,
                                struct kit_error *err)
{
    struct kit_error why;
    *out = (struct judged_run){.log_path = log_path, .log = *log};
    *log = (struct log){.event_count = 0};
    out->scenario = malloc(sizeof *out->scenario);
    out->result = calloc(1, sizeof *out->result);
    if (!out->scenario || !out->result) {
        judged_run_free(out); /* a result that nobody judged would be a pass */
        return kit_fail(err, KIT_FULL, "no memory to judge '%.200s'", log_path);
    }
    if (scenario_read(out->log.header.path, out->log.header.scenario,
                      out->log.header.scenario_size, out->scenario, &why) == KIT_OK) {
        judge_whole_log(&out->log, out->scenario, out->result);
    } else {
        free(out->result);
        out->result = NULL;
        memset(out->scenario, 0, sizeof *out->scenario);
        struct text text = text_over(out->trouble, sizeof out->trouble);
        text_add(&text, "%s", why.text);
    }
    return KIT_OK;
}

void judged_run_unread(struct judged_run *out, const char *log_path, const char *why)
{
    *out = (struct judged_run){.log_path = log_path};
    struct text text = text_over(out->trouble, sizeof out->trouble);
    text_add(&text, "%s", why);
}

void judged_run_free(struct judged_run *run)
{
    log_free(&run->log);
    free(run->scenario);
    free(run->result);
    *run = (struct judged_run){.log_path = run->log_path};
}

enum kit_verdict judged_run_verdict(const struct judged_run *run)
{
    return run->result ? run->result->judgement.verdict : VERDICT_ERROR;
}

const char *judged_run_sentence(const struct judged_run *run)
{
    return run->result ? report_message(&run->result->judgement) : run->trouble;
}

const char *judged_run_path(const struct judged_run *run)
{
    return run->log.header.path[0] ? run->log.header.path : run->log_path;
}

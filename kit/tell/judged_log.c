#include "kit/tell/judged_log.h"

#include "kit/files/log_stream.h"

#include <stdlib.h>

/* Takes in all events; without a judge it only reads the log to its end. */
static enum kit_status judge_read_events(struct log_stream *stream, struct judging *judging,
                                         int64_t *last_ns, struct kit_error *err)
{
    struct kit_event event;
    bool is_first = true;
    for (bool more = true;;) {
        enum kit_status status = log_stream_next(stream, &event, &more, err);
        if (status != KIT_OK || !more)
            return status;
        if (judging)
            judging_take(judging, &event);
        *last_ns = is_first || event.at_ns > *last_ns ? event.at_ns : *last_ns;
        is_first = false;
    }
}

static bool has_report(const struct judgement *judgement)
{
    return judgement->verdict != VERDICT_PASS && judgement->verdict != VERDICT_SKIP;
}

static enum kit_status judge_stream(const char *path, struct log_stream *stream,
                                    struct judging *judging, struct judged_log *out,
                                    struct kit_error *err)
{
    int64_t last_ns = 0;
    enum kit_status status = judge_read_events(stream, judging, &last_ns, err);
    if (status != KIT_OK)
        return status;
    out->result = calloc(1, sizeof *out->result);
    if (!out->result || !judging)
        return kit_fail(err, KIT_FULL, "no memory to judge '%.200s'", path);
    if (out->log.header.field_processes > 0) {
        judgement_of_field_log(&out->result->judgement);
        return KIT_OK;
    }
    judging_look(judging, last_ns, out->result);
    log_defect_judged(&out->log, &out->result->judgement);
    if (has_report(&out->result->judgement))
        out->events = judging_events_near(judging, &out->result->judgement, &out->event_count);
    return KIT_OK;
}

/* A mistake in the log itself is told before one in its scenario. */
static enum kit_status judge_scenario(const char *path, struct log_stream *stream,
                                      struct judged_log *out, struct kit_error *err)
{
    const struct log_header *header = &out->log.header;
    int64_t last_ns = 0;
    struct kit_error why;
    enum kit_status status = scenario_read(header->path, header->scenario,
                                           header->scenario_size, out->scenario, err);
    if (status != KIT_OK) {
        if (judge_read_events(stream, NULL, &last_ns, &why) != KIT_OK)
            *err = why;
        return err->status;
    }
    struct judging *judging = judging_begin(out->scenario, platform_of(header->platform));
    status = judge_stream(path, stream, judging, out, err);
    judging_end(judging);
    return status;
}

enum kit_status judged_log_read(const char *path, struct judged_log *out, struct kit_error *err)
{
    struct log_stream *stream;
    *out = (struct judged_log){.scenario = malloc(sizeof *out->scenario)};
    if (!out->scenario)
        return kit_fail(err, KIT_FULL, "no memory to read '%.200s'", path);
    enum kit_status status = log_stream_open(path, false, &out->log, &stream, err);
    if (status == KIT_OK)
        status = judge_scenario(path, stream, out, err);
    log_stream_close(stream);
    return status;
}

void judged_log_free(struct judged_log *log)
{
    log_free(&log->log);
    free(log->scenario);
    free(log->result);
    free(log->events);
    *log = (struct judged_log){0};
}

#include "kit/run/run.h"
#include "kit/base/zeroed.h"
#include "kit/os/clock.h"
#include "kit/os/platform.h"
#include "kit/run/decide.h"
#include "kit/run/folders.h"
#include "kit/run/load.h"
#include "kit/run/loop.h"
#include "kit/files/programs.h"
#include "kit/run/session.h"
#include "kit/run/shutdown.h"
#include "kit/run/spawn.h"
#include "kit/run/streams.h"
#include "kit/base/version.h"

#include <assert.h>
#include <stdlib.h>

/*
 * How often a run is made at most. A run is repeated if a fault inside a wait came after the
 * wait had ended; and so often because the machine stood still, which can last.
 */
#define RUN_TRIES 20
#define RUN_BUSY  3u

static struct log_header header_for(const struct scenario *scenario, const char *text,
                                    size_t size, const struct run_settings *settings)
{
    struct log_header header = {.version = LOG_VERSION,
                                .seed = settings->seed,
                                .scenario = (char *)(uintptr_t)text,
                                .scenario_size = size};
    struct text field = text_over(header.kit_version, sizeof header.kit_version);
    text_add(&field, "%s", kit_version);
    field = text_over(header.commit, sizeof header.commit);
    text_add(&field, "%s", settings->commit ? settings->commit : "");
    field = text_over(header.path, sizeof header.path);
    text_add(&field, "%s", scenario->path);
    field = text_over(header.options, sizeof header.options);
    text_add(&field, "%s", settings->options ? settings->options : "");
    os_platform(header.platform, sizeof header.platform);
    os_wall_clock(header.started);
    return header;
}

/* A skipped run logs only the reason and the end, so that `judge` comes to the same verdict. */
static bool is_skipped(struct session *session)
{
    const struct scenario_need *need =
        programs_absent(session->scenario, session->settings->programs);
    if (scenario_note_on(session->scenario->skip, &session->platform))
        return true;
    if (!need)
        return false;
    struct kit_event absent = recorder_event(&session->recorder, EVENT_ABSENT, -1);
    absent.line_number = need->note.line_number;
    recorder_add(&session->recorder, &absent);
    return true;
}

static enum kit_status set_up_run(struct session *session, struct kit_error *err)
{
    const struct scenario *scenario = session->scenario;
    enum kit_status status = shared_block_begin(&session->shared, &session->orders, scenario,
                                                session->settings->stop_at, err);
    if (status != KIT_OK)
        return status;
    streams_begin(session);
    session->check.line_index = -1;
    rings_begin(&session->rings, &session->orders, &session->recorder.clock, os_ticks,
                os_ticks_per_s());
    evidence_begin(&session->evidence, scenario);
    interpreter_begin(&session->interpreter, scenario);
    stalls_begin(&session->stalls, session->settings->monitor);
    session->processes.scenario = scenario;
    session->processes.reads_commands = session->settings->look != NULL;
    session->processes.actors = session->actors;
    session->processes.recorder = &session->recorder;
    session->processes.neighbours = session->settings->neighbours;
    session->recorder.actors = session->actors;
    return processes_begin(&session->processes, session->shared.bell, err);
}

static enum kit_status carry_out_run(struct session *session, struct kit_error *err)
{
    if (is_skipped(session)) {
        recorder_say(&session->recorder, EVENT_END, -1);
        return KIT_OK;
    }
    enum kit_status status = set_up_run(session, err);
    if (status == KIT_OK) {
        folders_begin(session);
        spawn_parents(session);
        loop_turn(session, 0);
        while (!session->finished)
            loop_turn(session, loop_patience_ms(session));
        shutdown_carry_out(session);
    }
    if (session->prints.scenario)
        streams_end(session);
    load_end(session);
    folders_end(session);
    processes_end(&session->processes);
    shared_block_end(&session->shared);
    return status;
}

static void hand_over_outcome(struct session *session, struct run_outcome *out)
{
    out->judgement = session->result.judgement;
    out->took_ns = recorder_now_ns(&session->recorder);
    out->has_stood = session->has_stood;
    if (session->settings->keeps_events || out->judgement.verdict != VERDICT_PASS)
        out->events = judging_events(session->judging, &out->event_count);
}

/* Without a complete log on disk the verdict could not be checked again, so the verdict becomes
 * `error`. */
static void fail_for_log(struct run_outcome *out, const struct kit_error *why)
{
    struct judgement *judgement = &out->judgement;
    judgement->verdict = VERDICT_ERROR;
    if (judgement->count == KIT_FINDINGS)
        judgement->count--;
    struct finding *finding = &judgement->findings[judgement->count++];
    *finding = (struct finding){.source = SOURCE_RUN, .verdict = VERDICT_ERROR};
    struct text text = text_over(finding->text, sizeof finding->text);
    text_add(&text, "%.300s", why->text);
}

static enum kit_status play_once(struct session *session, const struct log_header *header,
                                 struct run_outcome *out, struct kit_error *err)
{
    struct kit_error why;
    enum kit_status status = recorder_begin(&session->recorder, session->scenario,
                                            session->settings->log_path, header, err);
    if (status != KIT_OK)
        return status;
    session->judging = judging_begin(session->scenario, session->platform);
    session->recorder.judging = session->judging;
    status = session->judging ? carry_out_run(session, err)
                              : kit_fail(err, KIT_FULL, "no memory to judge a run");
    if (status == KIT_OK) {
        decide_finally(session);
        enum kit_status written =
            recorder_end(&session->recorder, &session->result.judgement, &why);
        hand_over_outcome(session, out);
        if (written != KIT_OK)
            fail_for_log(out, &why);
    }
    judging_end(session->judging);
    recorder_free(&session->recorder);
    return status;
}

static enum kit_status play_until_settled(const struct scenario *scenario,
                                          const struct run_settings *settings,
                                          struct log_header *header, struct run_outcome *out,
                                          struct kit_error *err)
{
    enum kit_status status = KIT_OK;
    bool again = true;
    uint32_t tries = 0, busy = 0;
    while (tries < RUN_TRIES && again && status == KIT_OK) {
        run_outcome_free(out);
        tries++;
        header->tries = settings->made + tries > 1 ? settings->made + tries : 0;
        struct session *session = zeroed_new(sizeof *session);
        if (!session)
            return kit_fail(err, KIT_FULL, "no memory for a run");
        session->scenario = scenario;
        session->settings = settings;
        session->platform = platform_of(header->platform);
        status = play_once(session, header, out, err);
        again = session->missed && session->result.says_only_a_miss;
        if (session->result.says_only_a_busy_machine && busy < RUN_BUSY) {
            again = true;
            busy++;
        }
        zeroed_free(session);
    }
    out->tries = tries;
    out->busy = busy;
    return status;
}

enum kit_status run_scenario(const struct scenario *scenario, const char *text, size_t size,
                             const struct run_settings *settings, struct run_outcome *out,
                             struct kit_error *err)
{
    assert(scenario && text && settings->monitor && settings->neighbours && settings->log_path);
    assert(settings->fingerprints);
    struct log_header header = header_for(scenario, text, size, settings);
    *out = (struct run_outcome){0};
    header.programs = calloc(LOG_PROGRAMS, sizeof *header.programs);
    if (!header.programs)
        return kit_fail(err, KIT_FULL, "no memory for a run");
    header.program_count = fingerprints_take(settings->fingerprints, scenario,
                                             settings->programs, header.programs);
    enum kit_status status = play_until_settled(scenario, settings, &header, out, err);
    free(header.programs);
    return status;
}

void run_outcome_free(struct run_outcome *outcome)
{
    free(outcome->events);
    *outcome = (struct run_outcome){0};
}

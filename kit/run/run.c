#include "kit/run/run.h"
#include "kit/os/clock.h"
#include "kit/os/platform.h"
#include "kit/run/processes.h"
#include "kit/run/shutdown.h"
#include "kit/run/spawn.h"
#include "kit/run/programs.h"
#include "kit/run/inject.h"
#include "kit/run/version.h"
#include "kit/run/session.h"

#include <stdlib.h>
#include <string.h>

/* How often a run is made again because a fault inside a wait came after the wait. */
#define RUN_TRIES 20

/* True if more of this run would tell nothing. */
static bool is_over(const struct session *session)
{
    return session->missed || session->limit_passed || session->deserted ||
           session->result.hopeless;
}

static bool somebody_lives(const struct session *session)
{
    for (uint32_t i = 0; i < session->process_count; i++) {
        if (!session->processes[i].ended)
            return true;
    }
    return false;
}

/* A fault waits for somebody to reach its step; where nobody is left, for nothing. An
 * expectation can also wait for time to pass. */
static void wait_for_line(struct session *session, uint32_t line)
{
    bool arms = statement_when[session->scenario->lines[line].kind] & STATEMENT_ARMS;
    while (session->result.lines[line] <= JUDGE_OPEN && !is_over(session)) {
        loop_turn(session, loop_patience_ms(session));
        session->deserted =
            arms && !somebody_lives(session) && session->result.lines[line] <= JUDGE_OPEN;
    }
}

/*
 * All have made the requests that they were told to, and nothing is owed any more: the run is
 * over, and what is armed and still to come can come only as the run closes, by which nothing
 * of it is lost.
 */
static bool is_served(const struct session *session)
{
    return session->scenario->requests > 0 && !session->result.unfinished &&
           !session->result.owing;
}

/* Whether somebody was struck and it is not seen yet from outside: what others owe for it
 * begins once it is, and so nothing says by then that nothing is owed. */
static bool awaits_proof(const struct session *session)
{
    bool awaits = false;
    for (uint32_t i = 0; i < session->scenario->line_count; i++)
        awaits |= (statement_when[session->scenario->lines[i].kind] & STATEMENT_ARMS) != 0 &&
                  session->result.lines[i] == JUDGE_OPEN;
    return awaits;
}

/* For what is armed, where no line behind it needs it to have struck. */
static void wait_for_last(struct session *session, uint32_t line)
{
    bool waits = !session->result.armed_done[line] || session->result.lines[line] <= JUDGE_OPEN;
    while (waits && !is_over(session)) {
        loop_turn(session, loop_patience_ms(session));
        waits = !session->result.armed_done[line] || session->result.lines[line] <= JUDGE_OPEN;
        session->deserted = waits && !somebody_lives(session);
        waits = waits && (session->result.lines[line] == JUDGE_OPEN || awaits_proof(session) ||
                          !is_served(session));
    }
}

static void wait_for_armed(struct session *session, uint32_t line)
{
    while (!session->result.armed_done[line] && !is_over(session)) {
        loop_turn(session, loop_patience_ms(session));
        session->deserted = !somebody_lives(session) && !session->result.armed_done[line];
    }
}

/* Until the contract's open windows are closed: before that, to ask an actor to stop would end
 * what it still owes, and nobody could say whether it would have done it. */
static void wait_until_settled(struct session *session)
{
    while (session->result.owing && !is_over(session))
        loop_turn(session, loop_patience_ms(session));
}

/* A blow from outside has no step to wait for; before the processes are there it would hit air,
 * or a parent that has no children yet. */
static void wait_for_target(struct session *session, int target)
{
    for (int i = 0; i < (int)session->scenario->actor_count; i++) {
        while ((i == target || session->scenario->actors[i].parent == target) &&
               !processes_had(session, i) && !processes_never_have(session, i) &&
               !is_over(session))
            loop_turn(session, loop_patience_ms(session));
    }
}

/* Time that passes for the actors; the runner watches meanwhile. */
static void let_pass(struct session *session, uint32_t duration_ms)
{
    int64_t until_ns = recorder_now_ns(&session->recorder) + duration_ms * NS_PER_MS;
    int64_t left_ns;
    while ((left_ns = until_ns - recorder_now_ns(&session->recorder)) > 0 &&
           !is_over(session)) {
        uint32_t left_ms = (uint32_t)(left_ns / NS_PER_MS) + 1;
        uint32_t patience_ms = loop_patience_ms(session);
        loop_turn(session, left_ms < patience_ms ? left_ms : patience_ms);
    }
}

static void do_line(struct session *session, uint32_t index)
{
    const struct scenario_line *line = &session->scenario->lines[index];
    wait_for_armed(session, index);
    if (line->kind == SAY_STOP)
        wait_until_settled(session);
    if (line->kind == SAY_STRIKE || line->kind == SAY_AFTER)
        wait_for_target(session, line->target);
    if (is_over(session))
        return;
    struct kit_event begun = session_event(session, EVENT_LINE, -1);
    begun.line = line->line;
    recorder_add(&session->recorder, begun);
    switch (line->kind) {
    case SAY_RELEASE:
        inject_release(session, line->actor);
        break;
    case SAY_RESUME:
        inject_resume(session, (int)index);
        break;
    case SAY_AFTER:
        let_pass(session, line->window_ms);
        if (!is_over(session))
            inject_now(session, (int)index);
        break;
    case SAY_STRIKE:
        inject_now(session, (int)index);
        break;
    case SAY_STOP:
        shutdown_ask(session, line->actor);
        break;
    default: /* the expectations: what there is to do is to watch */
        break;
    }
    loop_turn(session, 0);
    wait_for_line(session, index);
}

static void do_lines(struct session *session)
{
    uint32_t count = session->scenario->line_count;
    for (uint32_t i = 0; i < count && !is_over(session); i++) {
        if (statement_when[session->scenario->lines[i].kind] & STATEMENT_ACTS)
            do_line(session, i);
    }
    if (count > 0) /* what is armed below the last line that acts */
        wait_for_last(session, count - 1);
    wait_until_settled(session);
    while (session->result.unfinished && !is_over(session))
        loop_turn(session, loop_patience_ms(session));
}

static struct log_header header_for(const struct scenario *scenario, const char *text,
                                    size_t size, const struct run_settings *settings)
{
    struct log_header header = {.version = LOG_VERSION,
                                .seed = settings->seed,
                                .scenario = (char *)(uintptr_t)text,
                                .scenario_size = size};
    struct text field = text_over(header.kit_version, sizeof header.kit_version);
    text_add(&field, "%s", lifeline_version);
    field = text_over(header.path, sizeof header.path);
    text_add(&field, "%s", scenario->path);
    field = text_over(header.options, sizeof header.options);
    text_add(&field, "%s", settings->options ? settings->options : "");
    os_platform(header.platform, sizeof header.platform);
    os_wall_clock(header.started);
    return header;
}

/* Its log is of this reason and the end, so that whoever judges it comes to the same. */
static bool is_skipped(struct session *session)
{
    const struct scenario_need *need =
        programs_absent(session->scenario, session->settings->programs);
    if (session->system < SYSTEM_COUNT && session->scenario->skip[session->system].line > 0)
        return true;
    if (!need)
        return false;
    struct kit_event absent = session_event(session, EVENT_ABSENT, -1);
    absent.line = need->note.line;
    recorder_add(&session->recorder, absent);
    return true;
}

static enum kit_status play(struct session *session, struct kit_error *err)
{
    if (is_skipped(session)) {
        recorder_add(&session->recorder, session_event(session, EVENT_END, -1));
        return KIT_OK;
    }
    enum kit_status status = shared_block_begin(&session->shared, session->scenario,
                                                session->settings->stop_at, err);
    if (status == KIT_OK)
        status = session_begin(session, err);
    if (status == KIT_OK) {
        spawn_parents(session);
        do_lines(session);
        shutdown_carry_out(session);
    }
    session_end(session);
    shared_block_end(&session->shared);
    return status;
}

static void hand_over(struct session *session, struct run_outcome *out)
{
    out->took_ns = recorder_now_ns(&session->recorder);
    out->has_stood = session->has_stood;
    out->event_count = session->recorder.count;
    out->events = session->recorder.events;
    session->recorder.events = NULL;
}

static void judge_finally(struct session *session, struct run_outcome *out)
{
    const struct kit_event *events = recorder_sorted(&session->recorder);
    size_t count = session->recorder.count;
    judge(session->scenario, session->system, events, count, events[count - 1].at_ns,
          &session->result);
    out->judgement = session->result.judgement;
}

/* A log that is not on disk cannot be judged again: the verdict is no verdict. */
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
    enum kit_status status =
        recorder_begin(&session->recorder, session->settings->log_path, header, err);
    if (status != KIT_OK)
        return status;
    status = play(session, err);
    if (status == KIT_OK) {
        judge_finally(session, out);
        if (recorder_end(&session->recorder, &out->judgement, &why) != KIT_OK)
            fail_for_log(out, &why);
        hand_over(session, out);
    }
    recorder_free(&session->recorder);
    return status;
}

enum kit_status run_scenario(const struct scenario *scenario, const char *text, size_t size,
                             const struct run_settings *settings, struct run_outcome *out,
                             struct kit_error *err)
{
    enum kit_status status = KIT_OK;
    struct log_header header = header_for(scenario, text, size, settings);
    bool missed = true;
    uint32_t late = 0;
    *out = (struct run_outcome){0};
    for (int i = 0; i < RUN_TRIES && missed && status == KIT_OK; i++) {
        run_outcome_free(out);
        struct session *session = calloc(1, sizeof *session);
        if (!session)
            return kit_fail(err, KIT_FULL, "no memory for a run");
        session->scenario = scenario;
        session->settings = settings;
        session->system = system_of(header.platform);
        status = play_once(session, &header, out, err);
        missed = session->missed;
        late += missed;
        free(session);
    }
    out->late = late;
    return status;
}

void run_outcome_free(struct run_outcome *outcome)
{
    free(outcome->events);
    *outcome = (struct run_outcome){0};
}

#include "kit/runner/run.h"
#include "kit/os/clock.h"
#include "kit/os/platform.h"
#include "kit/runner/cast.h"
#include "kit/runner/closing.h"
#include "kit/runner/parents.h"
#include "kit/runner/programs.h"
#include "kit/runner/strike.h"
#include "kit/runner/version.h"
#include "kit/runner/watch.h"

#include <stdlib.h>
#include <string.h>

/* How often a run is made again because a fault inside a wait came after the wait. */
#define RUN_TRIES 20

/* True if more of this run would tell nothing. */
static bool is_over(const struct run *run)
{
    return run->missed || run->limit_passed || run->deserted || run->result.hopeless;
}

static bool somebody_lives(const struct run *run)
{
    for (uint32_t i = 0; i < run->process_count; i++) {
        if (!run->processes[i].ended)
            return true;
    }
    return false;
}

/* A fault waits for somebody to reach its step; where nobody is left, for nothing. An
 * expectation can also wait for time to pass. */
static void wait_for_line(struct run *run, uint32_t line)
{
    bool arms = statement_when[run->scenario->lines[line].kind] & STATEMENT_ARMS;
    while (run->result.lines[line] <= JUDGE_OPEN && !is_over(run)) {
        watch(run, watch_patience_ms(run));
        run->deserted = arms && !somebody_lives(run) && run->result.lines[line] <= JUDGE_OPEN;
    }
}

/*
 * All have made the requests that they were told to, and nothing is owed any more: the run is
 * over, and what is armed and still to come can come only as the run closes, by which nothing
 * of it is lost.
 */
static bool is_served(const struct run *run)
{
    return run->scenario->requests > 0 && !run->result.unfinished && !run->result.owing;
}

/* Whether somebody was struck and it is not seen yet from outside: what others owe for it
 * begins once it is, and so nothing says by then that nothing is owed. */
static bool awaits_proof(const struct run *run)
{
    bool awaits = false;
    for (uint32_t i = 0; i < run->scenario->line_count; i++)
        awaits |= (statement_when[run->scenario->lines[i].kind] & STATEMENT_ARMS) != 0 &&
                  run->result.lines[i] == JUDGE_OPEN;
    return awaits;
}

/* For what is armed, where no line behind it needs it to have struck. */
static void wait_for_last(struct run *run, uint32_t line)
{
    bool waits = !run->result.armed_done[line] || run->result.lines[line] <= JUDGE_OPEN;
    while (waits && !is_over(run)) {
        watch(run, watch_patience_ms(run));
        waits = !run->result.armed_done[line] || run->result.lines[line] <= JUDGE_OPEN;
        run->deserted = waits && !somebody_lives(run);
        waits = waits &&
                (run->result.lines[line] == JUDGE_OPEN || awaits_proof(run) || !is_served(run));
    }
}

static void wait_for_armed(struct run *run, uint32_t line)
{
    while (!run->result.armed_done[line] && !is_over(run)) {
        watch(run, watch_patience_ms(run));
        run->deserted = !somebody_lives(run) && !run->result.armed_done[line];
    }
}

/* Until the contract's open windows are closed: before that, to ask an actor to stop would end
 * what it still owes, and nobody could say whether it would have done it. */
static void wait_until_settled(struct run *run)
{
    while (run->result.owing && !is_over(run))
        watch(run, watch_patience_ms(run));
}

/* A blow from outside has no step to wait for; before the processes are there it would hit air,
 * or a parent that has no children yet. */
static void wait_for_target(struct run *run, int target)
{
    for (int i = 0; i < (int)run->scenario->actor_count; i++) {
        while ((i == target || run->scenario->actors[i].parent == target) &&
               !cast_has_been(run, i) && !cast_never_comes(run, i) && !is_over(run))
            watch(run, watch_patience_ms(run));
    }
}

/* Time that passes for the actors; the runner watches meanwhile. */
static void let_pass(struct run *run, uint32_t duration_ms)
{
    int64_t until_ns = recorder_now_ns(&run->recorder) + duration_ms * NS_PER_MS;
    int64_t left_ns;
    while ((left_ns = until_ns - recorder_now_ns(&run->recorder)) > 0 && !is_over(run)) {
        uint32_t left_ms = (uint32_t)(left_ns / NS_PER_MS) + 1;
        uint32_t patience_ms = watch_patience_ms(run);
        watch(run, left_ms < patience_ms ? left_ms : patience_ms);
    }
}

static void do_line(struct run *run, uint32_t index)
{
    const struct scenario_line *line = &run->scenario->lines[index];
    wait_for_armed(run, index);
    if (line->kind == SAY_STOP)
        wait_until_settled(run);
    if (line->kind == SAY_STRIKE || line->kind == SAY_AFTER)
        wait_for_target(run, line->target);
    if (is_over(run))
        return;
    struct kit_event begun = watch_event(run, EVENT_LINE, -1);
    begun.line = line->line;
    recorder_add(&run->recorder, begun);
    switch (line->kind) {
    case SAY_RELEASE:
        strike_release(run, line->actor);
        break;
    case SAY_RESUME:
        strike_resume(run, (int)index);
        break;
    case SAY_AFTER:
        let_pass(run, line->window_ms);
        if (!is_over(run))
            strike_now(run, (int)index);
        break;
    case SAY_STRIKE:
        strike_now(run, (int)index);
        break;
    case SAY_STOP:
        closing_ask(run, line->actor);
        break;
    default: /* the expectations: what there is to do is to watch */
        break;
    }
    watch(run, 0);
    wait_for_line(run, index);
}

static void do_lines(struct run *run)
{
    uint32_t count = run->scenario->line_count;
    for (uint32_t i = 0; i < count && !is_over(run); i++) {
        if (statement_when[run->scenario->lines[i].kind] & STATEMENT_ACTS)
            do_line(run, i);
    }
    if (count > 0) /* what is armed below the last line that acts */
        wait_for_last(run, count - 1);
    wait_until_settled(run);
    while (run->result.unfinished && !is_over(run))
        watch(run, watch_patience_ms(run));
}

static struct log_header header_for(const struct scenario *scenario, const char *text,
                                    size_t size, const struct run_settings *settings)
{
    struct log_header header = {.version = LOG_VERSION,
                                .seed = settings->seed,
                                .scenario = (char *)(uintptr_t)text,
                                .scenario_size = size};
    struct text field = text_over(header.kit_version, sizeof header.kit_version);
    text_add(&field, "%s", LIFELINE_VERSION);
    field = text_over(header.path, sizeof header.path);
    text_add(&field, "%s", scenario->path);
    field = text_over(header.options, sizeof header.options);
    text_add(&field, "%s", settings->options ? settings->options : "");
    os_platform(header.platform, sizeof header.platform);
    os_wall_clock(header.started);
    return header;
}

/* Its log is of this reason and the end, so that whoever judges it comes to the same. */
static bool is_skipped(struct run *run)
{
    const struct scenario_need *need = programs_absent(run->scenario, run->settings->programs);
    if (run->system < SYSTEM_COUNT && run->scenario->skip[run->system].line > 0)
        return true;
    if (!need)
        return false;
    struct kit_event absent = watch_event(run, EVENT_ABSENT, -1);
    absent.line = need->note.line;
    recorder_add(&run->recorder, absent);
    return true;
}

static enum kit_status play(struct run *run, struct kit_error *err)
{
    if (is_skipped(run)) {
        recorder_add(&run->recorder, watch_event(run, EVENT_END, -1));
        return KIT_OK;
    }
    enum kit_status status =
        stage_begin(&run->stage, run->scenario, run->settings->stop_at, err);
    if (status == KIT_OK)
        status = watch_begin(run, err);
    if (status == KIT_OK) {
        parents_start(run);
        do_lines(run);
        closing_carry_out(run);
    }
    watch_end(run);
    stage_end(&run->stage);
    return status;
}

static void hand_over(struct run *run, struct run_outcome *out)
{
    out->took_ns = recorder_now_ns(&run->recorder);
    out->has_stood = run->has_stood;
    out->event_count = run->recorder.count;
    out->events = run->recorder.events;
    run->recorder.events = NULL;
}

static void judge_finally(struct run *run, struct run_outcome *out)
{
    const struct kit_event *events = recorder_sorted(&run->recorder);
    size_t count = run->recorder.count;
    judge(run->scenario, run->system, events, count, events[count - 1].at_ns, &run->result);
    out->judgement = run->result.judgement;
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

static enum kit_status play_once(struct run *run, const struct log_header *header,
                                 struct run_outcome *out, struct kit_error *err)
{
    struct kit_error why;
    enum kit_status status =
        recorder_begin(&run->recorder, run->settings->log_path, header, err);
    if (status != KIT_OK)
        return status;
    status = play(run, err);
    if (status == KIT_OK) {
        judge_finally(run, out);
        if (recorder_end(&run->recorder, &out->judgement, &why) != KIT_OK)
            fail_for_log(out, &why);
        hand_over(run, out);
    }
    recorder_free(&run->recorder);
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
        struct run *run = calloc(1, sizeof *run);
        if (!run)
            return kit_fail(err, KIT_FULL, "no memory for a run");
        run->scenario = scenario;
        run->settings = settings;
        run->system = system_of(header.platform);
        status = play_once(run, &header, out, err);
        missed = run->missed;
        late += missed;
        free(run);
    }
    out->late = late;
    return status;
}

void run_outcome_free(struct run_outcome *outcome)
{
    free(outcome->events);
    *outcome = (struct run_outcome){0};
}

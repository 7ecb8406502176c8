#include "kit/run/act.h"
#include "kit/run/checks.h"
#include "kit/run/decide.h"
#include "kit/run/inject.h"
#include "kit/run/inject_in_wait.h"
#include "kit/run/jump_clock.h"
#include "kit/run/load.h"
#include "kit/run/pause.h"
#include "kit/run/set_event.h"
#include "kit/run/pipe_forge.h"
#include "kit/run/handle_count.h"
#include "kit/run/spawn.h"
#include "kit/run/stop.h"
#include "kit/run/streams.h"
#include "kit/run/write_memory.h"

static void begin_line(struct session *session)
{
    struct kit_event event = recorder_event(&session->recorder, EVENT_LINE, -1);
    event.line_number = session->scenario->lines[session->interpreter.line_index].line_number;
    recorder_add(&session->recorder, &event);
}

static void record_settling(struct session *session)
{
    const struct run_settings *settings = session->settings;
    struct kit_event event = recorder_event(&session->recorder, EVENT_SETTLING, -1);
    event.deadline_ms = session->scenario->settle_ms;
    recorder_add(&session->recorder, &event);
    if (settings->on_idle)
        settings->on_idle(settings->on_idle_context);
}

static void tell_input(struct session *session, int line_index)
{
    const struct scenario_line *line = &session->scenario->lines[line_index];
    const char *text = line->kind == SAY_TELL ? line_text(session->scenario, line) : NULL;
    streams_tell(session, line->actor, text, line_index);
}

static void do_statement(struct session *session, enum interpreter_act what)
{
    uint32_t line_index = session->interpreter.line_index;
    session->acted = true;
    switch (what) {
    case ACT_BEGIN:
        begin_line(session);
        break;
    case ACT_STRIKE:
        if (!inject_in_order(session, (int)line_index))
            interpreter_again(&session->interpreter);
        break;
    case ACT_RELEASE:
        inject_release(session, session->scenario->lines[line_index].actor);
        break;
    case ACT_RESUME:
        inject_resume(session, (int)line_index);
        break;
    case ACT_STOP:
        stop_ask(session, session->scenario->lines[line_index].actor);
        break;
    case ACT_START:
        spawn_parent(session, session->scenario->lines[line_index].actor);
        break;
    case ACT_TELL:
        tell_input(session, (int)line_index);
        break;
    case ACT_EVENT:
        set_event_by_line(session, (int)line_index);
        break;
    case ACT_MEMORY:
        write_memory_by_line(session, (int)line_index);
        break;
    case ACT_CLOCK:
        if (!jump_clock_by_line(session, (int)line_index))
            interpreter_again(&session->interpreter);
        break;
    case ACT_LOAD:
        load_begin(session, (int)line_index);
        break;
    case ACT_FORGE:
        if (!pipe_forge(session, (int)line_index))
            interpreter_again(&session->interpreter);
        break;
    case ACT_COUNT:
        handle_count_by_line(session, (int)line_index);
        break;
    case ACT_SETTLE:
        record_settling(session);
        break;
    case ACT_NONE:
    case ACT_FINISHED:
        break;
    }
}

/* Carries out the scenario's statements until one of them has to wait. */
static void do_statements(struct session *session)
{
    enum interpreter_act what;
    const struct interpreter_view view = {
        .result = &session->result,
        .actors = session->actors,
        .somebody_lives = processes_live(&session->processes),
        .over = decide_is_over(session),
        .an_actor_lives = processes_actor_lives(&session->processes),
        .struck = session->evidence.count > 0 || session->has_forged,
        .moments = session->settings->moments,
        .moment_came = session->moment_came,
        .stalled_ns = session->stalls.by_core_ns,
        .limit_ns = decide_limit_ns(session),
        .now_ns = recorder_now_ns(&session->recorder),
    };
    while ((what = interpreter_next(&session->interpreter, &view)) != ACT_NONE &&
           what != ACT_FINISHED)
        do_statement(session, what);
    session->finished = what == ACT_FINISHED;
}

static void count_handles(struct session *session)
{
    for (uint32_t i = 0; i < session->scenario->actor_count; i++) {
        if (session->asked[i].to_count)
            handle_count_at_rest(session, &session->asked[i].count);
        session->asked[i].to_count = false;
    }
}

void act(struct session *session)
{
    /* Pause before any fault: at `--break` a person wants to see the step as it was before a
     * fault strikes there. */
    if (session->to_pause)
        pause_run(session, &session->pause_at);
    session->to_pause = false;
    inject_turns(session);
    inject_awaited(session);
    inject_printed(session);
    inject_in_waits(session);
    count_handles(session);
    checks_look(session);
    if (!session->finished)
        do_statements(session);
}

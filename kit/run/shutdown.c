#include "kit/run/shutdown.h"
#include "kit/os/clock.h"
#include "kit/os/event.h"
#include "kit/os/process.h"
#include "kit/os/stranger.h"
#include "kit/run/belongings_census.h"
#include "kit/run/birth.h"
#include "kit/run/checks.h"
#include "kit/run/escaped.h"
#include "kit/run/inject.h"
#include "kit/run/kept_census.h"
#include "kit/run/load.h"
#include "kit/run/look_census.h"
#include "kit/run/loop.h"
#include "kit/run/observe.h"
#include "kit/run/outsiders.h"
#include "kit/run/probe_check.h"
#include "kit/run/stop.h"
#include "kit/run/streams.h"
#include "kit/state/closing.h"

#include <assert.h>
#include <string.h>

/* How long the runner waits for the job's processes to end. */
#define END_MS 5000

static void end_deaf(struct session *session, int actor)
{
    const char *name = session->scenario->actors[actor].name;
    void *held = NULL;
    if (session->actors[actor].asked)
        recorder_trouble(&session->recorder, actor,
                         "%s cannot stop on request, since it never called "
                         "lifeline_stop_event; write how to ask it: %s stops by ...; or write: "
                         "kill %s",
                         name, name, name);
    birth_await(session, actor, &held);
    stop_force(session, actor, "unstoppable");
    birth_let_go(held);
}

static bool is_convicted(const struct session *session, int actor)
{
    const struct judgement *so_far = &session->result.judgement;
    for (uint32_t i = 0; actor >= 0 && i < so_far->count; i++) {
        if (so_far->findings[i].source == SOURCE_RULE &&
            so_far->findings[i].verdict == VERDICT_FAIL &&
            words_equal(so_far->findings[i].actor, session->scenario->actors[actor].name))
            return true;
    }
    return false;
}

/* Whether a rule still waits for the actor's end. After a stop, bounded does. */
static bool end_is_awaited(const struct session *session, int actor)
{
    const struct judge_result *so_far = &session->result;
    for (uint32_t i = 0; so_far->owing && i < so_far->wait_count; i++) {
        if (so_far->waits[i].actor == actor && !so_far->waits[i].name[0])
            return true;
    }
    return false;
}

/*
 * Whether the rule bounded can still judge how this actor ends. The run waits for no actor that
 * failed a rule already, and a run that is broken off waits for none.
 */
static bool is_judged_by_its_end(struct session *session, int actor)
{
    return session->actors[actor].asked && !session->missed &&
           !scenario_waives(session->scenario, RULE_BOUNDED, actor) &&
           !is_convicted(session, actor) && process_of(&session->processes, actor);
}

static struct closing_view view_of(struct session *session, int actor)
{
    const struct actor_block *block = session->shared.blocks[actor];
    int parent = session->scenario->actors[actor].parent;
    bool parent_asked = parent >= 0 && is_judged_by_its_end(session, parent);
    return (struct closing_view){
        .actor = &session->actors[actor],
        .lives = process_of(&session->processes, actor) != NULL,
        .is_child = session->scenario->actors[actor].is_child,
        .is_held = orders_hold(&session->orders, actor),
        .hears = atomic_load(&block->stoppable) != 0 || stop_has_way(session, actor),
        .awaits_proof = evidence_pending(&session->evidence, actor),
        .parent_asked = parent_asked,
        .parent_owes = parent_asked && end_is_awaited(session, parent),
    };
}

static void close_actor(struct session *session, int actor, enum closing_act what)
{
    switch (what) {
    case CLOSING_ASK:
        stop_ask(session, actor);
        break;
    case CLOSING_END_STUCK:
        stop_force(session, actor, session->actors[actor].stuck);
        session->actors[actor].stuck = NULL;
        break;
    case CLOSING_END_HELD:
        stop_force(session, actor, ENDED_HELD);
        break;
    case CLOSING_END_DEAF:
        end_deaf(session, actor);
        break;
    case CLOSING_WAIT:
        break;
    }
}

static void close_actors(struct session *session,
                         enum closing_act (*what_about)(const struct closing_view *view))
{
    for (int i = 0; i < (int)session->scenario->actor_count; i++) {
        struct closing_view view = view_of(session, i);
        close_actor(session, i, what_about(&view));
    }
}

/* The scenario allows this actor to outlive the others. The run ends it, so nothing can be said
 * about how long it would have stayed. */
static bool may_stay(const struct session *session, int actor)
{
    return actor >= 0 && session->scenario->actors[actor].may_stay;
}

static bool somebody_is_awaited(const struct session *session)
{
    if (escaped_live(session))
        return true;
    for (uint32_t i = 0; i < session->processes.count; i++) {
        const struct run_process *process = &session->processes.all[i];
        if (!process->ended && !may_stay(session, process->actor) &&
            !is_convicted(session, process->actor))
            return true;
    }
    return false;
}

static void wait_until(struct session *session, int64_t from_ns,
                       const int64_t since_ns[BEATS_CORES])
{
    int64_t window_ns = session->scenario->window_ms[RULE_NOTHING_LEFT] * NS_PER_MS;
    while (!session->missed && (somebody_is_awaited(session) || session->result.owing)) {
        loop_turn(session, loop_patience_ms(session));
        close_actors(session, closing_later);
        int64_t until_ns = from_ns + window_ns + stalls_longest_ns(&session->stalls, since_ns);
        if (recorder_now_ns(&session->recorder) > until_ns && !session->result.owing)
            break;
    }
}

/*
 * Waits for the actors to end. A process that is alive after the window is reported as left.
 * The run does not wait for a process that failed a rule already, or that may stay.
 *
 * Processes outside the job have the same window. The runner looks for them only after the
 * others have ended: an actor that ends such a process as its last act must have had the time
 * to do so. Looking first would report that process as left.
 */
static void wait_for_ends(struct session *session)
{
    int64_t from_ns = recorder_now_ns(&session->recorder), since_ns[BEATS_CORES];
    memcpy(since_ns, session->stalls.by_core_ns, sizeof since_ns);
    wait_until(session, from_ns, since_ns);
    escaped_find(session);
    wait_until(session, from_ns, since_ns);
}

static void tell_left(struct session *session, const struct run_process *process)
{
    struct kit_event event = process_event(&session->processes, EVENT_LEFT, process);
    event.pid = process->pid;
    process_image_name(process, event.name);
    if (!os_process_began(process->pid))
        name_copy(event.by, LEFT_UNBORN, strlen(LEFT_UNBORN));
    if (process->is_outside)
        name_copy(event.by, PROCESS_OUTSIDE, strlen(PROCESS_OUTSIDE));
    recorder_add(&session->recorder, &event);
}

/* A process outside the job that is no actor: as one that the last look for them finds. */
static void tell_left_outside(struct session *session, const struct run_process *process)
{
    struct kit_event event = recorder_event(&session->recorder, EVENT_ESCAPED,
                                            outsiders_family(&session->processes, process));
    const char *by = escape_words[ESCAPE_CREATOR];
    event.pid = process->pid;
    event.incarnation = 0;
    process_image_name(process, event.name);
    name_copy(event.by, by, strlen(by));
    recorder_add(&session->recorder, &event);
}

/* Asks the job itself. Processes of which no notice came are entered, so that they are waited
 * for, too. */
static bool job_is_empty(struct session *session)
{
    return processes_ask_job(&session->processes) == 0 &&
           os_job_count(session->processes.job) == 0;
}

static void wait_for_handle(struct session *session, const struct run_process *process,
                            struct os_deadline deadline)
{
    void *const waited[] = {process->handle};
    if (!process->ended && !process->is_outside &&
        os_wait_any(waited, 1, os_left(deadline)) != 0)
        recorder_trouble(&session->recorder, process->actor, "process %lu did not end",
                         (unsigned long)process->pid);
}

/* Waits for one of the processes for which the table has no room; otherwise the loop in
 * shutdown_end_all would spin. */
static void wait_for_stranger(struct session *session, struct os_deadline deadline)
{
    uint32_t pid = 0;
    void *handle = NULL;
    if (os_job_pids(session->processes.job, &pid, 1) == 1 &&
        os_process_open(pid, &handle, NULL) == KIT_OK &&
        os_job_has(session->processes.job, handle))
        os_wait_any(&handle, 1, os_left(deadline));
    os_close(&handle);
}

/*
 * Ends all processes of the job. TerminateJobObject only begins this; the processes end one
 * after the other. Three races make one call insufficient:
 * - A process creates another one while the job ends the others.
 * - Wine was still creating a process when the job was ended; the process enters the job
 *   afterwards.
 * - The job's notice of a new process is lost.
 *
 * So the loop ends the job again until the job itself says that it is empty.
 */
void shutdown_end_all(struct session *session)
{
    struct os_deadline deadline = os_deadline_in(END_MS);
    uint32_t waited_for = 0;
    do {
        os_job_end(session->processes.job, KIT_LEFT_CODE);
        for (; waited_for < session->processes.count; waited_for++)
            wait_for_handle(session, &session->processes.all[waited_for], deadline);
        if (session->processes.is_full)
            wait_for_stranger(session, deadline);
    } while (!job_is_empty(session) && os_left(deadline) > 0);
    if (!job_is_empty(session))
        recorder_trouble(&session->recorder, -1,
                         "%lu processes of the run did not end in %d ms",
                         (unsigned long)os_job_count(session->processes.job), END_MS);
}

static bool an_end_is_due(const struct session *session)
{
    for (uint32_t i = 0; i < session->processes.count; i++) {
        const struct run_process *process = &session->processes.all[i];
        if (process->watched && !process->ended && !process->is_outside)
            return true;
    }
    return false;
}

/* Waits for the outstanding end notices. The notice of an end comes after the end, and on a
 * busy machine after everything else. */
static void take_last_ends(struct session *session)
{
    struct os_deadline deadline = os_deadline_in(END_MS);
    loop_turn(session, 0);
    while (an_end_is_due(session) && os_left(deadline) > 0)
        loop_turn(session, os_left(deadline));
}

static void end_what_is_left(struct session *session)
{
    processes_ask_job(&session->processes);
    outsiders_look(&session->processes, true);
    processes_settle(&session->processes);
    bool any = false;
    for (uint32_t i = 0; i < session->processes.count; i++) {
        const struct run_process *process = &session->processes.all[i];
        if (process->ended || (process->is_command && !process->is_outside))
            continue;
        if (process->is_outside && process->actor < 0)
            tell_left_outside(session, process);
        else
            tell_left(session, process);
        any |= !may_stay(session, process->actor);
    }
    escaped_tell(session);
    if (any) /* after it is told what is left: the census gives it time to end */
        kept_census(session);
    shutdown_end_all(session);
    take_last_ends(session);
}

/*
 * Writes the end after the monitor knows of every stall before it. In the other order the judge
 * could decide a window without a stall that fell into it. All processes have ended, so the
 * shared block can go while the monitor finishes its beats.
 */
static void write_end(struct session *session)
{
    observe_calls(session);
    probe_check_tell(session);
    streams_end(session);
    int64_t closed_ns = os_ns(os_ticks());
    stall_monitor_hurry(session->stalls.monitor);
    processes_end(&session->processes);
    shared_block_end(&session->shared);
    stall_monitor_wait(session->stalls.monitor, closed_ns);
    stalls_take(&session->stalls, &session->recorder);
    recorder_say(&session->recorder, EVENT_END, -1);
}

static void say_closing(struct session *session)
{
    struct kit_event event = recorder_event(&session->recorder, EVENT_CLOSING, -1);
    const char *how = run_end_words[session->result.ended_by];
    name_copy(event.by, how, strlen(how));
    session->closing_ns = event.at_ns = recorder_now_ns(&session->recorder);
    recorder_add(&session->recorder, &event);
}

void shutdown_carry_out(struct session *session)
{
    assert(session->finished);
    say_closing(session);
    checks_end(session);
    load_end(session);
    belongings_census(session);
    look_census(session);
    kept_census_if_failed(session);
    /* What the runner has looked at until now took no actor's time. */
    session->closing_ns = recorder_now_ns(&session->recorder);
    inject_end_turns(session);
    close_actors(session, closing_first);
    wait_for_ends(session);
    end_what_is_left(session);
    write_end(session);
}

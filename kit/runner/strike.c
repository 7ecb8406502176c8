#include "kit/runner/strike.h"
#include "kit/os/event.h"
#include "kit/os/process.h"
#include "kit/runner/cast.h"
#include "kit/runner/part.h"
#include "kit/runner/strike_own.h"

#include <string.h>

/* Processor time that proves a thread at work: two of the ticks in which systems count it. */
#define SPIN_SEEN_MS 20

struct kit_event strike_event(const struct run *run, enum kit_event_kind kind, int actor,
                              int line)
{
    const struct scenario_line *from = &run->scenario->lines[line];
    struct kit_event event = watch_event(run, kind, actor);
    event.line = from->line;
    if (from->peer >= 0)
        memcpy(event.peer, run->scenario->actors[from->peer].name, KIT_NAME);
    return event;
}

void strike_add(struct run *run, int line, int target, int64_t at_ns)
{
    const struct scenario_line *from = &run->scenario->lines[line];
    struct kit_event event = strike_event(run, EVENT_STRUCK, target, line);
    name_copy(event.name, fault_words[from->fault], strlen(fault_words[from->fault]));
    memcpy(event.by, from->step, KIT_NAME);
    event.occurrence = from->occurrence;
    event.at_ns = at_ns;
    recorder_add(&run->recorder, event);
}

void strike_await_proof(struct run *run, int line, int target, uint32_t tid)
{
    enum kit_fault fault = run->scenario->lines[line].fault;
    if (fault == FAULT_HANG)
        run->stuck[target] = "hung";
    else if (fault == FAULT_SPIN)
        run->stuck[target] = "spinning";
    if (run->strike_count < SCENARIO_LINES)
        run->strikes[run->strike_count++] = (struct run_strike){
            .pending = true, .line = line, .target = target, .tid = tid, .used_ms = -1};
}

void strike_obeyed(struct run *run, int line, uint32_t tid)
{
    strike_await_proof(run, line, run->scenario->lines[line].target, tid);
}

static void confirm(struct run *run, struct run_strike *strike)
{
    enum kit_fault fault = run->scenario->lines[strike->line].fault;
    struct kit_event event = strike_event(run, EVENT_CONFIRMED, strike->target, strike->line);
    name_copy(event.name, fault_words[fault], strlen(fault_words[fault]));
    recorder_add(&run->recorder, event);
    strike->pending = false;
}

void strike_done(struct run *run, int line)
{
    for (uint32_t i = 0; i < run->strike_count; i++) {
        if (run->strikes[i].pending && run->strikes[i].line == line)
            confirm(run, &run->strikes[i]);
    }
}

/* What a process ends with that this line ends. */
static uint32_t end_code(const struct scenario_line *line)
{
    switch (line->fault) {
    case FAULT_CRASH:
        return KIT_CRASH_CODE;
    case FAULT_EXIT:
        return line->code;
    case FAULT_KILL:
    case FAULT_HANG:
    case FAULT_DROP:
    case FAULT_SPIN:
    case FAULT_DELAY:
    case FAULT_TRUNCATE:
    case FAULT_CORRUPT:
    case FAULT_FAIL:
    case FAULT_COUNT:
        break;
    }
    return KIT_KILL_CODE;
}

/* A runtime may have a way of its own to end after a crash. */
static bool is_end_of(const struct scenario_line *line, uint32_t code)
{
    return code == end_code(line) || (line->fault == FAULT_CRASH && code == KIT_FAIL_FAST_CODE);
}

/* Another code proves nothing: something else may have ended it first, or caught the crash. */
void strike_confirm_end(struct run *run, int actor, uint32_t code)
{
    for (uint32_t i = 0; i < run->strike_count; i++) {
        struct run_strike *strike = &run->strikes[i];
        const struct scenario_line *line = &run->scenario->lines[strike->line];
        if (!strike->pending || strike->target != actor)
            continue;
        if (line->fault == FAULT_DELAY && !run->limit_passed) /* else the runner ended it */
            watch_trouble(run, actor, "line %u: %s ended before its delay was over", line->line,
                          run->scenario->actors[actor].name);
        if (!(fault_flags[line->fault] & FAULT_ENDS))
            continue;
        if (is_end_of(line, code))
            confirm(run, strike);
        else
            watch_trouble(run, actor,
                          "line %u: %s %s, but its process ended with code "
                          "0x%08X and not 0x%08X: something else ended it",
                          line->line, run->scenario->actors[actor].name,
                          fault_pasts[line->fault], (unsigned)code, (unsigned)end_code(line));
    }
}

/* Whether the struck thread has said nothing since it said that it was struck. */
static bool is_silent_since(const struct run *run, const struct run_strike *strike)
{
    const struct recorder *recorder = &run->recorder;
    for (size_t i = recorder->count; i > 0; i--) {
        const struct kit_event *event = &recorder->events[i - 1];
        if (event->tid != strike->tid)
            continue;
        if (event->kind == EVENT_STRUCK)
            return true;
        if (event->kind == EVENT_STEP || event->kind == EVENT_REPORT)
            return false;
    }
    return false;
}

/* It works, and nothing comes of it. */
static bool is_spinning(struct run *run, struct run_strike *strike)
{
    const struct run_process *process = cast_actor(run, strike->target);
    int64_t used_ms = process ? os_thread_used_ms(process->handle, strike->tid) : -1;
    if (strike->used_ms < 0)
        strike->used_ms = used_ms;
    return used_ms >= 0 && used_ms - strike->used_ms >= SPIN_SEEN_MS &&
           is_silent_since(run, strike);
}

#define THREADS_LOOKED_AT 16

/* Any of its threads proves a suspended process; but the one that it was heard of last may have
 * ended by then, such as that which served a child until it said Quit. */
static bool is_suspended(struct run *run, const struct run_strike *strike)
{
    const struct recorder *recorder = &run->recorder;
    const struct run_process *process = cast_actor(run, strike->target);
    uint32_t tids[THREADS_LOOKED_AT] = {strike->tid}, count = 1;
    if (!process)
        return false;
    if (os_thread_suspended(process->handle, strike->tid))
        return true;
    for (size_t i = recorder->count; i > 0 && count < THREADS_LOOKED_AT; i--) {
        const struct kit_event *event = &recorder->events[i - 1];
        bool known = !event->tid ||
                     !words_equal(event->actor, run->scenario->actors[strike->target].name);
        for (uint32_t k = 0; k < count && !known; k++)
            known = tids[k] == event->tid;
        if (known)
            continue;
        if (os_thread_suspended(process->handle, event->tid))
            return true;
        tids[count++] = event->tid;
    }
    return false;
}

/* What is suspended or spins makes no sound: its thread has to be looked at. */
static bool is_proven(struct run *run, struct run_strike *strike)
{
    switch (run->scenario->lines[strike->line].fault) {
    case FAULT_HANG:
        return is_suspended(run, strike);
    case FAULT_SPIN:
        return is_spinning(run, strike);
    case FAULT_KILL:
    case FAULT_DROP:
    case FAULT_CRASH:
    case FAULT_EXIT:
    case FAULT_DELAY:
    case FAULT_TRUNCATE:
    case FAULT_CORRUPT:
    case FAULT_FAIL:
    case FAULT_COUNT:
        break;
    }
    return false;
}

void strike_confirm(struct run *run)
{
    for (uint32_t i = 0; i < run->strike_count; i++) {
        if (run->strikes[i].pending && is_proven(run, &run->strikes[i]))
            confirm(run, &run->strikes[i]);
    }
}

bool strike_awaits(const struct run *run)
{
    for (uint32_t i = 0; i < run->strike_count; i++) {
        enum kit_fault fault = run->scenario->lines[run->strikes[i].line].fault;
        if (run->strikes[i].pending && (fault == FAULT_HANG || fault == FAULT_SPIN))
            return true;
    }
    return false;
}

uint32_t strike_last_tid(const struct run *run, int actor)
{
    const struct recorder *recorder = &run->recorder;
    for (size_t i = recorder->count; i > 0; i--) {
        const struct kit_event *event = &recorder->events[i - 1];
        if (event->tid && words_equal(event->actor, run->scenario->actors[actor].name))
            return event->tid;
    }
    return 0;
}

/* By the handles of both, whatever program they are. To find the pipe takes a while, in which
 * both stand still: they are struck when they run again. */
static bool part_from_parent(struct run *run, const struct run_process *process,
                             int64_t *struck_ns, struct kit_error *err)
{
    int parent = run->scenario->actors[process->actor].parent;
    const struct run_process *other = parent >= 0 ? cast_actor(run, parent) : NULL;
    if (!other) {
        kit_fail(err, KIT_GONE, "there is no process of its parent");
        return false;
    }
    if (part_pipes(process->handle, other->handle, err) != KIT_OK)
        return false;
    *struck_ns = recorder_now_ns(&run->recorder);
    part_let_go(process->handle, other->handle);
    return true;
}

/* *struck_ns is an instant before which nobody can have felt it. */
static bool harm(struct run *run, const struct run_process *process, enum kit_fault fault,
                 int64_t *struck_ns, struct kit_error *err)
{
    *struck_ns = recorder_now_ns(&run->recorder);
    switch (fault) {
    case FAULT_KILL:
        return os_process_kill(process->handle, KIT_KILL_CODE, err) == KIT_OK;
    case FAULT_HANG:
        return os_process_suspend(process->handle, err) == KIT_OK;
    case FAULT_DROP:
        return part_from_parent(run, process, struck_ns, err);
    case FAULT_CRASH:
    case FAULT_EXIT:
    case FAULT_SPIN:
    case FAULT_DELAY:
    case FAULT_TRUNCATE:
    case FAULT_CORRUPT:
    case FAULT_FAIL:
    case FAULT_COUNT:
        break;
    }
    kit_fail(err, KIT_BAD_INPUT, "it is carried out by the actor itself, at a step");
    return false;
}

/* Returns the instant of the blow, or -1 if there was nobody to strike or it failed. */
int64_t strike_harm(struct run *run, int line)
{
    const struct scenario_line *from = &run->scenario->lines[line];
    struct run_process *process = cast_actor(run, from->target);
    const char *fault = fault_words[from->fault];
    const char *name = run->scenario->actors[from->target].name;
    int64_t struck_ns = -1;
    struct kit_error why;
    if (!process) {
        watch_trouble(run, from->target, "line %u: there is no process of %s to %s", from->line,
                      name, fault);
        return -1;
    }
    if (harm(run, process, from->fault, &struck_ns, &why))
        return struck_ns;
    watch_trouble(run, from->target, "line %u: %s %s: %s", from->line, fault, name, why.text);
    return -1;
}

void strike_now(struct run *run, int line)
{
    int target = run->scenario->lines[line].target;
    uint32_t tid = strike_last_tid(run, target);
    int64_t at_ns = strike_harm(run, line);
    if (at_ns < 0)
        return;
    strike_add(run, line, target, at_ns);
    strike_await_proof(run, line, target, tid);
    /* An actor without a probe has no thread we know of; that the call went well must do. So it
     * must for a pipe: who looked again would hold it open. */
    enum kit_fault fault = run->scenario->lines[line].fault;
    if ((tid == 0 && fault == FAULT_HANG) || fault == FAULT_DROP)
        strike_done(run, line);
}

static void let_go(struct run *run, int actor, uint32_t order)
{
    struct stage_order *held = &run->stage.orders[actor][order];
    struct kit_event event = strike_event(run, EVENT_RELEASED, actor, held->line);
    memcpy(event.name, run->scenario->lines[held->line].step, KIT_NAME);
    recorder_add(&run->recorder, event);
    run->released[held->line] = true;
    os_event_set(held->gate);
}

/*
 * Whom a line strikes at another's step may not be there yet, and the thread stands still until
 * it is; or it may be gone, or never come. Of actors that are driven by count that is in order:
 * they end when they have made their requests. The line was not reached, and says so at the
 * end.
 */
static void strike_for(struct run *run, int actor, uint32_t order)
{
    struct stage_order *held = &run->stage.orders[actor][order];
    int target = run->scenario->lines[held->line].target;
    bool counts = run->scenario->requests > 0, stands = cast_actor(run, actor) != NULL;
    if (counts && stands && !cast_has_been(run, target) && !cast_never_comes(run, target))
        return;
    held->awaits = false;
    if (!counts || (stands && cast_actor(run, target)))
        strike_now(run, held->line);
    let_go(run, actor, order);
}

void strike_awaited(struct run *run)
{
    for (int actor = 0; actor < (int)run->scenario->actor_count; actor++) {
        for (uint32_t i = 0; i < run->stage.order_counts[actor]; i++) {
            if (run->stage.orders[actor][i].awaits)
                strike_for(run, actor, i);
        }
    }
}

/* The actor stands still at the step; if that was for another's fault, strike and let it go. */
void strike_held(struct run *run, int actor, uint32_t order)
{
    struct stage_order *held = &run->stage.orders[actor][order];
    run->held[held->line] = true;
    if (run->scenario->lines[held->line].kind == SAY_HOLD)
        return;
    held->awaits = true;
    strike_for(run, actor, order);
}

void strike_release(struct run *run, int actor)
{
    for (uint32_t i = 0; i < run->stage.order_counts[actor]; i++) {
        int line = run->stage.orders[actor][i].line;
        if (line != STAGE_BREAK && run->scenario->lines[line].kind == SAY_HOLD &&
            run->held[line] && !run->released[line])
            let_go(run, actor, i);
    }
}

/* So often as it was hung: suspensions are counted. */
static uint32_t hangs_of(const struct run *run, int actor)
{
    uint32_t count = 0;
    const char *name = run->scenario->actors[actor].name;
    for (size_t i = 0; i < run->recorder.count; i++) {
        const struct kit_event *event = &run->recorder.events[i];
        if (!words_equal(event->actor, name))
            continue;
        if (event->kind == EVENT_RESUMED)
            count = 0;
        else if (event->kind == EVENT_STRUCK &&
                 words_equal(event->name, fault_words[FAULT_HANG]))
            count++;
    }
    return count;
}

void strike_resume(struct run *run, int line)
{
    int actor = run->scenario->lines[line].actor;
    struct run_process *process = cast_actor(run, actor);
    uint32_t hangs = hangs_of(run, actor);
    struct kit_error why = {.status = KIT_OK};
    /* Written first: what it does now comes after it. */
    recorder_add(&run->recorder, strike_event(run, EVENT_RESUMED, actor, line));
    run->stuck[actor] = NULL;
    for (uint32_t i = 0; process && i < hangs && why.status == KIT_OK; i++) {
        if (os_process_resume_all(process->handle, &why) != KIT_OK)
            watch_trouble(run, actor, "%s cannot be resumed: %.150s",
                          run->scenario->actors[actor].name, why.text);
    }
}

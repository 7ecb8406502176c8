#include "kit/runner/watch.h"
#include "kit/os/clock.h"
#include "kit/os/event.h"
#include "kit/os/port.h"
#include "kit/os/process.h"
#include "kit/runner/strike.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* The port's key for the bell; processes have their index plus one. */
#define BELL_KEY  UINTPTR_MAX

/*
 * How often rings are read although no bell rang: a ring of 2048 records must not run over
 * while nobody looks. And how often when something is due that no event announces.
 */
#define IDLE_MS   20u
#define NEAR_MS   2u

#define NS_PER_MS INT64_C(1000000)

enum kit_status watch_begin(struct run *run, struct kit_error *err)
{
    run->stall_at = canary_count(run->settings->canary);
    enum kit_status status = os_port_create(&run->port, err);
    if (status == KIT_OK)
        status = os_job_create(run->port, &run->job, err);
    if (status == KIT_OK)
        status = os_watch(run->port, run->stage.bell, false, BELL_KEY, &run->bell_watch, err);
    return status;
}

void watch_end(struct run *run)
{
    os_unwatch(&run->bell_watch);
    for (uint32_t i = 0; i < run->process_count; i++) {
        os_unwatch(&run->processes[i].watch);
        os_close(&run->processes[i].handle);
    }
    os_close(&run->job);
    os_close(&run->port);
}

struct kit_event watch_event(const struct run *run, enum kit_event_kind kind, int actor)
{
    struct kit_event event = {.kind = kind};
    if (actor >= 0)
        memcpy(event.actor, run->scenario->actors[actor].name, KIT_NAME);
    return event;
}

void watch_trouble(struct run *run, int actor, const char *format, ...)
{
    struct kit_event event = watch_event(run, EVENT_TROUBLE, actor);
    va_list args;
    va_start(args, format);
    vsnprintf(event.text, sizeof event.text, format, args);
    va_end(args);
    recorder_add(&run->recorder, event);
}

struct run_process *watch_actor(struct run *run, int actor)
{
    for (uint32_t i = 0; i < run->process_count; i++) {
        struct run_process *process = &run->processes[i];
        if (process->actor == actor && !process->ended)
            return process;
    }
    return NULL;
}

/* By PID, of those alive: the numbers come round again quickly. */
static struct run_process *find_pid(struct run *run, uint32_t pid)
{
    for (uint32_t i = 0; i < run->process_count; i++) {
        if (run->processes[i].pid == pid && !run->processes[i].ended)
            return &run->processes[i];
    }
    return NULL;
}

/*
 * A process that was only just created has no image that could be asked for yet, and one that
 * has ended has none any more: it is asked for again until it is there.
 */
static void know_image(struct run_process *process)
{
    char image[OS_COMMAND_MOST];
    if (process->image[0] || process->ended)
        return;
    os_process_image(process->handle, image, sizeof image);
    image[KIT_NAME - 1] = 0;
    memcpy(process->image, image, KIT_NAME);
}

/* The start is written once it is known whose it is, with the time at which it was seen. */
static void tell_start(struct run *run, struct run_process *process, int actor,
                       int64_t before_ns)
{
    process->actor = actor;
    if (process->told)
        return;
    process->told = true;
    know_image(process);
    struct kit_event event = watch_event(run, EVENT_STARTED, actor);
    event.at_ns = process->seen_ns < before_ns ? process->seen_ns : before_ns;
    event.pid = process->pid;
    memcpy(event.name, process->image, KIT_NAME);
    recorder_add(&run->recorder, event);
}

/* Not while it is being made: under Wine, its handle looks as if it had ended already. */
static void watch_end_of(struct run *run, struct run_process *process)
{
    struct kit_error why;
    if (process->watched || os_process_unborn(process->handle))
        return;
    process->watched = true;
    uintptr_t key = (uintptr_t)(process - run->processes) + 1;
    if (os_watch(run->port, process->handle, true, key, &process->watch, &why) != KIT_OK)
        watch_trouble(run, -1, "a process cannot be watched: %.150s", why.text);
}

static struct run_process *enter(struct run *run, void *handle, uint32_t pid)
{
    if (run->process_count == RUN_PROCESSES) {
        watch_trouble(run, -1, "the run has more than %d processes", RUN_PROCESSES);
        os_close(&handle);
        return NULL;
    }
    struct run_process *process = &run->processes[run->process_count++];
    *process = (struct run_process){.handle = handle, .pid = pid, .actor = -1};
    process->seen_ns = recorder_now_ns(&run->recorder);
    watch_end_of(run, process);
    return process;
}

void watch_process(struct run *run, void *handle, uint32_t pid, int actor)
{
    struct run_process *process = enter(run, handle, pid);
    if (process)
        tell_start(run, process, actor, process->seen_ns);
}

static bool same_image(const char *image, const char *program)
{
    const char *last = program;
    for (const char *at = program; *at; at++) {
        if (*at == '/' || *at == '\\')
            last = at + 1;
    }
    size_t i = 0;
    for (; last[i] && tolower((unsigned char)last[i]) == tolower((unsigned char)image[i]); i++)
        ;
    return last[i] == 0 && (image[i] == 0 || words_equal(image + i, ".exe"));
}

static bool has_process(const struct run *run, int actor)
{
    for (uint32_t i = 0; i < run->process_count; i++) {
        if (run->processes[i].actor == actor)
            return true;
    }
    return false;
}

/*
 * Whose process is it that has not said so itself? The first actor of this program that has
 * none yet. `by_image` asks only among those that are known in no other way.
 */
static int guess_actor(const struct run *run, const char *image, bool by_image)
{
    for (uint32_t i = 0; i < run->scenario->actor_count; i++) {
        const struct scenario_actor *actor = &run->scenario->actors[i];
        if ((actor->by_image || !by_image) && !has_process(run, (int)i) &&
            same_image(image, actor->program))
            return (int)i;
    }
    return -1;
}

static int actor_of_pid(struct run *run, uint32_t pid)
{
    for (uint32_t i = 0; i < run->scenario->actor_count; i++) {
        if (atomic_load(&run_actor(run->stage.block, i)->pid) == pid &&
            !has_process(run, (int)i))
            return (int)i;
    }
    return -1;
}

static struct run_process *open_pid(struct run *run, uint32_t pid)
{
    void *handle = NULL;
    struct run_process *known = find_pid(run, pid);
    if (known)
        return known;
    /* It may be over already, and its number gone: then there is nothing to know about it. */
    if (os_process_open(pid, &handle, NULL) != KIT_OK)
        return NULL;
    /* A broken actor may say any number, and the runner kills whom it knows. */
    if (!os_job_has(run->job, handle)) {
        os_close(&handle);
        return NULL;
    }
    return enter(run, handle, pid);
}

static void know_process(struct run *run, struct run_process *process)
{
    if (process->told)
        return;
    know_image(process);
    int actor = actor_of_pid(run, process->pid);
    if (actor < 0)
        actor = guess_actor(run, process->image, true);
    if (actor < 0)
        return;
    /* So that its probe finds its place by its PID, whichever comes first, it or this line. */
    uint32_t nobody = 0;
    atomic_compare_exchange_strong(&run_actor(run->stage.block, (uint32_t)actor)->pid, &nobody,
                                   process->pid);
    tell_start(run, process, actor, process->seen_ns);
}

static void know_processes(struct run *run)
{
    for (uint32_t i = 0; i < run->process_count; i++) {
        watch_end_of(run, &run->processes[i]);
        know_process(run, &run->processes[i]);
    }
}

static void attached(struct run *run, int actor, int64_t at_ns)
{
    uint32_t pid = atomic_load(&run_actor(run->stage.block, (uint32_t)actor)->pid);
    struct run_process *process = open_pid(run, pid);
    if (process)
        tell_start(run, process, actor, at_ns);
    else
        watch_trouble(run, actor,
                      "process %lu says that it is %s, but it is no process of this run",
                      (unsigned long)pid, run->scenario->actors[actor].name);
    struct kit_event event = watch_event(run, EVENT_ATTACHED, actor);
    event.at_ns = at_ns;
    event.pid = pid;
    recorder_add(&run->recorder, event);
    os_event_set(run->stage.admits[actor]);
}

static struct kit_event ring_event(struct run *run, int actor, enum kit_event_kind kind,
                                   const struct ring_slot *slot)
{
    const struct actor_block *block = run_actor(run->stage.block, (uint32_t)actor);
    struct kit_event event = watch_event(run, kind, actor);
    event.at_ns = os_ns(slot->ticks) - run->recorder.start_ns;
    actor_name_text(block, slot->name, event.name);
    actor_name_text(block, slot->peer, event.peer);
    actor_name_text(block, slot->by, event.by);
    event.occurrence = slot->occurrence;
    event.tid = slot->tid;
    event.deadline_ms = slot->deadline_ms;
    event.code = slot->code;
    event.sequence = slot->sequence;
    event.size = slot->size;
    event.checksum = slot->checksum;
    return event;
}

/* Once for an actor: one that writes over its ring writes over all of it. */
static void tell_nonsense(struct run *run, int actor, const char *what, uint32_t number)
{
    if (!run->nonsense[actor])
        watch_trouble(run, actor,
                      "the ring of %s holds nonsense: %s %u; it writes where it should not",
                      run->scenario->actors[actor].name, what, number);
    run->nonsense[actor] = true;
}

/* What is about an order has the order's line; what names no order of ours is nonsense. */
static void take_order(struct run *run, int actor, const struct ring_slot *slot)
{
    if (slot->order >= run->stage.order_counts[actor]) {
        tell_nonsense(run, actor, "order", slot->order);
        return;
    }
    int line = run->stage.orders[actor][slot->order].line;
    const struct scenario_line *from = &run->scenario->lines[line];
    enum kit_event_kind kind = slot->kind == RING_HELD ? EVENT_HELD : EVENT_STRUCK;
    struct kit_event event = ring_event(run, actor, kind, slot);
    event.line = from->line;
    switch ((enum ring_kind)slot->kind) {
    case RING_STRUCK:
        memcpy(event.by, event.name, KIT_NAME);
        name_copy(event.name, fault_words[from->fault], strlen(fault_words[from->fault]));
        recorder_add(&run->recorder, event);
        strike_obeyed(run, line, slot->tid);
        break;
    case RING_HELD:
        recorder_add(&run->recorder, event);
        strike_held(run, actor, slot->order);
        break;
    case RING_DONE:
        strike_done(run, line);
        break;
    case RING_REFUSED:
        watch_trouble(run, actor,
                      "line %u: %s cannot %s: it has not told the probe how; call "
                      "lifeline_%s_with",
                      from->line, run->scenario->actors[actor].name,
                      from->fault == FAULT_DROP ? "drop its pipe" : "spoil a message",
                      from->fault == FAULT_DROP ? "drop" : "spoil");
        break;
    case RING_EMPTY:
    case RING_ATTACHED:
    case RING_STEP:
    case RING_REPORT:
    case RING_KIND_COUNT:
        break;
    }
}

static void take_slot(struct run *run, int actor, const struct ring_slot *slot)
{
    int64_t at_ns = os_ns(slot->ticks) - run->recorder.start_ns;
    switch (slot->kind) {
    case RING_ATTACHED:
        attached(run, actor, at_ns);
        break;
    case RING_STEP:
        recorder_add(&run->recorder, ring_event(run, actor, EVENT_STEP, slot));
        break;
    case RING_REPORT:
        recorder_add(&run->recorder, ring_event(run, actor, EVENT_REPORT, slot));
        break;
    case RING_STRUCK:
    case RING_HELD:
    case RING_DONE:
    case RING_REFUSED:
        take_order(run, actor, slot);
        break;
    default:
        tell_nonsense(run, actor, "a record of kind", slot->kind);
        break;
    }
}

/*
 * Written ahead of the first record that survived, with its time: what was lost lies between
 * that one and the one before.
 */
static void tell_gap(struct run *run, int actor, struct ring_reader *reader, int64_t at_ns)
{
    struct kit_event event = watch_event(run, EVENT_GAP, actor);
    if (reader->lost == 0)
        return;
    event.at_ns = at_ns;
    event.size = reader->lost;
    reader->lost = 0;
    recorder_add(&run->recorder, event);
}

/* All processes have one clock, so a record's time lies between the run's start and now. */
static bool is_of_this_run(struct run *run, int actor, const struct ring_slot *slot)
{
    int64_t at_ns = os_ns(slot->ticks) - run->recorder.start_ns;
    if (at_ns >= 0 && at_ns <= recorder_now_ns(&run->recorder) + NS_PER_MS)
        return true;
    tell_nonsense(run, actor, "a time that is not of this run, in a record of kind",
                  slot->kind);
    return false;
}

static void read_ring(struct run *run, int actor)
{
    struct ring_reader *reader = &run->stage.readers[actor];
    struct ring_slot slot;
    /* Bounded: an actor that writes as fast as this reads must not keep the runner here. */
    for (int i = 0; i < RUN_SLOTS; i++) {
        if (!ring_take(run_actor(run->stage.block, (uint32_t)actor), reader, &slot))
            break;
        if (!is_of_this_run(run, actor, &slot))
            continue;
        tell_gap(run, actor, reader, os_ns(slot.ticks) - run->recorder.start_ns);
        take_slot(run, actor, &slot);
    }
    tell_gap(run, actor, reader, 0);
}

void watch_rings(struct run *run)
{
    for (uint32_t i = 0; i < run->scenario->actor_count; i++)
        read_ring(run, (int)i);
}

/* Whose it is, of a process that has not said so and whose image is no actor's alone. */
static void settle_whose(struct run *run, struct run_process *process)
{
    if (process->told)
        return;
    int actor = actor_of_pid(run, process->pid);
    if (actor < 0)
        actor = guess_actor(run, process->image, false);
    tell_start(run, process, actor, process->seen_ns);
}

void watch_strangers(struct run *run)
{
    for (uint32_t i = 0; i < run->process_count; i++)
        settle_whose(run, &run->processes[i]);
}

/* What it said last comes first: its ring is read before its end is written. */
static void process_ended(struct run *run, struct run_process *process)
{
    if (process->ended)
        return;
    watch_rings(run);
    settle_whose(run, process);
    process->ended = true;
    struct kit_event event = watch_event(run, EVENT_EXITED, process->actor);
    event.pid = process->pid;
    event.code = os_exit_code(process->handle);
    if (process->actor < 0)
        memcpy(event.name, process->image, KIT_NAME);
    recorder_add(&run->recorder, event);
    if (process->actor >= 0)
        strike_confirm_end(run, process->actor, event.code);
}

static void take_news(struct run *run, const struct os_news *news)
{
    if (news->kind == OS_PROCESS_NEW)
        open_pid(run, news->pid);
    if (news->kind == OS_SIGNALLED && news->key != BELL_KEY && news->key <= run->process_count)
        process_ended(run, &run->processes[news->key - 1]);
}

int64_t watch_stalled_ns(const struct run *run, const int64_t since_ns[CANARY_CORES])
{
    int64_t worst_ns = 0;
    for (uint32_t i = 0; i < CANARY_CORES; i++) {
        int64_t stalled_ns = run->stalled_ns[i] - (since_ns ? since_ns[i] : 0);
        if (stalled_ns > worst_ns)
            worst_ns = stalled_ns;
    }
    return worst_ns < WATCH_STRETCH_NS ? worst_ns : WATCH_STRETCH_NS;
}

static void take_stalls(struct run *run)
{
    struct canary_stall stall;
    while (canary_next(run->settings->canary, &run->stall_at, &stall)) {
        struct kit_event event = watch_event(run, EVENT_STALL, -1);
        event.at_ns = stall.from_ns - run->recorder.start_ns;
        event.until_ns = stall.until_ns - run->recorder.start_ns;
        /* A stall that began before the run cost the run only what fell into it. */
        if (event.at_ns < 1)
            event.at_ns = 1;
        if (event.until_ns <= event.at_ns)
            continue;
        event.occurrence = stall.core;
        run->stalled_ns[(stall.core - 1) % CANARY_CORES] += event.until_ns - event.at_ns;
        recorder_add(&run->recorder, event);
    }
}

/* Time has passed only as far as the canary knows of every stall in it. */
static int64_t passed_ns(const struct run *run)
{
    int64_t now_ns = recorder_now_ns(&run->recorder);
    int64_t known_ns = canary_passed_ns(run->settings->canary);
    if (known_ns == INT64_MAX)
        return now_ns;
    known_ns -= run->recorder.start_ns;
    return known_ns < now_ns ? known_ns : now_ns;
}

static void listen_for(struct run *run)
{
    if (run->result.wait_count == 0)
        stage_listen_to_nobody(&run->stage);
    for (uint32_t i = 0; i < run->result.wait_count; i++)
        stage_listen(&run->stage, run->result.waits[i].actor, run->result.waits[i].name);
}

/* The limit is fair to a machine that stands still, but no run lasts for ever. */
static int64_t limit_ns(const struct run *run)
{
    return run->scenario->limit_ms * NS_PER_MS + watch_stalled_ns(run, NULL);
}

static void judge_now(struct run *run)
{
    int64_t now_ns = passed_ns(run);
    take_stalls(run);
    if (!run->limit_passed && now_ns > limit_ns(run)) {
        run->limit_passed = true;
        recorder_add(&run->recorder, watch_event(run, EVENT_LIMIT, -1));
    }
    const struct kit_event *events = recorder_sorted(&run->recorder);
    judge(run->scenario, run->system, events, run->recorder.count, now_ns, &run->result);
    listen_for(run);
}

uint32_t watch_patience_ms(const struct run *run)
{
    if (strike_awaits(run))
        return 1;
    int64_t now_ns = recorder_now_ns(&run->recorder);
    uint32_t patience_ms = IDLE_MS;
    for (uint32_t i = 0; i < run->result.wait_count; i++) {
        int64_t left_ms = (run->result.waits[i].deadline_ns - now_ns) / NS_PER_MS + 1;
        if (left_ms < (int64_t)patience_ms)
            patience_ms = left_ms < (int64_t)NEAR_MS ? NEAR_MS : (uint32_t)left_ms;
    }
    return patience_ms;
}

void watch(struct run *run, uint32_t timeout_ms)
{
    struct os_news news;
    bool more = os_port_wait(run->port, timeout_ms, &news);
    /* Cleared before the rings are read: a step that comes after that rings again. */
    atomic_store(&run->stage.block->bell_rung, 0);
    for (int i = 0; more && i < RUN_PROCESSES * 2; i++) {
        take_news(run, &news);
        more = os_port_wait(run->port, 0, &news);
    }
    watch_rings(run);
    know_processes(run);
    strike_inside(run);
    strike_confirm(run);
    judge_now(run);
}

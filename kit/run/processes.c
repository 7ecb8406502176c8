#include "kit/run/processes.h"
#include "kit/os/event.h"
#include "kit/os/process.h"
#include "kit/os/stranger.h"
#include "kit/run/neighbours.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Bytes of a command line that are kept. */
#define COMMAND_BYTES       4096

/* How long a process may take to end once its handles are closed. */
#define ENDING_MS           100

/* How long a new process may not show its command line. */
#define COMMAND_PATIENCE_NS (10000 * NS_PER_MS)

/* The port's key for the bell; a process's key is its index plus one. */
#define BELL_KEY            UINTPTR_MAX

enum kit_status processes_begin(struct processes *processes, void *bell, struct kit_error *err)
{
    assert(processes->scenario && processes->actors);
    bool breakaway = false;
    for (uint32_t i = 0; i < processes->scenario->actor_count; i++) {
        processes->reads_commands |= processes->scenario->actors[i].by_command;
        breakaway |= processes->scenario->actors[i].launch.job == LAUNCH_JOB_BREAKAWAY;
    }
    processes->strangers =
        breakaway ? calloc(OS_STRANGERS, sizeof *processes->strangers) : NULL;
    if (breakaway && !processes->strangers)
        return kit_fail(err, KIT_FULL, "no memory to follow processes outside the job");
    enum kit_status status = os_port_create(&processes->port, err);
    if (status == KIT_OK)
        status = os_job_create(processes->port, breakaway, &processes->job, err);
    if (status == KIT_OK)
        status = os_watch(processes->port, bell, false, BELL_KEY, &processes->bell_watch, err);
    return status;
}

void processes_end(struct processes *processes)
{
    os_unwatch(&processes->bell_watch);
    for (uint32_t i = 0; i < processes->count; i++) {
        os_unwatch(&processes->all[i].watch);
        os_close(&processes->all[i].handle);
        free(processes->all[i].command);
        processes->all[i].command = NULL;
    }
    free(processes->strangers);
    processes->strangers = NULL;
    os_close(&processes->job);
    os_close(&processes->port);
}

struct run_process *process_of(struct processes *processes, int actor)
{
    assert(actor >= 0);
    for (uint32_t i = 0; i < processes->count; i++) {
        struct run_process *process = &processes->all[i];
        if (process->actor == actor && !process->ended &&
            process->incarnation == processes->actors[actor].incarnation)
            return process;
    }
    return NULL;
}

bool processes_ends_now(struct processes *processes, int actor)
{
    struct run_process *process = process_of(processes, actor);
    return !process || os_wait_any(&process->handle, 1, ENDING_MS) == 0;
}

bool processes_has_live(const struct processes *processes, uint32_t pid)
{
    for (uint32_t i = 0; i < processes->count; i++) {
        const struct run_process *process = &processes->all[i];
        if (process->pid == pid && !process->ended && !process->is_command)
            return true;
    }
    return false;
}

bool processes_live(const struct processes *processes)
{
    for (uint32_t i = 0; i < processes->count; i++) {
        if (!processes->all[i].ended)
            return true;
    }
    return false;
}

bool processes_actor_lives(const struct processes *processes)
{
    for (uint32_t i = 0; i < processes->count; i++) {
        if (!processes->all[i].ended && processes->all[i].actor >= 0)
            return true;
    }
    return false;
}

/* Finds a living process by its PID. Ended processes are skipped, since the system reuses PIDs
 * quickly. */
static struct run_process *find_pid(struct processes *processes, uint32_t pid)
{
    for (uint32_t i = 0; i < processes->count; i++) {
        if (processes->all[i].pid == pid && !processes->all[i].ended)
            return &processes->all[i];
    }
    return NULL;
}

/* Reads the command line. A process that is being made does not show it yet, which takes node
 * more than a second on a busy machine. One that does not show it after ten seconds never will,
 * and it counts as known and empty. */
static void know_command(const struct processes *processes, struct run_process *process)
{
    char command[COMMAND_BYTES] = "";
    void *stranger = os_stranger_open(process->pid);
    bool is_read = stranger && os_stranger_command(stranger, command, sizeof command);
    bool is_hopeless =
        recorder_now_ns(processes->recorder) > process->seen_ns + COMMAND_PATIENCE_NS;
    os_close(&stranger);
    if (is_read || is_hopeless)
        process->command = _strdup(command);
}

/*
 * Reads the process's image name and its age, as far as they are not known yet. A process that
 * is still being created has neither yet, and an ended process has no image name any more. So
 * the read is repeated until it succeeds.
 */
static void know_process_facts(const struct processes *processes, struct run_process *process)
{
    if (process->ended)
        return;
    if (!process->image[0])
        os_process_image(process->handle, process->image);
    if (processes->reads_commands && !process->command)
        know_command(processes, process);
    if (process->created > 0)
        return;
    process->created = os_process_created(process->handle);
    if (process->created > 0)
        neighbours_add(processes->neighbours, process->pid, process->created);
}

void process_image_name(const struct run_process *process, char to[KIT_NAME])
{
    struct text name = text_over(to, KIT_NAME);
    text_add(&name, "%s", process->image);
}

/* Gives up the place of the actor that this process was taken for by its image: this process
 * has since said another name, or another process has said this one. */
static void leave_place(struct processes *processes, const struct run_process *process)
{
    struct actor_state *left = &processes->actors[process->actor];
    if (process->incarnation == left->incarnation)
        actor_was_not(left);
}

static void take_place(struct processes *processes, struct run_process *process, int actor)
{
    if (process->actor == actor)
        return;
    if (process->actor >= 0)
        leave_place(processes, process);
    process->actor = actor;
    if (actor < 0)
        return;
    actor_begins(&processes->actors[actor], process->pid);
    process->incarnation = processes->actors[actor].incarnation;
}

void processes_leave_place(struct processes *processes, struct run_process *process)
{
    assert(process->actor >= 0 && !process->attached);
    take_place(processes, process, IDENTITY_NOBODY);
    process->told = false; /* its image tells once more, among the places that are free then */
}

/* The time of the process's start in the log: when the runner saw it first, but not after
 * `before_ns`, unless the start is logged once more. If the process takes the place of an ended
 * one, its start is not before that end. */
static int64_t started_at(const struct processes *processes, const struct run_process *process,
                          int64_t before_ns)
{
    bool is_early = before_ns < process->seen_ns && !process->told;
    int64_t at_ns = is_early ? before_ns : process->seen_ns;
    int64_t free_ns = process->actor >= 0 ? processes->actors[process->actor].ended_ns : 0;
    return at_ns > free_ns ? at_ns : free_ns;
}

/* Logs the start, once the runner knows which actor the process is. */
static void tell_start(struct processes *processes, struct run_process *process, int actor,
                       int64_t before_ns)
{
    bool is_known = process->told && process->actor == actor;
    take_place(processes, process, actor);
    if (is_known)
        return;
    know_process_facts(processes, process);
    struct kit_event event = recorder_event(processes->recorder, EVENT_STARTED, actor);
    event.at_ns = started_at(processes, process, before_ns);
    process->told = true;
    event.pid = process->pid;
    process_image_name(process, event.name);
    if (process->is_outside)
        name_copy(event.by, PROCESS_OUTSIDE, strlen(PROCESS_OUTSIDE));
    struct text text = text_over(event.text, sizeof event.text);
    text_add(&text, "%s", process->command ? process->command : "");
    recorder_add(processes->recorder, &event);
}

/* Watches for the end of the process. It does not do so while the process is still being
 * created: under Wine the handle of such a process looks as if the process had ended. */
static void watch_end_of(struct processes *processes, struct run_process *process)
{
    struct kit_error why;
    if (process->watched || os_process_unborn(process->handle))
        return;
    process->watched = true;
    uintptr_t key = (uintptr_t)(process - processes->all) + 1;
    if (os_watch(processes->port, process->handle, true, key, &process->watch, &why) != KIT_OK)
        recorder_trouble(processes->recorder, -1, "a process cannot be watched: %.150s",
                         why.text);
}

/* A command, such as `cmd /c`, may start others: they are no actors, either. */
static bool is_of_command(const struct processes *processes, const struct run_process *process)
{
    for (uint32_t i = 0; i < processes->count; i++) {
        if (processes->all[i].is_command && processes->all[i].pid == process->creator)
            return true;
    }
    return false;
}

static struct run_process *enroll_process(struct processes *processes, void *handle,
                                          uint32_t pid)
{
    if (processes->count == RUN_PROCESSES) {
        if (!processes->is_full)
            recorder_trouble(processes->recorder, -1, "the run has more than %d processes",
                             RUN_PROCESSES);
        processes->is_full = true;
        os_close(&handle);
        return NULL;
    }
    struct run_process *process = &processes->all[processes->count++];
    *process = (struct run_process){.handle = handle, .pid = pid, .actor = IDENTITY_NOBODY};
    process->seen_ns = recorder_now_ns(processes->recorder);
    process->creator = os_process_creator(handle);
    know_process_facts(processes, process);
    process->is_command = process->told = is_of_command(processes, process);
    watch_end_of(processes, process);
    return process;
}

void processes_enter(struct processes *processes, void *handle, uint32_t pid, int actor)
{
    assert(handle && pid > 0 && actor >= 0);
    struct run_process *process = enroll_process(processes, handle, pid);
    if (process)
        tell_start(processes, process, actor, process->seen_ns);
}

void processes_enter_command(struct processes *processes, void *handle, uint32_t pid)
{
    assert(handle && pid > 0);
    struct run_process *process = enroll_process(processes, handle, pid);
    if (process)
        process->is_command = process->told = true;
}

void processes_enter_outsider(struct processes *processes, void *handle, uint32_t pid)
{
    assert(handle && pid > 0);
    struct run_process *process = enroll_process(processes, handle, pid);
    if (process)
        process->is_outside = true;
}

static struct run_process *enter_pid(struct processes *processes, uint32_t pid)
{
    void *handle = NULL;
    struct run_process *known = find_pid(processes, pid);
    if (known)
        return known;
    /* The process may have ended already, and its PID is free: nothing is left to know. */
    if (os_process_open(pid, &handle, NULL) != KIT_OK)
        return NULL;
    /* A broken actor may send any PID, and the runner kills processes that it knows. So a PID
     * counts only if its process is in the run's job. */
    if (!os_job_has(processes->job, handle)) {
        os_close(&handle);
        return NULL;
    }
    return enroll_process(processes, handle, pid);
}

/* Before the asking process is entered, the job is asked for processes that were created
 * earlier: their notices may not have arrived yet. Otherwise the order of notices would decide
 * which process gets an actor's place. */
struct run_process *processes_open(struct processes *processes, uint32_t pid)
{
    if (!find_pid(processes, pid))
        processes_ask_job(processes);
    return enter_pid(processes, pid);
}

void processes_attach(struct processes *processes, struct run_process *process, int actor,
                      int64_t at_ns)
{
    assert(actor >= 0 && (uint32_t)actor < processes->scenario->actor_count);
    assert(!process->ended && !process->attached);
    tell_start(processes, process, actor, at_ns);
    process->attached = true;
}

void processes_end_commands(struct processes *processes)
{
    processes_ask_job(processes);
    for (uint32_t i = 0; i < processes->count; i++) {
        const struct run_process *process = &processes->all[i];
        if (process->is_command && !process->ended && !process->is_outside)
            os_process_kill(process->handle, KIT_KILL_CODE, NULL);
    }
}

size_t processes_ask_job(struct processes *processes)
{
    uint32_t pids[RUN_PROCESSES];
    size_t count = os_job_pids(processes->job, pids, RUN_PROCESSES);
    assert(count <= RUN_PROCESSES);
    for (size_t i = 0; i < count; i++)
        enter_pid(processes, pids[i]);
    return count;
}

/* Two actors whose texts both fit: which one the process is would be a guess. */
static void tell_rivals(const struct processes *processes, const struct run_process *process,
                        int actor, int rival)
{
    const struct scenario_actor *actors = processes->scenario->actors;
    recorder_trouble(processes->recorder, actor,
                     "process %lu fits both %s (line %u) and %s (line %u); write more of the "
                     "command line in one of them: %.80s",
                     (unsigned long)process->pid, actors[actor].name, actors[actor].line_number,
                     actors[rival].name, actors[rival].line_number, process->command);
}

static int identify_by_image(struct processes *processes, struct run_process *process,
                             bool only_by_image)
{
    const struct identity identity = {processes->scenario, processes->actors};
    know_process_facts(processes, process);
    const struct newcomer newcomer = {process->image, process->creator, process->command};
    int actor = identity_by_image(&identity, &newcomer, only_by_image);
    int rival = actor >= 0 && processes->reads_commands
                    ? identity_rival(&identity, actor, &newcomer)
                    : IDENTITY_NOBODY;
    if (rival >= 0 && !processes->told_rivals)
        tell_rivals(processes, process, actor, rival);
    processes->told_rivals |= rival >= 0;
    return actor;
}

int processes_whose(struct processes *processes, struct run_process *process)
{
    return process->actor >= 0 ? process->actor : identify_by_image(processes, process, true);
}

/* Compares by creation time. If the times are equal or unknown, the order in which the runner
 * heard of the processes decides. */
static bool is_older(const struct run_process *process, const struct run_process *other)
{
    bool is_known = process->created > 0 && other->created > 0;
    return is_known && process->created != other->created ? process->created < other->created
                                                          : process < other;
}

/*
 * True if the process is still being created, so that its image name is not known yet. If its
 * creator has ended, the image may never come. A process that gets its image during this very
 * look is handled in the next look, before younger processes.
 */
static bool image_is_pending(struct processes *processes, struct run_process *process)
{
    bool was_unknown = !process->image[0] || (processes->reads_commands && !process->command);
    know_process_facts(processes, process);
    return !process->told && !process->ended && was_unknown &&
           find_pid(processes, process->creator);
}

bool processes_has_elder(struct processes *processes, const struct run_process *process)
{
    for (uint32_t i = 0; i < processes->count; i++) {
        struct run_process *other = &processes->all[i];
        if (other->creator == process->creator && is_older(other, process) &&
            image_is_pending(processes, other))
            return true;
    }
    return false;
}

/* The next process, in the order of creation, that plays no actor yet; NULL after the last. */
static struct run_process *next_untold(struct processes *processes,
                                       const struct run_process *after)
{
    struct run_process *next = NULL;
    for (uint32_t i = 0; i < processes->count; i++) {
        struct run_process *process = &processes->all[i];
        if (!process->told && (!after || is_older(after, process)) &&
            (!next || is_older(process, next)))
            next = process;
    }
    return next;
}

/* An actor that is known by its image alone needs no request, so its process is known from the
 * start. */
static void know_process(struct processes *processes, struct run_process *process)
{
    int actor = processes_has_elder(processes, process)
                    ? -1
                    : identify_by_image(processes, process, true);
    if (actor >= 0)
        tell_start(processes, process, actor, process->seen_ns);
}

/*
 * Decides which actor a process is that has said no name and that know_process did not
 * identify.
 */
static void settle_whose(struct processes *processes, struct run_process *process)
{
    if (process->told)
        return;
    int actor = identify_by_image(processes, process, false);
    tell_start(processes, process, actor >= 0 ? actor : -1, process->seen_ns);
}

void processes_settle(struct processes *processes)
{
    for (struct run_process *process = next_untold(processes, NULL); process;
         process = next_untold(processes, process))
        settle_whose(processes, process);
}

static bool is_process(const struct processes *processes,
                       const struct os_port_event *port_event)
{
    return port_event->kind == OS_SIGNALLED && port_event->key != BELL_KEY &&
           port_event->key > 0 && port_event->key <= processes->count;
}

void processes_poll(struct processes *processes, uint32_t timeout_ms)
{
    struct os_port_event port_event;
    assert(processes->port_events_taken == processes->port_event_count);
    processes->port_event_count = processes->port_events_taken = 0;
    while (processes->port_event_count < RUN_PORT_EVENTS &&
           os_port_wait(processes->port, timeout_ms, &port_event)) {
        if (port_event.kind == OS_PROCESS_NEW || is_process(processes, &port_event))
            processes->port_events[processes->port_event_count++] = port_event;
        timeout_ms = 0;
    }
}

void processes_know(struct processes *processes)
{
    for (struct run_process *process = next_untold(processes, NULL); process;
         process = next_untold(processes, process))
        know_process(processes, process);
}

void processes_take_births(struct processes *processes)
{
    for (uint32_t i = 0; i < processes->port_event_count; i++) {
        if (processes->port_events[i].kind == OS_PROCESS_NEW)
            enter_pid(processes, processes->port_events[i].pid);
    }
    for (uint32_t i = 0; i < processes->count; i++)
        watch_end_of(processes, &processes->all[i]);
}

struct kit_event process_event(const struct processes *processes, enum kit_event_kind kind,
                               const struct run_process *process)
{
    struct kit_event event = recorder_event(processes->recorder, kind, process->actor);
    event.incarnation = event_incarnation(process->incarnation);
    return event;
}

/* Closes the handles of an ended process. While a handle is open, the PID can still be opened,
 * and a program that looks for another process by its PID would find that process alive. */
static void release_process(struct run_process *process)
{
    assert(process->ended);
    os_unwatch(&process->watch);
    os_close(&process->handle);
}

static void take_end(struct processes *processes, struct run_process *process)
{
    settle_whose(processes, process);
    process->ended = true;
    process->ended_at = os_process_ended_at(process->handle);
    process->code = os_exit_code(process->handle);
    if (process->is_command) {
        release_process(process);
        return;
    }
    struct kit_event event = process_event(processes, EVENT_EXITED, process);
    event.at_ns = process->ended_ns =
        recorder_end_ns(processes->recorder, process->actor, process->incarnation,
                        os_ago_ns(process->ended_at));
    if (event.at_ns < process->seen_ns)
        event.at_ns = process->ended_ns = process->seen_ns;
    if (process->actor >= 0 &&
        process->incarnation == processes->actors[process->actor].incarnation)
        actor_ended(&processes->actors[process->actor], event.at_ns);
    event.pid = process->pid;
    event.code = process->code;
    release_process(process);
    if (process->actor < 0)
        process_image_name(process, event.name);
    recorder_add(processes->recorder, &event);
}

bool processes_has_ends(const struct processes *processes)
{
    for (uint32_t i = processes->port_events_taken; i < processes->port_event_count; i++) {
        if (is_process(processes, &processes->port_events[i]))
            return true;
    }
    return false;
}

const struct run_process *processes_next_end(struct processes *processes)
{
    while (processes->port_events_taken < processes->port_event_count) {
        const struct os_port_event *port_event =
            &processes->port_events[processes->port_events_taken++];
        if (!is_process(processes, port_event))
            continue;
        struct run_process *process = &processes->all[port_event->key - 1];
        if (process->ended)
            continue;
        take_end(processes, process);
        return process;
    }
    return NULL;
}

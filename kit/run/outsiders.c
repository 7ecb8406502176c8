#include "kit/run/outsiders.h"
#include "kit/os/process.h"
#include "kit/os/stranger.h"
#include "kit/run/neighbours.h"
#include "kit/state/escape.h"

/* How often the runner looks: docs/contract.md promises it. A look lists all processes of the
 * system, so it comes no more often than that, also where the loop turns faster. */
#define LOOK_EVERY_NS (20 * NS_PER_MS)

static bool is_in_run(const struct processes *processes, const struct os_stranger *stranger)
{
    for (uint32_t i = 0; i < processes->count; i++) {
        const struct run_process *process = &processes->all[i];
        if (process->pid == stranger->pid &&
            (!process->ended || process->created == stranger->created))
            return true;
    }
    return false;
}

static int64_t created_now(const struct processes *processes, size_t count, uint32_t pid)
{
    for (size_t i = 0; i < count; i++) {
        if (processes->strangers[i].pid == pid)
            return processes->strangers[i].created;
    }
    return 0;
}

/* The process of the run that created this one, by what is known of both; NULL if none did. Of
 * two that had the same PID it is the younger one. */
static const struct run_process *creator_in_run(const struct processes *processes,
                                                const struct escape_outsider *created)
{
    const struct run_process *youngest = NULL;
    for (uint32_t i = 0; i < processes->count; i++) {
        const struct run_process *process = &processes->all[i];
        const struct escape_member member = {
            .pid = process->pid, .created = process->created, .ended = process->ended_at};
        if (escape_can_have_created(&member, created) &&
            (!youngest || youngest->created < process->created))
            youngest = process;
    }
    return youngest;
}

static bool is_made_by_run(const struct processes *processes, size_t count,
                           const struct os_stranger *stranger)
{
    const struct escape_outsider outsider = {
        .creator = stranger->creator,
        .created = stranger->created,
        .creator_created = created_now(processes, count, stranger->creator)};
    return creator_in_run(processes, &outsider) != NULL;
}

/*
 * Enters the process if it is outside the job, and not of a concurrent run of this runner: such
 * a run has a job of its own. A process that is being made has no valid time of creation yet,
 * and may still enter the job: it is looked at again. The job is asked before the end: a
 * process that has ended is in no job.
 */
static bool take_outsider(struct processes *processes, size_t count,
                          const struct os_stranger *stranger)
{
    void *handle = NULL;
    if (stranger->pid == os_own_pid() || is_in_run(processes, stranger) ||
        neighbours_has(processes->neighbours, stranger->pid, stranger->created) ||
        !is_made_by_run(processes, count, stranger) ||
        os_process_open(stranger->pid, &handle, NULL) != KIT_OK)
        return false;
    bool is_outside = os_process_created(handle) == stranger->created &&
                      os_job_lacks(processes->job, handle) && !os_process_ended(handle);
    if (is_outside)
        processes_enter_outsider(processes, handle, stranger->pid);
    else
        os_close(&handle);
    return is_outside;
}

/* Once more after each find: an outsider may have created another one. */
static void take_outsiders(struct processes *processes)
{
    size_t count = os_strangers(processes->strangers, OS_STRANGERS);
    bool found = true;
    while (found) {
        found = false;
        for (size_t i = 0; i < count && !processes->is_full; i++)
            found |= take_outsider(processes, count, &processes->strangers[i]);
    }
}

void outsiders_look(struct processes *processes, bool now)
{
    int64_t now_ns = recorder_now_ns(processes->recorder);
    if (!processes->strangers || (!now && now_ns < processes->next_look_ns))
        return;
    take_outsiders(processes);
    processes->next_look_ns = now_ns + LOOK_EVERY_NS;
}

int64_t outsiders_left_ns(const struct processes *processes, int64_t now_ns)
{
    return processes->strangers ? processes->next_look_ns - now_ns : INT64_MAX;
}

int outsiders_family(const struct processes *processes, const struct run_process *outsider)
{
    const struct run_process *at = outsider;
    for (uint32_t i = 0; at && i < processes->count; i++) {
        if (at->actor >= 0)
            return scenario_parent_or_self(processes->scenario, at->actor);
        at = creator_in_run(processes, &(struct escape_outsider){.creator = at->creator,
                                                                 .created = at->created});
    }
    return -1;
}

#include "kit/run/console_hosts.h"
#include "kit/os/close_pipes.h"
#include "kit/os/process.h"

#define HOST_IMAGE     "conhost.exe"

/* So long after the end of a process the runner may hear of its host for the first time. */
#define HOST_HEARD_NS  (1000 * NS_PER_MS)

/* So long a host may take to start: a process that ended later had one that had started, and
 * that ends at once. */
#define HOST_STARTS_NS (2000 * NS_PER_MS)

/* Whether a later process with the same PID could be the creator. */
static bool has_heir(const struct processes *processes, const struct run_process *process,
                     const struct run_process *child)
{
    for (uint32_t i = 0; i < processes->count; i++) {
        const struct run_process *other = &processes->all[i];
        if (other->pid == process->pid && other->created > process->created &&
            (child->created == 0 || other->created <= child->created))
            return true;
    }
    return false;
}

/* A half process counts as created after its creator has ended. */
static bool is_created_by(const struct processes *processes, const struct run_process *child,
                          const struct run_process *process)
{
    bool is_before = child->created > 0 && child->created < process->created;
    return child->creator == process->pid && !is_before && !has_heir(processes, process, child);
}

static const struct run_process *host_of(const struct processes *processes,
                                         const struct run_process *process)
{
    for (uint32_t i = 0; i < processes->count; i++) {
        const struct run_process *host = &processes->all[i];
        if (is_created_by(processes, host, process) && image_is(host->image, HOST_IMAGE))
            return host;
    }
    return NULL;
}

/* Whether a child of the process uses its console on. */
static bool has_living_child(const struct processes *processes,
                             const struct run_process *process, const struct run_process *host)
{
    for (uint32_t i = 0; i < processes->count; i++) {
        const struct run_process *child = &processes->all[i];
        if (child != host && !child->ended && is_created_by(processes, child, process))
            return true;
    }
    return false;
}

/* Its creator ended before it let it run: it has no thread, or one that nobody will resume. */
static bool is_half(const struct run_process *host)
{
    return os_process_unborn(host->handle) ||
           (!os_process_began(host->pid) && !os_process_runs(host->handle) &&
            !os_process_ended(host->handle));
}

static void look_at_host(struct session *session, struct run_process *process)
{
    int64_t now_ns = recorder_now_ns(&session->recorder);
    const struct run_process *host = host_of(&session->processes, process);
    process->host_is_settled = host || now_ns > process->ended_ns + HOST_HEARD_NS;
    if (!host || host->ended)
        return;
    if (is_half(host))
        os_process_kill(host->handle, KIT_LEFT_CODE, NULL);
    else if (process->ended_ns < host->seen_ns + HOST_STARTS_NS &&
             !has_living_child(&session->processes, process, host))
        os_close_pipes(host->handle);
}

void console_hosts_look(struct session *session)
{
    struct processes *processes = &session->processes;
    if (session->platform.system != SYSTEM_WINE)
        return;
    for (uint32_t i = 0; i < processes->count; i++) {
        struct run_process *process = &processes->all[i];
        if (process->ended && !process->host_is_settled)
            look_at_host(session, process);
    }
}

#include "kit/run/console_hosts.h"
#include "kit/os/process.h"

#include <string.h>

#define HOST_IMAGE     "conhost.exe"

/* So long after the end of a process the runner may hear of its host for the first time. */
#define HOST_HEARD_NS  (100 * NS_PER_MS)

/* So long a host may take to start: a process that ended later had one that had started. */
#define HOST_STARTS_NS (2000 * NS_PER_MS)

/* A host that lives so long after its process serves another one. */
#define HOST_MOST_NS   (3000 * NS_PER_MS)

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

/* Whether the process is gone, and its host may still have its pipes. */
static bool is_host_kept(const struct processes *processes, const struct run_process *process,
                         const struct run_process *host, int64_t now_ns)
{
    return !host->ended && process->ended_ns < host->seen_ns + HOST_STARTS_NS &&
           now_ns < process->ended_ns + HOST_MOST_NS &&
           !has_living_child(processes, process, host);
}

static void tell_host_stall(struct session *session, const struct run_process *process,
                            const struct run_process *host)
{
    struct kit_event event = recorder_event(&session->recorder, EVENT_STALL, -1);
    event.at_ns = process->ended_ns;
    event.until_ns = host->ended_ns;
    event.pid = host->pid;
    name_copy(event.by, STALL_CONSOLE, strlen(STALL_CONSOLE));
    if (process->actor >= 0)
        name_copy(event.peer, session->scenario->actors[process->actor].name, KIT_NAME - 1);
    if (event.until_ns > event.at_ns)
        recorder_add(&session->recorder, &event);
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
    if (!host) {
        process->host_is_settled = now_ns > process->ended_ns + HOST_HEARD_NS;
        return;
    }
    if (!host->ended && is_half(host))
        os_process_kill(host->handle, KIT_LEFT_CODE, NULL);
    if (is_host_kept(&session->processes, process, host, now_ns))
        return;
    process->host_is_settled = true;
    if (host->ended && process->ended_ns < host->seen_ns + HOST_STARTS_NS)
        tell_host_stall(session, process, host);
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

int64_t console_hosts_passed_ns(const struct session *session, int64_t now_ns)
{
    const struct processes *processes = &session->processes;
    int64_t passed_ns = now_ns;
    for (uint32_t i = 0; i < processes->count; i++) {
        const struct run_process *process = &processes->all[i];
        if (!process->ended || process->host_is_settled || process->ended_ns >= passed_ns ||
            session->platform.system != SYSTEM_WINE)
            continue;
        const struct run_process *host = host_of(processes, process);
        if (host && is_host_kept(processes, process, host, recorder_now_ns(&session->recorder)))
            passed_ns = process->ended_ns;
    }
    return passed_ns;
}

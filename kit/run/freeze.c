#include "kit/run/freeze.h"
#include "kit/os/process.h"

#include <assert.h>
#include <string.h>

/*
 * A process that is still being created cannot be suspended yet. The next freeze_all suspends
 * it, once it has a thread.
 */
static bool is_to_stop(const struct freeze *freeze, const struct run_process *process)
{
    bool runs_on =
        process->actor >= 0 && process->actor == freeze->spared && freeze->spared_tid == 0;
    return !freeze->stopped[process - freeze->session->processes.all] && !runs_on &&
           !process->ended && !os_process_unborn(process->handle);
}

static void stop_process(struct freeze *freeze, struct run_process *process)
{
    struct kit_error why;
    freeze->stopped[process - freeze->session->processes.all] = true;
    if (os_process_suspend(process->handle, &why) != KIT_OK &&
        !os_process_ended(process->handle))
        recorder_trouble(&freeze->session->recorder, process->actor,
                         "the process could not be suspended: %.150s", why.text);
    if (process->actor >= 0 && process->actor == freeze->spared)
        os_thread_resume(process->handle, freeze->spared_tid);
}

void freeze_all(struct freeze *freeze)
{
    struct processes *processes = &freeze->session->processes;
    /* Ask the job for its list: the runner may have no notice yet of a new process. */
    processes_ask_job(processes);
    for (uint32_t i = 0; i < processes->count; i++) {
        if (is_to_stop(freeze, &processes->all[i]))
            stop_process(freeze, &processes->all[i]);
    }
}

void freeze_end(struct freeze *freeze)
{
    const struct processes *processes = &freeze->session->processes;
    for (uint32_t i = 0; i < processes->count; i++) {
        if (freeze->stopped[i])
            os_process_resume_all(processes->all[i].handle, NULL);
    }
    memset(freeze->stopped, 0, sizeof freeze->stopped);
}

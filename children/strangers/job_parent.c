/*
 * Keeps its worker in a job that ends it when the last handle on the job is closed, so that no
 * death of the parent leaves the worker behind. The worker tells of its progress by a pipe.
 *
 * The bug: the worker inherits the job's handle, and so keeps the job open itself.
 */
#include "children/strangers/stranger.h"

static HANDLE make_job(BOOL inheritable)
{
    SECURITY_ATTRIBUTES how = {sizeof how, NULL, inheritable};
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = {.BasicLimitInformation.LimitFlags =
                                                       JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE};
    HANDLE job = CreateJobObjectA(&how, NULL);
    if (job &&
        SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits, sizeof limits))
        return job;
    return NULL;
}

int main(int count, char **words)
{
    HANDLE ours, childs, job = make_job(has(count, words, "--bug"));
    PROCESS_INFORMATION worker;
    char progress[64];
    DWORD size;
    if (!job || !make_pipe(&ours, &childs, FALSE))
        return 2;
    /* Suspended, so that it runs no line outside of the job. */
    if (!start_beside("job_child", "", DETACHED_PROCESS | CREATE_SUSPENDED, NULL, childs,
                      &worker) ||
        !AssignProcessToJobObject(job, worker.hProcess))
        return 2;
    ResumeThread(worker.hThread);
    CloseHandle(childs);
    LIFELINE_STEP("child.started", .peer = "worker");
    while (ReadFile(ours, progress, sizeof progress, &size, NULL))
        LIFELINE_STEP("progress.read", .peer = "worker");
    WaitForSingleObject(worker.hProcess, INFINITE);
    LIFELINE_REPORT("child.lost", .peer = "worker", .by = "process");
    CloseHandle(ours);
    CloseHandle(worker.hThread);
    CloseHandle(worker.hProcess);
    go_on();
    return 0;
}

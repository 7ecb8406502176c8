#include "kit/os/error.h"
#include "kit/os/process.h"
#include "kit/os/win32.h"

#include <stdlib.h>

enum kit_status os_job_create(void *port, bool breakaway, void **out, struct kit_error *err)
{
    HANDLE job = CreateJobObjectW(NULL, NULL);
    if (!job)
        return os_fail(err, "CreateJobObject", GetLastError());
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = {.BasicLimitInformation.LimitFlags =
                                                       JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE};
    if (breakaway)
        limits.BasicLimitInformation.LimitFlags |= JOB_OBJECT_LIMIT_BREAKAWAY_OK;
    JOBOBJECT_ASSOCIATE_COMPLETION_PORT told = {.CompletionKey = NULL, .CompletionPort = port};
    if (!SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits,
                                 sizeof limits) ||
        (port && !SetInformationJobObject(job, JobObjectAssociateCompletionPortInformation,
                                          &told, sizeof told))) {
        enum kit_status status = os_fail(err, "SetInformationJobObject", GetLastError());
        os_close(&job);
        return status;
    }
    *out = job;
    return KIT_OK;
}

size_t os_job_pids(void *job, uint32_t *pids, size_t most)
{
    size_t bytes = sizeof(JOBOBJECT_BASIC_PROCESS_ID_LIST) + most * sizeof(ULONG_PTR);
    JOBOBJECT_BASIC_PROCESS_ID_LIST *list = calloc(1, bytes);
    size_t count = 0;
    /* With ERROR_MORE_DATA the system has filled the list as far as it fits, which is enough
     * here. */
    if (list && (QueryInformationJobObject(job, JobObjectBasicProcessIdList, list, (DWORD)bytes,
                                           NULL) ||
                 GetLastError() == ERROR_MORE_DATA)) {
        for (DWORD i = 0; i < list->NumberOfProcessIdsInList && count < most; i++)
            pids[count++] = (uint32_t)list->ProcessIdList[i];
    }
    free(list);
    return count;
}

uint32_t os_job_count(void *job)
{
    JOBOBJECT_BASIC_ACCOUNTING_INFORMATION info;
    if (!QueryInformationJobObject(job, JobObjectBasicAccountingInformation, &info, sizeof info,
                                   NULL))
        return UINT32_MAX;
    return info.ActiveProcesses;
}

bool os_job_has(void *job, void *process)
{
    BOOL has = FALSE;
    return IsProcessInJob(process, job, &has) && has;
}

bool os_job_lacks(void *job, void *process)
{
    BOOL has = TRUE;
    return IsProcessInJob(process, job, &has) && !has;
}

void os_job_end(void *job, uint32_t code)
{
    TerminateJobObject(job, code);
}

#include "kit/run/pipe_disconnect.h"
#include "kit/os/disconnect.h"
#include "kit/os/process.h"
#include "kit/run/helper.h"

#include <stdlib.h>

static enum kit_status fail_by(enum kit_status code, struct kit_error *err)
{
    switch (code) {
    case KIT_OK:
        return KIT_OK;
    case KIT_NOT_FOUND:
        return kit_fail(
            err, KIT_NOT_FOUND,
            "at that moment, it and its parent had no connected named pipe between them");
    case KIT_BAD_INPUT:
        return kit_fail(
            err, KIT_BAD_INPUT,
            "its pipe cannot be told from others of the same name, since another process "
            "opened the client's end; strike at a step of the actor instead");
    case KIT_FULL:
        return kit_fail(err, KIT_FULL,
                        "it or its parent has more pipes than lifeline searches; strike at a "
                        "step of the actor instead");
    default:
        return kit_fail(err, KIT_OS, "the handles of it or of its parent cannot be read");
    }
}

static enum kit_status disconnect_suspended(struct session *session, void *one, void *other,
                                            struct kit_error *err)
{
    char pids[2][12];
    enum kit_status code = KIT_OK;
    snprintf(pids[0], sizeof pids[0], "%u", (unsigned)os_process_pid(one));
    snprintf(pids[1], sizeof pids[1], "%u", (unsigned)os_process_pid(other));
    const char *const words[] = {PIPE_DISCONNECT_COMMAND, pids[0], pids[1], NULL};
    enum kit_status status =
        helper_run(words, NULL, (struct helper_limit){PIPE_DISCONNECT_MS, session}, &code, err);
    if (status == KIT_TIMEOUT)
        return kit_fail(err, KIT_TIMEOUT,
                        "the pipe was not found within %u ms, since a pending synchronous read "
                        "blocks the search; strike at a step of the actor instead",
                        PIPE_DISCONNECT_MS);
    return status == KIT_OK ? fail_by(code, err) : status;
}

enum kit_status pipe_disconnect(struct session *session, void *one, void *other,
                                struct kit_error *err)
{
    /* Suspend both processes before the search. If they ran, a process could close its pipe
     * handle after the search found it and before the disconnect; the same handle value could
     * then be another pipe. */
    enum kit_status status = os_process_suspend(one, err);
    if (status != KIT_OK)
        return status;
    status = os_process_suspend(other, err);
    if (status == KIT_OK) {
        status = disconnect_suspended(session, one, other, err);
        if (status == KIT_OK)
            return KIT_OK;
        os_process_resume_all(other, NULL);
    }
    os_process_resume_all(one, NULL);
    return status;
}

void pipe_disconnect_let_go(void *one, void *other)
{
    os_process_resume_all(other, NULL);
    os_process_resume_all(one, NULL);
}

int pipe_disconnect_main(char **pids)
{
    void *processes[2] = {NULL, NULL};
    enum kit_status status = KIT_OK;
    for (int i = 0; i < 2 && status == KIT_OK; i++)
        status =
            pids[i] ? os_process_open((uint32_t)strtoul(pids[i], NULL, 10), &processes[i], NULL)
                    : KIT_BAD_INPUT;
    if (status == KIT_OK)
        status = os_disconnect_pipes(processes[0], processes[1], NULL);
    os_close(&processes[0]);
    os_close(&processes[1]);
    return (int)status;
}

/*
 * A correct parent that starts two children of one image, the first one suspended, as with
 * CREATE_SUSPENDED until a child is in a job. So the first process to be created is the last to
 * attach. In addition the runner is suspended from before the first start until both children
 * have attached, so that it sees a stall of the machine. The order of starts must still be the
 * order in which the system created the processes.
 *
 *     parent_resumes_its_first_child_late.exe CHILD.EXE
 */
#include "kit/os/event.h"
#include "kit/os/handle.h"
#include "kit/os/process.h"
#include "kit/os/text.h"
#include "kit/probe/lifeline.h"

#include <stdio.h>
#include <stdlib.h>

#define STALL_MS 200 /* of the runner; a child needs some 20 to reach its first step */

static bool start(const char *program, const char *word, void *self, bool suspended,
                  struct os_process *out)
{
    char handle[24];
    const char *const arguments[] = {handle, "", word, NULL};
    void *const inherit[] = {self};
    struct os_spawn what = {.program = program,
                            .arguments = arguments,
                            .inherit = inherit,
                            .inherit_count = 1,
                            .suspended = suspended};
    snprintf(handle, sizeof handle, "%lu", (unsigned long)(uintptr_t)self);
    return os_spawn(&what, out, NULL) == KIT_OK;
}

/* The process that started this one. */
static void *open_runner(void)
{
    void *own = NULL, *runner = NULL;
    if (os_process_open(os_own_pid(), &own, NULL) == KIT_OK)
        os_process_open(os_process_creator(own), &runner, NULL);
    os_close(&own);
    return runner;
}

static bool start_both(const char *program, void *self, void *runner)
{
    struct os_process first = {0}, second = {0};
    void *never = NULL;
    os_process_suspend(runner, NULL);
    bool started = start(program, "--one", self, true, &first) &&
                   start(program, "--two", self, false, &second);
    os_wait_any(&never, 1, STALL_MS); /* a stall: this wait always times out */
    os_process_resume(&first);
    os_process_resume_all(runner, NULL);
    os_close(&first.handle);
    os_close(&second.handle);
    return started;
}

int wmain(int count, wchar_t **wide)
{
    char **words = os_arguments(count, wide);
    void *self = NULL, *runner = open_runner(), *stop;
    lifeline_attach(NULL);
    stop = lifeline_stop_event();
    if (!words || count < 2 || !runner || os_process_self(&self, NULL) != KIT_OK ||
        !start_both(words[1], self, runner))
        return 2;
    LIFELINE_STEP("both.started");
    os_wait_any(&stop, 1, OS_FOREVER);
    free(words);
    return 0;
}

#include "kit/run/helper.h"
#include "kit/os/event.h"
#include "kit/os/file.h"
#include "kit/os/process.h"
#include "kit/os/section.h"

#include <stdio.h>
#include <stdlib.h>

static enum kit_status spawn_helper(void *job, const char *const *words, void *inherited,
                                    struct os_process *out, struct kit_error *err)
{
    char program[OS_PATH];
    void *const inherit[] = {inherited};
    enum kit_status status = os_program_file(program, err);
    struct os_spawn what = {.program = program,
                            .arguments = words,
                            .inherit = inherit,
                            .inherit_count = inherited ? 1 : 0,
                            .job = job};
    return status == KIT_OK ? os_spawn(&what, out, err) : status;
}

enum kit_status helper_run(const char *const *words, void *inherited, uint32_t timeout_ms,
                           enum kit_status *code, struct kit_error *err)
{
    void *job = NULL;
    struct os_process process = {.handle = NULL};
    enum kit_status status = os_job_create(NULL, false, &job, err);
    if (status == KIT_OK)
        status = spawn_helper(job, words, inherited, &process, err);
    if (status == KIT_OK) {
        void *const ended[] = {process.handle};
        if (os_wait_any(ended, 1, timeout_ms) == 0)
            *code = (enum kit_status)os_exit_code(process.handle);
        else
            status = kit_fail(err, KIT_TIMEOUT, "a helper process did not end within %u ms",
                              (unsigned)timeout_ms);
    }
    os_close(&process.handle);
    os_close(&job);
    return status;
}

enum kit_status helper_share(const char *command, void *section, uint32_t timeout_ms,
                             enum kit_status *code, struct kit_error *err)
{
    char number[24];
    const char *const words[] = {command, number, NULL};
    snprintf(number, sizeof number, "%lu", (unsigned long)(uintptr_t)section);
    return helper_run(words, section, timeout_ms, code, err);
}

enum kit_status helper_block(char **words, void **section, void **view)
{
    *view = NULL;
    *section = words[0] ? (void *)(uintptr_t)strtoul(words[0], NULL, 10) : NULL;
    return *section ? os_map(*section, view, NULL, NULL) : KIT_BAD_INPUT;
}

enum kit_status helper_start(void *job, const char *const *words, struct kit_error *err)
{
    struct os_process process = {.handle = NULL};
    enum kit_status status = spawn_helper(job, words, NULL, &process, err);
    os_close(&process.handle);
    return status;
}

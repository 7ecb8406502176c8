#include "kit/run/helper.h"
#include "kit/os/event.h"
#include "kit/os/file.h"
#include "kit/os/process.h"
#include "kit/os/section.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How often the stalls are read while a helper is awaited. */
#define LOOK_MS 50u

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

/* False if it did not end in time. */
static bool has_ended_within(void *process, const struct helper_limit *limit)
{
    struct session *session = limit->session;
    int64_t stalled_ns[BEATS_CORES], longest_ns = 0;
    if (!session)
        return os_wait_any(&process, 1, limit->ms) == 0;
    int64_t from_ns = recorder_now_ns(&session->recorder), now_ns = from_ns;
    memcpy(stalled_ns, session->stalls.by_core_ns, sizeof stalled_ns);
    while (now_ns - from_ns - longest_ns < limit->ms * NS_PER_MS) {
        if (os_wait_any(&process, 1, LOOK_MS) == 0)
            return true;
        stalls_take(&session->stalls, &session->recorder);
        longest_ns = stalls_longest_ns(&session->stalls, stalled_ns);
        now_ns = recorder_now_ns(&session->recorder);
    }
    return false;
}

enum kit_status helper_run(const char *const *words, void *inherited, struct helper_limit limit,
                           enum kit_status *code, struct kit_error *err)
{
    void *job = NULL;
    struct os_process process = {.handle = NULL};
    enum kit_status status = os_job_create(NULL, false, &job, err);
    if (status == KIT_OK)
        status = spawn_helper(job, words, inherited, &process, err);
    if (status == KIT_OK) {
        if (has_ended_within(process.handle, &limit))
            *code = (enum kit_status)os_exit_code(process.handle);
        else
            status = kit_fail(err, KIT_TIMEOUT, "a helper process did not end within %u ms",
                              (unsigned)limit.ms);
    }
    os_close(&process.handle);
    os_close(&job);
    return status;
}

enum kit_status helper_share(const char *command, void *section, struct helper_limit limit,
                             enum kit_status *code, struct kit_error *err)
{
    char number[24];
    const char *const words[] = {command, number, NULL};
    snprintf(number, sizeof number, "%lu", (unsigned long)(uintptr_t)section);
    return helper_run(words, section, limit, code, err);
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

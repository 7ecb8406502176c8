#include "kit/run/load.h"
#include "kit/base/line_number.h"
#include "kit/os/clock.h"
#include "kit/os/process.h"
#include "kit/os/thread.h"
#include "kit/run/helper.h"

#include <stdio.h>
#include <stdlib.h>

void load_begin(struct session *session, int line_index)
{
    const struct scenario_line *line = &session->scenario->lines[line_index];
    struct kit_event event = recorder_event(&session->recorder, EVENT_LOAD, -1);
    char threads[12], ms[12];
    const char *const words[] = {LOAD_COMMAND, threads, ms, NULL};
    struct kit_error why;
    snprintf(threads, sizeof threads, "%u", (unsigned)line->times);
    snprintf(ms, sizeof ms, "%u", (unsigned)line->window_ms);
    enum kit_status status = KIT_OK;
    if (!session->load_job)
        status = os_job_create(NULL, false, &session->load_job, &why);
    if (status == KIT_OK)
        status = helper_start(session->load_job, words, &why);
    if (status != KIT_OK) {
        recorder_trouble(&session->recorder, -1, "%s: the load cannot begin: %.130s",
                         line_words(line->line_number).text, why.text);
        return;
    }
    event.line_number = line->line_number;
    event.size = line->times;
    event.deadline_ms = line->window_ms;
    recorder_add(&session->recorder, &event);
}

void load_end(struct session *session)
{
    os_close(&session->load_job); /* its last handle: the processes in it end */
}

static void burn_until(void *context)
{
    const int64_t *until_ns = context;
    while (os_ns(os_ticks()) < *until_ns)
        continue;
}

int load_main(char **words)
{
    uint32_t count = words[0] ? (uint32_t)strtoul(words[0], NULL, 10) : 0;
    uint32_t ms = words[0] && words[1] ? (uint32_t)strtoul(words[1], NULL, 10) : 0;
    int64_t until_ns = os_ns(os_ticks()) + ms * NS_PER_MS;
    void *threads[SCENARIO_LOAD] = {NULL};
    enum kit_status status = count > 0 && count <= SCENARIO_LOAD ? KIT_OK : KIT_BAD_INPUT;
    for (uint32_t i = 0; i < count && status == KIT_OK; i++)
        status = os_thread_start(burn_until, &until_ns, &threads[i], NULL);
    for (uint32_t i = 0; i < SCENARIO_LOAD; i++)
        os_thread_join(&threads[i]);
    return (int)status;
}

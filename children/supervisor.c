/*
 * A parent that restarts its child whenever it has ended, under the name that the parent was
 * given, or under none. For scenarios in which an actor has several processes.
 *
 *     supervisor.exe CHILD.EXE [--name NAME] [--all WORD] [--again WORD] [--at-most N]
 *                              [--jobs WHICH]
 *
 * Each child gets the words after --all; each but the first also gets those after --again.
 * `--jobs one`: all children are started in one job. `--jobs each` is the one bug that this
 * program can have: each child is started in its own job, whose handle is leaked. The rule
 * nothing-left must catch it. Known cause: Stremio/stremio-shell-ng #48.
 */
#include "kit/os/event.h"
#include "kit/os/handle.h"
#include "kit/os/process.h"
#include "kit/os/text.h"
#include "kit/probe/lifeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ARGUMENTS_MOST 8

struct settings {
    const char *program, *name, *all, *again, *jobs;
    unsigned at_most;
};

static struct settings settings_of(int count, char **words)
{
    struct settings settings = {.program = count > 1 ? words[1] : NULL};
    for (int i = 2; i + 1 < count; i += 2) {
        if (strcmp(words[i], "--name") == 0)
            settings.name = words[i + 1];
        else if (strcmp(words[i], "--all") == 0)
            settings.all = words[i + 1];
        else if (strcmp(words[i], "--again") == 0)
            settings.again = words[i + 1];
        else if (strcmp(words[i], "--jobs") == 0)
            settings.jobs = words[i + 1];
        else if (strcmp(words[i], "--at-most") == 0)
            settings.at_most = (unsigned)strtoul(words[i + 1], NULL, 10);
    }
    return settings;
}

/* The child gets a handle on this process, by which it notices the end of its parent. */
static enum kit_status start_child(const struct settings *settings, unsigned number, void *self,
                                   void *job, struct os_process *out)
{
    char handle[24];
    const char *arguments[ARGUMENTS_MOST] = {handle, settings->name ? settings->name : ""};
    void *const inherit[] = {self};
    size_t count = 2;
    snprintf(handle, sizeof handle, "%lu", (unsigned long)(uintptr_t)self);
    if (settings->all)
        arguments[count++] = settings->all;
    if (settings->again && number > 1)
        arguments[count++] = settings->again;
    struct os_spawn what = {.program = settings->program,
                            .arguments = arguments,
                            .inherit = inherit,
                            .inherit_count = 1,
                            .job = job};
    return os_spawn(&what, out, NULL);
}

/* The job of the next child: the previous one, or a new one. */
static void *job_for(const struct settings *settings, void *before)
{
    void *job = before;
    if (settings->jobs && (!before || strcmp(settings->jobs, "each") == 0))
        os_job_create(NULL, false, &job, NULL); /* with `each` that is the bug */
    return job;
}

/*
 * Waits until the child has ended or this process is asked to stop. False if it was asked to
 * stop.
 */
static bool outlives(struct os_process *child, void *stop)
{
    void *const waited[] = {stop, child->handle};
    return os_wait_any(waited, 2, OS_FOREVER) == 1;
}

static int supervise(const struct settings *settings)
{
    const char *peer = settings->name ? settings->name : "child";
    void *self = NULL, *job = NULL, *stop = lifeline_stop_event();
    if (!settings->program || os_process_self(&self, NULL) != KIT_OK)
        return 2;
    for (unsigned number = 1;; number++) {
        struct os_process child = {0};
        job = job_for(settings, job);
        LIFELINE_STEP("child.prepared", .peer = peer);
        if (start_child(settings, number, self, job, &child) != KIT_OK)
            return 2;
        LIFELINE_STEP("child.started", .peer = peer);
        bool lost = outlives(&child, stop);
        os_close(&child.handle);
        if (!lost)
            return 0;
        LIFELINE_REPORT("child.lost", .peer = peer, .by = "process");
        LIFELINE_STEP("family.rest");
        if (number == settings->at_most)
            break;
    }
    os_wait_any(&stop, 1, OS_FOREVER);
    return 0;
}

int wmain(int count, wchar_t **wide)
{
    char **words = os_arguments(count, wide);
    struct settings settings = settings_of(words ? count : 0, words);
    int code = supervise(&settings);
    free(words);
    return code;
}

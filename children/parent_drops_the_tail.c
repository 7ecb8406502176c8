/*
 * A broken parent. Its one bug: it checks whether its child has ended before it checks the
 * pipe, and the child's end ends the reading. This is a race: the last messages of a quick
 * child are lost. `--mended`: the end of the pipe ends the reading. The rule data-true must
 * catch it. Known cause: wixtoolset/wix PR#346, where the last output of a tool is lost.
 *
 *     parent_drops_the_tail.exe CHILD.EXE [--mended]
 */
#include "kit/os/event.h"
#include "kit/os/handle.h"
#include "kit/os/pipe.h"
#include "kit/os/process.h"
#include "kit/os/text.h"
#include "kit/probe/lifeline.h"

#include <stdio.h>
#include <stdlib.h>

#define PATIENCE_MS 5000u
#define GLANCE_MS   10u

/* One message of the child, if there is one. KIT_GONE once there are no more. */
static enum kit_status take(struct os_pipe *pipe, uint64_t *taken)
{
    char word[OS_PIPE_MESSAGE];
    size_t size = sizeof word;
    os_pipe_read_begin(pipe, NULL);
    void *const readable = os_pipe_readable(pipe);
    if (readable && os_wait_any(&readable, 1, GLANCE_MS) == -1)
        return KIT_TIMEOUT;
    enum kit_status status = os_pipe_take(pipe, word, &size, NULL);
    if (status == KIT_OK)
        LIFELINE_STEP("request.received", .peer = "tool", .sequence = ++*taken, .size = size);
    return status;
}

static void read_all(struct os_pipe *pipe, void *child, bool mended)
{
    uint64_t taken = 0;
    enum kit_status status = KIT_OK;
    while (status != KIT_GONE) {
        LIFELINE_STEP("turn", .peer = "tool");
        if (!mended && os_process_ended(child)) /* the bug */
            break;
        status = take(pipe, &taken);
    }
    LIFELINE_REPORT("child.quit", .peer = "tool");
}

static int play(const char *program, bool mended)
{
    char name[128];
    const char *run = getenv("LIFELINE_RUN"), *const arguments[] = {name, NULL};
    struct os_spawn what = {.program = program, .arguments = arguments};
    struct os_process child = {0};
    struct os_pipe *pipe = NULL;
    void *stop = lifeline_stop_event();
    snprintf(name, sizeof name, "parent_drops_the_tail.%s", run ? run : "");
    if (os_pipe_serve(name, &pipe, NULL) != KIT_OK || os_spawn(&what, &child, NULL) != KIT_OK ||
        os_pipe_accept(pipe, &stop, 1, NULL, PATIENCE_MS, NULL) != KIT_OK)
        return 2;
    read_all(pipe, child.handle, mended);
    os_wait_any(&stop, 1, OS_FOREVER);
    os_close(&child.handle);
    os_pipe_close(&pipe);
    return 0;
}

int wmain(int count, wchar_t **wide)
{
    char **words = os_arguments(count, wide);
    int code = words && count > 1 ? play(words[1], count > 2) : 2;
    free(words);
    return code;
}

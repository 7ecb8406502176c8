/*
 * Reads the progress of its worker from the worker's standard output. The worker starts a
 * helper of its own, the grandchild. Both are in a job of the parent. When the output ends, the
 * worker is lost: the parent ends the job and starts another worker.
 *
 * The bug: the grandchild inherits the worker's standard output and holds it open. When the
 * worker dies, its output does not end, and the parent never sees the loss. See joyent/libuv
 * PR 343 and swift-tools-support-core PR 560.
 */
#include "children/boxes/box.h"

struct line {
    HANDLE output; /* the parent's end of the worker's output */
    HANDLE heard;  /* set for each line */
    HANDLE over;   /* set at the end of the output */
};

/* It has work of its own, and no end. The job ends it. */
static void work_below(void)
{
    for (;;)
        Sleep(100); /* stands for the work */
}

static int work(BOOL bug)
{
    HANDLE output = GetStdHandle(STD_OUTPUT_HANDLE), below;
    DWORD size;
    SetHandleInformation(output, HANDLE_FLAG_INHERIT, bug ? HANDLE_FLAG_INHERIT : 0);
    below = box_start(&(struct box_how){.words = "--grandchild", .all = TRUE});
    while (below && WriteFile(output, "\n", 1, &size, NULL))
        Sleep(BOX_TURN_MS); /* stands for the work */
    return 0;
}

/* A thread: a pipe of CreatePipe cannot be read with a deadline. */
static DWORD WINAPI hear_output(void *context)
{
    struct line *line = context;
    char byte;
    DWORD size;
    while (ReadFile(line->output, &byte, 1, &size, NULL) && size == 1)
        SetEvent(line->heard);
    SetEvent(line->over);
    return 0;
}

static enum box_end read_progress(struct box *box, const struct line *line)
{
    HANDLE any[] = {line->heard, line->over, box->quit};
    for (;;) {
        DWORD woke = WaitForMultipleObjects(3, any, FALSE, INFINITE);
        if (woke != WAIT_OBJECT_0)
            return woke == WAIT_OBJECT_0 + 1 ? BOX_LOST : BOX_QUIT;
        plain_say("served %d", ++box->served);
    }
}

/* One worker, from its start to its end. */
static enum box_end employ(struct box *box, BOOL bug)
{
    SECURITY_ATTRIBUTES inheritable = {sizeof inheritable, NULL, TRUE};
    struct line line = {.heard = CreateEventA(NULL, FALSE, FALSE, NULL),
                        .over = CreateEventA(NULL, TRUE, FALSE, NULL)};
    HANDLE output, job = box_make_job();
    CreatePipe(&line.output, &output, &inheritable, 0);
    box->process = box_start(&(struct box_how){
        .words = bug ? "--worker --bug" : "--worker", .output = output, .job = job});
    CloseHandle(output);
    if (!box->process)
        ExitProcess(2);
    HANDLE thread = CreateThread(NULL, 0, hear_output, &line, 0, NULL);
    plain_say(++box->starts == 1 ? "ready" : "helper started");
    enum box_end end = read_progress(box, &line);
    TerminateJobObject(job, 1);
    WaitForSingleObject(thread, INFINITE); /* nobody has the output any more */
    HANDLE done[] = {thread, job, box->process, line.output, line.heard, line.over};
    for (int i = 0; i < 6; i++)
        CloseHandle(done[i]);
    return end;
}

int main(int count, char **words)
{
    BOOL bug = box_has(count, words, "--bug");
    box_live();
    if (box_has(count, words, "--grandchild"))
        work_below();
    if (box_has(count, words, "--worker"))
        return work(bug);
    struct box box = {.quit = box_quit_event()};
    while (employ(&box, bug) != BOX_QUIT)
        plain_say("helper lost");
    plain_say("bye");
    return 0;
}

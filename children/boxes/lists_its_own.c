/*
 * Asks its worker one question after the other. A lost worker is started again. Each worker
 * inherits one handle, by a list (PROC_THREAD_ATTRIBUTE_HANDLE_LIST): that of an event which
 * is set when the worker has to end.
 *
 * The bug: the event for the worker that is started again is made without a right to inherit
 * it. Windows refuses the list with error 87, and the app gives up. Wine starts the worker.
 */
#include "children/boxes/box.h"

static int work(char **words)
{
    char text[64];
    HANDLE pipe = box_open(words[2]), end = box_handle(words[3]);
    if (!pipe)
        return 1;
    while (box_hear(pipe, text, sizeof text) && WaitForSingleObject(end, 0) != WAIT_OBJECT_0 &&
           box_tell(pipe, text))
        continue;
    return 0;
}

static HANDLE make_event(BOOL inherits)
{
    SECURITY_ATTRIBUTES how = {.nLength = sizeof how, .bInheritHandle = inherits};
    return CreateEventA(&how, TRUE, FALSE, NULL);
}

static enum box_end employ(struct box *box, BOOL inherits)
{
    char name[64], words[160];
    HANDLE end = make_event(inherits);
    if (!box_make_pipe(box, name, sizeof name))
        ExitProcess(2);
    snprintf(words, sizeof words, "--worker %s %llu", name, (unsigned long long)(UINT_PTR)end);
    box->process = box_start(&(struct box_how){.words = words, .also = end});
    CloseHandle(end);
    if (!box->process) {
        plain_say("no worker could be started");
        ExitProcess(3);
    }
    return box_meet(box);
}

int main(int count, char **words)
{
    box_live();
    if (count > 3 && box_is(count, words, "--worker"))
        return work(words);
    struct box box = {.quit = box_quit_event()};
    BOOL bug = box_has(count, words, "--bug");
    for (;;) {
        enum box_end end = employ(&box, box.starts == 0 || !bug);
        if (end == BOX_DONE)
            end = box_serve(&box);
        box_dismiss(&box);
        if (end == BOX_QUIT)
            break;
        plain_say("worker lost");
    }
    plain_say("bye");
    return 0;
}

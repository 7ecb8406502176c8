/*
 * Asks its worker one question after the other. A worker whose pipe is lost is ended, and the
 * next one is started.
 *
 * The bug: it ends the worker also where the worker has ended by then, and takes the failure of
 * TerminateProcess for a worker that cannot be ended. On Windows that call fails with error 5
 * for a process that has ended. Under Wine it succeeds. See psutil #1099 and cpython #110036.
 */
#include "children/boxes/box.h"

/* FALSE: the worker could not be ended. */
static BOOL dismiss(struct box *box, BOOL bug)
{
    CloseHandle(box->pipe);
    BOOL has_ended = WaitForSingleObject(box->process, BOX_LEAVE_MS) == WAIT_OBJECT_0;
    BOOL good = (has_ended && !bug) || TerminateProcess(box->process, 1);
    if (!good)
        plain_say("the worker cannot be ended: error %lu", GetLastError());
    CloseHandle(box->process);
    return good;
}

int main(int count, char **words)
{
    box_live();
    if (box_is(count, words, "--worker"))
        return box_answer(words[2]);
    struct box box = {.quit = box_quit_event()};
    BOOL bug = box_has(count, words, "--bug");
    for (;;) {
        enum box_end end = box_employ(&box, "--worker");
        if (end == BOX_DONE)
            end = box_serve(&box);
        if (end == BOX_QUIT)
            break;
        plain_say("worker lost");
        if (!dismiss(&box, bug))
            return 3;
    }
    box_dismiss(&box);
    plain_say("bye");
    return 0;
}

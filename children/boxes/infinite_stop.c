/*
 * Asks its worker. When the parent is asked to end, it closes the pipe and gives the worker 1 s
 * to go by itself.
 *
 * The bug: it waits for the worker without end. With a hung worker the parent never ends. See
 * go-winio #357 and build2 #551.
 */
#include "children/boxes/box.h"

#define LEAVE_MS 1000

static void let_go(struct box *box, BOOL bug)
{
    CloseHandle(box->pipe);
    if (WaitForSingleObject(box->process, bug ? INFINITE : LEAVE_MS) != WAIT_OBJECT_0)
        TerminateProcess(box->process, 1);
    CloseHandle(box->process);
}

int main(int count, char **words)
{
    box_live();
    if (box_is(count, words, "--worker"))
        return box_answer(words[2]);
    struct box box = {.quit = box_quit_event()};
    for (;;) {
        enum box_end end = box_employ(&box, "--worker");
        if (end == BOX_DONE)
            end = box_serve(&box);
        if (end == BOX_QUIT)
            break;
        box_dismiss(&box);
        plain_say("helper lost");
    }
    let_go(&box, box_has(count, words, "--bug"));
    plain_say("bye");
    return 0;
}

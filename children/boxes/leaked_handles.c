/*
 * Asks its worker, and starts another one when it is lost.
 *
 * The bug: of each lost worker the parent keeps the handle of its process and the handle of its
 * pipe. See deno PR 33941.
 */
#include "children/boxes/box.h"

#define RESTART_MS 100

/* Like box_dismiss, without a word to the system that the handles are free. */
static void forget(struct box *box)
{
    DisconnectNamedPipe(box->pipe);
    if (WaitForSingleObject(box->process, BOX_LEAVE_MS) != WAIT_OBJECT_0)
        TerminateProcess(box->process, 1);
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
        if (box_has(count, words, "--bug"))
            forget(&box);
        else
            box_dismiss(&box);
        if (end == BOX_QUIT)
            break;
        plain_say("helper lost");
        if (!box_rest(&box, RESTART_MS))
            break;
    }
    plain_say("bye");
    return 0;
}

/*
 * Asks its worker. A worker whose pipe is gone needs 1.5 s to bring its data to rest, and ends
 * then. The parent gives it 2.5 s. This is right: the end is late, and it is certain.
 */
#include "children/boxes/box.h"

#define CLEAN_UP_MS 1500
#define LEAVE_MS    2500

static int work(const char *name)
{
    int code = box_answer(name);
    Sleep(CLEAN_UP_MS); /* stands for the work */
    return code;
}

static void let_go(struct box *box)
{
    CloseHandle(box->pipe);
    if (WaitForSingleObject(box->process, LEAVE_MS) != WAIT_OBJECT_0)
        TerminateProcess(box->process, 1);
    CloseHandle(box->process);
}

int main(int count, char **words)
{
    box_live();
    if (box_is(count, words, "--worker"))
        return work(words[2]);
    struct box box = {.quit = box_quit_event()};
    for (;;) {
        enum box_end end = box_employ(&box, "--worker");
        if (end == BOX_DONE)
            end = box_serve(&box);
        let_go(&box);
        if (end != BOX_QUIT)
            plain_say("helper lost");
        if (!box_rest(&box, 0)) /* it may have been asked to end meanwhile */
            break;
    }
    plain_say("bye");
    return 0;
}

/*
 * Asks its worker. A worker has 20 answers. Then it ends, and its exit code is 259: "no more
 * items", ERROR_NO_MORE_ITEMS. The parent starts the next one.
 *
 * The bug: the parent waits for the end of a worker by GetExitCodeProcess, which gives 259 for
 * a process that still runs, too. It waits for ever. See openjdk PR 10680.
 */
#include "children/boxes/box.h"

#define ANSWERS 20
#define LOOK_MS 20

static int work(const char *name)
{
    char text[64];
    HANDLE pipe = box_open(name);
    if (!pipe)
        return 1;
    for (int i = 0; i < ANSWERS; i++) {
        if (!box_hear(pipe, text, sizeof text) || !box_tell(pipe, text))
            return 0;
    }
    box_hear(pipe, text,
             sizeof text); /* the parent has read the last answer if it asks again */
    return ERROR_NO_MORE_ITEMS;
}

static void wait_for_code(HANDLE process)
{
    DWORD code;
    while (GetExitCodeProcess(process, &code) && code == STILL_ACTIVE)
        Sleep(LOOK_MS);
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
        if (end == BOX_LOST && box_has(count, words, "--bug"))
            wait_for_code(box.process);
        box_dismiss(&box);
        if (end == BOX_QUIT)
            break;
        plain_say("helper lost");
    }
    plain_say("bye");
    return 0;
}

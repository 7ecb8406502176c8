/*
 * Asks its worker, and ends with code 4 when the worker is lost. This is right: the parent can
 * do nothing without its worker, and says so by a code of its own, behind a clean end.
 */
#include "children/boxes/box.h"

#define WITHOUT_WORKER 4

int main(int count, char **words)
{
    box_live();
    if (box_is(count, words, "--worker"))
        return box_answer(words[2]);
    struct box box = {.quit = box_quit_event()};
    enum box_end end = box_employ(&box, "--worker");
    if (end == BOX_DONE)
        end = box_serve(&box);
    box_dismiss(&box);
    if (end != BOX_QUIT)
        plain_say("helper lost");
    plain_say("bye");
    return end == BOX_QUIT ? 0 : WITHOUT_WORKER;
}

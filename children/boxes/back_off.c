/*
 * Asks its worker, and starts a lost one again after 100 ms, then after 200, 400, 800 and 1600
 * ms. After 50 answers in a row the pauses begin anew. This is right: a worker that is lost
 * again and again comes back later and later.
 */
#include "children/boxes/box.h"

#define FIRST_MS 100
#define LAST_MS  1600
#define GOOD     50

int main(int count, char **words)
{
    box_live();
    if (box_is(count, words, "--worker"))
        return box_answer(words[2]);
    struct box box = {.quit = box_quit_event()};
    for (DWORD pause = FIRST_MS;; pause = min(2 * pause, LAST_MS)) {
        int before = box.served;
        enum box_end end = box_employ(&box, "--worker");
        if (end == BOX_DONE)
            end = box_serve(&box);
        box_dismiss(&box);
        if (end == BOX_QUIT)
            break;
        plain_say("helper lost");
        if (box.served - before >= GOOD)
            pause = FIRST_MS;
        if (!box_rest(&box, pause))
            break;
    }
    plain_say("bye");
    return 0;
}

/*
 * Asks its worker, and looks after it when an answer takes more than 200 ms. A worker whose
 * process still runs is only slow: it gets 3 s before the parent ends it and starts another.
 *
 * The bug: the parent does not look at the process. It takes a worker that is slow for dead,
 * forgets it, and starts another one beside it. See vscode #32620 and kibana PR 67235.
 */
#include "children/boxes/box.h"

#define LOOK_MS 200

static enum box_end hear_answer(const struct box *box, BOOL bug)
{
    char answer[64];
    enum box_end end = BOX_LATE;
    for (DWORD waited = 0; end == BOX_LATE && waited < BOX_SILENCE_MS; waited += LOOK_MS) {
        end = box_read(box, answer, sizeof answer, LOOK_MS);
        if (end == BOX_LATE && bug)
            return BOX_LOST;
    }
    return end;
}

static enum box_end ask_on(struct box *box, BOOL bug)
{
    for (;;) {
        enum box_end end = box_write(box, "more?");
        if (end == BOX_DONE)
            end = hear_answer(box, bug);
        if (end != BOX_DONE)
            return end;
        plain_say("served %d", ++box->served);
        if (!box_rest(box, BOX_TURN_MS))
            return BOX_QUIT;
    }
}

/* What the parent does with a worker that it takes for dead. */
static void forget(struct box *box)
{
    CloseHandle(box->pipe);
    CloseHandle(box->process);
}

int main(int count, char **words)
{
    box_live();
    if (box_is(count, words, "--worker"))
        return box_answer(words[2]);
    BOOL bug = box_has(count, words, "--bug");
    struct box box = {.quit = box_quit_event()};
    for (;;) {
        enum box_end end = box_employ(&box, "--worker");
        if (end == BOX_DONE)
            end = ask_on(&box, bug);
        if (end == BOX_LOST && bug)
            forget(&box);
        else
            box_dismiss(&box);
        if (end == BOX_QUIT)
            break;
        plain_say("helper lost");
    }
    plain_say("bye");
    return 0;
}

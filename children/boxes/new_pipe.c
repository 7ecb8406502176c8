/*
 * Asks its worker over a pipe that moves every 500 ms: the parent makes a new pipe, tells its
 * name over the old one, waits until the worker is at the new one, and closes the old one. This
 * is right: what can be lost is waited for together with the worker's process.
 */
#include "children/boxes/box.h"

#define ANSWERS 20 /* between two moves: 25 ms each, as a rule */

static int work(const char *name)
{
    char text[64];
    HANDLE next, pipe = box_open(name);
    while (pipe && box_hear(pipe, text, sizeof text)) {
        if (text[0] != '\\') {
            if (!box_tell(pipe, text))
                break;
            continue;
        }
        next = box_open(text);
        CloseHandle(pipe);
        pipe = next;
    }
    return pipe ? 0 : 1;
}

static enum box_end move(struct box *box)
{
    char name[64];
    struct box next = *box;
    if (!box_make_pipe(&next, name, sizeof name))
        ExitProcess(2);
    enum box_end end = box_write(box, name);
    if (end == BOX_DONE)
        end = box_accept(&next, BOX_CONNECT_MS);
    CloseHandle(end == BOX_DONE ? box->pipe : next.pipe);
    if (end == BOX_DONE)
        *box = next;
    return end;
}

static enum box_end ask_on(struct box *box)
{
    char answer[64];
    for (;;) {
        enum box_end end = box_ask(box, "more?", answer, sizeof answer, BOX_SILENCE_MS);
        if (end != BOX_DONE)
            return end;
        plain_say("served %d", ++box->served);
        if (!box_rest(box, BOX_TURN_MS))
            return BOX_QUIT;
        if (box->served % ANSWERS == 0 && (end = move(box)) != BOX_DONE)
            return end;
    }
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
            end = ask_on(&box);
        box_dismiss(&box);
        if (end == BOX_QUIT)
            break;
        plain_say("helper lost");
    }
    plain_say("bye");
    return 0;
}

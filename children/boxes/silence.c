/*
 * Hears from its worker every 3 s: a measured value. There is no word between two values. This
 * is right: both sides wait on the pipe and on the process of the other, and see a loss at
 * once.
 */
#include "children/boxes/box.h"

#define VALUE_MS 3000

/* The words are: --worker PIPE PID-OF-THE-PARENT HANDLE-OF-THE-PARENT */
static int work(char **words)
{
    struct box parent;
    char text[16];
    if (!box_join(&parent, words[2], box_handle(words[4])))
        return 1;
    /* Nobody sends it anything: the read is there to see the end of the pipe. */
    while (box_read(&parent, text, sizeof text, VALUE_MS) == BOX_LATE) {
        if (box_write(&parent, "value") != BOX_DONE)
            break;
    }
    return 0;
}

static enum box_end take_values(struct box *box)
{
    char value[16];
    enum box_end end;
    while ((end = box_read(box, value, sizeof value, INFINITE)) == BOX_DONE)
        plain_say("served %d", ++box->served);
    return end;
}

static enum box_end employ(struct box *box)
{
    char name[64], role[96];
    if (!box_make_pipe(box, name, sizeof name))
        ExitProcess(2);
    snprintf(role, sizeof role, "--worker %s", name);
    box->process = box_start_watching(role);
    return box_meet(box);
}

int main(int count, char **words)
{
    box_live();
    if (count > 4 && box_is(count, words, "--worker"))
        return work(words);
    struct box box = {.quit = box_quit_event()};
    for (;;) {
        enum box_end end = employ(&box);
        if (end == BOX_DONE)
            end = take_values(&box);
        box_dismiss(&box);
        if (end == BOX_QUIT)
            break;
        plain_say("helper lost");
    }
    plain_say("bye");
    return 0;
}

/*
 * The parent sends its worker a heartbeat every 20 ms, and the worker sends it back. For the
 * worker, silence is no loss: the pipe and the process of its parent say whether the parent is
 * gone.
 *
 * The bug: 500 ms without a heartbeat are enough for the worker to give its parent up. The
 * clock goes on while a process is suspended, so one second of sleep of either process ends the
 * worker. See vscode #32620 and systemd #20284.
 */
#include "children/boxes/box.h"

#define SILENT_MS 500
#define LOOK_MS   100
#define GIVEN_UP  3 /* the worker's exit code */

/* The words are: --worker PIPE [--bug] PID-OF-THE-PARENT HANDLE-OF-THE-PARENT */
static int work(int count, char **words)
{
    BOOL bug = box_has(count, words, "--bug");
    char beat[64];
    struct box parent;
    if (!box_join(&parent, words[2], box_handle(words[count - 1])))
        return 1;
    ULONGLONG heard = GetTickCount64();
    for (;;) {
        enum box_end end = box_read(&parent, beat, sizeof beat, LOOK_MS);
        if (bug && GetTickCount64() - heard > SILENT_MS)
            return GIVEN_UP;
        if (end == BOX_LATE)
            continue;
        if (end != BOX_DONE || box_write(&parent, beat) != BOX_DONE)
            return 0;
        heard = GetTickCount64();
    }
}

static enum box_end employ(struct box *box, BOOL bug)
{
    char name[64], role[96];
    if (!box_make_pipe(box, name, sizeof name))
        ExitProcess(2);
    snprintf(role, sizeof role, "--worker %s%s", name, bug ? " --bug" : "");
    box->process = box_start_watching(role);
    return box_meet(box);
}

int main(int count, char **words)
{
    box_live();
    if (count > 4 && box_is(count, words, "--worker"))
        return work(count, words);
    struct box box = {.quit = box_quit_event()};
    for (;;) {
        enum box_end end = employ(&box, box_has(count, words, "--bug"));
        if (end == BOX_DONE)
            end = box_serve(&box);
        box_dismiss(&box);
        if (end == BOX_QUIT)
            break;
        plain_say("helper lost");
    }
    plain_say("bye");
    return 0;
}

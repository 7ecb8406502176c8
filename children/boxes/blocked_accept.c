/*
 * Starts its worker and waits until the worker has connected. The worker loads its data for
 * 300 ms before it does.
 *
 * The bug: the parent waits in ConnectNamedPipe alone. A worker that dies while it loads never
 * connects, and the parent waits for ever. See msbuild #860 and libmultiprocess PR 231.
 */
#include "children/boxes/box.h"

#define LOAD_MS 300

static int work(const char *name)
{
    Sleep(LOAD_MS); /* stands for the work of loading */
    return box_answer(name);
}

/* ConnectNamedPipe without a deadline and without an eye on the worker. */
static enum box_end accept_blindly(const struct box *box)
{
    OVERLAPPED io = {.hEvent = CreateEventA(NULL, TRUE, FALSE, NULL)};
    DWORD size;
    BOOL there = ConnectNamedPipe(box->pipe, &io) || GetLastError() == ERROR_PIPE_CONNECTED ||
                 (GetLastError() == ERROR_IO_PENDING &&
                  GetOverlappedResult(box->pipe, &io, &size, TRUE));
    CloseHandle(io.hEvent);
    return there ? BOX_DONE : BOX_LOST;
}

static enum box_end employ(struct box *box, BOOL bug)
{
    char name[64], command[96];
    if (!box_make_pipe(box, name, sizeof name))
        ExitProcess(2);
    snprintf(command, sizeof command, "--worker %s", name);
    box->process = box_start(&(struct box_how){.words = command});
    if (!box->process)
        ExitProcess(2);
    plain_say("helper loads");
    enum box_end end = bug ? accept_blindly(box) : box_accept(box, BOX_CONNECT_MS);
    if (end == BOX_DONE)
        plain_say(box->starts == 1 ? "ready" : "helper started");
    return end;
}

int main(int count, char **words)
{
    box_live();
    if (box_is(count, words, "--worker"))
        return work(words[2]);
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

/*
 * Calls its daemon, and starts one where there is none. The daemon serves whoever calls it, and
 * ends when nobody has called for 30 s. This is right: the daemon is meant to outlive the
 * parent, since the next one could call it, too.
 */
#include "children/boxes/box.h"

#define IDLE_MS 30000

static int serve_callers(const char *name)
{
    char text[64];
    struct box caller = {.quit = CreateEventA(NULL, TRUE, FALSE, NULL), /* nobody sets them */
                         .process = CreateEventA(NULL, TRUE, FALSE, NULL)};
    caller.pipe =
        CreateNamedPipeA(name, PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED,
                         PIPE_TYPE_MESSAGE | PIPE_READMODE_MESSAGE, 1, 4096, 4096, 0, NULL);
    if (caller.pipe == INVALID_HANDLE_VALUE)
        return 1;
    while (box_accept(&caller, IDLE_MS) == BOX_DONE) {
        while (box_read(&caller, text, sizeof text, IDLE_MS) == BOX_DONE &&
               box_write(&caller, text) == BOX_DONE)
            continue;
        DisconnectNamedPipe(caller.pipe);
    }
    return 0;
}

/* Calls the daemon that was just started, until it is there. */
static enum box_end call(struct box *box, const char *name)
{
    struct box line;
    HANDLE either[] = {box->process, box->quit};
    while (!box_join(&line, name, box->process)) {
        CloseHandle(line.quit);
        DWORD woke = WaitForMultipleObjects(2, either, FALSE, BOX_TURN_MS);
        if (woke != WAIT_TIMEOUT)
            return woke == WAIT_OBJECT_0 ? BOX_LOST : BOX_QUIT;
    }
    CloseHandle(line.quit);
    box->pipe = line.pipe;
    plain_say(box->starts == 1 ? "ready" : "helper started");
    return BOX_DONE;
}

/* A daemon that does not answer is ended. One that is only left goes on. */
static void hang_up(struct box *box, enum box_end end)
{
    if (box->pipe)
        CloseHandle(box->pipe);
    if (end != BOX_QUIT)
        TerminateProcess(box->process, 1);
    CloseHandle(box->process);
    box->pipe = box->process = NULL;
}

int main(int count, char **words)
{
    char name[64], role[96];
    box_live();
    if (box_is(count, words, "--daemon"))
        return serve_callers(words[2]);
    struct box box = {.quit = box_quit_event()};
    for (;;) {
        snprintf(name, sizeof name, "\\\\.\\pipe\\box-%lu-daemon-%d", GetCurrentProcessId(),
                 ++box.starts);
        snprintf(role, sizeof role, "--daemon %s", name);
        box.process = box_start(&(struct box_how){.words = role});
        if (!box.process)
            return 2;
        enum box_end end = call(&box, name);
        if (end == BOX_DONE)
            end = box_serve(&box);
        hang_up(&box, end);
        if (end == BOX_QUIT)
            break;
        plain_say("helper lost");
    }
    plain_say("bye");
    return 0;
}

/*
 * Starts a worker for each piece of work. A worker needs 500 ms, and its exit code is 259: "no
 * more items", ERROR_NO_MORE_ITEMS. This is right: the parent waits on the handle of the
 * process, and asks for the code when the process has ended.
 */
#include "children/boxes/box.h"

#define WORK_MS 500

static int work(void)
{
    Sleep(WORK_MS); /* stands for the work */
    return ERROR_NO_MORE_ITEMS;
}

/* One worker, from its start to its end. */
static BOOL employ(struct box *box)
{
    DWORD code;
    HANDLE process = box_start(&(struct box_how){.words = "--worker items"});
    HANDLE either[] = {process, box->quit};
    if (!process)
        ExitProcess(2);
    plain_say(++box->starts == 1 ? "ready" : "helper started");
    BOOL more = WaitForMultipleObjects(2, either, FALSE, INFINITE) == WAIT_OBJECT_0;
    if (WaitForSingleObject(process, BOX_LEAVE_MS) != WAIT_OBJECT_0)
        TerminateProcess(process, 1);
    WaitForSingleObject(process, BOX_LEAVE_MS);
    GetExitCodeProcess(process, &code);
    if (code == ERROR_NO_MORE_ITEMS)
        plain_say("served %d", ++box->served);
    else
        plain_say("helper lost");
    CloseHandle(process);
    return more;
}

int main(int count, char **words)
{
    box_live();
    if (box_is(count, words, "--worker"))
        return work();
    struct box box = {.quit = box_quit_event()};
    while (employ(&box) && box_rest(&box, BOX_TURN_MS))
        continue;
    plain_say("bye");
    return 0;
}

/*
 * The worker hands one item after the other to its parent, in shared memory. It sets an event
 * for each item, and waits for the event by which the parent acknowledges it.
 *
 * The bug: the worker waits for the acknowledgement without end, and for nothing else. When the
 * parent is gone, the worker waits for ever. See opentap PR 988.
 */
#include "children/boxes/box.h"

struct line {
    volatile LONG *item;
    HANDLE offered, taken, stop;
};

static BOOL share(struct line *line, DWORD parent)
{
    line->item = box_share(parent, sizeof *line->item);
    line->offered = box_event(parent, "offered");
    line->taken = box_event(parent, "taken");
    line->stop = box_event(parent, "stop");
    return line->item && line->offered && line->taken && line->stop;
}

/* The words are: --worker [--bug] PID-OF-THE-PARENT HANDLE-OF-THE-PARENT */
static int work(int count, char **words)
{
    struct line line;
    HANDLE parent = box_handle(words[count - 1]);
    if (!share(&line, strtoul(words[count - 2], NULL, 10)))
        return 1;
    HANDLE ends[] = {line.stop, parent}, any[] = {line.taken, line.stop, parent};
    DWORD awaited = box_has(count, words, "--bug") ? 1 : 3;
    DWORD woke = WAIT_OBJECT_0;
    while (woke == WAIT_OBJECT_0) {
        if (WaitForMultipleObjects(2, ends, FALSE, 0) != WAIT_TIMEOUT)
            break;
        ++*line.item;
        SetEvent(line.offered);
        woke = WaitForMultipleObjects(awaited, any, FALSE, INFINITE);
    }
    return 0;
}

static enum box_end take_items(struct box *box, const struct line *line)
{
    HANDLE any[] = {line->offered, box->process, box->quit};
    for (;;) {
        DWORD woke = WaitForMultipleObjects(3, any, FALSE, BOX_SILENCE_MS);
        if (woke == WAIT_OBJECT_0 + 2)
            return BOX_QUIT;
        if (woke != WAIT_OBJECT_0)
            return BOX_LOST;
        plain_say("served %ld", *line->item);
        if (!box_rest(box, BOX_TURN_MS)) /* stands for the work with the item */
            return BOX_QUIT;
        SetEvent(line->taken);
    }
}

static void end_worker(struct box *box, const struct line *line)
{
    SetEvent(line->stop);
    SetEvent(line->taken); /* it looks for the stop when it has its acknowledgement */
    if (WaitForSingleObject(box->process, BOX_LEAVE_MS) != WAIT_OBJECT_0)
        TerminateProcess(box->process, 1);
    WaitForSingleObject(box->process, BOX_LEAVE_MS);
    CloseHandle(box->process);
    ResetEvent(line->stop);
    ResetEvent(line->taken);
    ResetEvent(line->offered);
}

int main(int count, char **words)
{
    struct line line;
    box_live();
    if (count > 3 && box_is(count, words, "--worker"))
        return work(count, words);
    struct box box = {.quit = box_quit_event()};
    if (!share(&line, GetCurrentProcessId()))
        return 2;
    for (;;) {
        box.process =
            box_start_watching(box_has(count, words, "--bug") ? "--worker --bug" : "--worker");
        plain_say(++box.starts == 1 ? "ready" : "helper started");
        enum box_end end = take_items(&box, &line);
        end_worker(&box, &line);
        if (end == BOX_QUIT)
            break;
        plain_say("helper lost");
    }
    plain_say("bye");
    return 0;
}

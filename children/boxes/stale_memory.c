/*
 * The parent puts a question into shared memory and its worker puts the answer there. The
 * worker needs 150 ms for each. When the worker is lost, the parent gives its question up,
 * clears the memory and starts another worker.
 *
 * The bug: the parent does not clear the memory. The next worker finds the old question in it
 * and answers that one, and the parent takes it for the answer to its new question. See
 * PostgreSQL's win32_shmem.c and iceoryx2 #601.
 */
#include "children/boxes/box.h"

#define WORK_MS 150

enum state { EMPTY, ASKED, ANSWERED };

struct table {
    volatile LONG state;
    volatile LONG question;
    volatile LONG answer;
};

struct memory {
    struct table *table;
    HANDLE asked, answered, up, stop;
};

static BOOL share(struct memory *memory, DWORD parent)
{
    memory->table = box_share(parent, sizeof *memory->table);
    memory->asked = box_event(parent, "asked");
    memory->answered = box_event(parent, "answered");
    memory->up = box_event(parent, "up");
    memory->stop = box_event(parent, "stop");
    return memory->table && memory->asked && memory->answered && memory->up && memory->stop;
}

static void answer(const struct memory *memory, LONG question)
{
    Sleep(WORK_MS); /* stands for the work */
    memory->table->answer = question;
    memory->table->state = ANSWERED;
    SetEvent(memory->answered);
}

/* The words are: --worker PID-OF-THE-PARENT HANDLE-OF-THE-PARENT */
static int work(char **words)
{
    struct memory memory;
    if (!share(&memory, strtoul(words[2], NULL, 10)))
        return 1;
    HANDLE any[] = {memory.stop, box_handle(words[3]), memory.asked};
    /* The question that was there before this worker */
    BOOL is_asked = memory.table->state == ASKED;
    LONG question = memory.table->question;
    SetEvent(memory.up);
    if (is_asked)
        answer(&memory, question);
    while (WaitForMultipleObjects(3, any, FALSE, INFINITE) == WAIT_OBJECT_0 + 2) {
        if (memory.table->state == ASKED)
            answer(&memory, memory.table->question);
    }
    return 0;
}

static enum box_end await(const struct box *box, HANDLE event)
{
    HANDLE any[] = {event, box->process, box->quit};
    DWORD woke = WaitForMultipleObjects(3, any, FALSE, BOX_SILENCE_MS);
    if (woke == WAIT_TIMEOUT)
        return BOX_LATE;
    return woke == WAIT_OBJECT_0 ? BOX_DONE : woke == WAIT_OBJECT_0 + 2 ? BOX_QUIT : BOX_LOST;
}

static enum box_end ask_on(struct box *box, const struct memory *memory)
{
    enum box_end end = await(box, memory->up);
    if (end == BOX_DONE)
        plain_say(++box->starts == 1 ? "ready" : "helper started");
    while (end == BOX_DONE) {
        memory->table->question = ++box->served;
        memory->table->state = ASKED;
        plain_say("asks %d", box->served);
        SetEvent(memory->asked);
        end = await(box, memory->answered);
        if (end == BOX_DONE)
            plain_say("answer %ld to question %d", memory->table->answer, box->served);
        if (end == BOX_DONE && !box_rest(box, BOX_TURN_MS))
            end = BOX_QUIT;
    }
    return end;
}

static void end_worker(struct box *box, const struct memory *memory, BOOL clear)
{
    SetEvent(memory->stop);
    if (WaitForSingleObject(box->process, BOX_LEAVE_MS) != WAIT_OBJECT_0)
        TerminateProcess(box->process, 1);
    WaitForSingleObject(box->process, BOX_LEAVE_MS);
    CloseHandle(box->process);
    ResetEvent(memory->stop);
    if (!clear)
        return;
    *memory->table = (struct table){.state = EMPTY};
    ResetEvent(memory->asked);
    ResetEvent(memory->answered);
    ResetEvent(memory->up);
}

int main(int count, char **words)
{
    struct memory memory;
    box_live();
    if (count > 3 && box_is(count, words, "--worker"))
        return work(words);
    struct box box = {.quit = box_quit_event()};
    if (!share(&memory, GetCurrentProcessId()))
        return 2;
    for (;;) {
        box.process = box_start_watching("--worker");
        enum box_end end = ask_on(&box, &memory);
        end_worker(&box, &memory, !box_has(count, words, "--bug"));
        if (end == BOX_QUIT)
            break;
        plain_say("helper lost");
    }
    plain_say("bye");
    return 0;
}

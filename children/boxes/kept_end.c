/*
 * Talks to its worker by two pipes of CreatePipe: the worker's standard input and output. The
 * worker ends at the end of its input.
 *
 * The bug: the worker inherits the parent's end of its input, too. When the parent dies, the
 * worker itself keeps its input open, and waits for ever. See joyent/libuv PR 343 and
 * openvpn-gui PR 304.
 */
#include "children/boxes/box.h"

struct link {
    HANDLE answers;  /* the parent's end of the worker's output */
    HANDLE answered; /* set for each answer, and at the end of them */
};

static int work(void)
{
    HANDLE input = GetStdHandle(STD_INPUT_HANDLE), output = GetStdHandle(STD_OUTPUT_HANDLE);
    char byte;
    DWORD size;
    while (ReadFile(input, &byte, 1, &size, NULL) && WriteFile(output, &byte, 1, &size, NULL))
        continue;
    return 0;
}

/* A thread: a pipe of CreatePipe cannot be read with a deadline. */
static DWORD WINAPI hear_answers(void *context)
{
    struct link *link = context;
    char byte;
    DWORD size;
    while (ReadFile(link->answers, &byte, 1, &size, NULL) && size == 1)
        SetEvent(link->answered);
    return 0;
}

static enum box_end ask_on(struct box *box, HANDLE questions, const struct link *link)
{
    HANDLE any[] = {link->answered, box->process, box->quit};
    DWORD size;
    for (;;) {
        if (!WriteFile(questions, "?", 1, &size, NULL))
            return BOX_LOST;
        DWORD woke = WaitForMultipleObjects(3, any, FALSE, BOX_SILENCE_MS);
        if (woke == WAIT_OBJECT_0 + 2)
            return BOX_QUIT;
        if (woke != WAIT_OBJECT_0)
            return BOX_LOST;
        plain_say("served %d", ++box->served);
        if (!box_rest(box, BOX_TURN_MS))
            return BOX_QUIT;
    }
}

/* One worker, from its start to its end. */
static enum box_end employ(struct box *box, BOOL bug)
{
    SECURITY_ATTRIBUTES inheritable = {sizeof inheritable, NULL, TRUE};
    HANDLE questions, input, output;
    struct link link = {.answered = CreateEventA(NULL, FALSE, FALSE, NULL)};
    CreatePipe(&input, &questions, &inheritable, 0);
    CreatePipe(&link.answers, &output, &inheritable, 0);
    box->process = box_start(&(struct box_how){
        .words = "--worker pipe", .input = input, .output = output, .all = bug});
    CloseHandle(input);
    CloseHandle(output);
    if (!box->process)
        ExitProcess(2);
    HANDLE thread = CreateThread(NULL, 0, hear_answers, &link, 0, NULL);
    plain_say(++box->starts == 1 ? "ready" : "helper started");
    enum box_end end = ask_on(box, questions, &link);
    box->pipe = questions;
    box_dismiss(box);
    WaitForSingleObject(thread, INFINITE); /* the worker has ended, and with it its output */
    CloseHandle(thread);
    CloseHandle(link.answers);
    CloseHandle(link.answered);
    return end;
}

int main(int count, char **words)
{
    box_live();
    if (box_is(count, words, "--worker"))
        return work();
    struct box box = {.quit = box_quit_event()};
    while (employ(&box, box_has(count, words, "--bug")) != BOX_QUIT)
        plain_say("helper lost");
    plain_say("bye");
    return 0;
}

/*
 * Serves two workers over one name of a pipe, with an instance of the pipe for each. A lost
 * worker is started again and gets a new instance.
 *
 * The bug: the new instance claims the name as the first one did, by
 * FILE_FLAG_FIRST_PIPE_INSTANCE. Windows refuses that with error 5, because the other worker's
 * instance is still there, and the app gives up. Wine ignores the flag.
 */
#include "children/boxes/box.h"

static void pipe_name(char *name, size_t room)
{
    snprintf(name, room, "\\\\.\\pipe\\box-%lu-all", GetCurrentProcessId());
}

/* Only one instance waits for a client at a time, so each worker comes to its own. */
static void employ(struct box *box, BOOL claims)
{
    char name[64], words[160];
    pipe_name(name, sizeof name);
    box->starts++;
    box->pipe = CreateNamedPipeA(name,
                                 PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED |
                                     (claims ? FILE_FLAG_FIRST_PIPE_INSTANCE : 0),
                                 PIPE_TYPE_MESSAGE | PIPE_READMODE_MESSAGE,
                                 PIPE_UNLIMITED_INSTANCES, 4096, 4096, 0, NULL);
    if (box->pipe == INVALID_HANDLE_VALUE) {
        plain_say("no pipe for worker %d: error %lu", box->number, GetLastError());
        ExitProcess(3);
    }
    snprintf(words, sizeof words, "--worker %d %s", box->number, name);
    box->process = box_start(&(struct box_how){.words = words});
    if (!box->process || box_accept(box, BOX_CONNECT_MS) != BOX_DONE)
        ExitProcess(2);
    plain_say(box->starts == 1 ? "worker %d is ready" : "worker %d is back", box->number);
}

/* One question to each worker in turn, until the app has to end. */
static void serve(struct box *boxes, BOOL bug)
{
    char question[64], answer[64];
    for (int turn = 1; box_rest(&boxes[0], BOX_TURN_MS); turn++) {
        struct box *box = &boxes[turn % 2];
        snprintf(question, sizeof question, "question %d", turn);
        enum box_end end = box_ask(box, question, answer, sizeof answer, BOX_SILENCE_MS);
        if (end == BOX_QUIT)
            break;
        if (end == BOX_DONE) {
            plain_say("served %d", turn);
            continue;
        }
        plain_say("worker %d lost", box->number);
        box_dismiss(box);
        employ(box, bug);
    }
}

int main(int count, char **words)
{
    box_live();
    if (count > 3 && box_is(count, words, "--worker"))
        return box_answer(words[3]);
    HANDLE quit = box_quit_event();
    struct box boxes[2] = {{.quit = quit, .number = 1}, {.quit = quit, .number = 2}};
    employ(&boxes[0], TRUE);
    employ(&boxes[1], FALSE);
    serve(boxes, box_has(count, words, "--bug"));
    box_dismiss(&boxes[0]);
    box_dismiss(&boxes[1]);
    plain_say("bye");
    return 0;
}

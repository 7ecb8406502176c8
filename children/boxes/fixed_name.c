/*
 * Serves its worker over a pipe with a fixed name. It is meant to run once on a machine: a
 * mutex with a fixed name says that it is there, and a second one ends with code 4. Its other
 * objects have fixed names, too: an event that is set when it is ready, an event that ends it,
 * a counter in shared memory, and a semaphore that its worker waits for.
 *
 * It has no bug. Unlike the other programs of this folder it cannot run beside itself.
 */
#include "children/boxes/box.h"

#define PIPE    "\\\\.\\pipe\\box-fixed"
#define MUTEX   "Local\\box-fixed"
#define READY   "Global\\box-fixed-ready"
#define QUIT    "Local\\box-fixed-quit"
#define COUNTER "box-fixed-counter"
#define SLOTS   "box-fixed-slots"

static int work(void)
{
    char text[64];
    HANDLE section = OpenFileMappingA(FILE_MAP_WRITE, FALSE, COUNTER);
    HANDLE slots = OpenSemaphoreA(SYNCHRONIZE | SEMAPHORE_MODIFY_STATE, FALSE, SLOTS);
    volatile LONG *counter = section ? MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 4) : NULL;
    HANDLE pipe = WaitNamedPipeA(PIPE, BOX_CONNECT_MS) ? box_open(PIPE) : NULL;
    if (!counter || !slots || !pipe ||
        WaitForSingleObject(slots, BOX_CONNECT_MS) != WAIT_OBJECT_0)
        return 1;
    while (box_hear(pipe, text, sizeof text)) {
        InterlockedIncrement(counter);
        if (!box_tell(pipe, text))
            break;
    }
    ReleaseSemaphore(slots, 1, NULL);
    return 0;
}

/* What the worker opens. */
static volatile LONG *make_objects(struct box *box)
{
    HANDLE section =
        CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 4, COUNTER);
    HANDLE slots = CreateSemaphoreA(NULL, 1, 1, SLOTS);
    box->pipe =
        CreateNamedPipeA(PIPE, PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED,
                         PIPE_TYPE_MESSAGE | PIPE_READMODE_MESSAGE, 1, 4096, 4096, 0, NULL);
    return section && slots && box->pipe != INVALID_HANDLE_VALUE
               ? MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 4)
               : NULL;
}

static void serve(struct box *box, const volatile LONG *counter)
{
    char answer[64];
    while (box_ask(box, "question", answer, sizeof answer, BOX_SILENCE_MS) == BOX_DONE) {
        plain_say("served %d, counted %ld", ++box->served, *counter);
        if (!box_rest(box, BOX_TURN_MS))
            break;
    }
}

int main(int count, char **words)
{
    box_live();
    if (box_has(count, words, "--worker"))
        return work();
    CreateMutexA(NULL, FALSE, MUTEX);
    if (GetLastError() == ERROR_ALREADY_EXISTS) {
        plain_say("another one is there");
        return 4;
    }
    struct box box = {.quit = CreateEventA(NULL, TRUE, FALSE, QUIT), .starts = 1};
    HANDLE ready = CreateEventA(NULL, TRUE, FALSE, READY);
    volatile LONG *counter = make_objects(&box);
    if (!counter || !ready)
        return 5;
    box.process = box_start(&(struct box_how){.words = "--worker"});
    if (box_meet(&box) != BOX_DONE)
        return 6;
    SetEvent(ready);
    serve(&box, counter);
    box_dismiss(&box);
    plain_say("bye");
    return 0;
}

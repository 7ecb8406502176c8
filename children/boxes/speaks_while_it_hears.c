/*
 * A thread hears what the worker says. When the app has to end, it tells the worker "bye" by
 * the same handle of the pipe, and the worker goes.
 *
 * The bug: the handle is one without FILE_FLAG_OVERLAPPED. On Windows the word waits until the
 * thread's read is over. The worker says nothing more, so the app waits for ever. Under Wine
 * the word does not wait. See "All I/O on a synchronous file handle is serialized" in The Old
 * New Thing.
 */
#include "children/boxes/box.h"

struct talk {
    struct box box;
    BOOL bug;
};

static int work(const char *name)
{
    char text[64];
    HANDLE pipe = box_open(name);
    if (!pipe || !box_tell(pipe, "hello"))
        return 1;
    return box_hear(pipe, text, sizeof text) && strcmp(text, "bye") == 0 ? 0 : 2;
}

static DWORD WINAPI hear(void *of)
{
    const struct talk *talk = of;
    char text[64];
    while (talk->bug ? box_hear(talk->box.pipe, text, sizeof text)
                     : box_read(&talk->box, text, sizeof text, INFINITE) == BOX_DONE)
        plain_say("the worker says %s", text);
    return 0;
}

static BOOL say_bye(const struct talk *talk)
{
    return talk->bug ? box_tell(talk->box.pipe, "bye")
                     : box_write(&talk->box, "bye") == BOX_DONE;
}

static BOOL employ(struct talk *talk)
{
    char name[64], words[96];
    snprintf(name, sizeof name, "\\\\.\\pipe\\box-%lu-talk", GetCurrentProcessId());
    talk->box.pipe =
        CreateNamedPipeA(name, PIPE_ACCESS_DUPLEX | (talk->bug ? 0 : FILE_FLAG_OVERLAPPED),
                         PIPE_TYPE_MESSAGE | PIPE_READMODE_MESSAGE, 1, 4096, 4096, 0, NULL);
    snprintf(words, sizeof words, "--worker %s", name);
    talk->box.process = box_start(&(struct box_how){.words = words});
    if (!talk->bug)
        return box_accept(&talk->box, BOX_CONNECT_MS) == BOX_DONE;
    return ConnectNamedPipe(talk->box.pipe, NULL) || GetLastError() == ERROR_PIPE_CONNECTED;
}

int main(int count, char **words)
{
    box_live();
    if (box_is(count, words, "--worker"))
        return work(words[2]);
    struct talk talk = {.box = {.quit = box_quit_event()},
                        .bug = box_has(count, words, "--bug")};
    if (!employ(&talk))
        return 2;
    HANDLE thread = CreateThread(NULL, 0, hear, &talk, 0, NULL);
    WaitForSingleObject(talk.box.quit, INFINITE);
    BOOL good = say_bye(&talk);
    if (WaitForSingleObject(talk.box.process, BOX_LEAVE_MS) != WAIT_OBJECT_0)
        TerminateProcess(talk.box.process, 1);
    WaitForSingleObject(thread, BOX_LEAVE_MS);
    plain_say(good ? "bye" : "the worker did not hear it");
    return 0;
}

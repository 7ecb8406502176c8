/*
 * Begins its reads and writes without waiting, and learns of their ends by one completion port.
 * It asks its worker one question after the other.
 *
 * The bug: it takes each packet for a success. When the worker dies while it owes an answer,
 * the read ends with an error, and its memory still has the last answer. Seen in programs that
 * look at the packet that GetQueuedCompletionStatus gives, and not at what it returns.
 */
#include "children/boxes/box.h"

/* A worker and its operations. */
struct talk {
    struct box box;
    HANDLE port;
    OVERLAPPED writes, reads;
    char answer[64];
    BOOL bug;
};

static BOOL is_begun(BOOL done)
{
    return done || GetLastError() == ERROR_IO_PENDING;
}

/* A packet comes for each operation, whether it was done at once or not. */
static enum box_end take_packets(const struct talk *talk, int count)
{
    enum box_end end = BOX_DONE;
    for (int i = 0; i < count; i++) {
        OVERLAPPED *of = NULL;
        ULONG_PTR key;
        DWORD size;
        BOOL good = GetQueuedCompletionStatus(talk->port, &size, &key, &of, BOX_SILENCE_MS);
        if (!of)
            return BOX_LATE;
        if (!good && !talk->bug)
            end = BOX_LOST;
    }
    return end;
}

/* The read comes first, so that the answer finds it. */
static enum box_end ask(struct talk *talk, int question)
{
    char text[64];
    snprintf(text, sizeof text, "question %d", question);
    memset(&talk->writes, 0, sizeof talk->writes);
    memset(&talk->reads, 0, sizeof talk->reads);
    if (!is_begun(ReadFile(talk->box.pipe, talk->answer, sizeof talk->answer - 1, NULL,
                           &talk->reads)))
        return BOX_LOST;
    if (!is_begun(WriteFile(talk->box.pipe, text, (DWORD)strlen(text), NULL, &talk->writes))) {
        take_packets(talk, 1); /* the read has failed, too */
        return BOX_LOST;
    }
    return take_packets(talk, 2);
}

static enum box_end ask_on(struct talk *talk)
{
    if (!CreateIoCompletionPort(talk->box.pipe, talk->port, 0, 0))
        return BOX_LOST;
    for (;;) {
        int question = ++talk->box.served;
        enum box_end end = ask(talk, question);
        if (end != BOX_DONE)
            return end;
        plain_say("answer %d to question %d", atoi(talk->answer + strlen("question ")),
                  question);
        if (!box_rest(&talk->box, BOX_TURN_MS))
            return BOX_QUIT;
    }
}

int main(int count, char **words)
{
    box_live();
    if (box_is(count, words, "--worker"))
        return box_answer(words[2]); /* by the words of the question */
    struct talk talk = {.box = {.quit = box_quit_event()},
                        .port = CreateIoCompletionPort(INVALID_HANDLE_VALUE, NULL, 0, 0),
                        .bug = box_has(count, words, "--bug")};
    for (;;) {
        enum box_end end = box_employ(&talk.box, "--worker");
        if (end == BOX_DONE)
            end = ask_on(&talk);
        box_dismiss(&talk.box);
        if (end == BOX_QUIT)
            break;
        plain_say("helper lost");
    }
    plain_say("bye");
    return 0;
}

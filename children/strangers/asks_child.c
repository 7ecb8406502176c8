/*
 * Answers what its parent asks, and ends when the pipe does.
 *
 * The bug: it takes the end of the pipe for an interruption, and tries to connect for ever.
 */
#include "children/strangers/stranger.h"

static HANDLE open_pipe(const char *name)
{
    HANDLE pipe =
        CreateFileA(name, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
    return pipe == INVALID_HANDLE_VALUE ? NULL : pipe;
}

static void answer(HANDLE pipe)
{
    char question[64];
    DWORD size;
    while (ReadFile(pipe, question, sizeof question, &size, NULL)) {
        LIFELINE_STEP("question.received");
        if (!WriteFile(pipe, "yes\n", 4, &size, NULL))
            break;
        LIFELINE_STEP("answer.sent");
    }
}

int main(int count, char **words)
{
    BOOL bug = has(count, words, "--bug");
    HANDLE pipe = open_pipe(words[1]);
    if (pipe)
        answer(pipe);
    while (bug) {
        Sleep(100);
        if ((pipe = open_pipe(words[1])) != NULL)
            answer(pipe);
    }
    LIFELINE_REPORT("child.ending", .by = "pipe");
    return 0;
}

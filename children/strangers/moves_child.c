/*
 * Hears the words of its parent. A word that is the name of a pipe is where the next ones come.
 * It ends when the pipe does.
 */
#include "children/strangers/stranger.h"

static HANDLE open_pipe(const char *name)
{
    return CreateFileA(name, GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
}

/* A line, byte by byte: pipes in byte mode have no messages. */
static BOOL hear(HANDLE pipe, char *line, size_t room)
{
    DWORD size;
    for (size_t i = 0; i + 1 < room; i++) {
        if (!ReadFile(pipe, &line[i], 1, &size, NULL) || size == 0)
            return FALSE;
        if (line[i] == '\n') {
            line[i] = '\0';
            return TRUE;
        }
    }
    return FALSE;
}

int main(int count, char **words)
{
    char line[128];
    HANDLE pipe = open_pipe(count > 1 ? words[1] : "");
    while (pipe != INVALID_HANDLE_VALUE && hear(pipe, line, sizeof line)) {
        LIFELINE_STEP("word.heard");
        if (line[0] != '\\')
            continue;
        HANDLE next = open_pipe(line);
        CloseHandle(pipe);
        pipe = next;
        LIFELINE_STEP("pipe.moved");
    }
    LIFELINE_REPORT("child.ending", .by = "pipe");
    return 0;
}

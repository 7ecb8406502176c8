/*
 * The child of parent_drops_the_tail.c: sends three messages over the pipe, sends Quit and
 * ends. It does not wait until the messages are read.
 *
 *     child_tells_and_ends.exe PIPE
 */
#include "kit/os/pipe.h"
#include "kit/os/text.h"
#include "kit/probe/lifeline.h"

#include <stdio.h>
#include <stdlib.h>

#define WORDS      3
#define WORD_BYTES 32
#define PATIENCE   1000u

static int tell(const char *name)
{
    struct os_pipe *pipe = NULL;
    char word[WORD_BYTES] = "";
    bool sent = false;
    if (os_pipe_open(name, &pipe, NULL) != KIT_OK)
        return 2;
    for (uint64_t i = 1; i <= WORDS; i++) {
        snprintf(word, sizeof word, "word %u", (unsigned)i);
        LIFELINE_STEP("request.before", .sequence = i);
        os_pipe_write(pipe, word, sizeof word, NULL, 0, PATIENCE, &sent, NULL);
        LIFELINE_STEP("request.sent", .sequence = i, .size = sizeof word);
    }
    LIFELINE_STEP("quit.sent");
    LIFELINE_REPORT("child.ending", .by = "quit");
    os_pipe_close(&pipe);
    return 0;
}

int wmain(int count, wchar_t **wide)
{
    char **words = os_arguments(count, wide);
    int code = words && count > 1 ? tell(words[1]) : 2;
    free(words);
    return code;
}

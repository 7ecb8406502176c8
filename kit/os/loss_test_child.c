/*
 * The other side of loss_test: loss_test_child <server|client> <pipe> <ready> <go> <way>
 * <last>. Takes its side of the pipe, sends <last> if that is not empty, and is lost in this
 * way when `go` is set; `ready` is set when it serves, when it is connected, and when the pipe
 * is lost and the process is not.
 */
#include "kit/os/event.h"
#include "kit/os/loss.h"
#include "kit/os/pipe.h"
#include "kit/os/text.h"

#include <stdlib.h>
#include <string.h>

#define LONG_MS 60000u /* a test that was cut off leaves nothing behind for long */

static void *ready, *go;

static enum kit_status take_side(char **words, struct os_pipe **end)
{
    if (strcmp(words[1], "client") == 0)
        return os_pipe_open(words[2], end, NULL);
    enum kit_status status = os_pipe_serve(words[2], end, NULL);
    os_event_set(ready);
    return status == KIT_OK ? os_pipe_accept(*end, NULL, 0, NULL, LONG_MS, NULL) : status;
}

/* Stays, so that nothing but what was done to the pipe can be what the other side sees. */
static int stay(void)
{
    void *never = NULL;
    os_event_set(ready);
    if (os_event_create(NULL, OS_MANUAL_RESET, &never, NULL) == KIT_OK)
        os_wait_any(&never, 1, LONG_MS);
    return 1;
}

static int play(char **words)
{
    struct os_pipe *end = NULL;
    bool sent = false;
    if (os_event_open(words[3], &ready, NULL) != KIT_OK ||
        os_event_open(words[4], &go, NULL) != KIT_OK || take_side(words, &end) != KIT_OK)
        return 2;
    if (words[6][0])
        os_pipe_write(end, words[6], strlen(words[6]), NULL, 0, LONG_MS, &sent, NULL);
    os_event_set(ready);
    if (os_wait_any(&go, 1, LONG_MS) != 0)
        return 3;
    if (strcmp(words[5], "CLOSED") == 0)
        os_pipe_close(&end);
    if (strcmp(words[5], "DISCONNECTED") == 0)
        os_pipe_drop(end);
    if (strcmp(words[5], "EXITED") == 0)
        return 0; /* with its end open, as a program that just ends has it */
    return stay();
}

int wmain(int count, wchar_t **wide)
{
    char **words = os_arguments(count, wide);
    int code = words && count == 7 ? play(words) : 4;
    free(words);
    return code;
}

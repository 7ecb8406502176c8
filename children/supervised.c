/*
 * The child of supervisor.c: works until its parent is gone, which it notices by a handle on
 * it.
 *
 *     supervised.exe HANDLE NAME [WORD]
 *
 * An empty NAME means that it attaches without a name. The word: `--deaf`, it continues to work
 * when its parent has gone; `--fails`, it ends at once with code 3, like a program whose port
 * is taken; `--one` or `--two`, it reports which it is; `--asks-the-code`, it asks for its
 * parent's exit code.
 */
#include "kit/os/event.h"
#include "kit/os/process.h"
#include "kit/os/text.h"
#include "kit/probe/lifeline.h"

#include <stdlib.h>
#include <string.h>

#define TICK_MS    20u
#define TICKS      5000 /* for a deaf child: longer than stalls extend a window */
#define FAILED     3

#define STILL_RUNS 259 /* the system's exit code for a running process */

static bool has(int count, char **words, const char *word)
{
    for (int i = 3; i < count; i++) {
        if (strcmp(words[i], word) == 0)
            return true;
    }
    return false;
}

/* Until the parent is gone. */
static void work(void *parent)
{
    do
        LIFELINE_STEP("work.done");
    while (os_wait_any(&parent, 1, TICK_MS) == -1);
}

/*
 * The one bug of `--asks-the-code`: the handle permits only waiting, so the query of the exit
 * code fails, and the child takes the failure for the parent's end. The rule child-stays must
 * catch it. Known cause: getsentry/sentry-native PR#1600.
 */
static void work_while_its_code_says_so(void *parent)
{
    void *never = NULL;
    do {
        LIFELINE_STEP("work.done");
        os_wait_any(&never, 1, TICK_MS);
    } while (os_exit_code(parent) == STILL_RUNS);
}

static void work_on(void)
{
    void *never = NULL;
    for (int i = 0; i < TICKS; i++) {
        LIFELINE_STEP("work.done");
        os_wait_any(&never, 1, TICK_MS);
    }
}

static int live(int count, char **words)
{
    if (count < 3)
        return 2;
    lifeline_attach(words[2][0] ? words[2] : NULL);
    LIFELINE_STEP("child.begun");
    if (has(count, words, "--one"))
        LIFELINE_STEP("i.am.one");
    if (has(count, words, "--two"))
        LIFELINE_STEP("i.am.two");
    if (has(count, words, "--fails"))
        return FAILED;
    void *parent = (void *)(uintptr_t)strtoul(words[1], NULL, 10);
    if (has(count, words, "--asks-the-code"))
        work_while_its_code_says_so(parent);
    else
        work(parent);
    if (has(count, words, "--deaf"))
        work_on();
    LIFELINE_REPORT("child.ending", .by = "process");
    return 0;
}

int wmain(int count, wchar_t **wide)
{
    char **words = os_arguments(count, wide);
    int code = words ? live(count, words) : 2;
    free(words);
    return code;
}

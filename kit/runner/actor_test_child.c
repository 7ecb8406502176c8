/*
 * Programs that are no good as actors, for ci/check-bad-input; one of these words among the
 * arguments says which.
 */
#include "kit/os/event.h"
#include "kit/os/text.h"
#include "kit/probe/lifeline.h"

#include <stdlib.h>
#include <string.h>

#define STAY_MS 60000u /* longer than any of its runs */

/* Ends before its probe could do anything. */
static int exits_at_once(const char *name)
{
    (void)name;
    return 7;
}

/* Takes part in the run, and does nothing else until it is stopped. */
static int never_connects(const char *name)
{
    lifeline_attach(name);
    void *stop = lifeline_stop_event();
    os_wait_any(&stop, 1, STAY_MS);
    return 0;
}

/* Has no probe at work, and does not end. */
static int has_no_probe(const char *name)
{
    void *never = NULL;
    (void)name;
    os_wait_any(&never, 1, STAY_MS);
    return 0;
}

static int play(char **words)
{
    static const struct {
        const char *word;
        int (*play)(const char *name);
    } plays[] = {
        {"exits-at-once", exits_at_once},
        {"never-connects", never_connects},
        {"has-no-probe", has_no_probe},
    };
    const char *name = NULL;
    for (; *words; words++) {
        if (strcmp(*words, "--actor") == 0 && words[1])
            name = *++words;
        for (size_t i = 0; i < sizeof plays / sizeof *plays; i++) {
            if (strcmp(*words, plays[i].word) == 0)
                return plays[i].play(name);
        }
    }
    return 2;
}

int wmain(int count, wchar_t **wide)
{
    char **words = os_arguments(count, wide);
    int code = words ? play(words) : 2;
    free(words);
    return code;
}

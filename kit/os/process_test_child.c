/*
 * The child of process_test: the first word is a section in which it tells, the second what it
 * does there, or the code that it exits with at once.
 */
#include "kit/os/event.h"
#include "kit/os/process.h"
#include "kit/os/section.h"
#include "kit/os/text.h"
#include "kit/os/thread.h"

#include <stdlib.h>
#include <string.h>

#define TOLD (128 * 1024) /* bytes of the section, as process_test.c makes it */

static void *told;

/* All its words, one after another, each with its end. */
static int tell_words(char **words)
{
    char *to = told;
    for (; *words; words++) {
        memcpy(to, *words, strlen(*words) + 1);
        to += strlen(*words) + 1;
    }
    return 0;
}

/* The first bytes of each section that it was given as a handle's value; 0 where it is none. */
static int tell_marks(char **words)
{
    uint64_t *to = told;
    for (; *words; words++, to++) {
        void *view = NULL;
        if (os_map((void *)(uintptr_t)strtoull(*words, NULL, 0), &view, NULL, NULL) == KIT_OK)
            memcpy(to, view, sizeof *to);
        os_unmap(&view);
    }
    return 0;
}

static int tell_environment(char **words)
{
    const char *value = getenv(words[0]);
    strncpy(told, value ? value : "not there", TOLD - 1);
    return 0;
}

/* Says its thread, sets the event that it can be waited for by, and stays. */
static int stay(char **words)
{
    void *ready = NULL, *never = NULL;
    if (os_event_open(words[0], &ready, NULL) != KIT_OK ||
        os_event_create(NULL, OS_MANUAL_RESET, &never, NULL) != KIT_OK)
        return 1;
    uint32_t tid = os_own_tid();
    memcpy(told, &tid, sizeof tid);
    os_event_set(ready);
    os_wait_any(&never, 1, 60000); /* a test that was cut off leaves nothing behind for long */
    return 1;
}

static int play(char **words)
{
    static const struct {
        const char *word;
        int (*act)(char **words);
    } acts[] = {
        {"words", tell_words},
        {"marks", tell_marks},
        {"environment", tell_environment},
        {"stay", stay},
    };
    void *section = NULL;
    if (!words[1] || !words[2] || os_section_open(words[1], &section, NULL) != KIT_OK ||
        os_map(section, &told, NULL, NULL) != KIT_OK)
        return 2;
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) {
        if (strcmp(words[2], acts[i].word) == 0)
            return acts[i].act(words + 3);
    }
    return (int)strtol(words[2], NULL, 0); /* a number is its exit code */
}

int wmain(int count, wchar_t **wide)
{
    char **words = os_arguments(count, wide);
    int code = words ? play(words) : 3;
    free(words);
    return code;
}

/*
 * Programs that are no good as actors, for ci/check-bad-input; one of these words among the
 * arguments says which.
 */
#include "kit/os/clock.h"
#include "kit/os/event.h"
#include "kit/os/section.h"
#include "kit/os/text.h"
#include "kit/probe/lifeline.h"
#include "kit/probe/run_block.h"

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

/* The run's memory, which every actor can write to, so that a broken one can. */
static struct run_block *run_memory(void)
{
    const char *name = getenv("LIFELINE_RUN");
    void *section = NULL, *view = NULL;
    if (name && os_section_open(name, &section, NULL) == KIT_OK)
        os_map(section, &view, NULL, NULL);
    return view;
}

/* Says that it is the runner, whose PID is in the run's name: whoever believes it kills itself.
 */
static int says_it_is_the_runner(const char *name)
{
    struct run_block *run = run_memory();
    (void)name;
    if (!run)
        return 3;
    struct ring_slot attached = {.kind = RING_ATTACHED, .ticks = os_ticks()};
    atomic_store(&run_actor(run, 0)->pid,
                 (uint32_t)strtoul(run->name + strlen("lifeline-"), NULL, 10));
    ring_put(run_actor(run, 0), &attached);
    return has_no_probe(name);
}

/* Writes over all of it, again and again with other bytes, as a wild pointer would. */
static int scribbles(const char *name)
{
    struct run_block *run = run_memory();
    (void)name;
    if (!run)
        return 3;
    uint64_t size = run_block_size(run->actor_count);
    for (int byte = 0; byte < 256 * 4; byte++)
        memset(run, byte % 256, (size_t)size);
    return has_no_probe(name);
}

static int play(char **words)
{
    static const struct {
        const char *word;
        int (*play)(const char *name);
    } plays[] = {
        {"exits-at-once", exits_at_once}, {"never-connects", never_connects},
        {"has-no-probe", has_no_probe},   {"says-it-is-the-runner", says_it_is_the_runner},
        {"scribbles", scribbles},
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

/*
 * Programs that are no good as actors, for ci/check-bad-company and ci/check-closed; one of
 * these words among the arguments says which.
 */
#include "kit/os/clock.h"
#include "kit/os/event.h"
#include "kit/os/file.h"
#include "kit/os/handle.h"
#include "kit/os/pipe.h"
#include "kit/os/process.h"
#include "kit/os/section.h"
#include "kit/os/text.h"
#include "kit/probe/lifeline.h"
#include "kit/probe/run_block.h"
#include "kit/protocol/message.h"

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

/* The same, under a name that no actor has. */
static int says_another_name(const char *name)
{
    (void)name;
    return never_connects("somebody-else");
}

/* Has no probe at work, and does not end. */
static int has_no_probe(const char *name)
{
    void *never = NULL;
    (void)name;
    os_wait_any(&never, 1, STAY_MS);
    return 0;
}

/* Starts a process that no line of the scenario names, which stays, and ends without it. */
static int leaves_a_helper(const char *name)
{
    char program[OS_PATH];
    const char *const arguments[] = {"has-no-probe", NULL};
    struct os_spawn what = {.program = program, .arguments = arguments};
    struct os_process helper = {0};
    lifeline_attach(name);
    if (os_program_file(program, NULL) != KIT_OK || os_spawn(&what, &helper, NULL) != KIT_OK)
        return 3;
    os_close(&helper.handle);
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

/* Ends the runner with exit code 0, as any program with its rights can. */
static int ends_the_runner(const char *name)
{
    struct run_block *run = run_memory();
    void *runner = NULL;
    (void)name;
    if (!run || os_process_open((uint32_t)strtoul(run->name + strlen("lifeline-"), NULL, 10),
                                &runner, NULL) != KIT_OK)
        return 3;
    os_process_kill(runner, 0, NULL);
    return 0;
}

/* Exits with 7 if it sees what the runner was asked to add to its exit code. */
static int looks_for_the_exit_base(const char *name)
{
    lifeline_attach(name);
    return getenv("LIFELINE_EXIT_BASE") ? 7 : 0;
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

/* Numbers that look random and are the same each time. */
static uint32_t next_number(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

/* Writes nonsense into its own ring, and only there, between its steps. */
static int garbles(const char *name)
{
    struct run_block *run = run_memory();
    void *stop = NULL;
    uint32_t state = 2463534242u;
    lifeline_attach(name);
    stop = lifeline_stop_event();
    if (!run)
        return 3;
    uint8_t *ring = (uint8_t *)run_actor(run, 0)->slots;
    for (int lap = 0; lap < 2000 && !os_is_signalled(stop); lap++) {
        LIFELINE_STEP("idle.wait");
        for (int i = 0; i < 64; i++) {
            size_t at = next_number(&state) % sizeof run_actor(run, 0)->slots;
            ring[at] = (uint8_t)next_number(&state);
        }
    }
    os_wait_any(&stop, 1, STAY_MS);
    return 0;
}

/* Makes steps as fast as it can, until it is stopped: far more than a ring holds. */
static int floods_its_ring(const char *name)
{
    lifeline_attach(name);
    void *stop = lifeline_stop_event();
    while (!os_is_signalled(stop)) {
        for (int i = 0; i < RUN_SLOTS * 4; i++)
            LIFELINE_STEP("idle.wait");
    }
    return 0;
}

/* Makes steps of more names than the run's table holds, one behind the other, and is stopped.
 */
static int uses_many_names(const char *name)
{
    char step[KIT_NAME];
    lifeline_attach(name);
    void *stop = lifeline_stop_event();
    for (uint32_t i = 0; i < RUN_NAMES; i++) {
        struct text text = text_over(step, sizeof step);
        text_add(&text, "step-%u", (unsigned)i);
        LIFELINE_STEP(step);
    }
    LIFELINE_STEP("all.said");
    os_wait_any(&stop, 1, STAY_MS);
    return 0;
}

static void *event_of_words(char **words)
{
    void *event = NULL;
    os_event_open(words[3], &event, NULL);
    return event;
}

/* Its end of the pipe, as a child of the kit's parent: <mapping> <pipe> <event> <bytes>. */
static struct os_pipe *pipe_of_words(char **words)
{
    struct os_pipe *pipe = NULL;
    os_pipe_open(words[2], &pipe, NULL);
    LIFELINE_STEP("connected");
    return pipe;
}

/* Sends requests without end and reads none of the replies, until its pipe is lost. */
static int floods_its_pipe(char **words)
{
    struct os_pipe *pipe = pipe_of_words(words);
    void *event = event_of_words(words);
    void *const stop = lifeline_stop_event();
    enum kit_status status = KIT_OK;
    if (!pipe || !event)
        return 3;
    for (uint32_t sent = 0; status != KIT_GONE;) {
        union message message = {.bytes = {0}};
        bool went = false;
        message.request.tick = sent;
        message_text(message.request.text, "and another");
        message_seal(&message, MESSAGE_REQUEST, sent + 1);
        status = os_pipe_write(pipe, &message, message_length(MESSAGE_REQUEST), &stop, 1, 1000,
                               &went, NULL);
        sent += went;
        os_event_set(event);
        if (status == KIT_STOPPED)
            break;
    }
    LIFELINE_REPORT("child.ending", .by = "pipe");
    return 0;
}

/* Sends a head that promises more bytes than there are, and waits until its pipe is lost. */
static int promises_more(char **words)
{
    struct os_pipe *pipe = pipe_of_words(words);
    void *event = event_of_words(words);
    union message message = {.bytes = {0}};
    bool went = false;
    if (!pipe || !event)
        return 3;
    message_seal(&message, MESSAGE_REQUEST, 1);
    message.head.size = UINT16_MAX;
    os_pipe_write(pipe, &message, sizeof message.head + 1, NULL, 0, 1000, &went, NULL);
    os_event_set(event);
    os_pipe_read_begin(pipe, NULL);
    void *readable = os_pipe_readable(pipe);
    os_wait_any(&readable, 1, STAY_MS);
    LIFELINE_REPORT("child.ending", .by = "pipe");
    return 0;
}

static int play(char **words)
{
    static const struct {
        const char *word;
        int (*play)(const char *name);
        int (*converse)(char **words);
    } plays[] = {
        {"exits-at-once", exits_at_once, NULL},
        {"never-connects", never_connects, NULL},
        {"says-another-name", says_another_name, NULL},
        {"has-no-probe", has_no_probe, NULL},
        {"leaves-a-helper", leaves_a_helper, NULL},
        {"says-it-is-the-runner", says_it_is_the_runner, NULL},
        {"ends-the-runner", ends_the_runner, NULL},
        {"looks-for-the-exit-base", looks_for_the_exit_base, NULL},
        {"scribbles", scribbles, NULL},
        {"garbles", garbles, NULL},
        {"floods-its-ring", floods_its_ring, NULL},
        {"uses-many-names", uses_many_names, NULL},
        {"floods-its-pipe", NULL, floods_its_pipe},
        {"promises-more", NULL, promises_more},
    };
    const char *name = NULL;
    char **first = words;
    for (; *words; words++) {
        if (strcmp(*words, "--actor") == 0 && words[1])
            name = *++words;
        for (size_t i = 0; i < sizeof plays / sizeof *plays; i++) {
            if (strcmp(*words, plays[i].word) != 0)
                continue;
            if (plays[i].play)
                return plays[i].play(name);
            lifeline_attach(name);
            return plays[i].converse(first);
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

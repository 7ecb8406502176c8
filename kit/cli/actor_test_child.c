/*
 * Programs that are no good as actors, for ci/check-bad-company, ci/check-closed and
 * ci/check-made-again; one of these words among the arguments says which.
 */
#include "kit/os/clock.h"
#include "kit/os/event.h"
#include "kit/os/handle.h"
#include "kit/os/output.h"
#include "kit/os/pipe.h"
#include "kit/os/process.h"
#include "kit/os/section.h"
#include "kit/os/text.h"
#include "kit/os/thread.h"
#include "kit/probe/lifeline.h"
#include "kit/probe/request.h"
#include "kit/protocol/message.h"

#include <stdlib.h>
#include <string.h>

#define STAY_MS 120000u /* longer than any of its runs */

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

/* Starts this program again, as another that is no good. */
static int start_helper(const char *as)
{
    char program[OS_PATH];
    const char *const arguments[] = {as, NULL};
    struct os_spawn what = {.program = program, .arguments = arguments};
    struct os_process helper = {0};
    if (os_program_file(program, NULL) != KIT_OK || os_spawn(&what, &helper, NULL) != KIT_OK)
        return 3;
    os_close(&helper.handle);
    return 0;
}

/* Starts a process that no line of the scenario names, which stays, and ends without it. */
static int leaves_a_helper(const char *name)
{
    lifeline_attach(name);
    return start_helper("has-no-probe");
}

#define BROOD 22

static int hatches(const char *name)
{
    for (int i = 0; i < BROOD; i++)
        start_helper("has-no-probe");
    return has_no_probe(name);
}

/* Has some 500 processes started, by several of them at one time, and does not end. */
static int multiplies(const char *name)
{
    for (int i = 0; i < BROOD; i++)
        start_helper("hatches");
    return has_no_probe(name);
}

/* The memory that is common to all processes of the run; a broken one can write to it. */
static struct run_block *run_memory(void)
{
    const char *name = getenv("LIFELINE_RUN");
    void *section = NULL, *view = NULL;
    if (name && os_section_open(name, &section, NULL) == KIT_OK)
        os_map(section, &view, NULL, NULL);
    return view;
}

static void *event_of_run(const struct run_block *run, enum run_object object, uint32_t slot)
{
    char name[RUN_OBJECT_NAME];
    void *event = NULL;
    run_object_name(name, run->name, object, slot, 0);
    os_event_open(name, &event, NULL);
    return event;
}

/* As a probe asks; but this program has the answer in its own hands: the section of its block,
 * or NULL. */
static void *section_by_hand(struct run_block *run, const char *name, uint32_t pid,
                             uint32_t *slot)
{
    void *answered = NULL, *bell = event_of_run(run, RUN_OBJECT_BELL, 0);
    uint32_t state, block;
    if (!bell || os_event_create(NULL, OS_MANUAL_RESET, &answered, NULL) != KIT_OK)
        return NULL;
    struct request_words words = {
        .name = name, .pid = pid, .event = (uint32_t)(uintptr_t)answered, .ticks = os_ticks()};
    int place = request_put(run, &words, &state);
    os_event_set(bell);
    if (pid == os_own_pid())
        os_wait_any(&answered, 1, STAY_MS);
    return place >= 0 && pid == os_own_pid() && request_take(run, place, state, slot, &block)
               ? (void *)(uintptr_t)block
               : NULL;
}

static struct actor_block *ask_by_hand(struct run_block *run, const char *name, uint32_t pid,
                                       uint32_t *slot)
{
    void *view = NULL, *section = section_by_hand(run, name, pid, slot);
    if (section)
        os_map(section, &view, NULL, NULL);
    return view;
}

/*
 * Claims to be the runner, whose PID is in the run's name. A process that believes this kills
 * itself.
 */
static int says_it_is_the_runner(const char *name)
{
    struct run_block *run = run_memory();
    uint32_t slot;
    if (!run)
        return 3;
    uint32_t runner = (uint32_t)strtoul(run->name + strlen("lifeline-"), NULL, 10);
    ask_by_hand(run, "app", runner, &slot);
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

/* Writes over all that it can reach, again and again with other bytes, as a wild pointer would.
 */
static int scribbles(const char *name)
{
    struct run_block *run = run_memory();
    uint32_t slot;
    struct actor_block *own = run ? ask_by_hand(run, name, os_own_pid(), &slot) : NULL;
    if (!own)
        return 3;
    for (int byte = 0; byte < 256 * 4; byte++) {
        memset(run, byte % 256, sizeof *run);
        memset(own, byte % 256, sizeof *own);
    }
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

static void step_by_hand(struct actor_block *own, const char *step, uint32_t tid)
{
    struct ring_slot slot = {.kind = RING_STEP, .ticks = os_ticks(), .tid = tid};
    slot.name = (uint16_t)actor_name_id(own, step);
    slot.occurrence = atomic_fetch_add(&own->counts[slot.name][0], 1) + 1;
    ring_put(own, &slot);
}

/* Writes nonsense into its own ring, and only there, between its steps. */
static int garbles(const char *name)
{
    struct run_block *run = run_memory();
    uint32_t state = 2463534242u, own_slot = 0;
    struct actor_block *own = run ? ask_by_hand(run, name, os_own_pid(), &own_slot) : NULL;
    void *stop = run ? event_of_run(run, RUN_OBJECT_STOP, own_slot) : NULL;
    if (!own || !stop)
        return 3;
    atomic_store(&own->stoppable, 1);
    uint8_t *ring = (uint8_t *)own->slots;
    for (int lap = 0; lap < 2000 && !os_is_signalled(stop); lap++) {
        step_by_hand(own, "idle.wait", os_own_tid());
        for (int i = 0; i < 64; i++) {
            size_t at = next_number(&state) % sizeof own->slots;
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

/* False the first time that it is asked with this name in this folder. */
static bool was_here(const char *mark)
{
    struct os_output file;
    if (os_is_file(mark))
        return true;
    if (os_output_begin(&file, mark, "", NULL) == KIT_OK)
        os_output_end(&file, NULL);
    return false;
}

/* Exits with 7 the first time that it is run, and with 0 from then on. */
static int exits_wrong_once(const char *name)
{
    (void)name;
    return was_here("was-wrong") ? 0 : 7;
}

/* Ends in the first run of a sweep that has a fault, when there is a journal, and in no other.
 */
static int ends_once_in_a_sweep(const char *name)
{
    bool ends = os_is_file("lifeline-logs/text.shard-1-of-8.sweep") && !was_here("ended");
    lifeline_attach(name);
    void *stop = lifeline_stop_event();
    if (ends)
        return 7;
    os_wait_any(&stop, 1, STAY_MS);
    return 0;
}

static void pipe_of_run(char to[RUN_OBJECT_NAME])
{
    struct text text = text_over(to, RUN_OBJECT_NAME);
    text_add(&text, "company-%s", getenv("LIFELINE_RUN"));
}

/* A message of the other side, which may end instead. */
static enum kit_status hear(struct os_pipe *pipe, void *to)
{
    size_t size = 0;
    os_pipe_read_begin(pipe, NULL);
    void *const readable = os_pipe_readable(pipe);
    os_wait_any(&readable, 1, STAY_MS);
    return os_pipe_take(pipe, to, &size, NULL);
}

static void say(struct os_pipe *pipe, uint32_t word)
{
    bool sent = false;
    os_pipe_write(pipe, &word, sizeof word, NULL, 0, STAY_MS, &sent, NULL);
}

/* The process on the other end of the pipe, by the number that it says; then it may go on. */
static struct os_pipe *meet(void **stop, void **other)
{
    char name[RUN_OBJECT_NAME];
    uint32_t room[OS_PIPE_MESSAGE / sizeof(uint32_t)];
    struct os_pipe *pipe = NULL;
    pipe_of_run(name);
    if (os_pipe_serve(name, &pipe, NULL) != KIT_OK ||
        os_pipe_accept(pipe, stop, 1, NULL, STAY_MS, NULL) != KIT_OK ||
        hear(pipe, room) != KIT_OK || os_process_open(room[0], other, NULL) != KIT_OK)
        return NULL;
    say(pipe, 0);
    return pipe;
}

/* Waits until it is stopped, or comes out of its wait at once. The scenario holds the other at
 * a step that it makes once it hears of the wait, so that no strike is there before. */
static int wait_or_not(struct os_pipe *pipe, void *stop, bool stays)
{
    LIFELINE_STEP("idle.wait");
    if (stays)
        say(pipe, 0);
    else
        LIFELINE_STEP("idle.over");
    os_wait_any(&stop, 1, STAY_MS);
    return 0;
}

/* Comes out of its wait at once, but only the first time that it is run. */
static int is_late_once(const char *name)
{
    bool stays = was_here("was-late");
    void *other = NULL;
    lifeline_attach(name);
    void *stop = lifeline_stop_event();
    struct os_pipe *pipe = meet(&stop, &other);
    return pipe ? wait_or_not(pipe, stop, stays) : 3;
}

/* Comes out of its wait at once where the other process is gone by then. */
static int is_late_after_a_loss(const char *name)
{
    uint32_t room[OS_PIPE_MESSAGE / sizeof(uint32_t)];
    void *other = NULL;
    lifeline_attach(name);
    void *stop = lifeline_stop_event();
    struct os_pipe *pipe = meet(&stop, &other);
    if (!pipe)
        return 3;
    bool stays = hear(pipe, room) == KIT_OK;
    if (!stays)
        os_wait_any(&other, 1, STAY_MS);
    return wait_or_not(pipe, stop, stays);
}

/* The other end of that pipe, in another process; it has said which. NULL once the run asks it
 * to stop. */
static struct os_pipe *join(void *stop)
{
    char pipe_name[RUN_OBJECT_NAME];
    struct os_pipe *pipe = NULL;
    pipe_of_run(pipe_name);
    while (os_pipe_open(pipe_name, &pipe, NULL) != KIT_OK) {
        if (os_wait_any(&stop, 1, 10) == 0)
            return NULL;
    }
    say(pipe, os_own_pid());
    return pipe;
}

/* Hands its memory to a process that it has started, and has no word in it itself. */
static int lends_its_memory(const char *name)
{
    struct run_block *run = run_memory();
    uint32_t slot, given;
    void *other = NULL, *section = run ? section_by_hand(run, name, os_own_pid(), &slot) : NULL;
    void *stop = section ? event_of_run(run, RUN_OBJECT_STOP, slot) : NULL;
    start_helper("borrows-memory");
    struct os_pipe *pipe = stop ? meet(&stop, &other) : NULL;
    if (!pipe || os_give_handle(other, section, &given, NULL) != KIT_OK)
        return 3;
    say(pipe, given);
    os_wait_any(&stop, 1, STAY_MS);
    return 0;
}

#define GROWN_UP_MS 200 /* a thread of this age is certainly older than it claims */

/* Makes a step in the memory of another process. */
static int borrows_memory(const char *name)
{
    uint32_t room[OS_PIPE_MESSAGE / sizeof(uint32_t)];
    void *never = NULL, *view = NULL;
    struct os_pipe *pipe = join(never);
    if (!pipe || hear(pipe, room) != KIT_OK || hear(pipe, room) != KIT_OK ||
        os_map((void *)(uintptr_t)room[0], &view, NULL, NULL) != KIT_OK)
        return 3;
    os_wait_any(&never, 1, GROWN_UP_MS);
    step_by_hand(view, "idle.wait", os_own_tid());
    return has_no_probe(name);
}

/* The process on the other end, which makes its step when it is told to. */
static int follow(const char *name, bool crashes, bool says_that_it_stays)
{
    uint32_t room[OS_PIPE_MESSAGE / sizeof(uint32_t)];
    lifeline_attach(name);
    void *stop = lifeline_stop_event();
    struct os_pipe *pipe = join(stop);
    if (!pipe || hear(pipe, room) != KIT_OK)
        return 3;
    if (crashes)
        return (int)0xC0000005;
    if (says_that_it_stays)
        say(pipe, 0);
    if (hear(pipe, room) == KIT_OK)
        LIFELINE_STEP("other.ready");
    os_wait_any(&stop, 1, STAY_MS);
    return 0;
}

static int follows(const char *name)
{
    return follow(name, false, false);
}

/* Ends as one that crashed, but only the first time. */
static int crashes_once(const char *name)
{
    return follow(name, !was_here("crashed"), true);
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
        {"hatches", hatches, NULL},
        {"multiplies", multiplies, NULL},
        {"says-it-is-the-runner", says_it_is_the_runner, NULL},
        {"ends-the-runner", ends_the_runner, NULL},
        {"looks-for-the-exit-base", looks_for_the_exit_base, NULL},
        {"scribbles", scribbles, NULL},
        {"garbles", garbles, NULL},
        {"lends-its-memory", lends_its_memory, NULL},
        {"borrows-memory", borrows_memory, NULL},
        {"floods-its-ring", floods_its_ring, NULL},
        {"uses-many-names", uses_many_names, NULL},
        {"ends-once-in-a-sweep", ends_once_in_a_sweep, NULL},
        {"exits-wrong-once", exits_wrong_once, NULL},
        {"is-late-once", is_late_once, NULL},
        {"is-late-after-a-loss", is_late_after_a_loss, NULL},
        {"follows", follows, NULL},
        {"crashes-once", crashes_once, NULL},
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

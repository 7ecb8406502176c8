#include "kit/run/pause.h"
#include "kit/os/clock.h"
#include "kit/os/console.h"
#include "kit/os/event.h"
#include "kit/os/thread.h"
#include "kit/run/freeze.h"
#include "kit/run/observe.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How often the runner looks for processes that were still being created when all others were
 * suspended. */
#define NEWCOMERS_MS 20

/* The source that error messages name. */
#define BREAK_SOURCE "--break"

struct pause {
    struct session *session;
    int actor;
    uint32_t tid;         /* the thread that made the step: parked, not suspended */
    struct freeze freeze; /* suspends everything else */
    void *go_on;          /* set when standard input has a line, or ends */
};

/* Turns the place into a whole `at` line. Any fault would do that is valid at every step: the
 * line is only parsed. */
static void write_as_line(struct text *to, const char *words)
{
    int actor = (int)strcspn(words, " \t");
    text_add(to, "\nat %s delay %.*s by 1ms", words, actor, words);
}

/*
 * Removes the place from "--break:12:7: expected ...": the line number is not of a user's file.
 */
static void without_place(struct kit_error *err)
{
    static const char source[] = BREAK_SOURCE ":";
    char *rest = err->text + sizeof source - 1;
    if (strncmp(err->text, source, sizeof source - 1) != 0)
        return;
    char *sentence = rest + strspn(rest, "0123456789:");
    memmove(rest, sentence, strlen(sentence) + 1);
}

static uint32_t lines_in(const char *text, size_t size)
{
    uint32_t count = 1;
    for (size_t i = 0; i < size; i++)
        count += text[i] == '\n';
    return count;
}

/* Copies only the declarations, without comments. So even a scenario of the maximal length has
 * room for one more line. */
static void add_declarations(struct text *to, const struct scenario *scenario, const char *text,
                             size_t size)
{
    const char *end = text + size;
    for (uint32_t line_number = 1; text < end; line_number++) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        const char *next = stop ? stop + 1 : end;
        const char *word = text + strspn(text, " \t");
        if (*word != '#' && scenario_line_index(scenario, line_number) < 0)
            text_add_bytes(to, text, (size_t)(next - text));
        text = next;
    }
}

/* Parses the place as a line of the scenario below all declarations, so that it knows every
 * actor. */
enum kit_status pause_read(const char *words, const char *text, size_t size,
                           struct scenario_line *out, struct kit_error *err)
{
    size_t room = size + 2 * strlen(words) + 32;
    char *longer = malloc(room);
    struct scenario *scenario = malloc(sizeof *scenario);
    enum kit_status status = KIT_OK;
    if (!longer || !scenario)
        status = kit_fail(err, KIT_FULL, "no memory to read '%.60s'", words);
    else if (strpbrk(words, "\r\n"))
        status = kit_fail(err, KIT_BAD_INPUT, "--break takes exactly one place");
    else
        status = scenario_read(BREAK_SOURCE, text, size, scenario, err);
    if (status == KIT_OK) {
        struct text lines = text_over(longer, room);
        add_declarations(&lines, scenario, text, size);
        write_as_line(&lines, words);
        status = scenario_read(BREAK_SOURCE, longer, lines.length, scenario, err);
        if (status != KIT_OK)
            without_place(err);
    }
    if (status == KIT_OK) {
        *out = scenario->lines[scenario->line_count - 1];
        out->line_number = lines_in(text, size) + 1; /* as if the line stood below all others */
    }
    free(longer);
    free(scenario);
    return status;
}

static void add_facts(struct text *to, const struct signal *at)
{
    if (at->sequence)
        text_add(to, ", message %llu", (unsigned long long)at->sequence);
    if (at->size)
        text_add(to, ", %llu bytes", (unsigned long long)at->size);
    if (at->checksum)
        text_add(to, ", checksum 0x%llx", (unsigned long long)at->checksum);
    if (at->by[0])
        text_add(to, ", by %s", at->by);
    if (at->code)
        text_add(to, ", code %lu", (unsigned long)at->code);
    if (at->deadline_ms)
        text_add(to, ", at most %lu ms", (unsigned long)at->deadline_ms);
}

static void tell_process(const struct pause *pause, const struct run_process *process)
{
    char room[KIT_IMAGE + 128];
    struct text line = text_over(room, sizeof room);
    bool is_of_actor = process->actor >= 0;
    text_add(&line, "    %-16s pid %-6lu suspended",
             is_of_actor ? pause->session->scenario->actors[process->actor].name
                         : process->image,
             (unsigned long)process->pid);
    if (process->actor == pause->actor)
        text_add(&line, " except thread %lu, which stands in its probe",
                 (unsigned long)pause->tid);
    os_say(stdout, "%s", room);
}

static void tell_processes(const struct pause *pause)
{
    const struct processes *processes = &pause->session->processes;
    for (uint32_t i = 0; i < processes->count; i++) {
        if (pause->freeze.stopped[i])
            tell_process(pause, &processes->all[i]);
    }
}

static void print_break(const struct pause *pause, const struct signal *at)
{
    struct session *session = pause->session;
    const struct run_process *process = process_of(&session->processes, pause->actor);
    const char *name = session->scenario->actors[pause->actor].name;
    unsigned long pid = process ? process->pid : 0;
    char room[512];
    struct text facts = text_over(room, sizeof room);
    add_facts(&facts, at);
    os_say(stdout, "BREAK  %s", session->scenario->path);
    os_say(stdout, "  %s stands still at %s #%lu%s%s%s, %.3f s into the run.", name, at->name,
           (unsigned long)at->occurrence, at->peer[0] ? " for " : "", at->peer, room,
           (double)recorder_now_ns(&session->recorder) / 1e9);
    os_tell(stdout, "  All processes of the run stand still, and so does the run's clock:\n\n");
    tell_processes(pause);
    os_tell(stdout, "\n");
    os_say(stdout, "  To look at %s:", name);
    os_say(stdout, "    under Wine      winedbg --gdb 0x%lx   (or winedbg 0x%lx)", pid, pid);
    os_say(stdout,
           "    Visual Studio   Debug > Attach to Process, %lu   (or vsjitdebugger.exe -p %lu)",
           pid, pid);
    os_tell(stdout, "\n  To go on, press Enter or end standard input.\n");
    fflush(stdout);
}

static void wait_for_enter(void *context)
{
    struct pause *pause = context;
    int read;
    do
        read = getchar();
    while (read != '\n' && read != EOF);
    os_event_set(pause->go_on);
}

static void wait_for_person(struct pause *pause)
{
    void *reader = NULL;
    struct kit_error why;
    if (os_event_create(NULL, OS_MANUAL_RESET, &pause->go_on, &why) != KIT_OK ||
        os_thread_start(wait_for_enter, pause, &reader, &why) != KIT_OK)
        recorder_trouble(&pause->session->recorder, pause->actor,
                         "lifeline cannot wait for a line on standard input: %.150s", why.text);
    while (reader && os_wait_any(&pause->go_on, 1, NEWCOMERS_MS) == -1)
        /* Also suspends a process that was still being created at the first freeze: otherwise
         * it would run on while the person looks. */
        freeze_all(&pause->freeze);
    os_thread_join(&reader);
    os_close(&pause->go_on);
}

/* Logs the pause as one instant of the run's clock. Programs that do not ask this clock saw
 * time pass; stood_ns says how much. */
static void record_break(struct session *session, const struct signal *at, int64_t at_ns,
                         int64_t stood_ns)
{
    struct kit_event event = observe_event(session, EVENT_BREAK, at);
    struct text text = text_over(event.text, sizeof event.text);
    event.at_ns = at_ns;
    event.until_ns = at_ns + stood_ns;
    text_add(&text, "timers of programs that do not use the run's clock went on");
    recorder_add(&session->recorder, &event);
}

/*
 * The order matters twice. The clock stops only after all processes are suspended; otherwise
 * steps in between would all have the same time. Before the first process resumes, the clock
 * goes on and the actors learn how long it stood; otherwise a deadline could pass too early.
 */
void pause_run(struct session *session, const struct signal *at)
{
    struct pause pause = {
        .session = session,
        .actor = at->actor,
        .tid = at->tid,
        .freeze = {.session = session, .spared = at->actor, .spared_tid = at->tid},
    };
    struct run_clock *clock = &session->recorder.clock;
    assert(at->kind == SIGNAL_BROKE && !session->has_stood);
    freeze_all(&pause.freeze);
    run_clock_stop(clock, os_ns(os_ticks()));
    int64_t at_ns = recorder_now_ns(&session->recorder);
    print_break(&pause, at);
    wait_for_person(&pause);
    int64_t stood_ns = run_clock_go_on(clock, os_ns(os_ticks()));
    atomic_store(&session->shared.block->stood_ns, (uint64_t)stood_ns);
    record_break(session, at, at_ns, stood_ns);
    session->has_stood = true;
    freeze_end(&pause.freeze);
    os_event_set(session->shared.gates[at->actor][at->order]);
}

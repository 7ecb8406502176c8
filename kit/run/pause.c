#include "kit/run/pause.h"
#include "kit/os/clock.h"
#include "kit/os/event.h"
#include "kit/os/process.h"
#include "kit/os/thread.h"
#include "kit/report/phrase.h"
#include "kit/run/processes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How often it is looked for processes that were being born when all others were stopped. */
#define NEWCOMERS_MS 20

/* Where a mistake in the place stands. */
#define BREAK_SOURCE "--break"

struct pause {
    struct session *session;
    int actor;
    uint32_t tid; /* the thread that is parked and not suspended */
    bool stopped[RUN_PROCESSES];
    void *go_on; /* set when the person says so */
};

/* Any fault would do that every step can obey and that harms nobody while it is only read. */
static void as_line(struct text *to, const char *words)
{
    int actor = (int)strcspn(words, " \t");
    text_add(to, "\nat %s delay %.*s by 1ms", words, actor, words);
}

/* "--break:12:7: expected ..." without the place: the line is of no file that anybody has. */
static void without_place(struct kit_error *err)
{
    static const char source[] = BREAK_SOURCE ":";
    char *rest = err->text + sizeof source - 1;
    if (strncmp(err->text, source, sizeof source - 1) != 0)
        return;
    char *sentence = rest + strspn(rest, "0123456789:");
    memmove(rest, sentence, strlen(sentence) + 1);
}

/* Read as a line of the scenario itself, below all others: there every actor is known. */
enum kit_status pause_read(const char *words, const char *text, size_t size,
                           struct scenario_line *out, struct kit_error *err)
{
    enum kit_status status = KIT_OK;
    size_t room = size + 2 * strlen(words) + 32;
    char *longer = malloc(room);
    struct scenario *scenario = malloc(sizeof *scenario);
    if (!longer || !scenario)
        status = kit_fail(err, KIT_FULL, "no memory to read '%.60s'", words);
    else if (strpbrk(words, "\r\n"))
        status = kit_fail(err, KIT_BAD_INPUT, "--break takes one place, on one line");
    if (status == KIT_OK) {
        memcpy(longer, text, size);
        struct text line = text_over(longer + size, room - size);
        as_line(&line, words);
        status = scenario_read(BREAK_SOURCE, longer, size + line.length, scenario, err);
        if (status != KIT_OK)
            without_place(err);
    }
    if (status == KIT_OK)
        *out = scenario->lines[scenario->line_count - 1];
    free(longer);
    free(scenario);
    return status;
}

static void stop_process(struct pause *standing, struct run_process *process)
{
    bool *stopped = &standing->stopped[process - standing->session->processes];
    struct kit_error why;
    if (*stopped || process->ended || os_process_unborn(process->handle))
        return;
    *stopped = true;
    if (os_process_suspend(process->handle, &why) != KIT_OK &&
        !os_process_ended(process->handle))
        session_trouble(standing->session, process->actor, "it does not stand still: %.150s",
                        why.text);
    if (process->actor == standing->actor)
        os_thread_resume(process->handle, standing->tid);
}

/* By the job's own list: it has those, too, of which no news has come yet. */
static void stop_all(struct pause *standing)
{
    uint32_t pids[RUN_PROCESSES];
    size_t count = os_job_pids(standing->session->job, pids, RUN_PROCESSES);
    for (size_t i = 0; i < count && i < RUN_PROCESSES; i++) {
        struct run_process *process = processes_open(standing->session, pids[i]);
        if (process)
            stop_process(standing, process);
    }
}

static void let_all_go(struct pause *standing)
{
    struct session *session = standing->session;
    for (uint32_t i = 0; i < session->process_count; i++) {
        if (standing->stopped[i])
            os_process_resume_all(session->processes[i].handle, NULL);
    }
}

static void tell_facts(const struct kit_event *at)
{
    if (at->sequence)
        printf(", message %llu", (unsigned long long)at->sequence);
    if (at->size)
        printf(", %llu bytes", (unsigned long long)at->size);
    if (at->checksum)
        printf(", checksum 0x%llx", (unsigned long long)at->checksum);
    if (at->by[0])
        printf(", by %s", at->by);
    if (at->code)
        printf(", code %lu", (unsigned long)at->code);
    if (at->deadline_ms)
        printf(", at most %lu ms", (unsigned long)at->deadline_ms);
}

static void tell_processes(const struct pause *standing)
{
    const struct session *session = standing->session;
    for (uint32_t i = 0; i < session->process_count; i++) {
        const struct run_process *process = &session->processes[i];
        const char *name =
            process->actor >= 0 ? session->scenario->actors[process->actor].name : "";
        if (!standing->stopped[i])
            continue;
        printf("    %-16s pid %-6lu %s", name[0] ? name : process->image,
               (unsigned long)process->pid, "suspended");
        if (process->actor == standing->actor)
            printf(" but for thread %lu, which stands in its probe",
                   (unsigned long)standing->tid);
        printf("\n");
    }
}

static void tell(const struct pause *standing, const struct kit_event *at)
{
    const struct session *session = standing->session;
    const struct run_process *process = process_of(standing->session, standing->actor);
    unsigned long pid = process ? process->pid : at->pid;
    printf("BREAK  %s\n  %s stands still at %s #%lu%s%s", session->scenario->path, at->actor,
           at->name, (unsigned long)at->occurrence, at->peer[0] ? " for " : "", at->peer);
    tell_facts(at);
    printf(", %.3f s into the run.\n", (double)at->at_ns / 1e9);
    printf("  Everything stands still with it, and so does the run's clock:\n\n");
    tell_processes(standing);
    printf(
        "\n  To look at %s:\n"
        "    under Wine      winedbg --gdb 0x%lx   (or winedbg 0x%lx)\n"
        "    Visual Studio   Debug > Attach to Process, %lu   (or vsjitdebugger.exe -p %lu)\n"
        "\n  To go on: Enter. The end of standard input does it, too.\n",
        at->actor, pid, pid, pid, pid);
    fflush(stdout);
}

static void read_line(void *context)
{
    struct pause *standing = context;
    int read;
    do
        read = getchar();
    while (read != '\n' && read != EOF);
    os_event_set(standing->go_on);
}

static void wait_for_person(struct pause *standing)
{
    void *reader = NULL;
    struct kit_error why;
    if (os_event_create(NULL, OS_MANUAL_RESET, &standing->go_on, &why) != KIT_OK ||
        os_thread_start(read_line, standing, &reader, &why) != KIT_OK)
        session_trouble(standing->session, standing->actor, "nobody can be waited for: %.150s",
                        why.text);
    while (reader && os_wait_any(&standing->go_on, 1, NEWCOMERS_MS) == -1)
        stop_all(standing);
    os_thread_join(&reader);
    os_close(&standing->go_on);
}

/*
 * The clock stops once all stand, so that what they did until then has its own time. It goes
 * on, and the actors are told how long it stood, before the first of them moves.
 */
void pause_run(struct session *session, int actor, uint32_t order, const struct kit_event *at)
{
    struct pause standing = {.session = session, .actor = actor, .tid = at->tid};
    struct run_clock *clock = &session->recorder.clock;
    struct kit_event event = *at;
    stop_all(&standing);
    run_clock_stop(clock, os_ns(os_ticks()));
    event.kind = EVENT_BREAK;
    event.at_ns = recorder_now_ns(&session->recorder);
    tell(&standing, &event);
    wait_for_person(&standing);
    int64_t stood_ns = run_clock_go_on(clock, os_ns(os_ticks()));
    atomic_store(&session->shared.block->stood_ns, (uint64_t)stood_ns);
    event.until_ns = event.at_ns + stood_ns;
    snprintf(event.text, sizeof event.text,
             "timers of programs that do not count on the run's clock ran on");
    recorder_add(&session->recorder, event);
    session->has_stood = true;
    let_all_go(&standing);
    os_event_set(session->shared.orders[actor][order].gate);
}

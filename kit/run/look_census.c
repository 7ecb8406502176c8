#include "kit/run/look_census.h"
#include "kit/os/named.h"
#include "kit/os/pipe_list.h"
#include "kit/os/platform.h"
#include "kit/os/process.h"
#include "kit/run/freeze.h"
#include "kit/run/streams.h"

#include <string.h>

/* A process while its handles are looked at. */
struct holder {
    struct look *look;
    uint32_t process;
};

static void note_held_object(void *context, const char *type, const char *name)
{
    const struct holder *holder = context;
    struct look_held held = {.process = holder->process};
    struct text text = text_over(held.name, sizeof held.name);
    text_add(&text, "%s", name);
    if (name_copy(held.type, type, strlen(type)))
        look_add_held(holder->look, &held);
}

static void add_pipe(void *context, const struct os_pipe_end *end)
{
    const struct holder *holder = context;
    struct look_held held = {.process = holder->process,
                             .is_server = end->is_server,
                             .is_listening = end->is_listening,
                             .is_output = streams_is_own(end->name)};
    struct text text = text_over(held.name, sizeof held.name);
    text_add(&text, "%s", held.is_output ? "output" : end->name);
    name_copy(held.type, LOOK_PIPE, strlen(LOOK_PIPE));
    look_add_held(holder->look, &held);
}

static bool was_made_before(const struct run_process *a, const struct run_process *b)
{
    bool is_known = a->created > 0 && b->created > 0 && a->created != b->created;
    return is_known ? a->created < b->created : a < b;
}

/* The next process in the order of creation; NULL after the last. */
static const struct run_process *next_process(const struct processes *processes,
                                              const struct run_process *after)
{
    const struct run_process *next = NULL;
    for (uint32_t i = 0; i < processes->count; i++) {
        const struct run_process *process = &processes->all[i];
        if ((!after || was_made_before(after, process)) &&
            (!next || was_made_before(process, next)))
            next = process;
    }
    return next;
}

static void note_process(struct look *look, const struct run_process *process)
{
    struct look_process *to = &look->processes[look->process_count];
    const struct holder holder = {look, look->process_count};
    struct kit_error ignored;
    if (look->process_count == LOOK_PROCESSES) {
        look->is_full = true;
        return;
    }
    *to = (struct look_process){.pid = process->pid,
                                .creator = process->creator,
                                .began_ns = process->seen_ns,
                                .ended = process->ended,
                                .ended_ns = process->ended_ns,
                                .code = process->code};
    struct text text = text_over(to->image, sizeof to->image);
    text_add(&text, "%s", process->image);
    text = text_over(to->command, sizeof to->command);
    text_add(&text, "%s", process->command ? process->command : "");
    look->process_count++;
    if (process->ended)
        return;
    os_named_objects(process->handle, note_held_object, (void *)&holder, &ignored);
    /* On Windows the question for a pipe's name waits for a read of that pipe to end, which may
     * be never. */
    if (os_is_wine())
        os_process_pipes(process->handle, add_pipe, (void *)&holder, &ignored);
}

/*
 * All processes stand still meanwhile, so the answers are of one instant. It also keeps Wine
 * alive: Wine 8 crashes when somebody asks for the name of a pipe's end and the pipe is
 * disconnected before the answer.
 */
void look_census(struct session *session)
{
    const struct run_process *process = NULL;
    struct freeze freeze = {.session = session, .spared = -1};
    if (!session->settings->look)
        return;
    freeze_all(&freeze);
    while ((process = next_process(&session->processes, process)) != NULL)
        note_process(session->settings->look, process);
    freeze_end(&freeze);
}

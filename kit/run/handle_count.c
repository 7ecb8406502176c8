#include "kit/run/handle_count.h"
#include "kit/os/census.h"
#include "kit/os/event.h"
#include "kit/os/process.h"
#include "kit/run/observe.h"

#include <assert.h>
#include <string.h>

/* An event for each type, all of one instant. */
static void record_counts(struct session *session, struct kit_event *event,
                          const struct os_census *census)
{
    for (uint32_t i = 0; i < census->row_count; i++) {
        name_copy(event->name, census->rows[i].type, strlen(census->rows[i].type));
        event->size = census->rows[i].count;
        recorder_add(&session->recorder, event);
    }
}

static void count_process(struct session *session, const struct run_process *process,
                          struct kit_event *event)
{
    struct os_census census;
    struct kit_error why;
    enum kit_status status = os_census(process->handle, &census, &why);
    if (status == KIT_OK)
        record_counts(session, event, &census);
    else if (status != KIT_GONE)
        recorder_trouble(&session->recorder, process->actor,
                         "the handles of %s cannot be counted: %.130s",
                         session->scenario->actors[process->actor].name, why.text);
}

/*
 * The actor's thread stands still, and it is the only thread. So the count is what the actor
 * holds while it holds nothing for any child. If the actor has ended meanwhile, there is
 * nothing to count.
 */
void handle_count_at_rest(struct session *session, const struct signal *at)
{
    const struct run_process *process = process_of(&session->processes, at->actor);
    assert(at->kind == SIGNAL_QUIESCENT);
    if (!process || !session->shared.counted[at->actor])
        return;
    struct kit_event event = observe_event(session, EVENT_HANDLES, at);
    count_process(session, process, &event);
    os_event_set(session->shared.counted[at->actor]);
}

/* The how-manieth line it is that counts the handles of this actor. */
static uint32_t number_of(const struct scenario *scenario, int line_index)
{
    uint32_t number = 0;
    for (int i = 0; i <= line_index; i++)
        number += scenario->lines[i].kind == SAY_COUNT_HANDLES &&
                  scenario->lines[i].actor == scenario->lines[line_index].actor;
    return number;
}

void handle_count_by_line(struct session *session, int line_index)
{
    const struct scenario_line *line = &session->scenario->lines[line_index];
    const struct run_process *process = process_of(&session->processes, line->actor);
    if (!process)
        return;
    struct kit_event event = process_event(&session->processes, EVENT_HANDLES, process);
    event.line_number = line->line_number;
    event.occurrence = number_of(session->scenario, line_index);
    /* A count of a process that runs could have one handle twice, or miss one. */
    bool stands = os_process_suspend(process->handle, NULL) == KIT_OK;
    count_process(session, process, &event);
    if (stands)
        os_process_resume_all(process->handle, NULL);
}

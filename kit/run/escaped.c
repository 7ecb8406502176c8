#include "kit/run/escaped.h"
#include "kit/os/clock.h"
#include "kit/os/event.h"
#include "kit/os/process.h"

#include <assert.h>
#include <string.h>

static void add_member(struct escaped *escaped, const struct escape_member *member)
{
    assert(escaped->member_count < RUN_PROCESSES + RUN_ESCAPED);
    escaped->members[escaped->member_count++] = *member;
}

static bool is_member(const struct escaped *escaped, uint32_t pid)
{
    for (uint32_t i = 0; i < escaped->member_count; i++) {
        if (escaped->members[i].pid == pid)
            return true;
    }
    return false;
}

/*
 * Decides by the system's process list alone, since reading a process's environment would stop
 * that process for a moment. A process that is older than the run's first process is not of the
 * run. The runner and the processes of a concurrent run are not of the run, either. That run
 * may not know its newest process yet, so the creator decides, too.
 */
static bool may_be_of_the_run(const struct session *session, const struct os_stranger *stranger)
{
    struct neighbours *neighbours = session->settings->neighbours;
    const struct escaped *escaped = &session->escaped;
    return stranger->created >= escaped->members[0].created && stranger->pid != os_own_pid() &&
           !is_member(escaped, stranger->pid) &&
           !neighbours_has(neighbours, stranger->pid, stranger->created) &&
           (is_member(escaped, stranger->creator) ||
            !neighbours_made(neighbours, stranger->creator, stranger->created));
}

/* How long a process that cannot be told yet is looked at again, and how often. */
#define PATIENCE_MS  2000
#define LOOK_MS      1
#define UNCLEAR_MOST 64

enum stranger_is { STRANGER_NOT_OURS, STRANGER_OURS, STRANGER_UNCLEAR };

/* The order of the two questions matters. A process that ends during the look is in no job any
 * more. So ask for the job first and for the end second: a process that ended in between counts
 * as ended, not as outside. */
static bool is_outside(const struct session *session, const struct os_stranger *stranger,
                       void *process)
{
    return os_process_created(process) == stranger->created &&
           os_job_lacks(session->processes.job, process) && !os_process_ended(process);
}

/* When the process was created that has this PID now; 0 if none has. */
static int64_t created_of(const struct escaped *escaped, uint32_t pid)
{
    for (size_t i = 0; i < escaped->stranger_count; i++) {
        if (escaped->strangers[i].pid == pid)
            return escaped->strangers[i].created;
    }
    return 0;
}

static enum escape_tie tie_of(struct session *session, const struct os_stranger *stranger,
                              void *process, int *actor)
{
    struct escaped *escaped = &session->escaped;
    char run[RUN_OBJECT_NAME] = "", family[KIT_NAME] = "";
    os_stranger_variable(process, ESCAPE_RUN, run, sizeof run);
    if (run[0])
        os_stranger_variable(process, ESCAPE_FAMILY, family, sizeof family);
    const struct escape_outsider outsider = {stranger->creator, stranger->created,
                                             created_of(escaped, stranger->creator), run,
                                             family};
    return escape_tie(session->scenario, session->shared.name, escaped->members,
                      escaped->member_count, &outsider, actor);
}

/*
 * A process that is still being made has no age yet, and its environment cannot be read: it may
 * be the run's own helper, started a moment before the run's end. So it is looked at again.
 */
static bool is_unclear(const struct session *session, const struct os_stranger *stranger,
                       void *process)
{
    return process && !os_process_ended(process) &&
           os_job_lacks(session->processes.job, process) &&
           (os_process_created(process) != stranger->created ||
            !os_stranger_is_readable(process));
}

/* Whether the process belongs to the run. One that does is noted. */
static enum stranger_is check_stranger(struct session *session,
                                       const struct os_stranger *stranger)
{
    struct escaped *escaped = &session->escaped;
    int actor = -1;
    void *process =
        may_be_of_the_run(session, stranger) ? os_stranger_open(stranger->pid) : NULL;
    bool outside = process && is_outside(session, stranger, process);
    enum escape_tie by = outside ? tie_of(session, stranger, process, &actor) : ESCAPE_NONE;
    if (by == ESCAPE_NONE || escaped->count == RUN_ESCAPED) {
        bool unclear = by == ESCAPE_NONE && is_unclear(session, stranger, process);
        os_close(&process);
        return unclear ? STRANGER_UNCLEAR : STRANGER_NOT_OURS;
    }
    add_member(escaped, &(struct escape_member){stranger->pid, stranger->created, 0, actor});
    escaped->all[escaped->count++] =
        (struct escaped_process){process, stranger->pid, actor, by};
    return STRANGER_OURS;
}

/* Processes that could not be told at the first look, by PID. */
struct unclear {
    uint32_t count;
    uint32_t pids[UNCLEAR_MOST];
};

/* A process that is new since the first look cannot be of the run, whose actors had ended by
 * then. So it is not waited for: other runs start processes all the time. */
static bool is_waited_for(struct unclear *unclear, uint32_t pid, bool is_first_look)
{
    if (is_first_look && unclear->count < UNCLEAR_MOST)
        unclear->pids[unclear->count++] = pid;
    for (uint32_t i = 0; i < unclear->count; i++) {
        if (unclear->pids[i] == pid)
            return true;
    }
    return false;
}

/* One look at all processes of the system. */
static enum stranger_is check_strangers(struct session *session, struct unclear *unclear,
                                        bool is_first_look)
{
    struct escaped *escaped = &session->escaped;
    escaped->stranger_count = os_strangers(escaped->strangers, OS_STRANGERS);
    bool found = false, waits = false;
    for (size_t i = 0; i < escaped->stranger_count; i++) {
        enum stranger_is is = check_stranger(session, &escaped->strangers[i]);
        found |= is == STRANGER_OURS;
        waits |= is == STRANGER_UNCLEAR &&
                 is_waited_for(unclear, escaped->strangers[i].pid, is_first_look);
    }
    return found ? STRANGER_OURS : waits ? STRANGER_UNCLEAR : STRANGER_NOT_OURS;
}

/* Repeats the search while it finds a process, since a process that an escaped one created is
 * of the run, too; and while a process cannot be told yet. */
void escaped_find(struct session *session)
{
    struct escaped *escaped = &session->escaped;
    const struct processes *processes = &session->processes;
    struct os_deadline deadline = os_deadline_in(PATIENCE_MS);
    struct unclear unclear = {0};
    assert(escaped->member_count == 0);
    for (uint32_t i = 0; i < processes->count; i++) {
        const struct run_process *process = &processes->all[i];
        int family = process->actor < 0
                         ? process->actor
                         : scenario_parent_or_self(session->scenario, process->actor);
        add_member(escaped, &(struct escape_member){process->pid, process->created,
                                                    process->ended_at, family});
    }
    enum stranger_is is =
        processes->count > 0 ? check_strangers(session, &unclear, true) : STRANGER_NOT_OURS;
    while (is == STRANGER_OURS || (is == STRANGER_UNCLEAR && os_left(deadline) > 0)) {
        if (is == STRANGER_UNCLEAR)
            os_wait_any(NULL, 0, LOOK_MS);
        is = check_strangers(session, &unclear, false);
    }
}

bool escaped_live(const struct session *session)
{
    for (uint32_t i = 0; i < session->escaped.count; i++) {
        if (!os_process_ended(session->escaped.all[i].handle))
            return true;
    }
    return false;
}

void escaped_tell(struct session *session)
{
    struct escaped *escaped = &session->escaped;
    for (uint32_t i = 0; i < escaped->count; i++) {
        char image[KIT_IMAGE];
        struct kit_event event =
            recorder_event(&session->recorder, EVENT_ESCAPED, escaped->all[i].actor);
        struct text name = text_over(event.name, sizeof event.name);
        struct text by = text_over(event.by, sizeof event.by);
        os_process_image(escaped->all[i].handle, image);
        text_add(&name, "%s", image);
        text_add(&by, "%s", escape_words[escaped->all[i].by]);
        event.pid = escaped->all[i].pid;
        event.incarnation = 0;
        if (!os_process_ended(escaped->all[i].handle))
            recorder_add(&session->recorder, &event);
        os_close(&escaped->all[i].handle);
    }
    escaped->count = escaped->member_count = 0;
}

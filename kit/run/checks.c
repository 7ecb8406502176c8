#include "kit/run/checks.h"
#include "kit/base/line_number.h"
#include "kit/base/wildcard.h"
#include "kit/os/process.h"
#include "kit/os/there.h"
#include "kit/os/windows.h"
#include "kit/run/folders.h"
#include "kit/run/object_name.h"

#include <stdlib.h>
#include <string.h>

/* How long after a look in vain, and after a command that failed, the next one comes. */
#define LOOK_AGAIN_NS    (20 * NS_PER_MS)
#define COMMAND_AGAIN_NS (100 * NS_PER_MS)

enum kit_status checks_start(struct session *session, const char *command, void **out,
                             struct kit_error *err)
{
    const struct os_spawn what = {
        .line = command, .job = session->processes.job, .suspended = true};
    struct os_process process = {0};
    enum kit_status status = os_spawn(&what, &process, err);
    if (status != KIT_OK)
        return status;
    /* Entered before it runs: it could have the image of a child. */
    processes_enter_command(&session->processes, process.handle, process.pid);
    if (out)
        status = os_process_open(process.pid, out, err);
    os_process_resume(&process);
    return status;
}

static void log_check_met(struct session *session, const struct scenario_line *line)
{
    struct kit_event event = recorder_event(&session->recorder, EVENT_MATCHED, line->actor);
    struct text text = text_over(event.text, sizeof event.text);
    text_add(&text, "%s", line_text(session->scenario, line));
    event.occurrence = 1;
    event.line_number = line->line_number;
    recorder_add(&session->recorder, &event);
    session->check.is_met = session->acted = true;
}

struct wanted_window {
    const struct processes *processes;
    const char *title;
};

static bool is_wanted_window(void *context, uint32_t pid, const char *title)
{
    const struct wanted_window *wanted = context;
    return processes_has_live(wanted->processes, pid) && wildcard_matches(wanted->title, title);
}

static enum os_there look_for(const struct session *session, const struct scenario_line *line)
{
    char name[PID_TEXT], object[OBJECT_NAME];
    if (!pid_text_fill(session, -1, line_text(session->scenario, line), name))
        return OS_THERE_UNKNOWN; /* no process had that PID yet */
    struct wanted_window window = {&session->processes, name};
    object_name_in_system(session, line->thing == THING_PIPE, name, object);
    switch (line->thing) {
    case THING_PIPE:
        return os_pipe_there(object);
    case THING_FILE:
        return os_path_there(name);
    case THING_PORT:
        return os_port_there((uint16_t)strtoul(name, NULL, 10));
    case THING_EVENT:
        return os_event_there(object);
    case THING_MUTEX:
        return os_mutex_there(object);
    case THING_SEMAPHORE:
        return os_semaphore_there(object);
    case THING_MEMORY:
        return os_section_there(object);
    case THING_WINDOW:
        return os_windows_find(is_wanted_window, &window) ? OS_THERE : OS_GONE;
    case THING_COUNT:
        break;
    }
    return OS_THERE_UNKNOWN;
}

static bool is_as_wanted(struct session *session, uint32_t line_index)
{
    const struct scenario_line *line = &session->scenario->lines[line_index];
    if (line->kind == SAY_EXPECT_FOLDER)
        return folders_look(session, line_index);
    return look_for(session, line) == (line->kind == SAY_EXPECT_GONE ? OS_GONE : OS_THERE);
}

static void look_at_command(struct session *session, const struct scenario_line *line,
                            int64_t now_ns)
{
    struct check *check = &session->check;
    struct kit_event event = recorder_event(&session->recorder, EVENT_CHECKED, line->actor);
    struct kit_error why;
    if (!check->process) {
        if (checks_start(session, line_text(session->scenario, line), &check->process, &why) ==
            KIT_OK)
            return;
        recorder_trouble(&session->recorder, line->actor, "%s: %.150s",
                         line_words(line->line_number).text, why.text);
        check->is_met = true; /* it is not tried again */
        return;
    }
    if (!os_process_ended(check->process))
        return;
    event.line_number = line->line_number;
    event.code = os_exit_code(check->process);
    recorder_add(&session->recorder, &event);
    os_close(&check->process);
    check->next_ns = now_ns + COMMAND_AGAIN_NS;
    if (event.code == 0)
        log_check_met(session, line);
}

/* The line that the interpreter waits for, if it is one of these; -1. */
static int line_in_question(const struct session *session)
{
    uint32_t index = session->interpreter.line_index;
    if (session->interpreter.stage != STAGE_DONE || session->result.lines[index] != JUDGE_OPEN)
        return -1;
    return line_is_of_world(&session->scenario->lines[index]) ? (int)index : -1;
}

void checks_look(struct session *session)
{
    struct check *check = &session->check;
    int64_t now_ns = recorder_now_ns(&session->recorder);
    int index = line_in_question(session);
    if (index != check->line_index) {
        checks_end(session);
        *check = (struct check){.line_index = index};
    }
    if (index < 0 || check->is_met || now_ns < check->next_ns)
        return;
    const struct scenario_line *line = &session->scenario->lines[index];
    if (line->kind == SAY_CHECK_COMMAND) {
        look_at_command(session, line, now_ns);
        return;
    }
    check->next_ns = now_ns + LOOK_AGAIN_NS;
    if (is_as_wanted(session, (uint32_t)index))
        log_check_met(session, line);
}

void checks_end(struct session *session)
{
    folders_tell_last(session);
    if (session->check.process)
        processes_end_commands(&session->processes);
    os_close(&session->check.process);
}

#include "kit/run/spawn.h"
#include "kit/inject/follow_win32.h"
#include "kit/os/handle.h"
#include "kit/os/process.h"
#include "kit/os/token.h"
#include "kit/protocol/options.h"
#include "kit/files/programs.h"
#include "kit/run/streams.h"
#include "kit/state/escape.h"

#include <assert.h>
#include <stdlib.h>

/* A child takes `--child`, its name, its program, and `--requests` with the number. A parent's
 * own options take less. */
#define RUN_ARGUMENTS (SCENARIO_ACTORS * (SCENARIO_ARGUMENTS + 5) + 1)

/* A parent's command line: its own options, its name, and the children that it has to start. */
struct command {
    const char *words[RUN_ARGUMENTS];
    size_t count;
    char paths[SCENARIO_ACTORS][OS_PATH];
    char requests[12];
};

static void add_word(struct command *command, const char *word)
{
    assert(command->count < RUN_ARGUMENTS - 1);
    command->words[command->count++] = word;
}

static void add_arguments(struct command *command, const struct scenario_actor *actor)
{
    for (uint32_t i = 0; i < actor->argument_count; i++)
        add_word(command, actor->arguments[i]);
}

static enum kit_status make_command(const struct session *session, int parent,
                                    struct command *command, struct kit_error *err)
{
    const struct scenario *scenario = session->scenario;
    const struct scenario_actor *actor = &scenario->actors[parent];
    enum kit_status status = program_find(scenario, parent, session->settings->programs,
                                          command->paths[parent], err);
    /* A user's own program does not know the kit's options: it gets the words of the scenario
     * only. */
    if (!actor->quoted) {
        add_word(command, option_switches[OPTION_ACTOR]);
        add_word(command, actor->name);
    }
    add_arguments(command, actor);
    if (actor->quoted)
        return status;
    snprintf(command->requests, sizeof command->requests, "%u", scenario->requests);
    for (uint32_t i = 0; i < scenario->actor_count && status == KIT_OK; i++) {
        const struct scenario_actor *child = &scenario->actors[i];
        if (child->parent != parent || child->by_image)
            continue;
        status =
            program_find(scenario, (int)i, session->settings->programs, command->paths[i], err);
        add_word(command, PROTOCOL_CHILD_SWITCH);
        add_word(command, child->name);
        add_word(command, command->paths[i]);
        add_arguments(command, child);
        if (scenario->requests > 0 && !child->quoted) {
            add_word(command, option_switches[OPTION_REQUESTS]);
            add_word(command, command->requests);
        }
    }
    return status;
}

/* Without the probe the lines about its steps never strike, and the run says so. */
static void load_probe(struct session *session, int parent, const struct os_process *process)
{
    enum inject_result result = inject_from_here(process->handle, process->thread);
    if (result != INJECT_QUEUED)
        recorder_trouble(&session->recorder, parent, "%s cannot carry the injected probe: %s",
                         session->scenario->actors[parent].name, inject_meanings[result]);
}

/* Starts a parent. It starts suspended until the runner has entered it as this actor. It is put
 * into the job at creation, not afterwards: a runner that died in between would leave an
 * orphan. */
static enum kit_status start_parent(struct session *session, int parent, struct kit_error *err)
{
    struct command *command = calloc(1, sizeof *command);
    if (!command)
        return kit_fail(err, KIT_FULL, "no memory for a command line");
    const struct scenario_launch *launch = &session->scenario->actors[parent].launch;
    const char *variables[SCENARIO_VARIABLES + 1] = {NULL};
    for (uint32_t i = 0; i < launch->variable_count; i++)
        variables[i] = launch->variables[i];
    struct os_process process = {0};
    void *standard[3] = {NULL}, *token = NULL;
    enum kit_status status = make_command(session, parent, command, err);
    if (status == KIT_OK && launch->token == LAUNCH_TOKEN_RESTRICTED)
        status = os_token_restricted(&token, err);
    if (status == KIT_OK)
        status = streams_open(session, parent, standard, err);
    if (status == KIT_OK) {
        struct os_spawn what = {
            .program = command->paths[parent],
            .arguments = command->words,
            .job = session->processes.job,
            .suspended = true,
            .variables = variables,
            .folder = launch->folder[0] ? launch->folder : NULL,
            .own_console = launch->console == LAUNCH_CONSOLE_OWN,
            .token = token,
            .standard = {standard[0], standard[1], standard[2]},
            .set = {{ESCAPE_RUN, session->shared.name},
                    {ESCAPE_FAMILY, session->scenario->actors[parent].name}}};
        status = os_spawn(&what, &process, err);
    }
    streams_given(standard);
    os_close(&token);
    if (status == KIT_OK) {
        processes_enter(&session->processes, process.handle, process.pid, parent);
        if (launch->injected)
            load_probe(session, parent, &process);
        os_process_resume(&process);
    }
    free(command);
    return status;
}

void spawn_parent(struct session *session, int actor)
{
    struct kit_error why;
    if (start_parent(session, actor, &why) != KIT_OK)
        recorder_trouble(&session->recorder, actor, "%.190s", why.text);
}

void spawn_parents(struct session *session)
{
    for (uint32_t i = 0; i < session->scenario->actor_count; i++) {
        const struct scenario_actor *actor = &session->scenario->actors[i];
        if (!actor->is_child && !actor->starts_later)
            spawn_parent(session, (int)i);
    }
}

#include "kit/suite/trust.h"
#include "kit/os/console.h"
#include "kit/os/file.h"

#include <assert.h>
#include <string.h>

#define LISTED_MOST 20u /* of programs outside */

struct trust {
    char folder[OS_PATH]; /* the current one, whole */
    uint32_t outside;
};

bool trust_leads_out(const char *path, const char *folder)
{
    char whole[OS_PATH];
    struct kit_error ignored;
    size_t length = strlen(folder);
    assert(length > 0);
    if (os_path_whole(path, whole, &ignored) != KIT_OK || _strnicmp(whole, folder, length) != 0)
        return true;
    /* Only the root of a drive ends with a separator; all other folders end before one. */
    return folder[length - 1] != '\\' && whole[length] != '\\';
}

/* An argument counts as a path only if it has a separator or a drive; `/x` is an option. */
static bool is_path(const char *argument)
{
    bool is_option = argument[0] == '/' && !strpbrk(argument + 1, "/\\:");
    return strpbrk(argument, "/\\:") && !is_option;
}

static void tell_outside(struct trust *trust, const struct script *script, const char *path,
                         const char *of)
{
    if (!trust_leads_out(path, trust->folder))
        return;
    if (trust->outside++ < LISTED_MOST)
        os_complain(
            "lifeline: '%.300s' names '%.500s' for %s, which is outside the current folder",
            script->log_of ? script->log_of : script->path, path, of);
}

/* The command of `stops by command` may be any program. */
static void tell_command(struct trust *trust, const struct script *script,
                         const struct scenario_actor *actor)
{
    if (actor->launch.ask == ASK_COMMAND && trust->outside++ < LISTED_MOST)
        os_complain("lifeline: '%.300s' has a command for %s: %.500s",
                    script->log_of ? script->log_of : script->path, actor->name,
                    actor->launch.ask_text);
}

/* A variable can make a program load or run another one, as PATH or NODE_OPTIONS do. */
static void tell_variables(struct trust *trust, const struct script *script,
                           const struct scenario_actor *actor)
{
    for (uint32_t i = 0; i < actor->launch.variable_count; i++) {
        if (trust->outside++ < LISTED_MOST)
            os_complain("lifeline: '%.300s' sets a variable for %s: %.500s",
                        script->log_of ? script->log_of : script->path, actor->name,
                        actor->launch.variables[i]);
    }
}

/* Files and folders that the program is given; output files are emptied. */
static void look_at_launch(struct trust *trust, const struct script *script,
                           const struct scenario_actor *actor)
{
    const char *const paths[] = {actor->launch.input, actor->launch.output,
                                 actor->launch.folder};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        if (paths[i][0])
            tell_outside(trust, script, paths[i], actor->name);
    }
    tell_command(trust, script, actor);
    tell_variables(trust, script, actor);
}

/* The same for `check command`. */
static void tell_checks(struct trust *trust, const struct script *script)
{
    const struct scenario *scenario = script->scenario;
    for (uint32_t i = 0; i < scenario->line_count; i++) {
        if (scenario->lines[i].kind == SAY_CHECK_COMMAND && trust->outside++ < LISTED_MOST)
            os_complain("lifeline: '%.300s' has a command: %.500s",
                        script->log_of ? script->log_of : script->path,
                        line_text(scenario, &scenario->lines[i]));
    }
}

static void look_at_actor(struct trust *trust, const struct script *script,
                          const struct scenario_actor *actor)
{
    look_at_launch(trust, script, actor);
    if (actor->quoted && !actor->by_image)
        tell_outside(trust, script, actor->program, actor->name);
    for (uint32_t i = 0; i < actor->argument_count; i++) {
        if (is_path(actor->arguments[i]))
            tell_outside(trust, script, actor->arguments[i], actor->name);
    }
}

static void check_script_trust(struct trust *trust, const struct script *script)
{
    const struct scenario *scenario = script->scenario;
    for (uint32_t i = 0; i < scenario->actor_count; i++)
        look_at_actor(trust, script, &scenario->actors[i]);
    tell_checks(trust, script);
    for (uint32_t i = 0; i < scenario->need_count; i++) {
        if (scenario->needs[i].quoted)
            tell_outside(trust, script, scenario->needs[i].program, "`skip without`");
    }
}

enum kit_status trust_ask(const struct scripts *scripts, struct kit_error *err)
{
    struct trust trust = {.outside = 0};
    enum kit_status status = os_path_whole(".", trust.folder, err);
    if (status != KIT_OK)
        return status;
    for (size_t i = 0; i < scripts->count; i++)
        check_script_trust(&trust, &scripts->all[i]);
    if (trust.outside > LISTED_MOST)
        os_complain("lifeline: and %u more", (unsigned)(trust.outside - LISTED_MOST));
    if (trust.outside == 0 || (os_can_ask() && os_ask("Run these programs on this machine?")))
        return KIT_OK;
    return kit_fail(err, KIT_BAD_INPUT,
                    "a log names the programs, commands and variables above; check them, and "
                    "give --trust to run them");
}

#include "kit/files/scripts.h"
#include "kit/base/command.h"
#include "kit/base/strings.h"
#include "kit/base/wildcard.h"
#include "kit/os/console.h"
#include "kit/os/walk.h"
#include "kit/files/programs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum kit_status script_parse(const char *path, char *text, size_t size, struct script *out,
                             struct kit_error *err)
{
    *out = (struct script){.path = copy_string(path), .text = text, .size = size};
    out->scenario = malloc(sizeof *out->scenario);
    enum kit_status status = KIT_OK;
    if (!out->path || !out->scenario)
        status = kit_fail(err, KIT_FULL, "no memory to read '%.200s'", path);
    if (status == KIT_OK)
        status = scenario_read(path, text, size, out->scenario, err);
    return status;
}

enum kit_status script_read(const char *path, char *text, size_t size, const char *programs,
                            struct script *out, struct kit_error *err)
{
    enum kit_status status = script_parse(path, text, size, out, err);
    return status == KIT_OK ? programs_check(out->scenario, programs, err) : status;
}

void script_free(struct script *script)
{
    free(script->path);
    free(script->point);
    free(script->text);
    free(script->scenario);
    *script = (struct script){0};
}

void scripts_free(struct scripts *scripts)
{
    for (size_t i = 0; i < scripts->count; i++)
        script_free(&scripts->all[i]);
    free(scripts->all);
    *scripts = (struct scripts){0};
}

struct reading {
    const struct scripts_wanted *wanted;
    struct scripts *scripts;
    size_t room;
};

static bool matches_filter(const char *filter, const char *path)
{
    char name[OS_PATH];
    struct text text = text_over(name, sizeof name);
    const char *file = path_file_name(path);
    size_t length = strlen(file), tail = strlen(SCENARIO_ENDING);
    bool is_scenario = length > tail && has_ending(file, SCENARIO_ENDING);
    if (!filter || wildcard_matches(filter, path))
        return true;
    text_add_bytes(&text, file, is_scenario ? length - tail : length);
    return wildcard_matches(filter, name);
}

static bool grow_scripts(struct reading *reading)
{
    if (reading->scripts->count < reading->room)
        return true;
    size_t room = reading->room ? reading->room * 2 : 64;
    struct script *all = realloc(reading->scripts->all, room * sizeof *all);
    if (!all)
        return false;
    reading->scripts->all = all;
    reading->room = room;
    return true;
}

/*
 * A log is recognized by its first bytes (docs/log-format.md), because the scenario reader's
 * own message would not help.
 */
static bool is_log(const char *text, size_t size)
{
    static const char start[] = "{\"lifeline\":";
    return size >= sizeof start - 1 && memcmp(text, start, sizeof start - 1) == 0;
}

static void tell_programs(const struct scenario *scenario, const char *programs)
{
    char path[OS_PATH];
    struct kit_error err;
    for (uint32_t i = 0; i < scenario->actor_count; i++) {
        if (!scenario->actors[i].by_image &&
            program_find(scenario, (int)i, programs, path, &err) != KIT_OK)
            os_complain("%s", err.text);
    }
}

static void tell_mistakes(const struct script *script, const char *programs,
                          const struct kit_error *first)
{
    struct mistakes *mistakes = script->scenario ? malloc(sizeof *mistakes) : NULL;
    if (!mistakes) {
        os_complain("%s", first->text);
        return;
    }
    if (scenario_read_all(script->path, script->text, script->size, script->scenario,
                          mistakes) == KIT_OK)
        tell_programs(script->scenario, programs);
    for (uint32_t i = 0; i < mistakes->count; i++)
        os_complain("%s", mistakes->all[i].text);
    if (mistakes->more)
        os_complain("%s: there are more mistakes; these are the first %d", script->path,
                    SCENARIO_MISTAKES);
    free(mistakes);
}

/* Prints the mistake. */
static enum kit_status read_scenario_file(struct reading *reading, const char *path)
{
    char *text = NULL;
    size_t size = 0;
    if (!grow_scripts(reading)) {
        os_complain("lifeline: no memory to read '%.200s'", path);
        return KIT_FULL;
    }
    struct kit_error why;
    enum kit_status status = os_file_read(path, SCENARIO_TEXT, &text, &size, &why);
    if (status != KIT_OK) {
        os_complain("lifeline: %.700s", why.text);
        return status;
    }
    if (is_log(text, size)) {
        free(text);
        os_complain("lifeline: '%.200s' is the log of a run, not a scenario; `%.250s replay` "
                    "runs its scenario again",
                    path, command_name());
        return KIT_BAD_INPUT;
    }
    struct script *script = &reading->scripts->all[reading->scripts->count];
    status = script_read(path, text, size, reading->wanted->programs, script, &why);
    if (status == KIT_OK) {
        reading->scripts->count++;
    } else {
        tell_mistakes(script, reading->wanted->programs, &why);
        script_free(script);
    }
    return status;
}

/* A mistake in one file is printed and counted, and the next file is read. */
static enum kit_status take_file(void *context, const char *path, struct kit_error *err)
{
    struct reading *reading = context;
    if (!matches_filter(reading->wanted->filter, path)) {
        reading->scripts->left_out++;
        return KIT_OK;
    }
    (void)err;
    if (read_scenario_file(reading, path) != KIT_OK)
        reading->scripts->mistakes++;
    return KIT_OK;
}

static size_t files_seen(const struct scripts *scripts)
{
    return scripts->count + scripts->mistakes + scripts->left_out;
}

static enum kit_status read_path(struct reading *reading, const char *path,
                                 struct kit_error *err)
{
    char folder[OS_PATH];
    struct text shown = text_over(folder, sizeof folder);
    text_add(&shown, "%s", path);
    if (!os_is_folder(path))
        return take_file(reading, path, err);
    while (shown.length > 1 &&
           (folder[shown.length - 1] == '/' || folder[shown.length - 1] == '\\'))
        folder[--shown.length] = 0;
    size_t before = files_seen(reading->scripts);
    enum kit_status status = os_folder_walk(folder, SCENARIO_ENDING, take_file, reading, err);
    if (status == KIT_OK && files_seen(reading->scripts) == before)
        return kit_fail(err, KIT_BAD_INPUT, "there is no %s file below '%.200s'",
                        SCENARIO_ENDING, path);
    return status;
}

enum kit_status scripts_read(const struct scripts_wanted *wanted, struct scripts *out)
{
    struct reading reading = {.wanted = wanted, .scripts = out};
    struct kit_error err;
    *out = (struct scripts){0};
    if (wanted->count == 0) {
        os_complain(
            "lifeline: a scenario is missing; name a .scenario file, or a folder of them");
        return KIT_BAD_INPUT;
    }
    for (size_t i = 0; i < wanted->count; i++) {
        if (read_path(&reading, wanted->paths[i], &err) == KIT_OK)
            continue;
        os_complain("lifeline: %s", err.text);
        out->mistakes++;
    }
    if (out->left_out > 0 && files_seen(out) == out->left_out) {
        os_complain("lifeline: no scenario matches the filter '%.200s'; `run --list` without "
                    "--filter prints all %lu",
                    wanted->filter, (unsigned long)out->left_out);
        return KIT_BAD_INPUT;
    }
    return out->mistakes ? KIT_BAD_INPUT : KIT_OK;
}

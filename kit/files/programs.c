#include "kit/files/programs.h"
#include "kit/os/walk.h"

#include <string.h>

#define PROGRAM_ENDING ".exe"

/* Tries `folder/program`, then `folder/program.exe`. An empty folder means the current one. */
static bool try_path(const char *folder, const char *program, char to[OS_PATH])
{
    static const char *const endings[] = {"", PROGRAM_ENDING};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        struct text path = text_over(to, OS_PATH);
        text_add(&path, "%s%s%s%s", folder, folder[0] ? "/" : "", program, endings[i]);
        if (!path.cut && os_is_file(to))
            return true;
    }
    return false;
}

static enum kit_status find_word(const char *word, const char *folder, char to[OS_PATH],
                                 char tried[OS_PATH], struct kit_error *err)
{
    char own[OS_PATH], beside[OS_PATH];
    struct text where = text_over(tried, OS_PATH);
    if (folder) {
        text_add(&where, "%s", folder);
        return try_path(folder, word, to) ? KIT_OK : KIT_NOT_FOUND;
    }
    enum kit_status status = os_kit_folder(own, err);
    if (status != KIT_OK)
        return status;
    struct text children = text_over(beside, sizeof beside);
    text_add(&children, "%s/children", own);
    text_add(&where, "%s", beside);
    return try_path(beside, word, to) || try_path(own, word, to) ? KIT_OK : KIT_NOT_FOUND;
}

/* Limits the search: a mistaken --programs may name a whole disk. */
#define LOOKED_AT_MOST 4096

/* Finds the program in a folder whose name is nearest to a misspelt word. */
struct near {
    const char *word, *folder;
    uint32_t looked_at;
    char best[SCENARIO_ARGUMENT];
};

static enum kit_status compare_name(void *context, const char *path, struct kit_error *err)
{
    struct near *near = context;
    const char *file = path_file_name(path);
    char name[SCENARIO_ARGUMENT];
    struct text text = text_over(name, sizeof name);
    const char *both[] = {near->best, name};
    bool has_best = near->best[0] != '\0';
    if (near->looked_at++ == LOOKED_AT_MOST)
        return kit_fail(err, KIT_FULL, "too many programs to compare with");
    text_add_bytes(&text, file, strlen(file) - strlen(PROGRAM_ENDING));
    bool is_below = file != path + strlen(near->folder) + 1;
    if (!is_below && !text.cut &&
        nearest_word(near->word, both + !has_best, 1u + has_best) == name)
        memcpy(near->best, name, sizeof name);
    return KIT_OK;
}

static enum kit_status not_there(const struct scenario *scenario,
                                 const struct scenario_actor *of, const char *folder,
                                 struct kit_error *err)
{
    struct near near = {.word = of->program, .folder = folder};
    bool is_folder = os_is_folder(folder);
    struct kit_error ignored;
    if (is_folder)
        os_folder_walk(folder, PROGRAM_ENDING, compare_name, &near, &ignored);
    if (near.best[0])
        return kit_fail(err, KIT_NOT_FOUND,
                        "%s:%u: the program '%s' of '%s' is not in '%s'; did you mean '%s'?",
                        scenario->path, of->line_number, of->program, of->name, folder,
                        near.best);
    return kit_fail(
        err, KIT_NOT_FOUND,
        "%s:%u: the program '%s' of '%s' is not in '%s'%s; build it, name its folder with "
        "--programs, or write its path in quotes",
        scenario->path, of->line_number, of->program, of->name, folder,
        is_folder ? "" : ", and there is no such folder");
}

enum kit_status program_find(const struct scenario *scenario, int actor, const char *folder,
                             char to[OS_PATH], struct kit_error *err)
{
    const struct scenario_actor *of = &scenario->actors[actor];
    char tried[OS_PATH] = "";
    if (of->quoted && try_path("", of->program, to))
        return KIT_OK;
    if (of->quoted)
        return kit_fail(err, KIT_NOT_FOUND,
                        "%s:%u: the program \"%s\" of '%s' does not exist; build it, or "
                        "correct the path. The path starts at the current folder, or at the "
                        "scenario's folder if it begins with ./",
                        scenario->path, of->line_number, of->program, of->name);
    enum kit_status status = find_word(of->program, folder, to, tried, err);
    return status == KIT_NOT_FOUND ? not_there(scenario, of, tried, err) : status;
}

static bool program_exists(const char *program, bool quoted, const char *folder)
{
    char path[OS_PATH], tried[OS_PATH];
    struct kit_error err;
    if (quoted)
        return try_path("", program, path);
    return find_word(program, folder, path, tried, &err) == KIT_OK;
}

const struct scenario_need *programs_absent(const struct scenario *scenario, const char *folder)
{
    for (uint32_t i = 0; i < scenario->need_count; i++) {
        const struct scenario_need *need = &scenario->needs[i];
        if (!program_exists(need->program, need->quoted, folder))
            return need;
    }
    return NULL;
}

enum kit_status programs_check(const struct scenario *scenario, const char *folder,
                               struct kit_error *err)
{
    char path[OS_PATH];
    if (programs_absent(scenario, folder))
        return KIT_OK; /* the scenario is skipped */
    for (uint32_t i = 0; i < scenario->actor_count; i++) {
        if (scenario->actors[i].by_image)
            continue; /* its parent starts it and knows its place */
        enum kit_status status = program_find(scenario, (int)i, folder, path, err);
        if (status != KIT_OK)
            return status;
    }
    return KIT_OK;
}

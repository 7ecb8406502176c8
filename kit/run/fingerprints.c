#include "kit/run/fingerprints.h"
#include "kit/files/programs.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(LOG_PROGRAMS >= SCENARIO_ACTORS, "each actor can have a program of its own");
_Static_assert(OS_HASH <= sizeof((struct log_program *)0)->hash, "the hash fits");
_Static_assert(OS_VERSION <= sizeof((struct log_program *)0)->version, "the version fits");

/* By actor: where its program is; empty where it is not known. */
struct program_paths {
    char of[SCENARIO_ACTORS][OS_PATH];
};

/* `beside` is the path of the parent's program. */
static void find_image(const char *program, const char *beside, char to[OS_PATH])
{
    static const char *const endings[] = {"", ".exe"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        struct text path = text_over(to, OS_PATH);
        text_add_bytes(&path, beside, (size_t)(path_file_name(beside) - beside));
        text_add(&path, "%s%s", path_file_name(program), endings[i]);
        if (!path.cut && os_is_file(to))
            return;
    }
    to[0] = 0;
}

static void find_paths(const struct scenario *scenario, const char *folder,
                       struct program_paths *paths)
{
    struct kit_error ignored;
    for (uint32_t i = 0; i < scenario->actor_count; i++) {
        const struct scenario_actor *actor = &scenario->actors[i];
        if (!actor->by_image &&
            program_find(scenario, (int)i, folder, paths->of[i], &ignored) != KIT_OK)
            paths->of[i][0] = 0;
    }
    for (uint32_t i = 0; i < scenario->actor_count; i++) {
        const struct scenario_actor *actor = &scenario->actors[i];
        if (actor->by_image && !actor->by_command && actor->parent >= 0 &&
            paths->of[actor->parent][0])
            find_image(actor->program, paths->of[actor->parent], paths->of[i]);
    }
}

static bool find_fingerprint(struct fingerprints *kept, const char *path,
                             const struct os_file_stamp *stamp, struct log_program *to)
{
    bool found = false;
    os_lock(&kept->lock);
    for (uint32_t i = 0; i < FINGERPRINTS && i < kept->count && !found; i++) {
        const struct fingerprint *one = &kept->all[i];
        found = words_equal(one->path, path) && one->stamp.size == stamp->size &&
                one->stamp.changed == stamp->changed;
        if (found)
            *to = one->program;
    }
    os_unlock(&kept->lock);
    return found;
}

static void keep_fingerprint(struct fingerprints *kept, const char *path,
                             const struct os_file_stamp *stamp,
                             const struct log_program *program)
{
    os_lock(&kept->lock);
    struct fingerprint *one = &kept->all[kept->count++ % FINGERPRINTS];
    memcpy(one->path, path, OS_PATH);
    one->stamp = *stamp;
    one->program = *program;
    os_unlock(&kept->lock);
}

/* Hashes without the lock: two threads may both do it for a new file, and both are right. */
static bool fingerprint_file(struct fingerprints *kept, const char *path,
                             struct log_program *to)
{
    struct os_file_stamp stamp;
    struct kit_error ignored;
    char version[OS_VERSION];
    if (os_file_stamp(path, &stamp, &ignored) != KIT_OK)
        return false;
    if (find_fingerprint(kept, path, &stamp, to))
        return true;
    struct text name = text_over(to->file, sizeof to->file);
    text_add(&name, "%s", path_file_name(path));
    to->size = stamp.size;
    if (os_file_hash(path, to->hash, &ignored) != KIT_OK)
        return false;
    os_file_version(path, version);
    memcpy(to->version, version, sizeof version);
    keep_fingerprint(kept, path, &stamp, to);
    return true;
}

static bool has_path_before(const struct program_paths *paths, uint32_t actor)
{
    for (uint32_t i = 0; i < actor; i++) {
        if (words_equal(paths->of[i], paths->of[actor]))
            return true;
    }
    return false;
}

uint32_t fingerprints_take(struct fingerprints *kept, const struct scenario *scenario,
                           const char *folder, struct log_program *to)
{
    uint32_t count = 0;
    struct program_paths *paths = calloc(1, sizeof *paths);
    if (!paths)
        return 0;
    find_paths(scenario, folder, paths);
    for (uint32_t i = 0; i < scenario->actor_count; i++) {
        if (!paths->of[i][0] || has_path_before(paths, i))
            continue;
        to[count] = (struct log_program){.size = 0};
        if (!fingerprint_file(kept, paths->of[i], &to[count]))
            continue;
        memcpy(to[count++].actor, scenario->actors[i].name, KIT_NAME);
    }
    free(paths);
    return count;
}

#include "kit/tell/sweep_paths.h"
#include "kit/files/log_path.h"

#include <string.h>

static void add_without_ending(struct text *to, const char *path)
{
    size_t length = strlen(path), ending = strlen(SCENARIO_ENDING);
    if (length > ending && words_equal(path + length - ending, SCENARIO_ENDING))
        length -= ending;
    text_add_bytes(to, path, length);
}

void sweep_path_of_point(const char *path, const char *line, struct text *to)
{
    add_without_ending(to, path);
    text_add(to, ".");
    for (; *line; line++) {
        if (*line != '#')
            text_add(to, "%c", *line == ' ' ? '-' : *line);
    }
    text_add(to, "%s", SCENARIO_ENDING);
}

enum kit_status sweep_log_of_point(const char *folder, const char *path, const char *line,
                                   char to[OS_PATH], struct kit_error *err)
{
    char name[OS_PATH * 2];
    struct text text = text_over(name, sizeof name);
    struct script script = {.path = name};
    sweep_path_of_point(path, line, &text);
    return log_path_for(folder, &script, 1, to, err);
}

enum kit_status sweep_file_of_shard(const char *folder, const char *path, uint32_t shard,
                                    uint32_t shards, const char *ending, char to[OS_PATH],
                                    struct kit_error *err)
{
    char name[OS_PATH * 2];
    struct text text = text_over(name, sizeof name);
    struct script script = {.path = name};
    add_without_ending(&text, path);
    if (shards > 1)
        text_add(&text, ".shard-%u-of-%u", (unsigned)shard, (unsigned)shards);
    text_add(&text, "%s", SCENARIO_ENDING);
    enum kit_status status = log_path_for(folder, &script, 1, to, err);
    char *end = strrchr(to, '.');
    if (status == KIT_OK && end)
        snprintf(end, (size_t)(to + OS_PATH - end), "%s", ending);
    return status;
}

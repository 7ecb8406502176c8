#include "kit/tell/sweep_shards.h"
#include "kit/base/command.h"
#include "kit/base/strings.h"
#include "kit/os/walk.h"

#include <stdlib.h>
#include <string.h>

static enum kit_status add_shard(void *context, const char *path, struct kit_error *err)
{
    struct sweep_shards *shards = context;
    struct sweep_shard *all = realloc(shards->all, (shards->count + 1) * sizeof *all);
    if (all)
        shards->all = all;
    if (!all)
        return kit_fail(err, KIT_FULL, "no memory to read '%.200s'", path);
    struct sweep_shard *shard = &all[shards->count];
    *shard = (struct sweep_shard){.path = copy_string(path), .index = 1, .of = 1};
    if (!shard->path)
        return kit_fail(err, KIT_FULL, "no memory to read '%.200s'", path);
    shards->count++;
    return KIT_OK;
}

enum kit_status sweep_shards_find(struct sweep_shards *shards, char *const *folders,
                                  size_t count, struct kit_error *err)
{
    if (count == 0)
        return kit_fail(
            err, KIT_BAD_INPUT,
            "a folder is missing; name the --log-dir of each `%.250s sweep --shard I/N`",
            command_name());
    for (size_t i = 0; i < count; i++) {
        const char *folder = folders[i];
        size_t before = shards->count;
        if (!os_is_folder(folder))
            return kit_fail(err, KIT_BAD_INPUT,
                            "there is no folder '%.300s'; give the --log-dir of each shard",
                            folder);
        enum kit_status status =
            os_folder_walk(folder, SWEEP_JOURNAL_ENDING, add_shard, shards, err);
        if (status != KIT_OK)
            return status;
        if (shards->count == before)
            return kit_fail(err, KIT_BAD_INPUT,
                            "there is no %s file below '%.300s'; name a folder that was the "
                            "--log-dir of a sweep",
                            SWEEP_JOURNAL_ENDING, folder);
    }
    return KIT_OK;
}

/* `a/b.shard-2-of-3.sweep`: its place, and which shard it is of how many. */
static void read_shard_name(struct sweep_shard *shard)
{
    unsigned index = 0, of = 0;
    int length = 0;
    struct text folder = text_over(shard->folder, sizeof shard->folder);
    const char *name = shard->path;
    for (const char *at = shard->path; *at; at++) {
        if (strchr("/\\", *at))
            name = at + 1;
    }
    if (name > shard->path + 1)
        text_add_bytes(&folder, shard->path, (size_t)(name - shard->path) - 1);
    else /* of this folder, or the root's */
        text_add(&folder, "%s.", name > shard->path ? "/" : "");
    for (const char *at = name; (at = strstr(at, ".shard-")) != NULL; at++) {
        if (sscanf(at, ".shard-%u-of-%u" SWEEP_JOURNAL_ENDING "%n", &index, &of, &length) ==
                2 &&
            length > 0 && at[length] == 0 && index >= 1 && index <= of) {
            shard->index = index;
            shard->of = of;
        }
    }
}

static enum kit_status load_log(struct sweep_shard *shard, struct kit_error *err)
{
    char path[OS_PATH];
    struct text text = text_over(path, sizeof path);
    text_add_bytes(&text, shard->path, strlen(shard->path) - strlen(SWEEP_JOURNAL_ENDING));
    text_add(&text, "%s", SWEEP_BASELINE_ENDING);
    if (!os_is_file(path))
        return kit_fail(err, KIT_BAD_INPUT,
                        "'%.250s' has no '%.250s' beside it; merge needs both, since that log "
                        "of the run without faults names the points",
                        shard->path, path);
    return log_load(path, &shard->log, err);
}

/* All shards must be parts of one sweep: one text, and one number of shards. */
static enum kit_status check_alike(const struct sweep_shard *a, const struct sweep_shard *b,
                                   struct kit_error *err)
{
    const struct log_header *left = &a->log.header, *right = &b->log.header;
    if (left->scenario_size != right->scenario_size ||
        memcmp(left->scenario, right->scenario, left->scenario_size) != 0)
        return kit_fail(err, KIT_BAD_INPUT,
                        "'%.250s' and '%.250s' are of different scenario texts; merge only "
                        "shards of one sweep",
                        a->path, b->path);
    if (a->of != b->of)
        return kit_fail(err, KIT_BAD_INPUT,
                        "'%.250s' is one of %u shards and '%.250s' one of %u; merge only "
                        "shards of one sweep",
                        a->path, (unsigned)a->of, b->path, (unsigned)b->of);
    return KIT_OK;
}

enum kit_status sweep_shards_load(struct sweep_shards *shards, struct scenario **scenario,
                                  struct kit_error *err)
{
    enum kit_status status = KIT_OK;
    for (size_t i = 0; i < shards->count && status == KIT_OK; i++) {
        read_shard_name(&shards->all[i]);
        status = load_log(&shards->all[i], err);
        if (status == KIT_OK)
            status = check_alike(&shards->all[0], &shards->all[i], err);
    }
    const struct log_header *header = &shards->all[0].log.header;
    *scenario = malloc(sizeof **scenario);
    if (status == KIT_OK && !*scenario)
        status = kit_fail(err, KIT_FULL, "no memory to read '%.200s'", header->path);
    return status == KIT_OK ? scenario_read(header->path, header->scenario,
                                            header->scenario_size, *scenario, err)
                            : status;
}

const struct sweep_shard *sweep_shards_next(const struct sweep_shards *shards, uint32_t index,
                                            const struct sweep_shard *after)
{
    for (const struct sweep_shard *at = after ? after + 1 : shards->all;
         at < shards->all + shards->count; at++) {
        if (at->index == index)
            return at;
    }
    return NULL;
}

void sweep_shards_free(struct sweep_shards *shards)
{
    for (size_t i = 0; i < shards->count; i++) {
        free(shards->all[i].path);
        log_free(&shards->all[i].log);
        sweep_pairs_free(&shards->all[i].pairs);
    }
    free(shards->all);
    *shards = (struct sweep_shards){0};
}

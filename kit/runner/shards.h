#pragma once
/*
 * What the shards of one sweep left in their log folders: of each a journal, and beside it the
 * log of its run without faults. One thread at a time.
 */
#include "kit/runner/logs.h"
#include "kit/runner/paired.h"
#include "kit/runner/swept.h"

struct shard {
    char *path;           /* of its journal */
    char folder[OS_PATH]; /* where its logs are */
    uint32_t index, of;   /* from 1 */
    struct log log;
    struct paired paired; /* what its logs show */
    size_t strays;        /* lines of its journal that stand for no point of its logs */
    bool is_over;
};

struct shards {
    struct shard *all;
    size_t count;
};

/* The journals below these folders; a folder without one is KIT_BAD_INPUT. shards_free in any
 * case. */
enum kit_status shards_find(struct shards *shards, char *const *folders, size_t count,
                            struct kit_error *err);

/* Their logs, and the scenario that all are of, which the caller frees, in any case.
 * KIT_BAD_INPUT if they are not parts of one sweep. */
enum kit_status shards_load(struct shards *shards, struct scenario **scenario,
                            struct kit_error *err);

/* The first shard with this number behind `after`, or of all if that is NULL; or NULL. */
const struct shard *shards_of(const struct shards *shards, uint32_t index,
                              const struct shard *after);

void shards_free(struct shards *shards);

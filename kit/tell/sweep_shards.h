#pragma once
/*
 * The files that the shards of one sweep left in their log folders: for each shard a journal,
 * and the log of its run without faults. One thread at a time.
 */
#include "kit/files/log_files.h"
#include "kit/tell/sweep_journal.h"
#include "kit/tell/sweep_pairs.h"
#include "kit/tell/sweep_paths.h"

struct sweep_shard {
    char *path;           /* of its journal */
    char folder[OS_PATH]; /* where its logs are */
    uint32_t index, of;   /* from 1 */
    struct log log;
    struct sweep_pairs pairs;   /* the pairs that its logs show */
    size_t strays;              /* lines of its journal that match no point of its logs */
    struct sweep_damage damage; /* of its journal */
    bool is_over;
};

struct sweep_shards {
    struct sweep_shard *all;
    size_t count;
};

/*
 * Finds the journals below these folders; KIT_BAD_INPUT if a folder has none. Call
 * sweep_shards_free in any case.
 */
enum kit_status sweep_shards_find(struct sweep_shards *shards, char *const *folders,
                                  size_t count, struct kit_error *err);

/*
 * Reads the shards' logs, and the scenario that they share, which the caller frees in any case.
 * KIT_BAD_INPUT if they are not parts of one sweep.
 */
enum kit_status sweep_shards_load(struct sweep_shards *shards, struct scenario **scenario,
                                  struct kit_error *err);

/*
 * The first shard with this number after `after`, or of all if `after` is NULL. NULL if there
 * is none.
 */
const struct sweep_shard *sweep_shards_next(const struct sweep_shards *shards, uint32_t index,
                                            const struct sweep_shard *after);

void sweep_shards_free(struct sweep_shards *shards);

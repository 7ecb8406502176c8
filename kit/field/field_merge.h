#pragma once
/*
 * Makes one log of the field logs of several processes: by their common clock, with the actors
 * that their names, PIDs and parents tell of. The log has no verdict and no `end`, as nobody
 * ran a scenario; its scenario only declares who took part. Pure; one thread.
 */
#include "kit/field/field_record.h"
#include "kit/log/log.h"

/* What is merged. */
struct field_source {
    struct field_record *records; /* sorted by the merge: in the order of their beginnings */
    size_t count;
    const char *path;   /* as the user named it; the path in the log's header */
    const char *commit; /* kit_commit, for the log's header */
    /* True for the name of one of the kit's own programs, which a scenario names by a word. */
    bool (*is_kits)(const char *name);
};

/*
 * Takes the records of the machine's last start, and moves those of earlier starts behind them:
 * two starts have two clocks, which cannot be compared. Returns how many there are of the last.
 */
size_t field_merge_choose(struct field_record *records, size_t count);

/* log_free. The log's version, platform, start and scenario are set, too. */
enum kit_status field_merge(const struct field_source *source, struct log *out,
                            struct kit_error *err);

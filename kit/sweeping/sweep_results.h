#pragma once
/*
 * The results of a sweep so far: in memory for its map, and in its journal. One thread at a
 * time.
 */
#include "kit/run/run.h"
#include "kit/tell/sweep_journal.h"

/* All zero: no results. */
struct sweep_results {
    const struct scenario *scenario; /* borrowed */
    struct sweep_result *all;        /* the caller's, as is the next */
    size_t count;
    size_t *open; /* by index of the script: which result its run makes */
    struct sweep_journal_writer journal;
    struct sweep_journal kept; /* with --resume: the journal as it was found */
    uint64_t seen;             /* steps that any run reached, 1 << each */
};

/*
 * Must be called before anything is run. With `resume`, reads the existing journal.
 * KIT_BAD_INPUT if it belongs to another text or is damaged: a damaged line may have been a
 * failure, and a passing repetition must not hide it. Call sweep_results_end in any case.
 */
enum kit_status sweep_results_load(struct sweep_results *results, const char *path,
                                   const char *text, size_t size, bool resume,
                                   struct kit_error *err);

/* Opens the journal of this text, with the results that were loaded. */
enum kit_status sweep_results_begin(struct sweep_results *results, const char *path,
                                    const char *text, size_t size, struct kit_error *err);

/* The result of the script with this index. */
void sweep_results_keep(struct sweep_results *results, size_t index,
                        const struct run_outcome *outcome);

/*
 * For results that were added behind the first `before`: takes in their lines of the old
 * journal.
 */
void sweep_results_take_kept(struct sweep_results *results, size_t before);

/* Closes the journal. `is_over` records in it that nothing more will be begun. */
enum kit_status sweep_results_end(struct sweep_results *results, bool is_over,
                                  struct kit_error *err);

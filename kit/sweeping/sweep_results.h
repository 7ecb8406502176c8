#pragma once
/*
 * What a sweep has come to so far: in memory for its map, and in its journal. One thread at a
 * time.
 */
#include "kit/run/run.h"
#include "kit/sweeping/sweep_journal.h"

/* All zero is none. */
struct sweep_results {
    const struct scenario *scenario; /* borrowed */
    struct sweep_result *all;        /* the caller's, as is the next */
    size_t count;
    size_t *open; /* by index of the script: which result its run makes */
    struct sweep_journal_writer journal;
    struct sweep_journal kept; /* with --resume: what was in it */
    uint64_t seen;             /* steps that any run came to, 1 << each */
};

/*
 * Before anything is run: with `resume`, reads the journal that is there. KIT_BAD_INPUT if that
 * is of another text or damaged: what a damaged line told can have been a failure, which must
 * not be made good by a run that passes. sweep_results_end in any case.
 */
enum kit_status sweep_results_load(struct sweep_results *results, const char *path,
                                   const char *text, size_t size, bool resume,
                                   struct kit_error *err);

/* Opens the journal of this text, with what was loaded. */
enum kit_status sweep_results_begin(struct sweep_results *results, const char *path,
                                    const char *text, size_t size, struct kit_error *err);

/* What became of the script of this index. */
void sweep_results_keep(struct sweep_results *results, size_t index,
                        const struct run_outcome *outcome);

/* Results that were added behind the first `before`: takes in what the journal had of them. */
void sweep_results_take_kept(struct sweep_results *results, size_t before);

/* Closes the journal, which says with `is_over` that nothing more is to be begun. */
enum kit_status sweep_results_end(struct sweep_results *results, bool is_over,
                                  struct kit_error *err);

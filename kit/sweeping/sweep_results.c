#include "kit/sweeping/sweep_results.h"
#include "kit/os/file.h"
#include "kit/sweep/coverage.h"
#include "kit/sweep/sweep.h"

#include <string.h>

static void write_point_line(const struct sweep_results *results, size_t index, struct text *to)
{
    sweep_line(results->scenario, &results->all[index].point, to);
}

static void write_result(struct sweep_results *results, size_t index)
{
    char line[SWEEP_LINE];
    struct text to = text_over(line, sizeof line);
    const struct sweep_result *result = &results->all[index];
    write_point_line(results, index, &to);
    sweep_journal_add(&results->journal,
                      &(struct sweep_journal_line){.line = line,
                                                   .size = to.length,
                                                   .state = result->state,
                                                   .took_ns = result->took_ns,
                                                   .detection_ns = result->detection_ns,
                                                   .exercised = result->exercised});
}

/* Takes a line in if it belongs to one of the results from the index `from` on. */
static void resume_journal_line(struct sweep_results *results, size_t from,
                                const struct sweep_journal_line *found)
{
    for (size_t i = from; i < results->count; i++) {
        struct sweep_result *result = &results->all[i];
        char line[SWEEP_LINE];
        struct text to = text_over(line, sizeof line);
        write_point_line(results, i, &to);
        if (to.length != found->size || memcmp(line, found->line, found->size) != 0)
            continue;
        /*
         * The trouble that prevented a verdict may be gone by now, so the point is run again.
         */
        if (found->state == SWEEP_TROUBLED)
            return;
        result->state = found->state;
        result->took_ns = found->took_ns;
        result->detection_ns = found->detection_ns;
        result->exercised = found->exercised;
        return;
    }
}

void sweep_results_take_kept(struct sweep_results *results, size_t before)
{
    struct sweep_journal_line line;
    if (!results->kept.bytes)
        return;
    sweep_journal_rewind(&results->kept);
    while (sweep_journal_next(&results->kept, &line))
        resume_journal_line(results, before, &line);
    results->seen |= results->kept.seen;
}

/*
 * The pairs are known only after their firsts were run. Until then the pair lines of the old
 * journal are copied unchanged.
 */
static void keep_pairs(struct sweep_results *results)
{
    struct sweep_journal_line line;
    if (!results->kept.bytes)
        return;
    sweep_journal_rewind(&results->kept);
    while (sweep_journal_next(&results->kept, &line)) {
        if (sweep_line_is_pair(line.line, line.size) && line.state != SWEEP_TROUBLED)
            sweep_journal_add(&results->journal, &line);
    }
}

static enum kit_status check_kept(struct sweep_results *results, const char *path,
                                  struct kit_error *err)
{
    struct sweep_journal_line line;
    const struct sweep_damage *damage = &results->kept.damage;
    while (sweep_journal_next(&results->kept, &line))
        continue;
    if (damage->count == 0)
        return KIT_OK;
    return kit_fail(
        err, KIT_BAD_INPUT,
        "'%.300s:%u' is damaged, as the first of %u damaged lines; remove these lines, so that "
        "their points are run again, or sweep again without --resume",
        path, (unsigned)damage->lines[0], (unsigned)damage->count);
}

enum kit_status sweep_results_load(struct sweep_results *results, const char *path,
                                   const char *text, size_t size, bool resume,
                                   struct kit_error *err)
{
    if (!resume || !os_is_file(path))
        return KIT_OK;
    enum kit_status status =
        sweep_journal_read(path, text, size, "the file has now; sweep again, without --resume",
                           &results->kept, err);
    return status == KIT_OK ? check_kept(results, path, err) : status;
}

enum kit_status sweep_results_begin(struct sweep_results *results, const char *path,
                                    const char *text, size_t size, struct kit_error *err)
{
    enum kit_status status = sweep_journal_create(&results->journal, path, text, size, err);
    if (status != KIT_OK)
        return status;
    sweep_results_take_kept(results, 0);
    sweep_journal_add_seen(&results->journal, results->seen);
    for (size_t i = 0; i < results->count; i++) {
        if (results->all[i].state != SWEEP_OPEN)
            write_result(results, i);
    }
    keep_pairs(results);
    return sweep_journal_place(&results->journal, err);
}

static enum sweep_state state_of_judgement(const struct judgement *judgement)
{
    if (sweep_not_reached(judgement))
        return SWEEP_UNREACHED;
    if (judgement->verdict == VERDICT_PASS)
        return SWEEP_PASSED;
    /*
     * A failure beside the trouble counts as failed: otherwise --resume would repeat the run
     * and could lose the failure.
     */
    bool is_open =
        (judgement->verdict == VERDICT_ERROR || judgement->verdict == VERDICT_UNSEEN) &&
        !judgement_stands(judgement);
    return is_open ? SWEEP_TROUBLED : SWEEP_FAILED;
}

void sweep_results_keep(struct sweep_results *results, size_t index,
                        const struct run_outcome *outcome)
{
    struct sweep_result *result = &results->all[results->open[index]];
    result->state = state_of_judgement(&outcome->judgement);
    result->took_ns = outcome->took_ns;
    result->detection_ns = sweep_detection_ns(outcome->events, outcome->event_count);
    result->exercised = outcome->judgement.exercised;
    uint64_t seen = coverage_steps(outcome->events, outcome->event_count);
    /*
     * Written before the result, because the result flushes it to the disk. Otherwise --resume,
     * which does not repeat the run, would not know the steps that it reached.
     */
    sweep_journal_add_seen(&results->journal, seen & ~results->seen);
    results->seen |= seen;
    write_result(results, results->open[index]);
}

enum kit_status sweep_results_end(struct sweep_results *results, bool is_over,
                                  struct kit_error *err)
{
    sweep_journal_free(&results->kept);
    return sweep_journal_close(&results->journal, is_over, err);
}

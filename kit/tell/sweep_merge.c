#include "kit/tell/sweep_merge.h"
#include "kit/base/version.h"
#include "kit/os/console.h"
#include "kit/tell/outcome.h"
#include "kit/tell/results.h"
#include "kit/sweep/sweep.h"
#include "kit/tell/sweep_journal.h"
#include "kit/tell/sweep_report.h"
#include "kit/tell/sweep_shards.h"

#include <stdlib.h>
#include <string.h>

#define LIST_MOST 20u /* the maximum of points that are listed one by one */

/* A point that at least one shard found. */
struct entry {
    char line[SWEEP_LINE];
    struct sweep_result result;
    char path[OS_PATH * 2];          /* of its scenario */
    const struct sweep_shard *shard; /* the shard that made it, or NULL */
    uint32_t made;                   /* how many shards made it */
    bool is_known;                   /* found by a shard that it belongs to */
};

struct merging {
    struct sweep_shards shards;
    struct scenario *scenario;
    struct coverage coverage;
    struct entry *entries;
    size_t count;
    bool is_whole; /* nothing is missing or duplicate */
};

/* ---- the points and their results ---- */

static void add_entry(struct merging *m, const struct sweep_shard *shard,
                      const struct sweep_point *point)
{
    struct entry *entry = &m->entries[m->count++];
    *entry = (struct entry){.result = {.point = *point, .detection_ns = -1}};
    struct text text = text_over(entry->line, sizeof entry->line);
    sweep_line(m->scenario, point, &text);
    text = text_over(entry->path, sizeof entry->path);
    sweep_path_of_point(shard->log.header.path, entry->line, &text);
    entry->is_known = sweep_is_of_shard(m->scenario, point, shard->index, shard->of);
}

static enum kit_status grow_entries(struct merging *m, size_t more, struct kit_error *err)
{
    struct entry *entries = realloc(m->entries, (m->count + more + 1) * sizeof *entries);
    if (!entries)
        return kit_fail(err, KIT_FULL, "no memory for the points of a sweep");
    m->entries = entries;
    return KIT_OK;
}

static enum kit_status add_shard_points(struct merging *m, const struct sweep_shard *shard,
                                        struct kit_error *err)
{
    const struct log *log = &shard->log;
    size_t room = sweep_points(m->scenario, log->events, log->event_count, NULL, 0);
    m->coverage.scenario = m->scenario;
    coverage_see(&m->coverage, log->events, log->event_count);
    struct sweep_point *points = calloc(room + 1, sizeof *points);
    enum kit_status status =
        points ? grow_entries(m, room, err)
               : kit_fail(err, KIT_FULL, "no memory for the points of a sweep");
    if (status == KIT_OK) {
        sweep_points(m->scenario, log->events, log->event_count, points, room);
        size_t count = sweep_order(m->scenario, points, room);
        for (size_t i = 0; i < count; i++)
            add_entry(m, shard, &points[i]);
    }
    free(points);
    return status;
}

/* The pairs that the shard found, from the logs in which it found them. */
static enum kit_status add_shard_pairs(struct merging *m, struct sweep_shard *shard,
                                       struct kit_error *err)
{
    const struct log_header *header = &shard->log.header;
    struct sweep_pairs_source source = {.scenario = m->scenario,
                                        .path = header->path,
                                        .text = header->scenario,
                                        .size = header->scenario_size,
                                        .folder = shard->folder,
                                        .events = shard->log.events,
                                        .event_count = shard->log.event_count};
    struct sweep_point *firsts = calloc(m->count + 1, sizeof *firsts);
    size_t count = 0;
    if (!firsts)
        return kit_fail(err, KIT_FULL, "no memory for the pairs of a sweep");
    for (size_t i = 0; i < m->count; i++) {
        if (m->entries[i].shard == shard && m->entries[i].result.state != SWEEP_OPEN)
            firsts[count++] = m->entries[i].result.point;
    }
    enum kit_status status = sweep_pairs_find(&source, firsts, count, &shard->pairs, err);
    free(firsts);
    if (status == KIT_OK)
        status = grow_entries(m, shard->pairs.count, err);
    for (size_t i = 0; i < shard->pairs.count && status == KIT_OK; i++)
        add_entry(m, shard, &shard->pairs.pairs[i]);
    return status;
}

static int by_line(const void *a, const void *b)
{
    return strcmp(((const struct entry *)a)->line, ((const struct entry *)b)->line);
}

/* Deduplicates points that several shards found. */
static void unite_entries(struct merging *m)
{
    size_t kept = 0;
    if (m->count > 0)
        qsort(m->entries, m->count, sizeof *m->entries, by_line);
    for (size_t i = 0; i < m->count; i++) {
        if (kept > 0 && by_line(&m->entries[kept - 1], &m->entries[i]) == 0)
            m->entries[kept - 1].is_known |= m->entries[i].is_known;
        else
            m->entries[kept++] = m->entries[i];
    }
    m->count = kept;
}

/*
 * If two shards have a result of one point, the worse counts. If one shard repeated a point,
 * the later counts.
 */
static void merge_journal_line(struct merging *m, struct sweep_shard *shard,
                               const struct sweep_journal_line *line)
{
    struct entry key = {.made = 0};
    struct text text = text_over(key.line, sizeof key.line);
    text_add_bytes(&text, line->line, line->size);
    struct entry *entry =
        m->count ? bsearch(&key, m->entries, m->count, sizeof key, by_line) : NULL;
    if (!entry) {
        shard->strays++;
        return;
    }
    bool again = entry->shard == shard;
    entry->made += !again;
    if (entry->made > 1 && line->state <= entry->result.state)
        return;
    entry->shard = shard;
    entry->result.state = line->state;
    entry->result.took_ns = line->took_ns;
    entry->result.detection_ns = line->detection_ns;
    entry->result.exercised = line->exercised;
}

/* Reads either the lines of pairs, or all others. */
static enum kit_status take_journals(struct merging *m, bool of_pairs, struct kit_error *err)
{
    for (size_t i = 0; i < m->shards.count; i++) {
        struct sweep_shard *shard = &m->shards.all[i];
        const struct log_header *header = &shard->log.header;
        struct sweep_journal journal;
        struct sweep_journal_line line;
        enum kit_status status =
            sweep_journal_read(shard->path, header->scenario, header->scenario_size,
                               "the log beside it; sweep that shard again", &journal, err);
        if (status != KIT_OK)
            return status;
        while (sweep_journal_next(&journal, &line)) {
            if (sweep_line_is_pair(line.line, line.size) == of_pairs)
                merge_journal_line(m, shard, &line);
        }
        shard->is_over = journal.is_over;
        shard->damage = journal.damage;
        m->coverage.seen |= journal.seen;
        sweep_journal_free(&journal);
    }
    return KIT_OK;
}

/* All points and their results. Pairs are known only after their firsts. */
static enum kit_status take_all(struct merging *m, struct kit_error *err)
{
    enum kit_status status = KIT_OK;
    for (size_t i = 0; i < m->shards.count && status == KIT_OK; i++)
        status = add_shard_points(m, &m->shards.all[i], err);
    if (status != KIT_OK)
        return status;
    unite_entries(m);
    status = take_journals(m, false, err);
    for (size_t i = 0; i < m->shards.count && status == KIT_OK; i++)
        status = add_shard_pairs(m, &m->shards.all[i], err);
    if (status != KIT_OK)
        return status;
    unite_entries(m);
    return take_journals(m, true, err);
}

/* ---- defects of the shards ---- */

/* A result that cannot be read may be a failure. */
static void tell_damage(const struct sweep_shard *shard)
{
    const struct sweep_damage *damage = &shard->damage;
    uint32_t named = damage->count < SWEEP_JOURNAL_NAMED ? damage->count : SWEEP_JOURNAL_NAMED;
    for (uint32_t i = 0; i < named; i++)
        os_say(stdout, "'%s:%u' is damaged, and its result is lost", shard->path,
               (unsigned)damage->lines[i]);
    if (damage->count > 0)
        os_say(stdout, "'%s' has %u damaged line%s; sweep that shard again", shard->path,
               (unsigned)damage->count, damage->count == 1 ? "" : "s");
}

static void tell_shards(struct merging *m)
{
    for (uint32_t i = 1; i <= m->shards.all[0].of; i++) {
        const struct sweep_shard *first = sweep_shards_next(&m->shards, i, NULL);
        const struct sweep_shard *second =
            first ? sweep_shards_next(&m->shards, i, first) : NULL;
        if (!first)
            os_say(stdout, "shard %u of %u is missing", (unsigned)i,
                   (unsigned)m->shards.all[0].of);
        if (second)
            os_say(stdout, "shard %u of %u was given twice: '%s' and '%s'", (unsigned)i,
                   (unsigned)m->shards.all[0].of, first->path, second->path);
        if (!first || second)
            m->is_whole = false;
    }
    for (size_t i = 0; i < m->shards.count; i++) {
        const struct sweep_shard *shard = &m->shards.all[i];
        bool log_is_cut = shard->log.is_cut;
        if (!shard->is_over || log_is_cut)
            os_say(stdout, "'%s' is cut%s: its sweep did not finish; continue it with --resume",
                   shard->path, log_is_cut ? ", or the log beside it" : "");
        if (shard->strays > 0)
            os_say(stdout, "'%s' has %lu point%s not in the log beside it", shard->path,
                   (unsigned long)shard->strays, shard->strays == 1 ? "" : "s");
        tell_damage(shard);
        if (!shard->is_over || log_is_cut || shard->strays > 0 || shard->damage.count > 0)
            m->is_whole = false;
    }
}

static bool is_twice(const struct entry *entry)
{
    return entry->made > 1;
}

/* The point's shard is there, but its run without faults did not reach that step. */
static bool is_nobodys(const struct entry *entry)
{
    return entry->made == 0 && !entry->is_known;
}

static void tell_points(const struct merging *m, bool (*is)(const struct entry *entry),
                        const char *what)
{
    size_t listed = 0;
    for (size_t i = 0; i < m->count; i++) {
        if (!is(&m->entries[i]))
            continue;
        if (listed == 0)
            os_say(stdout, "%s:", what);
        if (listed++ < LIST_MOST)
            os_say(stdout, "  %s", m->entries[i].line);
    }
    if (listed > LIST_MOST)
        os_say(stdout, "  and %lu more", (unsigned long)(listed - LIST_MOST));
}

/* A missing shard is reported once, and not for each of its points. */
static void forgive_missing(struct merging *m)
{
    for (uint32_t i = 1; i <= m->shards.all[0].of; i++) {
        for (size_t k = 0; k < m->count && !sweep_shards_next(&m->shards, i, NULL); k++)
            m->entries[k].is_known |= sweep_is_of_shard(
                m->scenario, &m->entries[k].result.point, i, m->shards.all[0].of);
    }
}

static void tell_all(struct merging *m)
{
    m->is_whole = true;
    tell_shards(m);
    forgive_missing(m);
    tell_points(m, is_twice, "in two shards");
    tell_points(m, is_nobodys, "in no shard");
    for (size_t i = 0; i < m->count; i++)
        m->is_whole &= !is_twice(&m->entries[i]);
}

/* ---- the report ---- */

static enum kit_verdict verdict_of_state(enum sweep_state state)
{
    switch (state) {
    case SWEEP_PASSED:
        return VERDICT_PASS;
    case SWEEP_OPEN:
    case SWEEP_UNREACHED:
        return VERDICT_SKIP;
    case SWEEP_FAILED:
        return VERDICT_FAIL;
    case SWEEP_TROUBLED:
    case SWEEP_STATES_COUNT:
        break;
    }
    return VERDICT_ERROR;
}

/* The message of the original run is in its log, if the log was copied along. */
static bool load_described(const struct merging *m, const struct entry *entry, struct log *log,
                           char path[OS_PATH], struct described_run *out)
{
    const struct sweep_shard *shard = entry->shard;
    struct kit_error ignored;
    if (sweep_log_of_point(shard->folder, shard->log.header.path, entry->line, path,
                           &ignored) != KIT_OK ||
        log_load(path, log, &ignored) != KIT_OK || !log->has_judgement)
        return false;
    outcome_describe(out, m->scenario, log->events, log->event_count, &log->judgement, path,
                     entry->result.took_ns);
    out->as.tries = log->header.tries;
    return true;
}

static void add_described(const struct merging *m, const struct entry *entry,
                          struct results *results)
{
    char path[OS_PATH] = "";
    struct described_run described = {.as = {.message = "", .excerpt = "", .log = ""}};
    struct log log = {0};
    bool is_told = entry->result.state != SWEEP_PASSED;
    if (is_told && !load_described(m, entry, &log, path, &described))
        described.as.message = sweep_state_meanings[entry->result.state];
    described.as.path = entry->path;
    described.as.verdict = verdict_of_state(entry->result.state);
    described.as.took_ns = entry->result.took_ns;
    described.as.point = entry->line;
    if (entry->shard->of > 1) {
        described.as.shard = entry->shard->index;
        described.as.shards = entry->shard->of;
    }
    results_add(results, &described.as);
    log_free(&log);
}

/* Like the report of the sweep itself, this one has no entry for a point that was not run. */
static enum kit_status write_merged_report(const struct merging *m, struct results *results,
                                           struct kit_error *err)
{
    struct report_totals totals = {0};
    uint32_t counts[SWEEP_STATES_COUNT] = {0};
    int64_t took_ns = 0;
    for (size_t i = 0; i < m->count; i++) {
        const struct entry *entry = &m->entries[i];
        counts[entry->result.state]++;
        took_ns += entry->result.took_ns;
        if (entry->result.state != SWEEP_OPEN)
            add_described(m, entry, results);
    }
    totals.passed = counts[SWEEP_PASSED];
    totals.failed = counts[SWEEP_FAILED];
    totals.skipped = counts[SWEEP_UNREACHED];
    totals.errors = counts[SWEEP_TROUBLED];
    totals.total = totals.passed + totals.failed + totals.skipped + totals.errors;
    return results_end(results, &totals, took_ns, err);
}

/* ---- the merged sweep ---- */

static enum kit_status show_merged_map(struct merging *m, struct sweep_report *report,
                                       enum kit_exit *code, struct kit_error *err)
{
    const struct log_header *header = &m->shards.all[0].log.header;
    char made_by[192];
    struct text by = text_over(made_by, sizeof made_by);
    struct sweep_page page = {
        .text = header->scenario,
        .made_by = made_by,
        .remarks =
            m->is_whole ? "" : "incomplete: a shard is missing, cut, damaged, or given twice"};
    version_add(&by, header->kit_version, header->commit, header->platform);
    struct sweep_result *results = calloc(m->count + 1, sizeof *results);
    if (!results)
        return kit_fail(err, KIT_FULL, "no memory for the map of the sweep");
    for (size_t i = 0; i < m->count; i++) {
        results[i] = m->entries[i].result;
        results[i].folder = m->entries[i].shard ? m->entries[i].shard->folder : NULL;
    }
    enum kit_status status =
        sweep_report_show(report, page, &m->coverage, results, m->count, err);
    if (sweep_count(results, m->count, SWEEP_FAILED) > 0)
        *code = EXIT_FAILED;
    if (sweep_count(results, m->count, SWEEP_TROUBLED) > 0 || !m->is_whole)
        *code = EXIT_TROUBLED;
    free(results);
    if (status == KIT_OK && m->count == 0 && m->is_whole) {
        sweep_report_nothing(header->path);
        *code = EXIT_FAILED;
    }
    return status;
}

static enum kit_status merge_shards(struct merging *m,
                                    const struct sweep_merge_settings *settings,
                                    enum kit_exit *code, struct kit_error *err)
{
    struct results results = {0};
    struct sweep_report report = {0};
    enum kit_status status = sweep_shards_load(&m->shards, &m->scenario, err);
    if (status == KIT_OK)
        status = take_all(m, err);
    if (status == KIT_OK)
        status = results_begin(&results, settings->reports, err);
    if (status == KIT_OK)
        status = sweep_report_begin(&report, settings->page, err);
    if (status == KIT_OK) {
        tell_all(m);
        status = write_merged_report(m, &results, err);
    }
    results_drop(&results);
    if (status == KIT_OK)
        status = show_merged_map(m, &report, code, err);
    sweep_report_end(&report);
    return status;
}

enum kit_exit sweep_merge(const struct sweep_merge_settings *settings, char *const *folders,
                          size_t count)
{
    struct kit_error err;
    struct merging m = {0};
    enum kit_exit code = EXIT_PASSED;
    enum kit_status status = sweep_shards_find(&m.shards, folders, count, &err);
    if (status == KIT_OK)
        status = merge_shards(&m, settings, &code, &err);
    if (status != KIT_OK)
        code = exit_with_message(&err);
    sweep_shards_free(&m.shards);
    free(m.entries);
    free(m.scenario);
    return code;
}

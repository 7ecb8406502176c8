/*
 * Judges mutants of logs of green runs: `mutants_main LIST SHARE LOG...`. Green is a pass
 * without a remark: a remark tells that something is missing. A mutant that stays green is a
 * survivor; its class must be in LIST, with the reason why green is right. SHARE is how many
 * mutants of each class are made from all logs, 0 for all. ci/check-mutants calls this program.
 */
#include "kit/judge/judge.h"
#include "kit/log/log.h"
#include "kit/mutants/mutation.h"
#include "kit/mutants/reasons.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CLASSES 16384u

/* The state of a class. */
struct tally {
    struct mutant_class of;
    uint32_t made;
    bool told;
};

struct hunt {
    struct reasons *reasons;
    uint32_t share;
    struct tally tallies[CLASSES]; /* by hash */
    struct judge_result result;
    uint64_t made, survived;
    uint32_t logs, violations;
};

static char *read_whole_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    char *bytes = NULL;
    long end = -1;
    if (file && fseek(file, 0, SEEK_END) == 0)
        end = ftell(file);
    if (end >= 0 && fseek(file, 0, SEEK_SET) == 0)
        bytes = malloc((size_t)end + 1);
    if (bytes)
        *size = fread(bytes, 1, (size_t)end, file);
    if (file)
        fclose(file);
    return bytes;
}

static struct tally *tally_of(struct hunt *hunt, const struct mutant_class *of)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < MUTANT_CLASS_WORDS; i++) {
        for (const char *at = of->words[i]; *at; at++)
            hash = (hash ^ (uint8_t)*at) * 16777619u;
    }
    for (uint32_t i = 0; i < CLASSES; i++) {
        struct tally *tally = &hunt->tallies[(hash + i) % CLASSES];
        if (!tally->of.words[0][0])
            tally->of = *of;
        if (memcmp(&tally->of, of, sizeof *of) == 0)
            return tally;
    }
    return NULL;
}

/* Whether the run of these events passes without a remark. */
static bool passes_plainly(struct hunt *hunt, const struct scenario *scenario,
                           struct kit_platform platform, const struct kit_event *events,
                           size_t count)
{
    judge(scenario, platform, events, count, count > 0 ? events[count - 1].at_ns : 0,
          &hunt->result);
    return hunt->result.judgement.verdict == VERDICT_PASS && hunt->result.judgement.count == 0;
}

static void tell_survivor(struct hunt *hunt, struct tally *tally, const char *path,
                          const struct kit_event *event)
{
    const struct mutant_class *of = &tally->of;
    hunt->violations += !tally->told;
    if (tally->told)
        return;
    tally->told = true;
    printf(
        "green, and in no row: %s %s %s %s %s\n    such as the %s of %s%s%s at %lld ns in %s\n",
        of->words[0], of->words[1], of->words[2], of->words[3], of->words[4],
        event_words[event->kind], event->actor[0] ? event->actor : "the run",
        event->name[0] ? ": " : "", event->name, (long long)event->at_ns, path);
}

static void hunt_log(struct hunt *hunt, const struct log *log, const struct scenario *scenario,
                     const char *path, struct kit_event *room)
{
    struct kit_platform platform = platform_of(log->header.platform);
    for (size_t at = 0; at < log->event_count; at++) {
        for (int m = 0; m < MUTATION_COUNT && mutant_is_of_rule(&log->events[at]); m++) {
            struct mutant_class of;
            size_t made;
            memset(&of, 0, sizeof of);
            mutant_class_of(scenario, log->events, log->event_count, at, (enum mutation)m, &of);
            struct tally *tally = tally_of(hunt, &of);
            if (!tally || (hunt->share > 0 && tally->made >= hunt->share) ||
                !mutate(scenario, log->events, log->event_count, at, (enum mutation)m, room,
                        &made))
                continue;
            tally->made++;
            hunt->made++;
            if (!passes_plainly(hunt, scenario, platform, room, made))
                continue;
            hunt->survived++;
            if (!reasons_allow(hunt->reasons, &of))
                tell_survivor(hunt, tally, path, &log->events[at]);
        }
    }
}

/* A run that passes because something fails, or differs here, is no basis for mutants. */
static bool is_plainly_green(struct hunt *hunt, const struct log *log,
                             const struct scenario *scenario)
{
    struct kit_platform platform = platform_of(log->header.platform);
    return !log->is_cut && !scenario->must_fail &&
           passes_plainly(hunt, scenario, platform, log->events, log->event_count);
}

static bool hunt_file(struct hunt *hunt, const char *path)
{
    struct kit_error err = {.text = "it cannot be read"};
    size_t size = 0;
    struct log log = {0};
    struct scenario *scenario = calloc(1, sizeof *scenario);
    char *bytes = read_whole_file(path, &size);
    bool ok = scenario && bytes && log_read(bytes, size, &log, &err) == KIT_OK &&
              scenario_read(log.header.path, log.header.scenario, log.header.scenario_size,
                            scenario, &err) == KIT_OK;
    struct kit_event *room = ok ? malloc((log.event_count + 1) * sizeof *room) : NULL;
    if (!room)
        printf("%s: %s\n", path, err.text);
    else if (is_plainly_green(hunt, &log, scenario))
        hunt_log(hunt, &log, scenario, path, room), hunt->logs++;
    free(room);
    log_free(&log);
    free(bytes);
    free(scenario);
    return room != NULL;
}

int main(int count, char **words)
{
    struct kit_error err;
    struct hunt *hunt = calloc(1, sizeof *hunt);
    size_t size = 0;
    char *list = count > 3 ? read_whole_file(words[1], &size) : NULL;
    bool ok =
        hunt && list && (hunt->reasons = reasons_read(words[1], list, size, &err)) != NULL;
    if (hunt && list && !ok)
        printf("%s\n", err.text);
    if (ok)
        hunt->share = (uint32_t)strtoul(words[2], NULL, 10);
    for (int i = 3; ok && i < count; i++)
        ok = hunt_file(hunt, words[i]);
    if (ok) {
        hunt->violations += reasons_unused(hunt->reasons, hunt->share == 0);
        printf("%llu mutants of %u logs, %llu green, %u violations\n",
               (unsigned long long)hunt->made, (unsigned)hunt->logs,
               (unsigned long long)hunt->survived, (unsigned)hunt->violations);
        ok = hunt->violations == 0 && hunt->made > 0;
    }
    if (hunt)
        reasons_free(hunt->reasons);
    free(hunt);
    free(list);
    return ok ? 0 : 1;
}

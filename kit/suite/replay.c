#include "kit/suite/replay.h"
#include "kit/base/command.h"
#include "kit/os/console.h"
#include "kit/files/programs.h"
#include "kit/log/programs.h"
#include "kit/tell/outcome.h"
#include "kit/suite/trust.h"

#include <stdlib.h>
#include <string.h>

/* `--settle` changes the settle time of a run, and its scenario does not say so. */
static void take_settle_time(const struct log *log, struct scenario *scenario)
{
    for (size_t i = 0; i < log->event_count; i++) {
        if (log->events[i].kind == EVENT_SETTLING && log->events[i].deadline_ms > 0)
            scenario->settle_ms = log->events[i].deadline_ms;
    }
}

/* The scenario of a log, as a script. The log keeps its own copy of the text. */
static enum kit_status script_of_log(const struct log *log, struct script *out,
                                     struct kit_error *err)
{
    size_t size = log->header.scenario_size;
    char *text = malloc(size + 1);
    if (!text)
        return kit_fail(err, KIT_FULL, "no memory for a scenario");
    memcpy(text, log->header.scenario, size);
    text[size] = 0;
    enum kit_status status = script_parse(log->header.path, text, size, out, err);
    if (status == KIT_OK)
        take_settle_time(log, out->scenario);
    return status;
}

/* Of the events only what the runs need is kept: a folder can have thousands of logs. */
static enum kit_status read_replayed_log(const char *path, struct replayed *of,
                                         struct script *script, struct kit_error *err)
{
    enum kit_status status = log_load(path, &of->log, err);
    if (status == KIT_OK && of->log.header.field_processes > 0)
        status = kit_fail(err, KIT_BAD_INPUT,
                          "'%.250s' is a field log: nobody ran a scenario, so there is "
                          "nothing to run again; `%.250s explain` tells what it holds",
                          path, command_name());
    if (status == KIT_OK)
        status = script_of_log(&of->log, script, err);
    if (status == KIT_OK)
        status = moments_read(script->scenario, of->log.events, of->log.event_count,
                              &of->moments, err);
    free(of->log.events);
    of->log.events = NULL;
    of->log.event_count = 0;
    script->log_of = path;
    return status;
}

static enum kit_status find_programs(const struct scripts *scripts, const char *programs,
                                     struct kit_error *err)
{
    enum kit_status status = KIT_OK;
    for (size_t i = 0; i < scripts->count && status == KIT_OK; i++)
        status = programs_check(scripts->all[i].scenario, programs, err);
    return status;
}

enum kit_status replay_read(struct replay *replay, const struct log_paths *paths,
                            const struct replay_wanted *wanted, struct kit_error *err)
{
    enum kit_status status = KIT_OK;
    *replay =
        (struct replay){.wanted = *wanted,
                        .all = calloc(paths->count + 1, sizeof *replay->all),
                        .scripts.all = calloc(paths->count + 1, sizeof *replay->scripts.all)};
    if (!replay->all || !replay->scripts.all)
        return kit_fail(err, KIT_FULL, "no memory for the logs");
    for (size_t i = 0; i < paths->count && status == KIT_OK; i++) {
        replay->scripts.count = i + 1;
        status =
            read_replayed_log(paths->all[i], &replay->all[i], &replay->scripts.all[i], err);
    }
    if (status == KIT_OK && !wanted->trusts_all)
        status = trust_ask(&replay->scripts, err);
    return status == KIT_OK ? find_programs(&replay->scripts, wanted->programs, err) : status;
}

void replay_free(struct replay *replay)
{
    for (size_t i = 0; i < replay->scripts.count; i++) {
        log_free(&replay->all[i].log);
        moments_free(&replay->all[i].moments);
    }
    free(replay->all);
    scripts_free(&replay->scripts);
    *replay = (struct replay){0};
}

/* More lines would hide the results: after a build each log of a folder has one. */
#define PROGRAMS_TOLD 10u

/* Appends which programs differ; true if one does. */
static bool programs_differ(const struct replay *replay, size_t index,
                            struct fingerprints *fingerprints, struct text *to)
{
    struct log_program now[LOG_PROGRAMS];
    struct log_header header = {.programs = now};
    header.program_count = fingerprints_take(fingerprints, replay->scripts.all[index].scenario,
                                             replay->wanted.programs, now);
    return log_programs_differ(&replay->all[index].log.header, &header, to);
}

void replay_tell_programs(const struct replay *replay, struct fingerprints *fingerprints,
                          FILE *to)
{
    uint32_t count = 0;
    for (size_t i = 0; i < replay->scripts.count; i++) {
        char list[1024];
        struct text text = text_over(list, sizeof list);
        if (!programs_differ(replay, i, fingerprints, &text) || count++ >= PROGRAMS_TOLD)
            continue;
        os_say(to,
               "NOTE  %s is of other programs, so another verdict can come from them and not "
               "from the run: %s",
               replay->scripts.all[i].log_of, list);
    }
    if (count > PROGRAMS_TOLD)
        os_say(to, "NOTE  %u more logs are of other programs, too",
               (unsigned)(count - PROGRAMS_TOLD));
}

static void count_try(struct replayed *of, const struct judgement *now)
{
    char differs[256];
    struct text why = text_over(differs, sizeof differs);
    judgement_came_again(&of->log.judgement, now, &why);
    replay_tries_add(&of->tries, &of->log.judgement, now, differs);
}

/*
 * Whether the replay has not yet reproduced the failure of its log. A failure that depends on a
 * race does not come each time. An end without explanation counts as a result. Without --times
 * each log has one turn, so only the thread of that turn counts its tries here.
 */
static bool is_not_red_yet(void *context, size_t index, const struct run_outcome *outcome)
{
    struct replay *replay = context;
    struct replayed *of = &replay->all[index];
    if (replay->wanted.times > 0 || !of->log.has_judgement ||
        of->log.judgement.verdict <= VERDICT_SKIP ||
        judgement_has_bad_end(&outcome->judgement) ||
        judgement_came_again(&of->log.judgement, &outcome->judgement, NULL))
        return false;
    count_try(of, &outcome->judgement);
    return true;
}

static enum kit_exit exit_of_tries(const struct replayed *of)
{
    const struct judgement *then = &of->log.judgement;
    return replay_tries_result(&of->tries, then) == REPLAY_REPRODUCED
               ? outcome_exit(then->verdict)
               : EXIT_DIFFERS;
}

static enum kit_exit tell_tries(struct replay *replay, size_t index, FILE *to)
{
    struct replayed *of = &replay->all[index];
    char sentence[1024];
    struct text text = text_over(sentence, sizeof sentence);
    of->is_told = true;
    if (!of->log.has_judgement) {
        os_say(to,
               "      the log was cut before its verdict, so there is nothing to compare with");
        return EXIT_TROUBLED;
    }
    replay_tries_text(&of->tries, &of->log.judgement, &text);
    os_say(to, "      %s, of %s", sentence, replay->scripts.all[index].log_of);
    return exit_of_tries(of);
}

static enum kit_exit take_try(void *context, size_t index, const struct run_outcome *outcome,
                              FILE *to)
{
    struct replay *replay = context;
    struct replayed *of = &replay->all[index];
    count_try(of, &outcome->judgement);
    bool is_last = replay->wanted.times == 0 || of->tries.count == replay->wanted.times;
    return is_last ? tell_tries(replay, index, to) : EXIT_PASSED;
}

enum kit_exit replay_tell_rest(struct replay *replay, FILE *to)
{
    enum kit_exit worst = EXIT_PASSED;
    for (size_t i = 0; i < replay->scripts.count; i++) {
        if (replay->all[i].tries.count > 0 && !replay->all[i].is_told)
            worst = exit_worse(worst, tell_tries(replay, i, to));
    }
    return worst;
}

static const struct moments *moments_of_replay(void *context, size_t index)
{
    return &((struct replay *)context)->all[index].moments;
}

const struct suite_hooks replay_hooks = {
    .again = is_not_red_yet, .result = take_try, .moments = moments_of_replay};

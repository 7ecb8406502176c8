#include "kit/suite/replay.h"
#include "kit/base/command.h"
#include "kit/os/console.h"
#include "kit/files/programs.h"
#include "kit/tell/outcome.h"
#include "kit/suite/trust.h"

#include <stdlib.h>
#include <string.h>

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
    return script_parse(log->header.path, text, size, out, err);
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
                            const char *programs, bool trusts_all, struct kit_error *err)
{
    enum kit_status status = KIT_OK;
    *replay =
        (struct replay){.logs = calloc(paths->count + 1, sizeof *replay->logs),
                        .scripts.all = calloc(paths->count + 1, sizeof *replay->scripts.all)};
    if (!replay->logs || !replay->scripts.all)
        return kit_fail(err, KIT_FULL, "no memory for the logs");
    for (size_t i = 0; i < paths->count && status == KIT_OK; i++) {
        struct script *script = &replay->scripts.all[i];
        replay->scripts.count = i + 1;
        status = log_load(paths->all[i], &replay->logs[i], err);
        if (status == KIT_OK && replay->logs[i].header.field_processes > 0)
            status = kit_fail(err, KIT_BAD_INPUT,
                              "'%.250s' is a field log: nobody ran a scenario, so there is "
                              "nothing to run again; `%.250s explain` tells what it holds",
                              paths->all[i], command_name());
        if (status == KIT_OK)
            status = script_of_log(&replay->logs[i], script, err);
        script->log_of = paths->all[i];
    }
    if (status == KIT_OK && !trusts_all)
        status = trust_ask(&replay->scripts, err);
    return status == KIT_OK ? find_programs(&replay->scripts, programs, err) : status;
}

void replay_free(struct replay *replay)
{
    for (size_t i = 0; i < replay->scripts.count; i++)
        log_free(&replay->logs[i]);
    free(replay->logs);
    scripts_free(&replay->scripts);
    *replay = (struct replay){0};
}

/*
 * Whether the replay has not yet reproduced the failure of its log. A failure that depends on a
 * race does not come each time. An end without explanation counts as a result.
 */
static bool is_not_red_yet(void *context, size_t index, const struct run_outcome *outcome)
{
    const struct log *log = &((const struct replay *)context)->logs[index];
    return log->has_judgement && log->judgement.verdict > VERDICT_SKIP &&
           !judgement_has_bad_end(&outcome->judgement) &&
           !judgements_agree(&log->judgement, &outcome->judgement, NULL);
}

static enum kit_exit compare_with_log(void *context, size_t index,
                                      const struct run_outcome *outcome, FILE *to)
{
    char differs[256];
    struct text why = text_over(differs, sizeof differs);
    const struct log *log = &((const struct replay *)context)->logs[index];
    enum kit_exit code = EXIT_PASSED;
    if (!log->has_judgement) {
        os_say(to,
               "      the log was cut before its verdict, so there is nothing to compare with");
        code = EXIT_TROUBLED;
    } else if (judgements_agree(&log->judgement, &outcome->judgement, &why)) {
        os_say(to, "      the same as in the log: %s",
               verdict_words[outcome->judgement.verdict]);
    } else {
        os_say(to, "      not the same as in the log: %s", differs);
        code = EXIT_DIFFERS;
    }
    return code;
}

const struct suite_hooks replay_hooks = {.again = is_not_red_yet, .result = compare_with_log};

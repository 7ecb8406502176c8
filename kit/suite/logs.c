#include "kit/suite/logs.h"
#include "kit/base/command.h"
#include "kit/base/duration.h"
#include "kit/os/output.h"
#include "kit/os/walk.h"
#include "kit/run/programs.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define LOG_MOST      ((size_t)1 << 30)
#define LOG_ENDING    ".jsonl"
#define REPLAY_ENDING ".replay" LOG_ENDING
#define CUT_ENDING    LOG_ENDING OS_PART_ENDING

static bool path_ends_with(const char *text, const char *ending)
{
    size_t length = strlen(text), tail = strlen(ending);
    return length >= tail && _stricmp(text + length - tail, ending) == 0;
}

enum kit_status log_path_for(const char *folder, const struct script *script,
                             uint32_t repetition, char to[OS_PATH], struct kit_error *err)
{
    bool is_replay = script->log_of != NULL;
    const char *name =
        is_replay ? path_file_name(script->log_of) : path_without_start(script->path);
    const char *ending = is_replay ? LOG_ENDING : SCENARIO_ENDING;
    size_t length = strlen(name);
    bool is_of_cut = is_replay && path_ends_with(name, CUT_ENDING);
    struct text path = text_over(to, OS_PATH);
    if (is_of_cut)
        length -= strlen(CUT_ENDING);
    else if (path_ends_with(name, ending))
        length -= strlen(ending);
    text_add(&path, "%s/", folder);
    for (size_t i = 0; i < length; i++)
        text_add(&path, "%c", strchr("/\\:", name[i]) ? '.' : name[i]);
    text_add(&path, "%s%s", is_of_cut ? OS_PART_ENDING : "", is_replay ? ".replay" : "");
    if (repetition > 1)
        text_add(&path, ".%u", (unsigned)repetition);
    text_add(&path, LOG_ENDING);
    if (path.cut)
        return kit_fail(err, KIT_BAD_INPUT, "the log's path for '%.200s' is too long",
                        script->path);
    return KIT_OK;
}

static const char *shown_name(const struct script *script)
{
    return script->log_of ? script->log_of : script->path;
}

struct named {
    char log[OS_PATH];
    const struct script *script;
};

static int by_log(const void *a, const void *b)
{
    return os_path_order(((const struct named *)a)->log, ((const struct named *)b)->log);
}

/*
 * Later runs of a script have names such as x.2.jsonl, which the first run of another script
 * could have, too. Returns the number of the run that the name would belong to, and the name of
 * that script's first log. 0 for any other name.
 */
static uint64_t later_run(const char *log, char first[OS_PATH])
{
    size_t end = strlen(log) - strlen(LOG_ENDING), at = end;
    uint64_t run = 0;
    struct text name = text_over(first, OS_PATH);
    while (at > 0 && log[at - 1] >= '0' && log[at - 1] <= '9')
        at--;
    if (at == end || at == 0 || log[at - 1] != '.' || log[at] == '0' ||
        number_read(log + at, end - at, UINT32_MAX, &run, NULL) != KIT_OK)
        return 0;
    text_add_bytes(&name, log, at - 1);
    text_add(&name, LOG_ENDING);
    return run;
}

/*
 * Compares each name with the one before it and with those of later runs of other scripts.
 * Sorted by log.
 */
static enum kit_status names_differ(const struct named *all, size_t count, uint32_t repeat,
                                    struct kit_error *err)
{
    struct named first;
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && by_log(&all[i - 1], &all[i]) == 0)
            return kit_fail(err, KIT_BAD_INPUT,
                            "'%.200s' and '%.200s' would write the same log '%.200s'; run them "
                            "in two commands with different --log-dir",
                            shown_name(all[i - 1].script), shown_name(all[i].script),
                            all[i].log + 1);
        uint64_t run = later_run(all[i].log, first.log);
        const struct named *of =
            run > 1 && run <= repeat ? bsearch(&first, all, count, sizeof *all, by_log) : NULL;
        if (of)
            return kit_fail(err, KIT_BAD_INPUT,
                            "run %u of '%.200s' and the first of '%.200s' would write the same "
                            "log '%.200s'; rename one of the two",
                            (unsigned)run, shown_name(of->script), shown_name(all[i].script),
                            all[i].log + 1);
    }
    return KIT_OK;
}

enum kit_status log_paths_differ(const struct scripts *scripts, uint32_t repeat,
                                 struct kit_error *err)
{
    enum kit_status status = KIT_OK;
    struct named *all = calloc(scripts->count + 1, sizeof *all);
    if (!all)
        return kit_fail(err, KIT_FULL, "no memory for the names of logs");
    for (size_t i = 0; i < scripts->count && status == KIT_OK; i++) {
        all[i].script = &scripts->all[i];
        status = log_path_for("", &scripts->all[i], 1, all[i].log, err);
    }
    if (status == KIT_OK) {
        qsort(all, scripts->count, sizeof *all, by_log);
        status = names_differ(all, scripts->count, repeat, err);
    }
    free(all);
    return status;
}

enum kit_status log_path_claim(const char *path, const char *first, struct os_claims *claims,
                               struct kit_error *err)
{
    char folder[OS_PATH];
    struct text text = text_over(folder, sizeof folder);
    struct kit_error why;
    const char *name = path_file_name(path);
    assert(name > path);
    text_add_bytes(&text, path, (size_t)(name - path) - 1);
    enum kit_status status = os_claim(claims, folder, name, &why);
    if (status == KIT_OK)
        return os_output_check(path, first, err);
    return kit_fail(err, status == KIT_DENIED ? KIT_BAD_INPUT : status, "%s", why.text);
}

enum kit_status log_paths_claim(const char *folder, const struct scripts *scripts,
                                struct os_claims *claims, struct kit_error *err)
{
    enum kit_status status = KIT_OK;
    for (size_t i = 0; i < scripts->count && status == KIT_OK; i++) {
        char path[OS_PATH];
        status = log_path_for(folder, &scripts->all[i], 1, path, err);
        if (status == KIT_OK)
            status = log_path_claim(path, LOG_FIRST, claims, err);
    }
    return status;
}

static enum kit_status add_log_path(struct log_paths *to, const char *path,
                                    struct kit_error *err)
{
    char **all = realloc(to->all, (to->count + 1) * sizeof *all);
    if (all)
        to->all = all;
    if (!all || !(all[to->count] = _strdup(path)))
        return kit_fail(err, KIT_FULL, "no memory to read '%.200s'", path);
    to->count++;
    return KIT_OK;
}

static enum kit_status add_log(void *context, const char *path, struct kit_error *err)
{
    return add_log_path(context, path, err);
}

static enum kit_status add_original(void *context, const char *path, struct kit_error *err)
{
    return path_ends_with(path, REPLAY_ENDING) ||
                   path_ends_with(path, REPLAY_ENDING OS_PART_ENDING)
               ? KIT_OK
               : add_log_path(context, path, err);
}

static enum kit_status add_folder(struct log_paths *to, const char *folder, bool replays,
                                  struct kit_error *err)
{
    size_t before = to->count;
    enum kit_status status =
        os_folder_walk(folder, LOG_ENDING, replays ? add_log : add_original, to, err);
    if (status == KIT_OK)
        status = os_folder_walk(folder, CUT_ENDING, replays ? add_log : add_original, to, err);
    if (status == KIT_OK && to->count == before)
        return kit_fail(err, KIT_BAD_INPUT, "there is no %s file below '%.200s'", LOG_ENDING,
                        folder);
    return status;
}

enum kit_status log_paths_read(char *const *paths, size_t count, bool replays,
                               struct log_paths *out, struct kit_error *err)
{
    enum kit_status status = KIT_OK;
    *out = (struct log_paths){0};
    for (size_t i = 0; i < count && status == KIT_OK; i++) {
        status = os_is_folder(paths[i]) ? add_folder(out, paths[i], replays, err)
                                        : add_log_path(out, paths[i], err);
    }
    if (status == KIT_OK && out->count == 0)
        return kit_fail(
            err, KIT_BAD_INPUT,
            "a log is missing; name a .jsonl file or a folder of them. `%.250s run` "
            "writes its logs to lifeline-logs",
            command_name());
    return status;
}

void log_paths_free(struct log_paths *paths)
{
    for (size_t i = 0; i < paths->count; i++)
        free(paths->all[i]);
    free(paths->all);
    *paths = (struct log_paths){0};
}

/* The file that a killed run left beside the place of its log. */
static void tell_of_cut(const char *path, struct kit_error *err)
{
    char cut[OS_PATH + sizeof OS_PART_ENDING];
    struct text text = text_over(cut, sizeof cut);
    text_add(&text, "%s" OS_PART_ENDING, path);
    if (!text.cut && os_is_file(cut))
        kit_fail(err, KIT_NOT_FOUND,
                 "there is no '%.250s'; its run was cut off and left '%.250s': name that file",
                 path, cut);
}

enum kit_status log_load(const char *path, struct log *out, struct kit_error *err)
{
    char *bytes = NULL;
    size_t size = 0;
    struct kit_error why;
    enum kit_status status = os_file_read(path, LOG_MOST, &bytes, &size, err);
    if (status == KIT_NOT_FOUND)
        tell_of_cut(path, err);
    if (status != KIT_OK)
        return status;
    status = log_read(bytes, size, out, &why);
    free(bytes);
    if (status != KIT_OK)
        return kit_fail(err, status, "%.250s: %.500s", path, why.text);
    if (out->header.version == 0)
        return kit_fail(err, KIT_BAD_INPUT,
                        "%.250s: the log is empty or was cut inside its first line, so it "
                        "cannot be judged or replayed",
                        path);
    return KIT_OK;
}

static bool has_finding(const struct judgement *in, const struct finding *like)
{
    for (uint32_t i = 0; i < in->count; i++) {
        const struct finding *finding = &in->findings[i];
        if (finding->source == like->source && finding->verdict == like->verdict &&
            words_equal(finding->actor, like->actor) &&
            finding->line_number == like->line_number &&
            (finding->source != SOURCE_RULE || finding->rule == like->rule))
            return true;
    }
    return false;
}

static bool holds_all(const struct judgement *in, const struct judgement *of, const char *what,
                      struct text *why)
{
    for (uint32_t i = 0; i < of->count; i++) {
        const struct finding *finding = &of->findings[i];
        if (has_finding(in, finding))
            continue;
        if (why)
            text_add(why, "%s: %s %s%s%s", what, verdict_words[finding->verdict],
                     finding->source == SOURCE_RULE ? rule_words[finding->rule]
                                                    : source_words[finding->source],
                     finding->actor[0] ? " on " : "", finding->actor);
        return false;
    }
    return true;
}

bool judgements_agree(const struct judgement *a, const struct judgement *b, struct text *why)
{
    if (a->verdict != b->verdict) {
        if (why)
            text_add(why, "%s then, %s now", verdict_words[a->verdict],
                     verdict_words[b->verdict]);
        return false;
    }
    return holds_all(b, a, "only then", why) && holds_all(a, b, "only now", why);
}

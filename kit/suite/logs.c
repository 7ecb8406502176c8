#include "kit/suite/logs.h"
#include "kit/base/duration.h"
#include "kit/base/strings.h"
#include "kit/files/log_files.h"
#include "kit/os/file.h"
#include "kit/os/output.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

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

#include "kit/runner/logs.h"

#include <stdlib.h>
#include <string.h>

#define LOG_MOST ((size_t)1 << 30)

/* What of a path is no name: drive, leading dots and slashes. */
static const char *without_start(const char *path)
{
    if (path[0] && path[1] == ':')
        path += 2;
    while (*path == '/' || *path == '\\' || *path == '.')
        path++;
    return path;
}

enum kit_status log_path_for(const char *folder, const char *scenario, bool is_replay,
                             uint32_t repetition, char to[OS_PATH], struct kit_error *err)
{
    static const char ending[] = ".scenario";
    const char *name = without_start(scenario);
    size_t length = strlen(name), tail = sizeof ending - 1;
    struct text path = text_over(to, OS_PATH);
    if (length > tail && strcmp(name + length - tail, ending) == 0)
        length -= tail;
    text_add(&path, "%s/", folder);
    for (size_t i = 0; i < length; i++)
        text_add(&path, "%c", strchr("/\\:", name[i]) ? '.' : name[i]);
    text_add(&path, is_replay ? ".replay" : "");
    if (repetition > 1)
        text_add(&path, ".%u", (unsigned)repetition);
    text_add(&path, ".jsonl");
    if (path.cut)
        return kit_fail(err, KIT_BAD_INPUT, "the log's path for '%.200s' is too long",
                        scenario);
    return KIT_OK;
}

enum kit_status log_load(const char *path, struct log *out, struct kit_error *err)
{
    char *bytes = NULL;
    size_t size = 0;
    struct kit_error why;
    enum kit_status status = os_file_read(path, LOG_MOST, &bytes, &size, err);
    if (status != KIT_OK)
        return status;
    status = log_read(bytes, size, out, &why);
    free(bytes);
    if (status != KIT_OK)
        return kit_fail(err, status, "%.250s: %.500s", path, why.text);
    if (out->header.version == 0)
        return kit_fail(err, KIT_BAD_INPUT,
                        "%.250s: the log is empty or was cut inside its first line; there is "
                        "nothing in it to judge or to run again",
                        path);
    return KIT_OK;
}

static bool has_finding(const struct judgement *in, const struct finding *like)
{
    for (uint32_t i = 0; i < in->count; i++) {
        const struct finding *finding = &in->findings[i];
        if (finding->source == like->source && finding->verdict == like->verdict &&
            words_equal(finding->actor, like->actor) && finding->line == like->line &&
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

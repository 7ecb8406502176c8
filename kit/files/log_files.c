#include "kit/files/log_files.h"
#include "kit/base/command.h"
#include "kit/base/strings.h"
#include "kit/files/log_stream.h"
#include "kit/os/console.h"
#include "kit/os/file.h"
#include "kit/os/walk.h"

#include <stdlib.h>
#include <string.h>

#define REPLAY_NAME ".replay" /* before the number of the run and the ending */

bool log_is_replay(const char *path)
{
    size_t length = strlen(path), word = strlen(REPLAY_NAME);
    if (has_ending(path, OS_PART_ENDING))
        length -= strlen(OS_PART_ENDING);
    if (length < strlen(LOG_ENDING) ||
        strncmp(path + length - strlen(LOG_ENDING), LOG_ENDING, strlen(LOG_ENDING)) != 0)
        return false;
    length -= strlen(LOG_ENDING);
    size_t end = length;
    while (end > 0 && path[end - 1] >= '0' && path[end - 1] <= '9')
        end--;
    if (end < length && end > 0 && path[end - 1] == '.')
        length = end - 1;
    return length >= word && strncmp(path + length - word, REPLAY_NAME, word) == 0;
}

enum kit_status log_paths_add(struct log_paths *to, const char *path, struct kit_error *err)
{
    char **all = realloc(to->all, (to->count + 1) * sizeof *all);
    if (all)
        to->all = all;
    if (!all || !(all[to->count] = copy_string(path)))
        return kit_fail(err, KIT_FULL, "no memory to read '%.200s'", path);
    to->count++;
    return KIT_OK;
}

static enum kit_status add_log(void *context, const char *path, struct kit_error *err)
{
    return log_paths_add(context, path, err);
}

static enum kit_status add_original(void *context, const char *path, struct kit_error *err)
{
    return log_is_replay(path) ? KIT_OK : log_paths_add(context, path, err);
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
                                        : log_paths_add(out, paths[i], err);
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

static enum kit_status load_events(const char *path, struct log_stream *stream, struct log *log,
                                   struct kit_error *err)
{
    struct kit_event event;
    struct kit_error why;
    for (bool more = true;;) {
        enum kit_status status = log_stream_next(stream, &event, &more, err);
        if (status != KIT_OK || !more)
            return status;
        status = log_add_event(log, &event, &why);
        if (status != KIT_OK)
            return kit_fail(err, status, "%.250s: %.500s", path, why.text);
    }
}

static enum kit_status load_log_from_disk(const char *path, bool leaves_out, struct log *out,
                                          struct kit_error *err)
{
    struct log_stream *stream;
    enum kit_status status = log_stream_open(path, leaves_out, out, &stream, err);
    if (status != KIT_OK)
        return status;
    status = load_events(path, stream, out, err);
    log_stream_close(stream);
    if (status == KIT_OK)
        events_sort(out->events, out->event_count);
    else
        log_free(out);
    return status;
}

enum kit_status log_load(const char *path, struct log *out, struct kit_error *err)
{
    return load_log_from_disk(path, false, out, err);
}

enum kit_status log_load_readable(const char *path, struct log *out, struct kit_error *err)
{
    return load_log_from_disk(path, true, out, err);
}

bool log_damage_complained(const char *path, const struct log *log)
{
    if (log->damaged == 0)
        return false;
    os_complain("lifeline: %.250s: %u line%s cannot be read and %s left out; the first is %s",
                path, (unsigned)log->damaged, log->damaged == 1 ? "" : "s",
                log->damaged == 1 ? "is" : "are", log->damage);
    return true;
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

/* Without `with_notes` the remarks do not count: a finding that is a pass. */
static bool holds_all(const struct judgement *in, const struct judgement *of, bool with_notes,
                      const char *what, struct text *why)
{
    for (uint32_t i = 0; i < of->count; i++) {
        const struct finding *finding = &of->findings[i];
        if ((!with_notes && finding->verdict == VERDICT_PASS) || has_finding(in, finding))
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

static bool are_same(const struct judgement *a, const struct judgement *b, bool with_notes,
                     struct text *why)
{
    if (a->verdict != b->verdict) {
        if (why)
            text_add(why, "%s then, %s now", verdict_words[a->verdict],
                     verdict_words[b->verdict]);
        return false;
    }
    return holds_all(b, a, with_notes, "only then", why) &&
           holds_all(a, b, with_notes, "only now", why);
}

bool judgements_agree(const struct judgement *a, const struct judgement *b, struct text *why)
{
    return are_same(a, b, true, why);
}

bool judgement_came_again(const struct judgement *then, const struct judgement *now,
                          struct text *why)
{
    return are_same(then, now, false, why);
}

/* collect: one log of the field logs of several processes, or of a trace of Process Monitor. */
#include "kit/base/command.h"
#include "kit/base/strings.h"
#include "kit/base/version.h"
#include "kit/field/field_merge.h"
#include "kit/field/trace.h"
#include "kit/files/log_files.h"
#include "kit/os/console.h"
#include "kit/os/file.h"
#include "kit/os/output.h"
#include "kit/os/walk.h"
#include "kit/tell/options.h"
#include "kit/tell/outcome.h"

#include <stdlib.h>

/* A field log has a fixed size, which is less; one of a later version may have another. */
#define FIELD_FILE_MOST ((size_t)16 << 20)

/* A trace is as large as its user lets it be. */
#define TRACE_FILE_MOST ((size_t)512 << 20)

/* What was found and read; all records are of files in `paths`. */
struct collecting {
    struct log_paths paths;
    struct field_record *records;
    size_t count;
    enum kit_exit code; /* of files that could not be read */
};

static enum kit_status add_found(void *context, const char *path, struct kit_error *err)
{
    return log_paths_add(context, path, err);
}

static enum kit_status find_field_logs(struct log_paths *to, const struct options *options,
                                       struct kit_error *err)
{
    enum kit_status status = KIT_OK;
    for (size_t i = 0; i < options->path_count && status == KIT_OK; i++) {
        const char *path = options->paths[i];
        size_t before = to->count;
        if (!os_is_folder(path)) {
            status = log_paths_add(to, path, err);
            continue;
        }
        status = os_folder_walk(path, FIELD_ENDING, add_found, to, err);
        if (status == KIT_OK && to->count == before)
            status = kit_fail(err, KIT_BAD_INPUT,
                              "there is no " FIELD_ENDING " file below '%.200s'; name the "
                              "folder that LIFELINE_LOG named",
                              path);
    }
    if (status == KIT_OK && to->count == 0)
        status = kit_fail(err, KIT_BAD_INPUT,
                          "a folder is missing; name the folder that LIFELINE_LOG named");
    return status;
}

static enum kit_status read_record(const char *path, struct field_record *out,
                                   struct kit_error *err)
{
    char *bytes = NULL;
    size_t size = 0;
    enum kit_status status = os_file_read(path, FIELD_FILE_MOST, &bytes, &size, err);
    if (status != KIT_OK)
        return status;
    struct field_log *log = (void *)bytes; /* malloc's memory is aligned for anything */
    if (field_log_valid(log, size))
        status = field_record_read(path, log, out, err);
    else
        status = kit_fail(err, KIT_BAD_INPUT,
                          "'%.250s' is no field log of this version of lifeline, or its "
                          "process ended before it was made",
                          path);
    if (status != KIT_OK)
        free(bytes);
    return status;
}

/* A file that cannot be read is told of, and left out. */
static enum kit_status read_field_records(struct collecting *c, struct kit_error *err)
{
    c->records = calloc(c->paths.count, sizeof *c->records);
    if (!c->records)
        return kit_fail(err, KIT_FULL, "no memory for %zu field logs", c->paths.count);
    for (size_t i = 0; i < c->paths.count; i++) {
        struct kit_error why;
        if (read_record(c->paths.all[i], &c->records[c->count], &why) == KIT_OK) {
            c->count++;
        } else {
            os_complain("lifeline: left out: %s", why.text);
            c->code = EXIT_USAGE;
        }
    }
    if (c->count == 0)
        return kit_fail(err, KIT_BAD_INPUT, "there is no field log that can be read");
    return KIT_OK;
}

/* The kit's own programs, as a scenario's programs are looked for. */
static bool is_program_of_kit(const char *name)
{
    char folder[OS_PATH], path[OS_PATH];
    struct text text = text_over(path, sizeof path);
    if (!name[0] || os_kit_folder(folder, NULL) != KIT_OK)
        return false;
    text_add(&text, "%s/children/%s.exe", folder, name);
    return !text.cut && os_is_file(path);
}

static enum kit_status write_log_file(const struct log *log, const char *path,
                                      struct kit_error *err)
{
    struct os_output output;
    char *room = malloc(LOG_LINE_MOST);
    if (!room)
        return kit_fail(err, KIT_FULL, "no memory to write '%.200s'", path);
    enum kit_status status = os_output_begin(&output, path, LOG_FIRST, err);
    if (status == KIT_OK) {
        struct text line = text_over(room, LOG_LINE_MOST);
        log_write_header(&line, &log->header);
        fwrite(line.at, 1, line.length, output.file);
        for (size_t i = 0; i < log->event_count; i++) {
            line = text_over(room, LOG_LINE_MOST);
            log_write_event(&line, &log->events[i]);
            fwrite(line.at, 1, line.length, output.file);
        }
        status = os_output_end(&output, err);
    }
    free(room);
    return status;
}

static enum kit_status collect_records(struct collecting *c, const struct options *options,
                                       struct kit_error *err)
{
    const char *to = options->values[OPTION_LOG];
    struct log log;
    size_t chosen = field_merge_choose(c->records, c->count);
    struct field_source source = {.records = c->records,
                                  .count = chosen,
                                  .path = options->paths[0],
                                  .commit = kit_commit,
                                  .is_kits = is_program_of_kit};
    enum kit_status status = field_merge(&source, &log, err);
    if (status != KIT_OK)
        return status;
    status = write_log_file(&log, to, err);
    if (status == KIT_OK) {
        os_say(stdout, "wrote %s: %zu process%s, %zu events; `%s explain %s` tells them", to,
               chosen, chosen == 1 ? "" : "es", log.event_count, command_name(), to);
        if (c->count > chosen)
            os_say(stdout,
                   "left out: %zu of %zu files, which are of earlier starts of the machine, or "
                   "from before its clock was set",
                   c->count - chosen, c->count);
    }
    log_free(&log);
    return status;
}

static void free_collecting(struct collecting *c)
{
    for (size_t i = 0; i < c->count; i++) {
        free(c->records[i].log);
        field_record_free(&c->records[i]);
    }
    free(c->records);
    log_paths_free(&c->paths);
}

/* ---- traces ---- */

static enum kit_status write_trace_log(const struct trace_source *source, const char *to,
                                       struct kit_error *err)
{
    struct log log;
    uint32_t unread;
    enum kit_status status = trace_read(source, &log, &unread, err);
    if (status != KIT_OK)
        return status;
    status = write_log_file(&log, to, err);
    if (status == KIT_OK) {
        unsigned count = (unsigned)log.header.field_processes;
        os_say(stdout, "wrote %s: %u process%s, %zu events; `%s explain %s` tells them", to,
               count, count == 1 ? "" : "es", log.event_count, command_name(), to);
        if (unread > 0)
            os_say(stdout, "left out: %u rows without a time or a PID", (unsigned)unread);
    }
    log_free(&log);
    return status;
}

/* *is_one: it is a trace, whatever became of it. */
static enum kit_status collect_trace(const struct options *options, bool *is_one,
                                     struct kit_error *err)
{
    const char *path = options->path_count == 1 ? options->paths[0] : "";
    char *bytes = NULL;
    size_t size = 0;
    *is_one = has_ending(path, ".csv");
    if (!*is_one)
        return KIT_OK;
    enum kit_status status = os_file_read(path, TRACE_FILE_MOST, &bytes, &size, err);
    struct trace_source source = {.bytes = bytes,
                                  .size = size,
                                  .path = path,
                                  .commit = kit_commit,
                                  .program = options->values[OPTION_PROGRAM]};
    if (status == KIT_OK)
        status = write_trace_log(&source, options->values[OPTION_LOG], err);
    free(bytes);
    return status;
}

/* ---- the command ---- */

static enum kit_status collect_field_logs(struct collecting *c, const struct options *options,
                                          struct kit_error *err)
{
    enum kit_status status = find_field_logs(&c->paths, options, err);
    if (status == KIT_OK)
        status = read_field_records(c, err);
    if (status == KIT_OK)
        status = collect_records(c, options, err);
    free_collecting(c);
    return status;
}

enum kit_exit command_collect(const struct options *options)
{
    struct collecting c = {.code = EXIT_PASSED};
    struct kit_error err;
    bool is_trace = false;
    enum kit_status status = KIT_OK;
    if (!options->values[OPTION_LOG])
        status = kit_fail(&err, KIT_BAD_INPUT,
                          "nothing says where to write the log; give --output LOG.jsonl");
    if (status == KIT_OK)
        status = collect_trace(options, &is_trace, &err);
    if (status == KIT_OK && !is_trace && options->values[OPTION_PROGRAM])
        status = kit_fail(&err, KIT_BAD_INPUT,
                          "--program chooses a program of a trace of Process Monitor; name one "
                          "file that ends in .csv");
    if (status == KIT_OK && !is_trace)
        status = collect_field_logs(&c, options, &err);
    return status == KIT_OK ? c.code : exit_with_message(&err);
}
